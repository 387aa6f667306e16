import type { Filter } from '../contract/filter.ts'
import { STATES } from '../contract/states.ts'
import { NO_DAY } from './columns.ts'
import type { Counted, FactColumns } from './counted.ts'
import { countByLevel, countByTerm, type LevelTallies, type Tallies } from './counts.ts'
import { facetOf, FACETS, GONE, IS_PENDING, TERM_OF_FACET, type Dimension } from './facets.ts'
import { figures, overdueCount, type CubeFigures } from './figures.ts'
import type { Period } from './period.ts'
import type { CubePlaces } from './places.ts'
import { cubeQuery, lowerBound, type CubeQuery } from './select.ts'
import { countByDay, type DayTotals } from './time.ts'

/** For every facet the one of the same case in mediation. */
const IN_HAND = Uint16Array.from({ length: GONE + 1 }, (_, facet) => {
  if (facet >= FACETS) return GONE
  const { category, colour, channel } = TERM_OF_FACET
  return facetOf(category[facet]!, colour[facet]!, STATES.index('mediating'), channel[facet]!)
})

/**
 * Cases of some days as they stood on a past one, `asOf` (all in days since 1970-01-01), as far as their days tell: one that
 * was closed later was pending then, and in mediation for want of a better word; every other counts with its state of today,
 * also one that is settled without a closing day. Cases that occurred after it are not there. Where the closing days do not
 * reach, it is today's answer: of cases that were open again in between, and of those registered late.
 *
 * To be read before the cube changes. O(rows of the days), and a table of 2 bytes a row is filled.
 */
export function asOfDay(cube: Counted, asOf: number, { from, to }: Period): Counted {
  cube.settle()
  const { columns, length, sorted } = cube
  const { day } = columns
  const last = Math.min(to, asOf)
  const facet = new Uint16Array(length).fill(GONE)
  const high = lowerBound(day, sorted, last + 1)
  for (let row = lowerBound(day, sorted, from); row < high; row++) facet[row] = facetOn(columns, row, asOf)
  for (let row = sorted; row < length; row++) if (day[row]! >= from && day[row]! <= last) facet[row] = facetOn(columns, row, asOf)
  return { columns: { ...columns, facet }, length, sorted, scratch: cube.scratch, settle() {} }
}

/** The facet that a row counts with as of a past day. */
export function facetOn({ day, facet, closedAfter }: FactColumns, row: number, asOf: number): number {
  const now = facet[row]!
  const after = closedAfter[row]!
  return IS_PENDING[now] === 0 && after !== NO_DAY && day[row]! + after > asOf ? IN_HAND[now]! : now
}

/** Headline figures of some days as of a past one, under a filter whatever its own days are. Cost as of `asOfDay`. */
export function figuresAsOf(cube: Counted, { filter, areas }: { filter: Filter; areas: CubeQuery['areas'] }, period: Period, asOf: number): CubeFigures {
  return figures(asOfDay(cube, asOf, period), { ...cubeQuery(filter, areas, asOf), ...period }, asOf)
}

/** Cases by day of some days as of a past one, under a filter whatever its own days are. Cost as of `asOfDay`. */
export function daysAsOf(cube: Counted, { filter, areas }: { filter: Filter; areas: CubeQuery['areas'] }, period: Period, asOf: number): DayTotals {
  return countByDay(asOfDay(cube, asOf, period), { ...cubeQuery(filter, areas, asOf), ...period })
}

/** What a view counts, of the brush or from scratch. */
export interface ViewCounts {
  figures(): CubeFigures
  overdueBefore(): number
  byLevel(rank: number): LevelTallies
  byTerm(dimension: Dimension): Tallies
  byDay(): DayTotals
}

/** The counts of a filter as its cases stood on a past day: each looks at its rows anew. */
export function countsAsOf(cube: Counted, places: CubePlaces, { filter, areas }: { filter: Filter; areas: CubeQuery['areas'] }, asOf: number): ViewCounts {
  const past = asOfDay(cube, asOf, { from: -Infinity, to: Infinity })
  const of = (asked: Filter): CubeQuery => cubeQuery(asked, areas, asOf)
  const query = of(filter)
  return {
    figures: () => figures(past, query, asOf),
    overdueBefore: () => overdueCount(past, { ...query, from: -Infinity, to: query.from - 1 }, asOf),
    byLevel: (rank) => countByLevel(past, query, places, rank),
    byTerm: (dimension) => countByTerm(past, of({ ...filter, [dimension]: [] }), dimension),
    byDay: () => countByDay(past, { ...query, from: -Infinity, to: Infinity }),
  }
}
