import type { Figures, Summary } from '../contract/answers.ts'
import { dayNumber } from '../contract/day.ts'
import type { Filter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { onlyAggregates } from '../access/scope.ts'
import { figures, overdueCount } from '../cube/figures.ts'
import { periodBefore, yearBefore, type Period } from '../cube/period.ts'
import type { Context } from './context.ts'
import { ask, type Question } from './question.ts'
import { PER_TEN_THOUSAND_RULE, populations, rate, RESOLUTION_RULE } from './rates.ts'
import { toldSummary } from './told/answers.ts'

/**
 * Headline figures of a filter, beside those of the period before and of the year before. States, and with them
 * resolved and overdue, are as of today in all three.
 */
export async function summarise(ctx: Context, scope: Scope, filter: Filter): Promise<Summary> {
  const question = await ask(ctx, scope, filter)
  return onlyAggregates(scope) ? toldSummary(question) : summaryOf(question)
}

/** The same of a question at hand, to those who read more than aggregates. */
export function summaryOf(question: Question): Summary {
  const { filter, query, revision, today } = question
  const period = closedPeriod(filter)
  const residents = populations(question.pack.tree, today)[question.root] ?? null
  const during = (days: Period): Figures => figuresOf(question, { ...query, ...days }, residents).figures
  const now = figuresOf(question, query, residents)
  return {
    revision,
    asOf: today,
    ...now.figures,
    unlocated: now.unlocated,
    overdueBefore: filter.from === undefined ? 0 : overdueCount(question.cube, { ...query, from: -Infinity, to: query.from - 1 }, dayNumber(today)),
    before: period && during(periodBefore(period)),
    yearBefore: period && during(yearBefore(period)),
  }
}

function closedPeriod({ from, to }: Filter): Period | null {
  return from && to ? { from: dayNumber(from), to: dayNumber(to) } : null
}

function figuresOf(
  { cube, today }: Question,
  query: Question['query'],
  residents: number | null,
): { figures: Figures; unlocated: number } {
  const { unlocated, timed: _timed, ...found } = figures(cube, query, dayNumber(today))
  const resolutionRate = rate(found.resolved, found.count, RESOLUTION_RULE)
  const perTenThousand = residents === null ? null : rate(found.count, residents, PER_TEN_THOUSAND_RULE, 10_000)
  return { figures: { ...found, resolutionRate, perTenThousand }, unlocated }
}
