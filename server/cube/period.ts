import { dayNumber, MS_PER_DAY, type Day } from '../contract/day.ts'
import type { Filter } from '../contract/filter.ts'
import { addMonths, isoWeek, stepStart, weekStart } from './calendar.ts'

/** First and last day, inclusive, days since 1970-01-01. */
export interface Period {
  from: number
  to: number
}

/** The days of a filter that are compared with earlier ones: those up to `today`; null for an open period, and for one that has not begun. */
export function comparedSpan({ from, to }: Pick<Filter, 'from' | 'to'>, today: Day): Period | null {
  if (!from || !to || from > today) return null
  return { from: dayNumber(from), to: Math.min(dayNumber(to), dayNumber(today)) }
}

/**
 * What a period is compared with: for whole calendar months (a quarter, a year) as many months just before; for the first
 * days of one month the same days of the month before, of a shorter one all of it; otherwise as many days just before.
 */
export function periodBefore(period: Period): Period {
  const months = wholeMonths(period)
  if (months > 0) return { from: addMonths(period.from, -months), to: period.from - 1 }
  if (startsMonth(period)) return { from: addMonths(period.from, -1), to: addMonths(period.to, -1) }
  const days = period.to - period.from + 1
  return { from: period.from - days, to: period.from - 1 }
}

/**
 * The same days a year earlier; 29 February becomes the 28th. Whole calendar months stay whole, so that
 * February 2025 is compared with all 29 days of February 2024.
 */
export function yearBefore(period: Period): Period {
  const from = addMonths(period.from, -12)
  const to = wholeMonths(period) > 0 ? addMonths(period.to + 1, -12) - 1 : addMonths(period.to, -12)
  return { from, to }
}

/** An earlier period, and the day as of which its cases count beside those of a later one. */
export interface Earlier extends Period {
  asOf: number
}

/** What a period that has ended by `today` is compared with: its cases had as much time since its last day as those of the later period have had. */
export function earlierBefore(period: Period, today: number): Earlier {
  const before = periodBefore(period)
  return { ...before, asOf: sameAge(before, period, today) }
}

/** The same of the year before: as of the same day a year earlier, but not before its last one, where that is a leap day. */
export function earlierYear(period: Period, today: number): Earlier {
  const year = yearBefore(period)
  return { ...year, asOf: Math.max(year.to, addMonths(today, -12)) }
}

/** The day on which the last day of `earlier` lies as far back as that of `period` does today. */
export function sameAge(earlier: Period, period: Period, today: number): number {
  return earlier.to + today - period.to
}

/** A record may begin so many days late, and no more than a tenth of the period: cases do not come every day. */
const MOST_LATE = 14
const LATE_SHARE = 0.1

/** Does a record that begins on the day `since` reach back to the first day of a period? */
export function reachesBack({ from, to }: Period, since: number): boolean {
  return from + Math.min(MOST_LATE, (to - from + 1) * LATE_SHARE) >= since
}

/** The same days of the same ISO week a year earlier; null for a 53rd week that the year before has not. */
export function weekYearBefore(period: Period): Period | null {
  const { year, week } = isoWeek(period.from)
  const start = weekStart(year - 1, week)
  if (start === null) return null
  const shift = stepStart('week', period.from) - start
  return { from: period.from - shift, to: period.to - shift }
}

/** Does a period begin with a month and end in it? */
function startsMonth({ from, to }: Period): boolean {
  return stepStart('month', from) === from && stepStart('month', to) === from
}

/** Number of calendar months that the period consists of; 0 when it does not. */
function wholeMonths({ from, to }: Period): number {
  if (stepStart('month', from) !== from || stepStart('month', to + 1) !== to + 1) return 0
  const first = new Date(from * MS_PER_DAY)
  const after = new Date((to + 1) * MS_PER_DAY)
  return (after.getUTCFullYear() - first.getUTCFullYear()) * 12 + after.getUTCMonth() - first.getUTCMonth()
}
