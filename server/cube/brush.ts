import { CATEGORIES } from '../contract/categories.ts'
import { CHANNELS } from '../contract/channels.ts'
import { COLOURS, type Colour } from '../contract/colours.ts'
import { dayNumber } from '../contract/day.ts'
import type { Filter } from '../contract/filter.ts'
import { AGES, DUES, MARKS } from '../contract/standing.ts'
import { PHASES } from '../contract/states.ts'
import { AREA, bitOf, BrushGroups, DAYS, LISTED, type Listed } from './brushGroups.ts'
import { AGE_OF_STAND, codesOf, DUE_OF_STAND, keptOut, keptOutByAreas, keptOutByMarks, MARKS_OF_STAND, RESOLVED_OF_STAND, STANDS, type RowCodes } from './brushRows.ts'
import { NO_DAY } from './columns.ts'
import type { FixedCube } from './counted.ts'
import { rolledUp, type LevelTallies, type Tallies } from './counts.ts'
import { DIMENSIONS, FACETS, IS_PENDING, IS_RESOLVED, TERM_OF_FACET, type Dimension } from './facets.ts'
import { byColour, median, type CubeFigures } from './figures.ts'
import type { Period } from './period.ts'
import type { CubePlaces } from './places.ts'
import { lowerBound, type CubeQuery } from './select.ts'
import { runningSums, within, type DayTotals } from './time.ts'

const TERMS = { category: CATEGORIES, colour: COLOURS, phase: PHASES, channel: CHANNELS, due: DUES, age: AGES, mark: MARKS } as const
const OF_STAND = { due: DUE_OF_STAND, age: AGE_OF_STAND } as const

/** Cases by day from `first` on, with running sums; `count` changes with the brush. */
export interface BrushDays extends DayTotals {
  first: number
  count: Int32Array
}

/**
 * Counts under a filter that changes a little at a time. Each row carries one bit for each thing that keeps it out, and
 * each group of counts is of the rows that nothing but its own filter keeps out (the technique of Crossfilter, Square
 * 2012); days are a run of rows, so that moving an end of the period touches the rows in between alone. Every answer is
 * the one that the counting functions give for the same query.
 */
export class Brush {
  /** grows with every change */
  version = 0
  private readonly cube: FixedCube
  private readonly places: CubePlaces
  private readonly codes: RowCodes
  private readonly groups: BrushGroups
  /** rows whose bit is to be turned round */
  private readonly changed: Uint32Array
  private areas: CubeQuery['areas'] = null
  private period: Period = { from: -Infinity, to: Infinity }
  private readonly lists = new Map<Listed, string>()

  /** `asOf`: today, days since 1970-01-01. O(rows). */
  constructor(cube: FixedCube, places: CubePlaces, asOf: number) {
    this.cube = cube
    this.places = places
    this.codes = codesOf(cube.columns, places.parent.length, asOf)
    this.groups = new BrushGroups(cube.columns, this.codes, places.parent.length)
    this.changed = new Uint32Array(cube.length + 1)
  }

  /** `areas` is what the filter's area stands for, see `CubeQuery`. Touches only what is other than before. */
  set(filter: Filter, areas: CubeQuery['areas']): void {
    this.version++
    this.setDays({ from: filter.from ? dayNumber(filter.from) : -Infinity, to: filter.to ? dayNumber(filter.to) : Infinity })
    for (const name of LISTED) this.setList(name, filter[name] ?? [])
    this.setAreas(areas)
  }

  private setDays(period: Period): void {
    const [low, high] = this.rowsOf(this.period)
    const [nextLow, nextHigh] = this.rowsOf(period)
    this.period = period
    if (nextLow >= high || nextHigh <= low) {
      this.flipDays(low, high)
      this.flipDays(nextLow, nextHigh)
    } else {
      this.flipDays(Math.min(low, nextLow), Math.max(low, nextLow))
      this.flipDays(Math.min(high, nextHigh), Math.max(high, nextHigh))
    }
  }

  private rowsOf({ from, to }: Period): [number, number] {
    const { columns: { day }, length } = this.cube
    const low = lowerBound(day, length, from)
    return [low, Math.max(low, lowerBound(day, length, to + 1))]
  }

  private flipDays(start: number, end: number): void {
    for (let row = start; row < end; row++) this.changed[row - start] = row
    this.groups.flip(this.changed, end - start, DAYS)
  }

  private setList(name: Listed, codes: readonly string[]): void {
    const key = [...codes].sort().join()
    if ((this.lists.get(name) ?? '') === key) return
    this.lists.set(name, key)
    const list = codes.map((code) => TERMS[name].index(code))
    const bit = bitOf(name)
    if (name === 'mark') this.flipWhere(this.codes.stand, keptOutByMarks(list), bit)
    else if (name === 'due' || name === 'age') this.flipWhere(this.codes.stand, keptOut(OF_STAND[name], STANDS, list), bit)
    else this.flipWhere(this.cube.columns.facet, keptOut(TERM_OF_FACET[name], FACETS, list), bit)
  }

  private setAreas(areas: CubeQuery['areas']): void {
    if (areas?.start === this.areas?.start && areas?.end === this.areas?.end) return
    this.areas = areas
    this.flipWhere(this.codes.cell, keptOutByAreas(this.places.parent.length, areas), AREA)
  }

  /** Gives the bit to the rows that the table keeps out, and takes it from the others. */
  private flipWhere(codes: Uint16Array | Int32Array, keeps: Uint8Array, bit: number): void {
    const { changed, groups: { out } } = this
    const shift = 31 - Math.clz32(bit)
    let found = 0
    for (let row = 0; row < out.length; row++) {
      changed[found] = row
      found += ((out[row]! >> shift) & 1) ^ keeps[codes[row]!]!
    }
    this.groups.flip(changed, found, bit)
  }

