import type { Series } from '../contract/answers.ts'
import type { DatedFilter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { onlyAggregates } from '../access/scope.ts'
import { daysAsOf } from '../cube/past.ts'
import type { Period } from '../cube/period.ts'
import { seriesAnswer } from '../cube/series.ts'
import { countByDay } from '../cube/time.ts'
import type { Context } from './context.ts'
import { ask, countedAsOf, extentOf, type Question } from './question.ts'
import { toldSeries } from './told/answers.ts'
import { MONTHS_ONLY, notTold } from './told/menu.ts'

/**
 * Months or weeks without a gap, from the filter's first day to its last, but not beyond the days on which the
 * county has cases (or today). The first and last step count only the days inside the filter, and their year
 * before the same days.
 */
export async function seriesOf(
  ctx: Context,
  scope: Scope,
  options: { step: Series['step']; filter: DatedFilter },
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
  const { cube, filter, query, revision, today } = question
  const { areas } = query
  const asked = { filter, step, extent: extentOf(scope, question), today }
  const now = (days: Period) => countByDay(countedAsOf(question, days).cube, { ...query, ...days })
  return { revision, step, ...seriesAnswer(asked, now, (asOf, days) => daysAsOf(cube, { filter, areas }, days, asOf)) }
}
