import type { Columns } from './columns.ts'
import { GONE } from './facets.ts'

/** The facts without the numbers of cases: all that counting looks at. */
export type FactColumns = Omit<Columns, 'id'>

/** What is counted over: the server's cube, which takes changes, and what a browser holds of it, which stands. */
export interface Counted {
  readonly columns: FactColumns
  /** rows in use, removed ones included */
  readonly length: number
  /** the first rows, in order of day */
  readonly sorted: number
  /** where `select` writes what it finds */
  scratch: Uint32Array
  /** called before rows are looked at: the rows may be put in order now */
  settle(): void
}

/** Rows in order of day, as they came: a cube that does not change. */
export class FixedCube implements Counted {
  readonly columns: FactColumns
  readonly length: number
  readonly sorted: number
  scratch = new Uint32Array(0)

  constructor(columns: FactColumns) {
    this.columns = columns
    this.length = columns.day.length
    this.sorted = this.length
  }

  settle(): void {}
}

/** First and last day with a case; null without cases. */
export function dayExtent({ columns: { day, facet }, sorted, length }: Counted): { first: number; last: number } | null {
  let first = Infinity
  let last = -Infinity
  let row = 0
  while (row < sorted && facet[row] === GONE) row++
  if (row < sorted) first = day[row]!
  row = sorted - 1
  while (row >= 0 && facet[row] === GONE) row--
  if (row >= 0) last = day[row]!
  for (row = sorted; row < length; row++) {
    if (facet[row] === GONE) continue
    first = Math.min(first, day[row]!)
    last = Math.max(last, day[row]!)
  }
  return first <= last ? { first, last } : null
}
