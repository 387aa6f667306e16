import type { Grid } from './grid.ts'
import { KERNELS, type KernelName } from './kernels.ts'

/**
 * Of each cell that is inside, the share of the mass of a kernel on its centre that falls on cells inside; 0 for the others. Beyond the
 * grid nothing is inside. Goes through the runs of inside cells of the rows within reach; needs memory for (2 · reach / cell)² numbers.
 * @param inside 1 or 0 for each cell
 */
export function massInside(
  inside: Uint8Array,
  { cell, columns, rows }: Grid,
  { kernel, bandwidth }: { kernel: KernelName; bandwidth: number },
): Float64Array {
  const radius = Math.floor((KERNELS[kernel].reach * bandwidth) / cell)
  const { upTo, total } = stencil(kernel, radius, cell / bandwidth)
  const runs = Array.from({ length: rows }, (_, row) => runsOf(inside.subarray(row * columns, (row + 1) * columns)))
  const share = new Float64Array(columns * rows)
  for (let at = 0; at < share.length; at++) {
    if (!inside[at]) continue
    const column = at % columns
    const row = (at - column) / columns
    let mass = 0
    for (let other = Math.max(0, row - radius); other <= Math.min(rows - 1, row + radius); other++) {
      const line = upTo[other - row + radius]!
      const ends = runs[other]!
      for (let run = 0; run < ends.length; run += 2) {
        const from = Math.max(ends[run]! - column + radius, 0)
        const to = Math.min(ends[run + 1]! - column + radius, 2 * radius + 1)
        if (from < to) mass += line[to]! - line[from]!
      }
    }
    share[at] = mass / total
  }
  return share
}

/** Rows of a kernel over the cells around one, each as the sum of its cells up to a column, exclusive. */
function stencil(kernel: KernelName, radius: number, step: number): { upTo: Float64Array[]; total: number } {
  const side = 2 * radius + 1
  const row = new Float64Array(side)
  let total = 0
  const upTo = Array.from({ length: side }, (_, at) => {
    row.fill(0)
    KERNELS[kernel].addRow(row, 0, 0, side - 1, -radius * step, step, ((at - radius) * step) ** 2, 1)
    const sums = new Float64Array(side + 1)
    for (let column = 0; column < side; column++) sums[column + 1] = sums[column]! + row[column]!
    total += sums[side]!
    return sums
  })
  return { upTo, total }
}

/** Starts and ends (exclusive) of the runs of 1 in a row, in turn. */
function runsOf(row: Uint8Array): number[] {
  const ends: number[] = []
  for (let column = 0; column <= row.length; column++) {
    const [before, here] = [column > 0 && row[column - 1] === 1, column < row.length && row[column] === 1]
    if (before !== here) ends.push(column)
  }
  return ends
}
