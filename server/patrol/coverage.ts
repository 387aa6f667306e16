import type { Rate } from '../contract/answers.ts'
import { COLOURS, type Colour } from '../contract/colours.ts'
import { DAY_PARTS, VISIT_KINDS, type DayPart } from '../contract/patrol.ts'
import { PATROL_RATES } from '../contract/patrolRates.ts'
import { rate } from '../contract/rates.ts'
import type { Debts } from './debts.ts'
import type { Paid } from './pay.ts'
import { CHECKPOINT, GRID, type PatrolPlaces } from './places.ts'
import type { Span } from './time.ts'
import type { Waiting } from './waiting.ts'

/** The rates of 巡查 of some places, each with its two numbers and its rule. */
export interface PatrolCoverage {
  grids: Rate
  checkpoints: Rate
  /** grids × (by day, by night), of what is owed in one part of the day */
  cells: Rate
  visits: Rate
}

/** An area and what lies below it: areas [first, end) of the pack. */
export interface AreaRange {
  first: number
  end: number
}

export interface CoverageAnswer {
  all: PatrolCoverage
  /** by range, as given */
  towns: PatrolCoverage[]
  /** by the gravest colour that the place had on the days of the debt: a grid that changed counts in each */
  colours: Record<Colour, PatrolCoverage>
  /** `any`: what may be paid by day or by night */
  parts: Record<DayPart | 'any', PatrolCoverage>
}

/**
 * What was covered of what fell due between two days, both included. End the period before the day whose visits are still to come: what
 * falls due on its last day counts. Workdays of departments are not among it, see `workdayMatrix`.
 * @param towns ranges of areas that do not overlap
 */
export function coverageOf(debts: Debts, paid: Pick<Paid, 'paidOn'>, places: PatrolPlaces, { period, towns }: { period: Span; towns: readonly AreaRange[] }): CoverageAnswer {
  const town = townsOf(places, towns)
  const tally = (groups: number, groupOf: (debt: number) => number): PatrolCoverage[] => tallied(debts, paid, places, { period, groups, groupOf })
  const byColour = tally(COLOURS.codes.length, (debt) => debts.colour[debt]!)
  const byPart = tally(3, (debt) => (debts.part[debt]! < 0 ? 2 : debts.part[debt]!))
  return {
    all: tally(1, () => 0)[0]!,
    towns: tally(towns.length, (debt) => town[debts.place[debt]!]!),
    colours: Object.fromEntries(COLOURS.codes.map((colour, at) => [colour, byColour[at]!])) as Record<Colour, PatrolCoverage>,
    parts: Object.fromEntries([...DAY_PARTS.codes, 'any' as const].map((part, at) => [part, byPart[at]!])) as Record<DayPart | 'any', PatrolCoverage>,
  }
}

/** By place: position of the range that it lies in; −1 = in none. */
function townsOf({ count, area }: PatrolPlaces, towns: readonly AreaRange[]): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => towns.findIndex(({ first, end }) => area[place]! >= first && area[place]! < end))
}

const WORKDAY = VISIT_KINDS.index('workday')

function tallied(
  debts: Debts,
  { paidOn }: Pick<Paid, 'paidOn'>,
  places: PatrolPlaces,
  { period, groups, groupOf }: { period: Span; groups: number; groupOf(debt: number): number },
): PatrolCoverage[] {
  const n = places.count
  const whole = new Tallies(groups * n)
  const cells = new Tallies(groups * n * 2)
  for (let debt = 0; debt < debts.count; debt++) {
    const group = groupOf(debt)
    if (debts.kind[debt] === WORKDAY || debts.dueOn[debt]! < period.from || debts.dueOn[debt]! > period.to || group < 0) continue
    const at = group * n + debts.place[debt]!
    whole.add(at, paidOn[debt]! >= 0)
    if (debts.part[debt]! >= 0) cells.add(at * 2 + debts.part[debt]!, paidOn[debt]! >= 0)
  }
  return Array.from({ length: groups }, (_, group) => {
    const of = (kind: number): number[] => Array.from({ length: n }, (__, place) => group * n + place).filter((at) => places.kind[at - group * n] === kind)
    const [grids, checkpoints] = [of(GRID), of(CHECKPOINT)]
    const all = [...grids, ...checkpoints]
    return {
      grids: rate(whole.full(grids), whole.owing(grids), PATROL_RATES.grids),
      checkpoints: rate(whole.touched(checkpoints), whole.owing(checkpoints), PATROL_RATES.checkpoints),
      cells: partsOf(cells, grids),
      visits: rate(whole.sum('met', all), whole.sum('due', all), PATROL_RATES.visits),
    }
  })
}

function partsOf(cells: Tallies, grids: readonly number[]): Rate {
  const both = grids.flatMap((at) => [at * 2, at * 2 + 1])
  return rate(cells.full(both), cells.owing(both), PATROL_RATES.cells)
}

/** What is due and met in some cells. */
class Tallies {
  private readonly due: Int32Array
  private readonly met: Int32Array

  constructor(cells: number) {
    this.due = new Int32Array(cells)
    this.met = new Int32Array(cells)
  }

  add(at: number, paid: boolean): void {
    this.due[at]!++
    if (paid) this.met[at]!++
  }

  sum(what: 'due' | 'met', cells: readonly number[]): number {
    return cells.reduce((sum, at) => sum + this[what][at]!, 0)
  }

  /** those where anything is due */
  owing(cells: readonly number[]): number {
    return cells.filter((at) => this.due[at]! > 0).length
  }

  /** those where all of it is met */
  full(cells: readonly number[]): number {
    return cells.filter((at) => this.due[at]! > 0 && this.met[at] === this.due[at]).length
  }

  /** those where any of it is met */
  touched(cells: readonly number[]): number {
    return cells.filter((at) => this.met[at]! > 0).length
  }
}

/** Blind spots (盲区) of grids and checkpoints as of the day of `waiting`, of all and by range. */
export function blindSpots(places: PatrolPlaces, { blind, interval }: Waiting, towns: readonly AreaRange[]): { all: Rate; towns: Rate[] } {
  const town = townsOf(places, towns)
  const counted = [...blind.keys()].filter((place) => places.kind[place] === GRID || places.kind[place] === CHECKPOINT).filter((place) => interval[place]! < Infinity)
  const of = (some: readonly number[]): Rate => rate(some.filter((place) => blind[place] === 1).length, some.length, PATROL_RATES.blind)
  return { all: of(counted), towns: towns.map((_, at) => of(counted.filter((place) => town[place] === at))) }
}
