/** Debian's Chromium, or the one that CHROMIUM_PATH names. */
export const BROWSER = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** MapLibre draws without a GPU under these; the rest keeps Chromium from looking for the internet. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
