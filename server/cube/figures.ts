import { COLOURS, type Colour } from '../contract/colours.ts'
import { NO_DAY } from './columns.ts'
import type { Counted } from './counted.ts'
import { IS_PENDING, IS_RESOLVED, TERM_OF_FACET } from './facets.ts'
import { select, type CubeQuery } from './select.ts'
import { isOverdueRow } from './standing.ts'

/** Headline figures of the cases of one query; rates are made of them elsewhere. */
export interface CubeFigures {
  count: number
  resolved: number
  /** of `count`: waiting for their place, those of a known town included */
  unlocated: number
  /** days from occurrence to close, median over resolved cases with a closing day; null without one */
  medianDays: number | null
  /** resolved cases with a closing day */
  timed: number
  /** pending (open or handling) with a due day before `asOf` */
  overdue: number
  people: number
  amountFen: number
  colours: Record<Colour, number>
}

/** `asOf` in days since 1970-01-01. O(rows in the period). */
export function figures(cube: Counted, query: CubeQuery, asOf: number): CubeFigures {
  const rows = select(cube, query)
  const { area, facet, closedAfter, people, amountFen } = cube.columns
  const colours = new Uint32Array(COLOURS.codes.length)
  const durations = new Uint32Array(2 ** 16)
  let resolved = 0
  let unlocated = 0
  let timed = 0
  let overdue = 0
  let persons = 0
  let amount = 0
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    const kind = facet[row]!
    colours[TERM_OF_FACET.colour[kind]!]!++
    persons += people[row]!
    if (area[row]! < 0) unlocated++
    amount += amountFen[row]!
    if (IS_RESOLVED[kind] === 1) {
      resolved++
      const days = closedAfter[row]!
      if (days === NO_DAY) continue
      timed++
      durations[days - NO_DAY]!++
    } else if (isOverdueRow(cube.columns, row, asOf)) overdue++
  }
  return {
    count: rows.length,
    resolved,
    unlocated,
    medianDays: timed > 0 ? median(durations, timed) + NO_DAY : null,
    timed,
    overdue,
    people: persons,
    amountFen: amount,
    colours: byColour(colours),
  }
}

/** Counts in the order of the vocabulary, by its codes. */
export function byColour(counts: ArrayLike<number>): Record<Colour, number> {
  return Object.fromEntries(COLOURS.codes.map((code, at) => [code, counts[at]])) as Record<Colour, number>
}

/**
 * Pending cases of a query with a due day before `asOf`. O(rows in the period), but only those that are pending are
 * looked at twice.
 */
export function overdueCount(cube: Counted, query: CubeQuery, asOf: number): number {
  const pass = query.pass.map((lets, facet) => lets & IS_PENDING[facet]!)
  const rows = select(cube, { ...query, pass })
  let overdue = 0
  for (let k = 0; k < rows.length; k++) if (isOverdueRow(cube.columns, rows[k]!, asOf)) overdue++
  return overdue
}

/** Median of a histogram over `total` values; the mean of the middle two when their number is even. */
export function median(histogram: ArrayLike<number>, total: number): number {
  const lower = nth(histogram, (total - 1) >> 1)
  return total % 2 === 1 ? lower : (lower + nth(histogram, total >> 1)) / 2
}

function nth(histogram: ArrayLike<number>, rank: number): number {
  let passed = 0
  for (let value = 0; ; value++) {
    passed += histogram[value]!
    if (passed > rank) return value
  }
}
