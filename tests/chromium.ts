/** Debian's Chromium, or the one that CHROMIUM_PATH names. */
export const BROWSER = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

const QUIET = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/**
 * MapLibre draws without a GPU under these; what is no map is put together by the processor itself, which takes
 * milliseconds where the imitated GPU takes seconds. `QUIET` keeps Chromium from looking for the internet.
 */
export const CHROMIUM_ARGUMENTS = [...QUIET, '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing']

/** The same for pages that draw no map. */
export const CHROMIUM_WITHOUT_WEBGL = [...QUIET, '--disable-gpu', '--disable-software-rasterizer']
