import type { Series } from '../contract/answers.ts'
import type { Filter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { onlyAggregates } from '../access/scope.ts'
import { seriesPoints, seriesSpan } from '../cube/answers.ts'
import { countByDay } from '../cube/time.ts'
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
  const { cube, query, revision, today } = question
  const extent = extentOf(scope, question)
  const span = seriesSpan(query, extent, today)
  if (!extent || !span) return { revision, step, points: [] }
  const totals = countByDay(cube, { ...query, from: span.from - LONGEST_YEAR, to: span.to })
  return { revision, step, points: seriesPoints(totals, { step, span, asked: query, first: extent.first }) }
}
