import { COLOURS } from '../contract/colours.ts'
import type { Cube } from './cube.ts'
import { IS_PENDING, IS_RESOLVED, TERM_OF_FACET } from './facets.ts'
import { countedIn, type CubePlaces } from './places.ts'
import { select, type CubeQuery } from './select.ts'
import { isOverdueRow } from './standing.ts'

/** Cases of one subtree. */
export interface AreaTally {
  count: number
  resolved: number
  /** pending with a due day before `asOf` */
  overdue: number
  /** red and pending */
  redOpen: number
}

const RED = COLOURS.index('red')

/**
 * Cases of every area with all below it, from one pass: each is one subtraction of running totals. `asOf` in days since
 * 1970-01-01. O(rows in the period + areas).
 */
export function tallyAreas(cube: Cube, query: CubeQuery, { end }: Pick<CubePlaces, 'end'>, asOf: number): (index: number) => AreaTally {
  const rows = select(cube, query)
  const { area, facet } = cube.columns
  const sums = { count: sumsOf(end), resolved: sumsOf(end), overdue: sumsOf(end), redOpen: sumsOf(end) }
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    // the first entry is of no area
    const at = countedIn(area[row]!) + 1
    const kind = facet[row]!
    if (at === 0) continue
    sums.count[at]!++
    sums.resolved[at]! += IS_RESOLVED[kind]!
    if (IS_PENDING[kind] === 0) continue
    if (isOverdueRow(cube.columns, row, asOf)) sums.overdue[at]!++
    if (TERM_OF_FACET.colour[kind] === RED) sums.redOpen[at]!++
  }
  for (const totals of Object.values(sums)) for (let at = 1; at < totals.length; at++) totals[at]! += totals[at - 1]!
  const within = (totals: Uint32Array, index: number): number => totals[end[index]!]! - totals[index]!
  return (index) => ({
    count: within(sums.count, index),
    resolved: within(sums.resolved, index),
    overdue: within(sums.overdue, index),
    redOpen: within(sums.redOpen, index),
  })
}

function sumsOf({ length }: ArrayLike<number>): Uint32Array {
  return new Uint32Array(length + 1)
}
