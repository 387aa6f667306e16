/**
 * Square cells in a plane, in metres (or whatever unit the coordinates have). Cell (column, row) is `[row * columns + column]` of what lies
 * on the grid, column 0 in the west, row 0 in the south.
 */
export interface Grid {
  /** south-west corner of the first cell */
  x0: number
  y0: number
  /** side of a cell */
  cell: number
  columns: number
  rows: number
}

/** The cells from the south-west corner of a box that cover it. Throws RangeError unless the cell is a number above 0. */
export function gridOver({ minX, minY, maxX, maxY }: { minX: number; minY: number; maxX: number; maxY: number }, cell: number): Grid {
  if (!(cell > 0) || cell === Infinity) throw new RangeError(`cells of ${cell}`)
  return { x0: minX, y0: minY, cell, columns: Math.max(1, Math.ceil((maxX - minX) / cell)), rows: Math.max(1, Math.ceil((maxY - minY) / cell)) }
}
