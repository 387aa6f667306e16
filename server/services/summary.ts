import type { Summary } from '../contract/answers.ts'
import type { DatedFilter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { onlyAggregates } from '../access/scope.ts'
import { summaryOf } from '../cube/answers.ts'
import { figures, overdueCount } from '../cube/figures.ts'
import { figuresAsOf } from '../cube/past.ts'
import type { Earlier } from '../cube/period.ts'
import type { Context } from './context.ts'
import { ask, countedAsOf, type Question } from './question.ts'
import { populations } from './rates.ts'
import { toldSummary } from './told/answers.ts'

/**
 * Headline figures of a filter, beside those of the period before and of the year before. States, and with them
 * resolved and overdue, are as of today, or of the filter's day; those of the earlier periods as of a day back then.
 */
export async function summarise(ctx: Context, scope: Scope, filter: DatedFilter): Promise<Summary> {
  const question = await ask(ctx, scope, filter)
  return onlyAggregates(scope) ? toldSummary(question) : summaryIn(question)
}

/** The same of a question at hand, to those who read more than aggregates. */
export function summaryIn(question: Question): Summary {
  const { cube, filter, query, revision, today } = question
  const { cube: now, asOf } = countedAsOf(question)
  const { areas } = query
  const earlier = ({ asOf: on, ...days }: Earlier) => figuresAsOf(cube, { filter, areas }, days, on)
  const older = { from: -Infinity, to: query.from - 1 }
  return summaryOf(filter, {
    revision,
    today,
    residents: populations(question.pack.tree, today)[question.root] ?? null,
    now: figures(now, query, asOf),
    overdueBefore: () => overdueCount(countedAsOf(question, older).cube, { ...query, ...older }, asOf),
    earlier: { before: earlier, yearBefore: earlier },
  })
}
