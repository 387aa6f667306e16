import { MinHeap } from './heap.ts'
import type { Raster } from './raster.ts'

/** Where water goes on a raster. */
export interface Flow {
  /** cells from low to high, so that a receiver stands before its donors */
  order: Int32Array
  /** the neighbour that takes a cell's water; itself at the edge */
  receiver: Int32Array
  /** catchment above and including the cell, m² */
  areaM2: Float64Array
  /** heights with every hollow filled to its spill */
  filled: Float64Array
}

const STEPS: [number, number][] = [
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
  [-1, 0],
  [-1, 1],
]

/**
 * Flow over a raster whose edge lets water out: hollows filled by priority flood (Barnes, Lehman and
 * Mulla 2014) with a small gradient, then the steepest of eight directions (O'Callaghan and Mark 1984).
 * With `chance`, a direction's drop is weighed by luck (after Rho8, Fairfield and Leymarie 1991), so that
 * valleys that erosion cuts do not all run along the eight directions of the grid.
 */
export function routeFlow(raster: Raster, chance?: () => number): Flow {
  const { order, filled } = fillHollows(raster)
  const { columns, rows, dxM, dyM } = raster
  const receiver = new Int32Array(order.length)
  const areaM2 = new Float64Array(order.length).fill(dxM * dyM)
  const lengths = STEPS.map(([dr, dc]) => Math.hypot(dr * dyM, dc * dxM))
  for (let cell = 0; cell < receiver.length; cell++) {
    const c = cell % columns
    const r = (cell - c) / columns
    receiver[cell] = cell
    if (r === 0 || c === 0 || r === rows - 1 || c === columns - 1) continue
    let steepest = 0
    for (let k = 0; k < 8; k++) {
      const [dr, dc] = STEPS[k] as [number, number]
      const to = cell + dr * columns + dc
      const luck = chance ? 0.55 + 0.9 * chance() : 1
      const drop = (((filled[cell] as number) - (filled[to] as number)) / (lengths[k] as number)) * luck
      if (drop > steepest) {
        steepest = drop
        receiver[cell] = to
      }
    }
  }
  for (let k = order.length - 1; k >= 0; k--) {
    const cell = order[k] as number
    const to = receiver[cell] as number
    if (to !== cell) areaM2[to] = (areaM2[to] as number) + (areaM2[cell] as number)
  }
  return { order, receiver, areaM2, filled }
}

function fillHollows(raster: Raster): { order: Int32Array; filled: Float64Array } {
  const { columns, rows, values } = raster
  const filled = new Float64Array(values.length)
  const order = new Int32Array(values.length)
  const seen = new Uint8Array(values.length)
  const heap = new MinHeap()
  const enter = (cell: number, height: number) => {
    seen[cell] = 1
    filled[cell] = height
    heap.push(cell, height)
  }
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c += r === 0 || r === rows - 1 ? 1 : columns - 1) {
      enter(r * columns + c, values[r * columns + c] as number)
    }
  }
  for (let k = 0; heap.size > 0; k++) {
    const cell = heap.pop()
    order[k] = cell
    const c = cell % columns
    const r = (cell - c) / columns
    for (const [dr, dc] of STEPS) {
      if (r + dr < 0 || r + dr >= rows || c + dc < 0 || c + dc >= columns) continue
      const to = cell + dr * columns + dc
      if (!seen[to]) enter(to, Math.max(values[to] as number, (filled[cell] as number) + 1e-4))
    }
  }
  return { order, filled }
}
