/** Before the next picture; where nothing draws, after as long. */
export function nextFrame(run: () => void): void {
  if ('requestAnimationFrame' in globalThis) requestAnimationFrame(run)
  else setTimeout(run, 16)
}

/** no picture takes so long: the tab is one that nobody sees, which draws none */
const UNSEEN_MS = 3000

/** Two frames: the first one draws, and the next comes no sooner than that picture is done, however slow the machine is. */
export function pictured(): Promise<void> {
  return new Promise((resolve) => {
    const unseen = setTimeout(resolve, UNSEEN_MS)
    nextFrame(() => nextFrame(() => {
      clearTimeout(unseen)
      resolve()
    }))
  })
}
