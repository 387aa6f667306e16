import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { PERIODS, type PeriodName } from '../../server/contract/periods.ts'
import { comparedSpan, periodBefore, reachesBack, yearBefore } from '../../server/cube/period.ts'

export { PERIODS, type PeriodName }

export interface Span {
  from?: Day
  to?: Day
}

/** The two that a period is held against. */
const SIDES = ['before', 'yearBefore'] as const
type Side = (typeof SIDES)[number]

/** First and last day of a preset, both inclusive. `last12m`: this month so far and the eleven before it, whole. */
export function periodSpan(name: PeriodName, today: Day): Span {
  const [year, month] = today.split('-').map(Number) as [number, number]
  switch (name) {
    case 'thisMonth':
      return { from: firstOf(year, month), to: today }
    case 'lastMonth':
      return { from: firstOf(year, month - 1), to: before(firstOf(year, month)) }
    case 'last30':
      return { from: dayOfNumber(dayNumber(today) - 29), to: today }
    case 'last90':
      return { from: dayOfNumber(dayNumber(today) - 89), to: today }
    case 'last12m':
      return { from: firstOf(year, month - 11), to: today }
    case 'thisYear':
      return { from: firstOf(year, 1), to: today }
    case 'lastYear':
      return { from: firstOf(year - 1, 1), to: before(firstOf(year, 1)) }
    case 'all':
      return {}
  }
}

/** Those that are told to whoever sees aggregates only: calendar months and years, which do not overlap. */
export const TOLD_PERIODS: readonly PeriodName[] = ['thisMonth', 'lastMonth', 'thisYear', 'lastYear', 'all']

/** Twelve months (of told periods this year) where they hold cases, else everything: an old open data set is not met by an empty map. */
export function defaultPeriod(today: Day, days: { first: Day; last: Day } | null, told = false): PeriodName {
  if (told) return days && days.last.slice(0, 4) < today.slice(0, 4) ? 'all' : 'thisYear'
  const start = periodSpan('last12m', today).from as Day
  return days && days.last < start ? 'all' : 'last12m'
}

/** Behind the last case as many days may be empty before a record counts as one that ended. */
const QUIET_DAYS = 31

/** A span with its open ends closed by what is on record: up to today, or to the last case of a record that ended before. */
export function closedSpan({ from, to }: Span, days: { first: Day; last: Day } | null, today: Day): Span {
  const ended = days !== null && dayNumber(today) - dayNumber(days.last) > QUIET_DAYS && !(from && from > days.last)
  const end = to ?? (ended ? days.last : today)
  const start = from ?? (days && days.first <= end ? days.first : undefined)
  return { ...(start && { from: start }), to: end }
}

/** Weeks up to half a year, months beyond. */
export function stepFor(span: Span, days: { first: Day; last: Day } | null): 'week' | 'month' {
  const from = span.from ?? days?.first
  const to = span.to ?? days?.last
  return from && to && dayNumber(to) - dayNumber(from) < 183 ? 'week' : 'month'
}

/** Twelve whole months follow upon the very months that they are compared with a year earlier: one comparison, not two. */
export function comparedOnce(span: Span, today: Day): boolean {
  const period = comparedSpan(span, today)
  if (!period) return false
  const [justBefore, yearAgo] = [periodBefore(period), yearBefore(period)]
  return justBefore.from === yearAgo.from && justBefore.to === yearAgo.to
}

/** Is a period on record from its first day, or nearly? `first`: the first day of the ledger, null without a case. */
export function onRecord({ from, to }: Required<Span>, first: Day | null): boolean {
  return first !== null && reachesBack({ from: dayNumber(from), to: dayNumber(to) }, dayNumber(first))
}

/** Which of the two earlier periods are not on record: against days that the ledger does not have, everything has risen. */
export function unrecorded(then: Readonly<Record<Side, Required<Span> | null>>, first: Day | null): Side[] {
  return SIDES.filter((side) => then[side] !== null && !onRecord(then[side], first))
}

/** The figures without those of earlier periods that are not on record. */
export function onlyRecorded<Held extends Readonly<Record<Side, Required<Span> | null>>>(held: Held, first: Day | null): Held {
  return { ...held, ...Object.fromEntries(unrecorded(held, first).map((side) => [side, null])) }
}

/** The first of a month; `month` may run below 1. */
function firstOf(year: number, month: number): Day {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10) as Day
}

function before(day: Day): Day {
  return dayOfNumber(dayNumber(day) - 1)
}
