import type { Day, Series, SeriesPoint } from '../contract/answers.ts'
import { dayNumber, dayOfNumber } from '../contract/day.ts'
import { choosesByToday, tellsPast, type DatedFilter } from '../contract/filter.ts'
import { addMonths } from './calendar.ts'
import { weekYearBefore, yearBefore, type Period } from './period.ts'
import { tallySteps, type DayTotals } from './time.ts'

interface SeriesAsk {
  filter: DatedFilter
  step: Series['step']
  /** of all that the asker sees */
  extent: { first: number; last: number } | null
  today: Day
}

/** Days that one selection reaches back so that it holds the year before as well: 53 ISO weeks, and some. */
const LONGEST_YEAR = 53 * 7 + 1

/**
 * Months or weeks without a gap, from the filter's first day to its last, but not beyond the days on which there are cases (or
 * today). The first and the last count only the days asked for, and their year before the same days: under a filter of how cases
 * stand as they stood a year ago. `totalsOf`: cases by day under the filter, of these days at least;
 * `totalsThen` the same as of a past day.
 */
export function seriesAnswer(ask: SeriesAsk, totalsOf: (days: Period) => DayTotals, totalsThen: (asOf: number, days: Period) => DayTotals): Pick<Series, 'yearBeforeAsOf' | 'points'> {
  const { filter, step, extent, today } = ask
  const last = filter.asOf ? dayNumber(filter.asOf) : Infinity
  const asked = { from: filter.from ? dayNumber(filter.from) : -Infinity, to: Math.min(filter.to ? dayNumber(filter.to) : Infinity, last) }
  const span = seriesSpan(asked, extent, today)
  if (!extent || !span) return { yearBeforeAsOf: null, points: [] }
  const reach = { from: span.from - LONGEST_YEAR, to: span.to }
  const totals = totalsOf(reach)
  const year = totalsYearAgo(ask, totals, (asOf) => totalsThen(asOf, reach))
  const points = tallySteps(totals, step, span).map(({ start, end }): SeriesPoint => {
    const days = { from: Math.max(start, asked.from), to: Math.min(end, asked.to) }
    const earlier = step === 'week' ? weekYearBefore(days) : yearBefore(days)
    return {
      start: dayOfNumber(start),
      count: totals.cases(days),
      resolved: totals.resolved(days),
      yearBefore: year.totals && earlier && earlier.to >= extent.first ? year.totals.cases(earlier) : null,
    }
  })
  return { yearBeforeAsOf: year.asOf, points }
}

/** Days that a series covers: those asked for, but not beyond the first and last day with a case (or today); null without any. */
function seriesSpan(asked: Period, extent: { first: number; last: number } | null, today: Day): Period | null {
  if (!extent) return null
  const latest = Number.isFinite(asked.to) ? Math.max(extent.last, dayNumber(today)) : extent.last
  const span = { from: Math.max(asked.from, extent.first), to: Math.min(asked.to, latest) }
  return span.from > span.to ? null : span
}

function totalsYearAgo({ filter, step, today }: SeriesAsk, totals: DayTotals, then: (asOf: number) => DayTotals): { totals: DayTotals | null; asOf: Day | null } {
  if (!tellsPast(filter)) return { totals: null, asOf: null }
  if (!choosesByToday(filter)) return { totals, asOf: null }
  const on = dayNumber(filter.asOf ?? today)
  const asOf = (step === 'week' ? weekYearBefore({ from: on, to: on })?.to : undefined) ?? addMonths(on, -12)
  return { totals: then(asOf), asOf: dayOfNumber(asOf) }
}
