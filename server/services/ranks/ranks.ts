import { createHash } from 'node:crypto'
import { isLevel, LEVELS } from '../../../geodata/place/level.ts'
import { onlyAggregates } from '../../access/scope.ts'
import { certainty, type Certainty, type CertaintyInput } from '../../analysis/ranks/certainty.ts'
import type { Changes } from '../../analysis/ranks/changes.ts'
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
/** Rows whose certainty is told at once, as those of a county's towns; more of them are left to a thread, so that nobody else waits. */
const MOST_AT_ONCE = 50

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
  const residents = isLevel(by) ? Float64Array.from(groups.rows, ({ residents: people }) => people || NaN) : null
  const sides = (['before', 'yearBefore'] as const).map((name) => {
    const { period } = spans[name]
    const earlier = period && tally(question, groups, period)
    return { name, of: comparisonOf(spans[name], earlier?.total ?? 0), against: earlier && { earlier: earlier.count, days: { now: lengthOf(spans.now!), before: lengthOf(period) } } }
  })
  const against = sides.flatMap((side) => side.against ?? [])
  const sure = await certaintyOf(ctx, { count, residents, against, dispersion, seed: SEED })
  const [before, yearBefore] = sides.map(({ name, of, against: side }) => ({
    of, rows: side && changesOf(question, groups, { name, count, earlier: side.earlier, found: sure.changes[against.indexOf(side)]! }),
  })) as [Side, Side]
  const rates = residents && sure.rates ? ratesOf(residents, count, sure.rates) : { all: null, rows: [] }
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

interface Side {
  of: Ranks['before']
  rows: RankChange[] | null
}

const lengthOf = ({ from, to }: Period): number => to - from + 1

async function certaintyOf({ analyses }: Context, input: CertaintyInput): Promise<Certainty> {
  if (input.count.length <= MOST_AT_ONCE) return certainty(input)
  const { count, residents, against, ...rest } = input
  const key = createHash('sha256').update(JSON.stringify([against.map(({ days }) => days), rest]))
  for (const one of [count, residents, ...against.map(({ earlier }) => earlier)]) if (one) key.update(one)
  return analyses.ask(`certainty ${key.digest('hex')}`, (job) => job.run('certainty', input)).result
}

interface Against {
  name: 'before' | 'yearBefore'
  count: Float64Array
  earlier: Float64Array
  found: Changes
}

function changesOf({ root }: Question, groups: Groups, { name, count, earlier, found: { ratio, low, high, verdict } }: Against): RankChange[] {
  return groups.rows.map((row, at) => ({
    count: earlier[at]!,
    ratio: orNull(ratio[at]!),
    low: orNull(low[at]!),
    high: orNull(high[at]!),
    verdict: verdict[at]!,
    say: changeSaid({ name: row.name, nameEn: row.nameEn, now: count[at]!, earlier: earlier[at]!, against: name, verdict: verdict[at]!, county: root === 0 }),
  }))
}

function ratesOf(residents: Float64Array, count: Float64Array, { mean, low, high, ranks }: NonNullable<Certainty['rates']>): { all: Rate; rows: (RankRate | null)[] } {
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
