/** Debian's Chromium, or the one that CHROMIUM_PATH names. */
export const BROWSER = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/**
 * MapLibre draws without a GPU under these, and what is no map is put together by the processor itself, which takes
 * milliseconds where the imitated GPU takes seconds; the rest keeps Chromium from looking for the internet.
 */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-compositing',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
