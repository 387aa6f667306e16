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
  // entry k+1 holds the cases of the first k+1 days
  const cases = new Uint32Array(to - from + 2)
  const resolved = new Uint32Array(to - from + 2)
  for (let k = 0; k < rows.length; k++) {
    const at = day[rows[k]!]! - from + 1
    cases[at]!++
    resolved[at]! += IS_RESOLVED[facet[rows[k]!]!]!
  }
  for (let at = 1; at < cases.length; at++) {
    cases[at]! += cases[at - 1]!
    resolved[at]! += resolved[at - 1]!
  }
  const within = (sums: Uint32Array) => (period: Period) => {
    const first = Math.max(period.from, from)
    const last = Math.min(period.to, to)
    return first > last ? 0 : sums[last - from + 1]! - sums[first - from]!
  }
  return { total: rows.length, cases: within(cases), resolved: within(resolved), extent: { from, to } }
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
