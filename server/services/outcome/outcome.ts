import { LEVELS } from '../../../geodata/place/level.ts'
import { onlyAggregates } from '../../access/scope.ts'
import { dayNumber } from '../../contract/day.ts'
import type { Filter } from '../../contract/filter.ts'
import { COHORT_DAYS, type Outcome } from '../../contract/outcome.ts'
import type { Scope } from '../../contract/scope.ts'
import { rate, RESOLUTION_RULE } from '../../contract/rates.ts'
import { countByLevel } from '../../cube/counts.ts'
import { closings, outcome } from '../../cube/outcome.ts'
import { outcomeGroups } from '../../store/outcome.ts'
import type { Context } from '../context.ts'
import { ask, type Question } from '../question.ts'
import { populations } from '../rates.ts'
import { notTold, OUTCOMES } from '../told/menu.ts'
import { funnelOf } from './funnel.ts'
import { PERIOD_RULE, SUCCESS_RULE, withinRule } from './rules.ts'
import { warningsOf, type Town } from './warnings.ts'

/**
 * How the cases of a filter came out and how far that can be relied on. `cohort` is the resolution rate of the headline;
 * states are as of today in all of it. Throws `AppError` 403 for those who see aggregates only.
 */
export async function outcomeOf(ctx: Context, scope: Scope, filter: Filter): Promise<Outcome> {
  if (onlyAggregates(scope)) throw notTold('county', OUTCOMES)
  const today = (await ask(ctx, scope, filter)).today
  const groups = await outcomeGroups(ctx.db, scope, { from: filter.from ?? null, to: filter.to ?? null, today })
  // the cube is asked last, and without waiting in between: its rows are those of one moment
  const question = await ask(ctx, scope, filter)
  const { cube, query, revision } = question
  const found = outcome(cube, query, { asOf: dayNumber(today), spans: COHORT_DAYS })
  const closed = closings(cube, query)
  const closedSum = [...closed.values()].reduce((sum, n) => sum + n, 0)
  const { stages, count, odd, terminated } = funnelOf(found, groups)
  const agreed = count.written + count.oral + count.formless
  const cohort = rate(found.resolved, found.count, RESOLUTION_RULE)
  const within = found.within.map(({ days, old, closed: soon }) => ({ days, rate: rate(soon, old, withinRule(days)) }))
  const period = rate(closedSum, found.count, PERIOD_RULE)
  return {
    revision,
    asOf: today,
    cohort,
    within,
    undated: found.undated,
    period,
    success: rate(agreed, agreed + terminated, SUCCESS_RULE),
    stages,
    warnings: warningsOf({ found, closed, cohort, within, period, count, odd, towns: townsOf(question), filter, today }),
  }
}

/** The live towns of the question's area with what occurred in them, and their share of the residents where all of them are known. */
function townsOf({ cube, query, places, pack: { tree }, root, today }: Question): Town[] {
  const indices = tree.atLevel('town', today).filter((index) => index >= root && index < tree.end[root]!)
  const { count } = countByLevel(cube, query, places, LEVELS.indexOf('town'))
  const residents = populations(tree, today)
  const all = indices.reduce((sum, index) => sum + (residents[index] ?? NaN), 0)
  return indices.map((index) => {
    const { name, nameEn = name } = tree.areas[index]!
    return { name, nameEn, count: count[index]!, share: all > 0 ? residents[index]! / all : 1 / indices.length }
  })
}
