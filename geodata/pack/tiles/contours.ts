import { contours } from 'd3-contour'
import type { Convert } from '../../crs/systems.ts'
import type { HeightGrid } from '../layers/grid.ts'

/** Contour lines are drawn for a number of steps near this. */
const STEPS = 25
const ROUND_M = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000]

export interface ContourLine {
  heightM: number
  /** WGS-84 degrees */
  line: [number, number][]
}

/** A round interval that gives about 25 steps between the lowest and the highest ground. */
export function contourInterval(heightsM: Float32Array): number {
  let low = Infinity
  let high = -Infinity
  for (const height of heightsM) {
    if (height < low) low = height
    if (height > high) high = height
  }
  const wanted = (high - low) / STEPS
  return ROUND_M.find((interval) => interval >= wanted) ?? 1000
}

/** Contour lines by marching squares (d3-contour), the frame of the grid left out. */
export function contourLines(grid: HeightGrid, intervalM: number, toWgs84: Convert): ContourLine[] {
  const { columns, rows } = grid
  let low = Infinity
  let high = -Infinity
  for (const height of grid.heightsM) {
    if (height < low) low = height
    if (height > high) high = height
  }
  const thresholds: number[] = []
  for (let height = Math.ceil(low / intervalM) * intervalM; height <= high; height += intervalM) {
    if (height > low) thresholds.push(height)
  }
  const trace = contours().size([columns, rows]).thresholds(thresholds)
  const lines: ContourLine[] = []
  for (const area of trace(Array.from(grid.heightsM))) {
    for (const ring of area.coordinates.flat()) {
      for (const part of withoutFrame(ring as [number, number][], columns, rows)) {
        // d3-contour puts the first cell's centre at 0.5
        const line = part.map(([column, row]) => toWgs84(grid.west + (column - 0.5) * grid.cell, grid.north - (row - 0.5) * grid.cell))
        lines.push({ heightM: area.value, line: line as [number, number][] })
      }
    }
  }
  return lines
}

/** d3-contour closes its areas along the frame of the grid; those stretches are no contours. */
function withoutFrame(ring: [number, number][], columns: number, rows: number): [number, number][][] {
  const onFrame = ([x, y]: [number, number]) => x <= 0.5 || y <= 0.5 || x >= columns - 0.5 || y >= rows - 0.5
  const start = ring.findIndex(onFrame)
  if (start < 0) return [ring]
  const turned = [...ring.slice(start, -1), ...ring.slice(0, start + 1)]
  const parts: [number, number][][] = []
  let part: [number, number][] = []
  for (const point of turned) {
    if (!onFrame(point)) part.push(point)
    else {
      if (part.length > 1) parts.push(part)
      part = []
    }
  }
  if (part.length > 1) parts.push(part)
  return parts
}
