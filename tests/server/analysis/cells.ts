import type { Grid } from '../../../server/analysis/grid.ts'

/** 1 for each cell whose centre passes the test, such as lying in the county, else 0. */
export function cellsWhere({ x0, y0, cell, columns, rows }: Grid, inside: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: columns * rows }, (_, at) =>
    inside(x0 + ((at % columns) + 0.5) * cell, y0 + (Math.floor(at / columns) + 0.5) * cell) ? 1 : 0,
  )
}
