import type { Series } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { isTold, type Count } from '../../server/contract/withheld.ts'
import { stepEnd } from './trend.ts'

export interface Span {
  from: Day
  to: Day
}

/** One step of a line, and the days that it stands for. */
export interface Step extends Span {
  /** null where it is withheld */
  count: number | null
  /** not cut short by the end of its period */
  full: boolean
}

/** Two lines step by step; a line that is shorter ends earlier. */
export interface Aligned {
  unit: 'week' | 'month' | 'days30'
  a: Step[]
  b: Step[]
}

/** longer periods go by months, which are seen at a glance */
const MOST_BY_WEEK = 183
const DAYS = { week: 7, days30: 30 } as const

/**
 * Two periods step by step from their first days: seven days a step, or calendar months for long ones that both begin
 * with one, else thirty days. `counts` are cases by day; days without one may be left out.
 */
export function alignedPeriods(a: { span: Span; counts: ReadonlyMap<Day, Count> }, b: { span: Span; counts: ReadonlyMap<Day, Count> }): Aligned {
  const longest = Math.max(lengthOf(a.span), lengthOf(b.span))
  const unit = longest <= MOST_BY_WEEK ? 'week' : startsMonth(a.span) && startsMonth(b.span) ? 'month' : 'days30'
  const [x, y] = [a, b].map(({ span, counts }) => stepsOf(span, unit).map((step) => ({ ...step, count: sum(step, counts), full: step.to === fullEnd(step.from, unit) }))) as [Step[], Step[]]
  return { unit, a: x, b: y }
}

/** The series of two places or kinds in the same days. */
export function alignedSeries(a: Series, b: Series, to: Day): Aligned {
  const start = [...new Set([...a.points, ...b.points].map((point) => point.start))].sort()
  const steps = ({ points, step }: Series): Step[] => {
    const counts = new Map(points.map((point) => [point.start, point.count]))
    return start.map((from) => ({ from, to: stepEnd(from, step), count: told(counts.get(from) ?? 0), full: stepEnd(from, step) <= to }))
  }
  return { unit: a.step, a: steps(a), b: steps(b) }
}

/** The steps to be drawn: one that is cut short would look like a fall, and is drawn only where there is no other. */
export function drawnSteps(steps: readonly Step[]): readonly Step[] {
  const full = steps.filter((step) => step.full)
  return full.length > 0 ? full : steps
}

/** The last of them ends with the span. */
function stepsOf({ from, to }: Span, unit: Aligned['unit']): Span[] {
  const steps: Span[] = []
  for (let at = from; at <= to; at = dayOfNumber(dayNumber(fullEnd(at, unit)) + 1)) {
    const end = fullEnd(at, unit)
    steps.push({ from: at, to: end < to ? end : to })
  }
  return steps
}

function fullEnd(from: Day, unit: Aligned['unit']): Day {
  return unit === 'month' ? stepEnd(from, 'month') : dayOfNumber(dayNumber(from) + DAYS[unit] - 1)
}

function sum({ from, to }: Span, counts: ReadonlyMap<Day, Count>): number | null {
  let total = 0
  for (let day = dayNumber(from); day <= dayNumber(to); day++) {
    const count = counts.get(dayOfNumber(day)) ?? 0
    if (!isTold(count)) return null
    total += count
  }
  return total
}

const told = (count: Count): number | null => (isTold(count) ? count : null)
const startsMonth = ({ from }: Span): boolean => from.endsWith('-01')
const lengthOf = ({ from, to }: Span): number => dayNumber(to) - dayNumber(from) + 1
