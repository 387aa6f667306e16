import { COLOURS } from '../contract/colours.ts'
import type { Cube } from './cube.ts'
import { IS_PENDING, TERM_OF_FACET } from './facets.ts'
import { select, type CubeQuery } from './select.ts'
import { isOverdueRow } from './standing.ts'

/** Cases of a query that are still pending. */
export interface PendingTally {
  count: number
  /** with a due day before `asOf` */
  overdue: number
  /** occurred more than `longDays` before `asOf` */
  long: number
  /** by position in the vocabulary of colours */
  colours: Uint32Array
}

/** `asOf` in days since 1970-01-01. O(rows in the period). */
export function tallyPending(cube: Cube, query: CubeQuery, { asOf, longDays }: { asOf: number; longDays: number }): PendingTally {
  const tally: PendingTally = { count: 0, overdue: 0, long: 0, colours: new Uint32Array(COLOURS.codes.length) }
  const pass = query.pass.map((lets, facet) => lets & IS_PENDING[facet]!)
  const rows = select(cube, { ...query, pass })
  const { day, facet } = cube.columns
  for (const row of rows) {
    tally.count++
    tally.colours[TERM_OF_FACET.colour[facet[row]!]!]!++
    if (asOf - day[row]! > longDays) tally.long++
    if (isOverdueRow(cube.columns, row, asOf)) tally.overdue++
  }
  return tally
}
