import { nextStep, stepKey, stepStart, type Step } from './calendar.ts'
import type { Counted } from './counted.ts'
import { IS_RESOLVED } from './facets.ts'
import type { Period } from './period.ts'
import { select, type CubeQuery } from './select.ts'

/** Running totals by day: cases of any period within a query are one subtraction. */
export interface DayTotals {
  total: number
  cases(period: Period): number
  resolved(period: Period): number
  /** first and last day with a case; null without one */
  extent: Period | null
}

export function countByDay(cube: Counted, query: CubeQuery): DayTotals {
  const rows = select(cube, query)
  const { day, facet } = cube.columns
  let from = Infinity
  let to = -Infinity
  for (let k = 0; k < rows.length; k++) {
    const on = day[rows[k]!]!
    if (on < from) from = on
    if (on > to) to = on
  }
  if (rows.length === 0) return { total: 0, cases: () => 0, resolved: () => 0, extent: null }
  const cases = new Uint32Array(to - from + 1)
  const resolved = new Uint32Array(to - from + 1)
  for (let k = 0; k < rows.length; k++) {
    const at = day[rows[k]!]! - from
    cases[at]!++
    resolved[at]! += IS_RESOLVED[facet[rows[k]!]!]!
  }
  return { total: rows.length, cases: within(from, runningSums(cases)), resolved: within(from, runningSums(resolved)), extent: { from, to } }
}

/** Of values by day: entry k holds the sum of the first k days. */
export function runningSums(days: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(days.length + 1)
  for (let at = 0; at < days.length; at++) sums[at + 1] = sums[at]! + days[at]!
  return sums
}

/** The sum over a period, of running sums that begin on a day. */
export function within(first: number, sums: Float64Array): (period: Period) => number {
  const last = first + sums.length - 2
  return ({ from, to }) => {
    const [start, end] = [Math.max(from, first), Math.min(to, last)]
    return start > end ? 0 : sums[end - first + 1]! - sums[start - first]!
  }
}

export interface StepTally {
  /** first day of the step, and its last */
  start: number
  end: number
  key: string
  count: number
  resolved: number
}

/** The steps from the one of `period.from` to the one of `period.to`, empty ones included. */
export function tallySteps(totals: DayTotals, step: Step, period: Period): StepTally[] {
  const tallies: StepTally[] = []
  for (let start = stepStart(step, period.from); start <= period.to; start = nextStep(step, start)) {
    const end = nextStep(step, start) - 1
    const whole = { from: start, to: end }
    tallies.push({ start, end, key: stepKey(step, start), count: totals.cases(whole), resolved: totals.resolved(whole) })
  }
  return tallies
}
