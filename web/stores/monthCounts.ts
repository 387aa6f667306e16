import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { addMonths, stepStart } from '../../server/cube/calendar.ts'
import { comparedSpan, reachesBack } from '../../server/cube/period.ts'
import type { Span } from './periods.ts'

/** Cases of this month so far, and of the same days of two earlier months. */
interface MonthCounts {
  from: Day
  to: Day
  count: number
  /** null where the ledger begins later */
  lastMonth: number | null
  lastYear: number | null
}

/**
 * `count` of cases by day from the day number `first` on; `begins`: the first day of the ledger. A month that is shorter
 * than this one so far is compared with all of its days.
 */
export function monthCounts({ first, count }: { first: number; count: ArrayLike<number> }, today: Day, begins: Day | null): MonthCounts {
  const to = dayNumber(today)
  const from = stepStart('month', to)
  const sum = (start: number, end: number) => {
    let cases = 0
    for (let day = Math.max(start, first); day <= Math.min(end, first + count.length - 1); day++) cases += count[day - first]!
    return cases
  }
  const earlier = (months: number) => {
    const start = addMonths(from, -months)
    const end = Math.min(start + to - from, addMonths(start, 1) - 1)
    return begins && reachesBack({ from: start, to: end }, dayNumber(begins)) ? sum(start, end) : null
  }
  return { from: dayOfNumber(from), to: today, count: sum(from, to), lastMonth: earlier(1), lastYear: earlier(12) }
}

/** Is what is on show this month so far? */
export function isThisMonth(span: Span, today: Day): boolean {
  const period = comparedSpan(span, today)
  return period !== null && period.from === stepStart('month', dayNumber(today)) && period.to === dayNumber(today)
}
