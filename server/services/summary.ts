import type { Summary } from '../contract/answers.ts'
import { dayNumber } from '../contract/day.ts'
import type { Filter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { onlyAggregates } from '../access/scope.ts'
import { summaryOf } from '../cube/answers.ts'
import { figures, overdueCount } from '../cube/figures.ts'
import type { Context } from './context.ts'
import { ask, type Question } from './question.ts'
import { populations } from './rates.ts'
import { toldSummary } from './told/answers.ts'

/**
 * Headline figures of a filter, beside those of the period before and of the year before. States, and with them
 * resolved and overdue, are as of today in all three.
 */
export async function summarise(ctx: Context, scope: Scope, filter: Filter): Promise<Summary> {
  const question = await ask(ctx, scope, filter)
  return onlyAggregates(scope) ? toldSummary(question) : summaryIn(question)
}

/** The same of a question at hand, to those who read more than aggregates. */
export function summaryIn(question: Question): Summary {
  const { cube, filter, query, revision, today } = question
  const asOf = dayNumber(today)
  return summaryOf(filter, {
    revision,
    today,
    residents: populations(question.pack.tree, today)[question.root] ?? null,
    now: figures(cube, query, asOf),
    during: (period) => figures(cube, { ...query, ...period }, asOf),
    overdueBefore: () => overdueCount(cube, { ...query, from: -Infinity, to: query.from - 1 }, asOf),
  })
}
