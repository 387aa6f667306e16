import type { Grid } from './grid.ts'
import type { Rings } from './outline.ts'

/** 1 for each cell whose centre lies inside the rings by the even-odd rule, else 0: row by row, between the crossings of its middle line. */
export function cellsWithin({ x0, y0, cell, columns, rows }: Grid, rings: Rings): Uint8Array {
  const crossings: number[][] = Array.from({ length: rows }, () => [])
  for (const ring of rings) {
    for (let at = 0; at + 3 < ring.length; at += 2) {
      const [x1, y1, x2, y2] = [ring[at]!, ring[at + 1]!, ring[at + 2]!, ring[at + 3]!]
      const [low, high] = y1 < y2 ? [y1, y2] : [y2, y1]
      // rows whose middle lies in [low, high): a corner counts once
      const first = Math.max(0, Math.ceil((low - y0) / cell - 0.5))
      for (let row = first; row < rows && y0 + (row + 0.5) * cell < high; row++) {
        const y = y0 + (row + 0.5) * cell
        crossings[row]!.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
      }
    }
  }
  const inside = new Uint8Array(columns * rows)
  crossings.forEach((line, row) => {
    line.sort((a, b) => a - b)
    for (let at = 0; at + 1 < line.length; at += 2) {
      const from = Math.max(0, Math.ceil((line[at]! - x0) / cell - 0.5))
      const to = Math.min(columns, Math.ceil((line[at + 1]! - x0) / cell - 0.5))
      if (from < to) inside.fill(1, row * columns + from, row * columns + to)
    }
  })
  return inside
}
