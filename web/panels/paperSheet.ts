/** at least so many lines of a list stay: fewer say nothing */
const KEPT = 3
const PRINT = 'print'
/** what holds lines that can be cut at the end */
const LISTS = 'ol, ul, tbody'

/** What a sheet says of that which it has no room for. */
export interface SheetWords {
  /** under a list: so many lines more */
  rest(lines: number): string
  /** at the foot: these findings */
  left(titles: readonly string[]): string
}

/**
 * Lays the page out as it will be on paper, so that what fits can be measured and maps be drawn in their place there: a browser lays
 * out print only when nothing can be changed any more. Returns what undoes it.
 */
export function layAsPrinted(): () => void {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && rule.conditionText === PRINT)
  for (const { media } of rules) media.mediaText = 'all'
  return () => {
    for (const { media } of rules) media.mediaText = PRINT
  }
}

/**
 * Cuts what stands in `box` to its height, from the end: lists first, then whole panels, never the first one; what is
 * left out is said under its list or at the foot. Returns what undoes it.
 */
export function fitSheet(box: HTMLElement, words: SheetWords): () => void {
  const over = () => box.scrollHeight > box.clientHeight + 1
  const left: string[] = []
  const panels = [...box.querySelectorAll<HTMLElement>('.panel')].reverse()
  for (const panel of panels) {
    if (!over() || cutLists(panel, over, words) || panel === panels.at(-1)) break
    restore(panel)
    panel.dataset.offPaper = ''
    left.unshift(panel.querySelector('h2')?.textContent ?? '')
    box.dataset.paperLeft = words.left(left)
  }
  return () => restore(box)
}

/** Whether all of it fits once the ends of the panel's lists are gone, the last list first. */
function cutLists(panel: HTMLElement, over: () => boolean, words: SheetWords): boolean {
  let cut = 0
  for (const list of [...panel.querySelectorAll<HTMLElement>(LISTS)].reverse()) {
    for (const line of [...list.children].slice(KEPT).reverse()) {
      if (!(line instanceof HTMLElement)) continue
      line.dataset.offPaper = ''
      panel.dataset.paperRest = words.rest(++cut)
      if (!over()) return true
    }
  }
  return false
}

function restore(root: HTMLElement) {
  for (const part of [root, ...root.querySelectorAll<HTMLElement>('[data-off-paper], [data-paper-rest]')]) {
    delete part.dataset.offPaper
    delete part.dataset.paperRest
    delete part.dataset.paperLeft
  }
}
