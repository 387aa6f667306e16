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

/** All cases of the month before this one, and of the months that it is held against. */
interface WholeMonth {
  /** first days of these months */
  from: Day
  monthBefore: Day
  yearBefore: Day
  count: number
  /** null where the ledger begins later */
  before: number | null
  lastYear: number | null
}

interface DayCounts {
  first: number
  count: ArrayLike<number>
}

/** The meeting that speaks of the month before is held within so many days of this one. */
const MEETING_DAYS = 5

/**
 * `count` of cases by day from the day number `first` on; `begins`: the first day of the ledger. A month that is shorter
 * than this one so far is compared with all of its days.
 */
export function monthCounts(days: DayCounts, today: Day, begins: Day | null): MonthCounts {
  const to = dayNumber(today)
  const from = stepStart('month', to)
  const sum = sumOf(days)
  const earlier = (months: number) => {
    const start = addMonths(from, -months)
    const end = Math.min(start + to - from, addMonths(start, 1) - 1)
    return begins && reachesBack({ from: start, to: end }, dayNumber(begins)) ? sum(start, end) : null
  }
  return { from: dayOfNumber(from), to: today, count: sum(from, to), lastMonth: earlier(1), lastYear: earlier(12) }
}

/** The month before as a whole, in the first days of a month; null later, and where the ledger does not hold all of it. */
export function monthJustOver(days: DayCounts, today: Day, begins: Day | null): WholeMonth | null {
  const start = stepStart('month', dayNumber(today))
  if (dayNumber(today) - start >= MEETING_DAYS || !begins) return null
  const sum = sumOf(days)
  const back = (months: number) => ({ from: addMonths(start, -months), to: addMonths(start, 1 - months) - 1 })
  const told = (months: number) => (reachesBack(back(months), dayNumber(begins)) ? sum(back(months).from, back(months).to) : null)
  const [from, monthBefore, yearBefore] = [1, 2, 13].map((months) => dayOfNumber(back(months).from)) as [Day, Day, Day]
  const count = told(1)
  return count === null ? null : { from, monthBefore, yearBefore, count, before: told(2), lastYear: told(13) }
}

function sumOf({ first, count }: DayCounts): (from: number, to: number) => number {
  return (from, to) => {
    let cases = 0
    for (let day = Math.max(from, first); day <= Math.min(to, first + count.length - 1); day++) cases += count[day - first]!
    return cases
  }
}

/** Is what is on show this month so far? */
export function isThisMonth(span: Span, today: Day): boolean {
  const period = comparedSpan(span, today)
  return period !== null && period.from === stepStart('month', dayNumber(today)) && period.to === dayNumber(today)
}
