import { useEventListener } from '@vueuse/core'
import { watch } from 'vue'
import { useSettings } from '../stores/settings.ts'
import { fitSheet, layAsPrinted, type SheetWords } from './paperSheet.ts'

/** so long maps and answers may take; then the paper says what is missing */
const PATIENCE_MS = 15_000
/** frames until a map has heard that its place has another size */
const FRAMES = 3
/** the paper is out, or was given up: some browsers do not say so, but while they print nobody can do this */
const OVER = ['afterprint', 'pointermove', 'keydown'] as const
const UNDER_WAY = '[data-testid="map"]:not([data-idle]), main:not([data-ready]), aside [aria-busy]'

/** Prints the page once its maps are drawn in the light and in the size of paper. */
export async function printPage(): Promise<void> {
  const settings = useSettings()
  if (settings.printing) return
  // a place card is a page of its own, without a map
  if (document.querySelector('.card-paper')) {
    window.print()
    return
  }
  settings.printing = true
  const back = layAsPrinted()
  try {
    await settled()
    const over = new Promise((resolve) => OVER.forEach((event) => window.addEventListener(event, resolve, { once: true })))
    window.print()
    await over
  } finally {
    back()
    settings.printing = false
  }
}

/** The browser's own key prints as the button does; its menu, which waits for nothing, gets the sheet laid out with what is there. */
export function usePaper(words: SheetWords): void {
  const settings = useSettings()
  const undo: (() => void)[] = []
  useEventListener(document, 'keydown', (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    event.preventDefault()
    void printPage()
  })
  const release = () => {
    for (const one of undo.splice(0)) one()
  }
  useEventListener(window, 'beforeprint', () => {
    release()
    const back = layAsPrinted()
    undo.push(...[...document.querySelectorAll<HTMLElement>('.middle:not(:has(.instead)) > aside')].map((box) => fitSheet(box, words)))
    undo.push(back)
  })
  watch(() => settings.printing, (on) => on || release(), { flush: 'sync' })
}

/** Until nothing of the page is under way. */
async function settled(): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  for (let k = 0; k < FRAMES || (document.querySelector(UNDER_WAY) && performance.now() < end); k++) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}
