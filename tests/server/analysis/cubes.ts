import type { Weights } from '../../../server/analysis/weights.ts'

/** Areas in a row, each the neighbour of the one before and the one after. */
export function inARow(n: number): Weights {
  const start = new Uint32Array(n + 1)
  const to: number[] = []
  for (let area = 0; area < n; area++) {
    if (area > 0) to.push(area - 1)
    if (area < n - 1) to.push(area + 1)
    start[area + 1] = to.length
  }
  return { n, start, to: Uint32Array.from(to), weight: null }
}
