import type { Series, SeriesPoint } from '../contract/answers.ts'
import { dayNumber, dayOfNumber } from '../contract/day.ts'
import type { Filter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { onlyAggregates } from '../access/scope.ts'
import { weekYearBefore, yearBefore, type Period } from '../cube/period.ts'
import { countByDay, tallySteps } from '../cube/time.ts'
import type { Context } from './context.ts'
import { ask, extentOf, type Question } from './question.ts'
import { toldSeries } from './told/answers.ts'
import { MONTHS_ONLY, notTold } from './told/menu.ts'

/** Days that one selection reaches back so that it holds the year before as well: 53 ISO weeks, and some. */
const LONGEST_YEAR = 53 * 7 + 1

/**
 * Months or weeks without a gap, from the filter's first day to its last, but not beyond the days on which the
 * county has cases (or today). The first and last step count only the days inside the filter, and their year
 * before the same days.
 */
export async function seriesOf(
  ctx: Context,
  scope: Scope,
  options: { step: Series['step']; filter: Filter },
): Promise<Series> {
  const { step, filter } = options
  const question = await ask(ctx, scope, filter)
  if (onlyAggregates(scope)) {
    if (step !== 'month') throw notTold('step', MONTHS_ONLY)
    return toldSeries(question)
  }
  return seriesIn(question, scope, step)
}

/** The same of a question at hand, to those who read more than aggregates. */
export function seriesIn(question: Question, scope: Scope, step: Series['step']): Series {
  const { cube, query, revision } = question
  const extent = extentOf(scope, question)
  const period = extent && visiblePeriod(question, extent)
  if (!extent || !period || period.from > period.to) return { revision, step, points: [] }
  const totals = countByDay(cube, { ...query, from: period.from - LONGEST_YEAR, to: period.to })
  const points = tallySteps(totals, step, period).map(({ start, end }): SeriesPoint => {
    const days = { from: Math.max(start, query.from), to: Math.min(end, query.to) }
    const earlier = step === 'week' ? weekYearBefore(days) : yearBefore(days)
    return {
      start: dayOfNumber(start),
      count: totals.cases(days),
      resolved: totals.resolved(days),
      yearBefore: earlier && earlier.to >= extent.first ? totals.cases(earlier) : null,
    }
  })
  return { revision, step, points }
}

function visiblePeriod({ query, today }: Question, extent: { first: number; last: number }): Period {
  const latest = Number.isFinite(query.to) ? Math.max(extent.last, dayNumber(today)) : extent.last
  return { from: Math.max(query.from, extent.first), to: Math.min(query.to, latest) }
}
