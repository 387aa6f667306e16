/** Before the next picture; where nothing draws, after as long. */
export function nextFrame(run: () => void): void {
  if ('requestAnimationFrame' in globalThis) requestAnimationFrame(run)
  else setTimeout(run, 16)
}