  /** Of all filters, as `figures` gives it. O(facets + days). */
  figures(): CubeFigures {
    const { facet, durations, timed, overdue, people, amountFen } = this.groups
    const { count, resolved, total } = this.tallied(facet, null, TERM_OF_FACET.colour, COLOURS.codes.length)
    return {
      count: total,
      resolved: sumOf(resolved),
      unlocated: this.waiting(),
      medianDays: timed > 0 ? median(durations, timed) + NO_DAY : null,
      timed,
      overdue: this.inPeriod(overdue, this.period),
      people: this.inPeriod(people, this.period),
      amountFen: this.inPeriod(amountFen, this.period),
      colours: byColour(count),
    }
  }

  /** Overdue cases that occurred before the period. */
  overdueBefore(): number {
    return this.inPeriod(this.groups.overdue, { from: -Infinity, to: this.period.from - 1 })
  }

  /** As `countByLevel`; with other areas than the filter's where they are given. O(areas). */
  byLevel(rank: number, areas: CubeQuery['areas'] = this.areas): LevelTallies {
    return rolledUp(this.groups.cell, this.places, rank, areas)
  }

  /** As `countByTerm` without the filter's own terms of the vocabulary. O(facets). */
  byTerm(dimension: Dimension): Tallies {
    const alone = this.groups.alone[LISTED.indexOf(dimension)]!
    return this.tallied(this.groups.facet, alone, TERM_OF_FACET[dimension], DIMENSIONS[dimension].codes.length)
  }

  /** Pending cases of one colour, of all filters. O(facets). */
  pendingOf(colour: Colour): number {
    const { facet } = this.groups
    const wanted = COLOURS.index(colour)
    let sum = 0
    for (let kind = 0; kind < facet.length; kind++) {
      const cases = facet[kind]!
      if (cases > 0 && IS_PENDING[kind] === 1 && TERM_OF_FACET.colour[kind] === wanted) sum += cases
    }
    return sum
  }

  private tallied(all: Int32Array, alone: Int32Array | null, terms: Uint8Array, size: number): Tallies {
    const count = new Uint32Array(size)
    const resolved = new Uint32Array(size)
    let total = 0
    for (let kind = 0; kind < FACETS; kind++) {
      const cases = all[kind]! + (alone ? alone[kind]! : 0)
      if (cases === 0) continue
      total += cases
      count[terms[kind]!]! += cases
      if (IS_RESOLVED[kind] === 1) resolved[terms[kind]!]! += cases
    }
    return { total, count, resolved }
  }

  /**
   * Cases of all filters but the lists of these dimensions, which `pass` lets through (see `passTable`). Null where two of the
   * lists keep something out, as cases that both keep out are in no group. O(facets).
   */
  passing(pass: Uint8Array, without: readonly Dimension[]): number | null {
    const listed = without.filter((name) => this.lists.get(name))
    if (listed.length > 1) return null
    const { facet, alone } = this.groups
    const own = listed[0] && alone[LISTED.indexOf(listed[0])]!
    let sum = 0
    for (let kind = 0; kind < FACETS; kind++) if (pass[kind] === 1) sum += facet[kind]! + (own ? own[kind]! : 0)
    return sum
  }

  /** As `countByStanding` without the filter's own list of it. */
  byStanding(by: keyof typeof OF_STAND): Tallies {
    return this.stands(by, (stand, add) => add(OF_STAND[by][stand]!))
  }

  /** As `countByMark` without the filter's own marks. */
  byMark(): Tallies {
    return this.stands('mark', (stand, add) => {
      for (let mark = 0; mark < MARKS.codes.length; mark++) if (MARKS_OF_STAND[stand]! & (1 << mark)) add(mark)
    })
  }

  private stands(by: 'due' | 'age' | 'mark', binsOf: (stand: number, add: (bin: number) => void) => void): Tallies {
    const { stand, alone } = this.groups
    const own = alone[LISTED.indexOf(by)]!
    const size = TERMS[by].codes.length
    const tallies = { total: 0, count: new Uint32Array(size), resolved: new Uint32Array(size) }
    for (let at = 0; at < STANDS; at++) {
      const cases = stand[at]! + own[at]!
      if (cases === 0) continue
      tallies.total += cases
      binsOf(at, (bin) => {
        tallies.count[bin]! += cases
        tallies.resolved[bin]! += cases * RESOLVED_OF_STAND[at]!
      })
    }
    return tallies
  }

  /** As `countByDay` without the filter's own days. O(days). */
  byDay(): BrushDays {
    const { firstDay: first, count, resolved } = this.groups
    const cases = runningSums(count)
    let [from, to] = [0, count.length - 1]
    while (from <= to && count[from] === 0) from++
    while (to > from && count[to] === 0) to--
    const extent = from <= to ? { from: first + from, to: first + to } : null
    return { first, count, total: cases[count.length]!, cases: within(first, cases), resolved: within(first, runningSums(resolved)), extent }
  }

  private inPeriod(days: ArrayLike<number>, { from, to }: Period): number {
    const first = this.groups.firstDay
    const end = Math.min(days.length, to - first + 1)
    let sum = 0
    for (let at = Math.max(0, from - first); at < end; at++) sum += days[at]!
    return sum
  }

  private waiting(): number {
    const { cell } = this.groups
    const areas = this.places.parent.length
    const { start, end } = this.areas ?? { start: 0, end: areas + 1 }
    let sum = 0
    for (let at = start; at < end; at++) sum += cell[at * 4 + 2]! + cell[at * 4 + 3]!
    return sum
  }
}

function sumOf(values: Uint32Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
