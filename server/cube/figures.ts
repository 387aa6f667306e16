import { COLOURS, type Colour } from '../contract/colours.ts'
import { NO_DAY } from './columns.ts'
import type { Counted, FactColumns } from './counted.ts'
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
  // the columns are read after the question, which may have to put the rows in order
  const rows = select(cube, query)
  const sums = new FigureSums()
  sums.add(cube.columns, rows, asOf)
  return sums.figures()
}

/** What headline figures are made of: cases can be added, and taken off again. */
export class FigureSums {
  private count = 0
  private resolved = 0
  private unlocated = 0
  private timed = 0
  private overdue = 0
  private people = 0
  private amountFen = 0
  private readonly colours = new Int32Array(256)
  /** by days to close, from `NO_DAY` on */
  private readonly durations = new Int32Array(2 ** 16)

  /** The cases of these rows, which must stand as they did when they were added where they are taken off (`sign` -1). O(rows). */
  add(columns: FactColumns, rows: Uint32Array, asOf: number, sign: 1 | -1 = 1): void {
    const { area, facet, closedAfter, people, amountFen } = columns
    const { colours, durations } = this
    const colourOf = TERM_OF_FACET.colour
    let [resolved, unlocated, timed, overdue, persons, amount] = [0, 0, 0, 0, 0, 0]
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!
      const kind = facet[row]!
      colours[colourOf[kind]!]! += sign
      persons += people[row]!
      if (area[row]! < 0) unlocated++
      amount += amountFen[row]!
      if (IS_RESOLVED[kind] === 1) {
        resolved++
        const days = closedAfter[row]!
        if (days === NO_DAY) continue
        timed++
        durations[days - NO_DAY]! += sign
      } else if (isOverdueRow(columns, row, asOf)) overdue++
    }
    this.count += sign * rows.length
    this.resolved += sign * resolved
    this.unlocated += sign * unlocated
    this.timed += sign * timed
    this.overdue += sign * overdue
    this.people += sign * persons
    this.amountFen += sign * amount
  }

  clear(): void {
    this.count = this.resolved = this.unlocated = this.timed = this.overdue = this.people = this.amountFen = 0
    this.colours.fill(0)
    this.durations.fill(0)
  }

  figures(): CubeFigures {
    const { count, resolved, unlocated, timed, overdue, people, amountFen } = this
    const medianDays = timed > 0 ? median(this.durations, timed) + NO_DAY : null
    return { count, resolved, unlocated, medianDays, timed, overdue, people, amountFen, colours: byColour(this.colours) }
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
