import { indicesOf, scoreNamed, type Cost, type Indices } from '../../analysis/backtest.ts'
import { nameTop } from '../../analysis/rivals.ts'
import { spreadOf } from '../../analysis/spread.ts'
import { dayNumber, dayOfNumber } from '../../contract/day.ts'
import type { Backtest, BacktestScores } from '../../contract/hotspots.ts'
import { addMonths, stepStart } from '../../cube/calendar.ts'
import type { Job } from '../analyses.ts'
import { needBase, sufficiencyOf } from './base.ts'
import { eventsOf } from './events.ts'
import { namedOf } from './named.ts'
import { recordedSince } from './record.ts'
import { finite } from './rows.ts'
import { backtestVerdict } from './say/backtest.ts'
import type { Setting } from './setting.ts'

export type FoundBacktest = Omit<Backtest, 'revision' | 'packVersion' | 'version'>

const MONTHS = 12
const YEAR_DAYS = 365
/** With fewer days on record before a window it is hardly compared with anything. */
const LEAST_PAST_DAYS = 90

const METHODS = [
  { method: 'hotspots', label: { zh: '热点名单', en: 'Hot-spots' } },
  { method: 'lastMonth', label: { zh: '按上月件数排名', en: 'Most cases of the month before' } },
  { method: 'lastYear', label: { zh: '按全年件数排名', en: 'Most cases of the year before' } },
] as const satisfies Pick<BacktestScores, 'method' | 'label'>[]

interface Month {
  origin: number
  end: number
}

/**
 * Whether the list is worth anything: for the first of each of the last twelve whole months, the list of that day, as `places` would have
 * shown it over a window as long as the one asked for, is scored on all cases of the month that followed, those of no place on this level
 * too; beside two rankings that name as many places. Cost of a place is its residents, or 1 where not all are known.
 */
export async function backtest(job: Job, setting: Setting): Promise<FoundBacktest> {
  const { ground } = setting
  const windowDays = dayNumber(setting.to) - dayNumber(setting.from) + 1
  const months = monthsOf(setting, windowDays)
  const cost: Cost = ground.residents.every((one) => one > 0) ? { cost: ground.residents } : {}
  const told: Backtest['months'] = []
  const indices = METHODS.map((): Indices[] => [])
  for (const [at, { origin, end }] of months.entries()) {
    const followed = casesBetween(setting, origin, end)
    const [before, year] = [casesBetween(setting, addMonths(origin, -1), origin - 1).counts, casesBetween(setting, origin - YEAR_DAYS, origin - 1).counts]
    const named = await namedAt(job, { ...setting, from: dayOfNumber(origin - windowDays), to: dayOfNumber(origin - 1) })
    const choices = [named, nameTop(before, { areas: named.length }, { ties: year }), nameTop(year, { areas: named.length })]
    choices.forEach((choice, k) => indices[k]!.push(indicesOf(scoreNamed(choice, followed, cost))))
    told.push({ origin: dayOfNumber(origin), cases: followed.counts.reduce((sum, one) => sum + one, followed.elsewhere), named: named.length, areas: ground.areas.length })
    job.tell((at + 1) / months.length)
  }
  const byResidents = cost.cost !== undefined
  const scores = METHODS.map(({ method, label }, k) => scoresOf(indices[k]!, told, { method, label }))
  return { level: ground.level, windowDays, months: told, scores, byResidents, ...backtestVerdict(told, scores, { byResidents, windowDays }) }
}

/** The areas that the list of a window names. */
async function namedAt(job: Job, setting: Setting): Promise<number[]> {
  const base = await needBase(job, setting)
  return [...namedOf(base, sufficiencyOf(setting, base)).keys()]
}

/** Whole months that are over, and before whose window enough is on record. */
function monthsOf({ question }: Setting, windowDays: number): Month[] {
  const after = stepStart('month', dayNumber(question.today))
  const months: Month[] = []
  for (let back = MONTHS; back >= 1; back--) {
    const origin = addMonths(after, -back)
    const from = origin - windowDays
    if (from - recordedSince(question, from) >= LEAST_PAST_DAYS) months.push({ origin, end: addMonths(origin, 1) - 1 })
  }
  return months
}

/** Cases by area, and those that lie in none. */
function casesBetween({ question, ground }: Setting, from: number, to: number): { counts: Float64Array; elsewhere: number } {
  const counts = new Float64Array(ground.areas.length)
  let elsewhere = 0
  for (const area of eventsOf(question, ground, { from, to }).area) {
    if (area >= 0) counts[area]!++
    else elsewhere++
  }
  return { counts, elsewhere }
}

/** A month without a named place, or without a case, has no score. */
function scoresOf(months: readonly Indices[], told: Backtest['months'], of: Pick<BacktestScores, 'method' | 'label'>): BacktestScores {
  const series = (name: 'hitRate' | 'pai' | 'pei') => months.map((one, at) => {
    const value = told[at]!.named > 0 && told[at]!.cases > 0 ? one[name] : null
    return value === null ? null : finite(value)
  })
  const [hitRate, pai, pei] = [series('hitRate'), series('pai'), series('pei')]
  const spreads = { hitRate: spreadOf(hitRate), pai: spreadOf(pai), pei: spreadOf(pei) }
  const each = <T>(take: (of: NonNullable<(typeof spreads)['pai']>) => T) => ({
    hitRate: spreads.hitRate && take(spreads.hitRate),
    pai: spreads.pai && take(spreads.pai),
    pei: spreads.pei && take(spreads.pei),
  })
  return {
    ...of, hitRate, pai, pei,
    median: each(({ median }) => finite(median)),
    spread: each(({ lower, upper }): [number, number] => [finite(lower)!, finite(upper)!]),
  }
}
