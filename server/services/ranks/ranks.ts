import { isLevel, LEVELS } from '../../../geodata/place/level.ts'
import { onlyAggregates } from '../../access/scope.ts'
import { changes } from '../../analysis/ranks/changes.ts'
import { rankIntervals } from '../../analysis/ranks/ranks.ts'
import { rateLaws, shrunkenRates } from '../../analysis/ranks/rates.ts'
import type { Rate } from '../../contract/answers.ts'
import { AppError } from '../../contract/error.ts'
import type { Filter } from '../../contract/filter.ts'
import type { RankChange, RankRate, RankRow, Ranks } from '../../contract/ranks.ts'
import type { Scope } from '../../contract/scope.ts'
import { PER_TEN_THOUSAND_RULE, rate } from '../../contract/rates.ts'
import type { Period } from '../../cube/period.ts'
import type { Context } from '../context.ts'
import { ask, type Question } from '../question.ts'
import { notTold, RANKS } from '../told/menu.ts'
import { comparisonOf, daysOf, spansOf } from './comparisons.ts'
import { dispersionIn } from './dispersion.ts'
import { groupsOf, type Groups } from './groups.ts'
import { changeSaid } from './say.ts'
import { tally } from './tally.ts'

export const RANKED = [...LEVELS, 'category'] as const
export type Ranked = (typeof RANKED)[number]
/** The same question has the same answer. */
const SEED = 20_260_101

export function parseRanked(text: string): Ranked {
  if ((RANKED as readonly string[]).includes(text)) return text as Ranked
  const can = RANKED.join(', ')
  throw new AppError('bad_parameter', {
    status: 400,
    field: 'by',
    say: { zh: `不能按“${text}”排名，可用的值：${can}`, en: `Cannot rank by "${text}"; use one of: ${can}` },
  })
}

/**
 * Which areas or categories rise or fall, and how sure their rates and ranks are. Areas are the live ones of the level within the filter's
 * area, zeros included.
 */
export async function ranksOf(ctx: Context, scope: Scope, { by, filter }: { by: Ranked; filter: Filter }): Promise<Ranks> {
  if (onlyAggregates(scope)) throw notTold('by', RANKS)
  const question = await ask(ctx, scope, filter)
  const groups = groupsOf(question, by)
  const spans = spansOf(question)
  const dispersion = dispersionIn(question, groups, spans)
  const { total, unlocated, coarser, count } = tally(question, groups, null)
  const against = (name: 'before' | 'yearBefore') => {
    const { period } = spans[name]
    const earlier = period && tally(question, groups, period)
    return { of: comparisonOf(spans[name], earlier?.total ?? 0), rows: changesOf(question, groups, { name, count, earlier: earlier?.count ?? null, days: period && { now: spans.now!, earlier: period }, dispersion }) }
  }
  const [before, yearBefore] = [against('before'), against('yearBefore')]
  const rates = isLevel(by) ? ratesOf(groups, count, dispersion) : { all: null, rows: [] }
  const rows = groups.rows.map(({ key, name, nameEn, index }, at): RankRow => (
    { key, name, nameEn, index, count: count[at]!, before: before.rows?.[at] ?? null, yearBefore: yearBefore.rows?.[at] ?? null, rate: rates.rows[at] ?? null }
  ))
  return {
    revision: question.revision,
    packVersion: question.pack.manifest.version,
    by,
    asOf: question.today,
    total,
    unlocated,
    coarser,
    days: spans.now && daysOf(spans.now),
    before: before.of,
    yearBefore: yearBefore.of,
    dispersion,
    rate: rates.all,
    rows: rows.sort(surestRiseFirst),
  }
}

interface Against {
  name: 'before' | 'yearBefore'
  count: Float64Array
  earlier: Float64Array | null
  days: { now: Period; earlier: Period } | null
  dispersion: number
}

function changesOf({ root }: Question, groups: Groups, { name, count, earlier, days, dispersion }: Against): RankChange[] | null {
  if (!earlier || !days) return null
  const length = ({ from, to }: Period): number => to - from + 1
  const { ratio, low, high, verdict } = changes(count, earlier, { days: { now: length(days.now), before: length(days.earlier) }, dispersion })
  return groups.rows.map((row, at) => ({
    count: earlier[at]!,
    ratio: orNull(ratio[at]!),
    low: orNull(low[at]!),
    high: orNull(high[at]!),
    verdict: verdict[at]!,
    say: changeSaid({ name: row.name, nameEn: row.nameEn, now: count[at]!, earlier: earlier[at]!, against: name, verdict: verdict[at]!, county: root === 0 }),
  }))
}

function ratesOf(groups: Groups, count: Float64Array, dispersion: number): { all: Rate | null; rows: (RankRate | null)[] } {
  const residents = Float64Array.from(groups.rows, ({ residents: people }) => people || NaN)
  const laws = rateLaws(count, residents, { dispersion })
  if (!laws) return { all: null, rows: [] }
  const { mean, low, high } = shrunkenRates(laws)
  const ranks = rankIntervals(laws, { seed: SEED })
  const [cases, people] = sums(count, residents)
  const rows = Array.from(residents, (own, at): RankRate | null => Number.isNaN(own) ? null : {
    residents: own,
    crude: (count[at]! / own) * 10_000,
    shrunken: mean[at]!,
    low: low[at]!,
    high: high[at]!,
    rank: ranks.rank[at]!,
    rankLow: ranks.low[at]!,
    rankHigh: ranks.high[at]!,
  })
  return { all: rate(cases, people, PER_TEN_THOUSAND_RULE, 10_000), rows }
}

/** Cases and residents of the rows that have residents. */
function sums(count: Float64Array, residents: Float64Array): [number, number] {
  let [cases, people] = [0, 0]
  residents.forEach((own, at) => {
    if (Number.isNaN(own)) return
    cases += count[at]!
    people += own
  })
  return [cases, people]
}

export function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

/** By the lower end of the ratio to the period before, else to the year before, else by the count. */
function surestRiseFirst(a: RankRow, b: RankRow): number {
  const low = (row: RankRow): number => (row.before ?? row.yearBefore)?.low ?? -1
  return low(b) - low(a) || b.count - a.count
}
