import { useSettings } from '../stores/settings.ts'

/** so long a map may take to be drawn anew */
const PATIENCE_MS = 3000

/** Prints the page once its maps are drawn in the light of paper. */
export async function printPage(): Promise<void> {
  const settings = useSettings()
  const dark = settings.theme === 'hall'
  settings.printing = true
  if (dark) await drawn()
  window.print()
  settings.printing = false
}

/** Until the maps of the page have nothing under way. */
async function drawn(): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  do await new Promise((resolve) => requestAnimationFrame(resolve))
  while (document.querySelector('[data-testid="map"]:not([data-idle])') && performance.now() < end)
}
