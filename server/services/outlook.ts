import { LEVELS, type Level } from '../../geodata/place/level.ts'
import { onlyAggregates } from '../access/scope.ts'
import { falseDiscovery } from '../analysis/adjust.ts'
import { tails } from '../analysis/tails.ts'
import { CATEGORIES } from '../contract/categories.ts'
import { dayNumber, dayOfNumber, type Day } from '../contract/day.ts'
import type { Language } from '../contract/error.ts'
import { badParameter, type Filter } from '../contract/filter.ts'
import type { Outlook, OutlookRow } from '../contract/outlook.ts'
import type { Scope } from '../contract/scope.ts'
import { addMonths, stepStart } from '../cube/calendar.ts'
import { countByLevel, countByTerm } from '../cube/counts.ts'
import { reachesBack, type Period } from '../cube/period.ts'
import { timesWithin } from '../ledger/times.ts'
import type { Context } from './context.ts'
import { hasGap, recordOf } from './hotspots/record.ts'
import { ask, levelBelow, type Question } from './question.ts'
import { CROSSED, notTold } from './told/menu.ts'

/** Rows of a list. */
const MOST_ROWS = 10
/** Counts of months vary about so many times as much as independent cases. */
const DISPERSION = 2
const FALSE_DISCOVERY = 0.1

/**
 * What a month brought in earlier years, by category and by place, beside an ordinary month of the same record, of five years
 * at most. `month` as `2026-12`; without one the month after today's. Whole months alone are compared. Throws `AppError` 400 for a month that is none.
 */
export async function outlookOf(ctx: Context, scope: Scope, options: { filter: Filter; month?: string; language: Language }): Promise<Outlook> {
  if (onlyAggregates(scope)) throw notTold('month', CROSSED)
  const { from: _from, to: _to, ...filter } = options.filter
  const question = await ask(ctx, scope, filter)
  const { revision, pack, root, today } = question
  const start = options.month === undefined ? addMonths(stepStart('month', dayNumber(today)), 1) : monthOf(options.month)
  const record = monthsOf(question)
  const same = sameMonths(start, record)
  const level = levelBelow(question)
  const end = addMonths(start, 1) - 1
  return {
    revision,
    packVersion: pack.manifest.version,
    asOf: today,
    month: dayOfNumber(start),
    times: timesWithin(start, end).map(({ code, from, to }) => ({ code, from: dayOfNumber(from), to: dayOfNumber(to) })),
    years: same.map((span) => ({ year: Number(dayOfNumber(span.from).slice(0, 4)), count: totalOf(question, span) })),
    months: record.length,
    level,
    categories: rowsOf({ record, same }, byCategory(question, options.language)),
    places: level ? rowsOf({ record, same }, byPlace(question, level)) : [],
    area: pack.tree.areas[root]!.code,
  }
}

function monthOf(text: string): number {
  if (/^(19[6-9]\d|20\d\d)-(0[1-9]|1[0-2])$/.test(text)) return dayNumber(`${text}-01` as Day)
  throw badParameter('month', { zh: `“${text}”不是月份，请写成 2026-12 的样子`, en: `"${text}" is no month: write it like 2026-12` })
}

/** The whole months before today's that are on record from the first day to the last; none that days are missing in. */
function monthsOf(question: Question): Period[] {
  const end = stepStart('month', dayNumber(question.today))
  const record = recordOf(ledgerOf(question), end)
  const months: Period[] = []
  for (let from = stepStart('month', record.since); from < end; from = addMonths(from, 1)) {
    const month = { from, to: addMonths(from, 1) - 1 }
    if (reachesBack(month, record.since) && !hasGap(month, record)) months.push(month)
  }
  return months
}

/** A village has too few cases to tell what is on record: its town's tell it. */
function ledgerOf(question: Question): Question {
  const { pack: { tree }, root, query } = question
  const town = tree.ancestorAt(root, 'town')
  return town <= 0 ? question : { ...question, query: { ...query, areas: { start: town, end: tree.end[town]! } } }
}

/** Those of the months that are the same month of the year as one, before it; the latest first. */
function sameMonths(start: number, months: readonly Period[]): Period[] {
  const ofYear = (day: number): string => dayOfNumber(day).slice(5, 7)
  return months.filter(({ from }) => from < start && ofYear(from) === ofYear(start)).reverse()
}

/** What rows are of, and how often each came in a period. */
interface Counted {
  names: { key: string; name: string; index?: number }[]
  count(period: Period): ArrayLike<number>
}

function byCategory({ cube, query }: Question, language: Language): Counted {
  return {
    names: CATEGORIES.rows.map(({ code, label }) => ({ key: code, name: label[language] })),
    count: (period) => countByTerm(cube, { ...query, ...period }, 'category').count,
  }
}

function byPlace({ cube, query, places, pack: { tree }, root, today }: Question, level: Level): Counted {
  const indices: number[] = []
  for (let at = root; at < tree.end[root]!; at++) if (tree.areas[at]!.level === level && tree.isLive(at, today)) indices.push(at)
  return {
    names: indices.map((index) => ({ key: tree.areas[index]!.code, name: tree.areas[index]!.name, index })),
    count: (period) => {
      const { count } = countByLevel(cube, { ...query, ...period }, places, LEVELS.indexOf(level))
      return indices.map((index) => count[index]!)
    },
  }
}

function totalOf({ cube, query }: Question, period: Period): number {
  return countByTerm(cube, { ...query, ...period }, 'category').total
}

/**
 * Each row's cases of the month against all of its cases on record: of these the month's share of the days would fall there if
 * one month were like another; the upper tail, beta-binomial, corrected for the number of rows by Benjamini and Hochberg.
 */
function rowsOf({ record, same }: { record: Period[]; same: Period[] }, { names, count }: Counted): OutlookRow[] {
  if (same.length === 0) return []
  const ofMonth = new Map(record.map((month) => [month, Array.from(count(month))]))
  const sumOf = (months: Period[], at: number): number => months.reduce((sum, month) => sum + ofMonth.get(month)![at]!, 0)
  const daysOf = (months: Period[]): number => months.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const share = daysOf(same) / daysOf(record)
  const ofRecord = names.map((_, at) => sumOf(record, at))
  const together = names.map((_, at) => sumOf(same, at))
  const p = names.map((_, at) => (together[at] === 0 ? 1 : Math.exp(tails(together[at]!, { cases: ofRecord[at]!, share, dispersion: DISPERSION }).upper)))
  const q = falseDiscovery(p)
  const rows = names.map((named, at) => ({
    ...named, count: together[at]!, lastYear: ofMonth.get(same[0]!)![at]!, usual: ofRecord[at]! / record.length, stands: same.length < record.length && q[at]! <= FALSE_DISCOVERY,
  }))
  return rows.filter((row) => row.count > 0).sort((a, b) => Number(b.stands) - Number(a.stands) || b.count - a.count).slice(0, MOST_ROWS)
}
