import type { Level } from '../../../geodata/place/level.ts'
import type { CountRow, Counts, EarlierFigures, Figures, Series, SeriesPoint, Summary } from '../../contract/answers.ts'
import { COLOURS, type Colour } from '../../contract/colours.ts'
import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import { PER_TEN_THOUSAND_RULE, rate, RESOLUTION_RULE } from '../../contract/rates.ts'
import { PHASES } from '../../contract/states.ts'
import { isTold, LEAST_TOLD, type Count } from '../../contract/withheld.ts'
import { addMonths } from '../../cube/calendar.ts'
import { DIMENSIONS, type Dimension } from '../../cube/facets.ts'
import { figures } from '../../cube/figures.ts'
import { earlierBefore, earlierYear } from '../../cube/period.ts'
import type { Breakdown, ToldYear } from '../../cube/small/year.ts'
import type { Language } from '../../contract/error.ts'
import type { Question } from '../question.ts'
import { populations } from '../rates.ts'
import { MONTHS_ONLY, monthNumber, notTold, toldMonths, toldPeriod, type ToldPeriod } from './menu.ts'
import { yearOf } from './years.ts'

/**
 * What those are answered who see aggregates only. Every number is one of those that `ToldYear` tells, or is made of
 * such numbers alone: so whatever is asked in whatever order, no more comes out than `ToldYear` tells.
 */

const RESOLVED = PHASES.index('resolved')

function casesOf(question: Question, { year, month }: Pick<ToldPeriod, 'year' | 'month'>, place: number): Count {
  return over(question, year, (told) => (month === null ? told.cases(place) : told.by('month', place)[month]!))
}

/** What is told of a year, or of all of them: their sum where each is told, and the one that is not empty. */
function over(question: Question, year: number | null, of: (told: ToldYear) => Count): Count {
  if (year !== null) return of(yearOf(question, year))
  const { first, last } = yearsOf(question) ?? { first: 0, last: -1 }
  let sum: Count = 0
  for (let at = first; at <= last; at++) {
    const count = of(yearOf(question, at))
    sum = count === 0 ? sum : sum === 0 ? count : isTold(sum) && isTold(count) ? sum + count : 'complement'
  }
  return sum
}

/** A part of a count that is told for whole years only. */
function partOf(whole: Count, { month }: ToldPeriod, ofYear: () => Count): Count {
  if (whole === 0) return 0
  return month === null && isTold(whole) ? ofYear() : 'complement'
}

export function toldSummary(question: Question): Summary {
  const { filter, revision, today } = question
  const period = toldPeriod(filter, today)
  const now = figuresOf(question, period)
  const { year, month } = period
  const [before, yearBefore] = period.whole && year !== null ? [previous(year, month), { ...period, year: year - 1 }] : [null, null]
  return {
    revision,
    asOf: today,
    ...now,
    unlocated: now.count === 0 ? 0 : 'complement',
    overdueBefore: 'complement',
    before: before && earlierOf(question, before, earlierBefore),
    yearBefore: yearBefore && earlierOf(question, yearBefore, earlierYear),
  }
}

/** Of earlier periods it is not told how their cases stood: set against how they stand today it would tell of the few that were closed since. */
function earlierOf(question: Question, told: ToldPeriod, of: typeof earlierBefore): EarlierFigures {
  const { query: { from, to }, today } = question
  const days = of({ from, to: Math.min(to, dayNumber(today)) }, dayNumber(today))
  const known = figuresOf(question, told)
  const none = known.count === 0 ? 0 : 'complement'
  return {
    ...known, from: dayOfNumber(days.from), to: dayOfNumber(days.to), asOf: dayOfNumber(days.asOf),
    resolved: none, resolutionRate: null, medianDays: null, overdue: none, undated: none,
  }
}

function previous(year: number, month: number | null): ToldPeriod {
  if (month === null || month === 0) return { year: year - 1, month: month === null ? null : 11, whole: true }
  return { year, month: month - 1, whole: true }
}

function figuresOf(question: Question, period: ToldPeriod): Figures {
  const { root, pack, today } = question
  const count = casesOf(question, period, root)
  const part = (breakdown: Breakdown, term: number): Count => partOf(count, period, () => over(question, period.year, (told) => told.by(breakdown, root)[term]!))
  const resolved = part('phase', RESOLVED)
  const residents = populations(pack.tree, today)[root] ?? null
  const sums = isTold(count) ? sumsOf(question, period) : null
  return {
    count,
    resolved,
    resolutionRate: isTold(count) && isTold(resolved) ? rate(resolved, count, RESOLUTION_RULE) : null,
    perTenThousand: residents === null || !isTold(count) ? null : rate(count, residents, PER_TEN_THOUSAND_RULE, 10_000),
    medianDays: sums && isTold(resolved) && sums.timed >= LEAST_TOLD ? sums.medianDays : null,
    overdue: part('overdue', 1),
    people: sums && sums.people,
    amountFen: sums && sums.amountFen,
    colours: Object.fromEntries(COLOURS.codes.map((code, at) => [code, part('colour', at)])) as Record<Colour, Count>,
  }
}

function sumsOf({ cube, query, today }: Question, { year, month }: ToldPeriod): ReturnType<typeof figures> {
  if (year === null) return figures(cube, query, dayNumber(today))
  const from = dayNumber(`${year}-${String((month ?? 0) + 1).padStart(2, '0')}-01` as Day)
  return figures(cube, { ...query, from, to: addMonths(from, month === null ? 12 : 1) - 1 }, dayNumber(today))
}

type Told = Omit<Counts, 'revision' | 'packVersion' | 'by'>

/**
 * Every live area of the level within the filter's area; a case of no known place is the county's. Of what lies in none of
 * them it is told whether there is any, where all of them are told.
 */
export function toldLevel(question: Question, level: Level): Told {
  const { pack: { tree }, root, today, filter } = question
  const period = toldPeriod(filter, today)
  const residents = populations(tree, today)
  const rows: CountRow[] = []
  for (let index = root; index < tree.end[root]!; index++) {
    const area = tree.areas[index]!
    if (area.level !== level || !tree.isLive(index, today)) continue
    const count = casesOf(question, period, index)
    const population = residents[index]!
    rows.push({
      key: area.code,
      name: area.name,
      count,
      resolved: partOf(count, period, () => over(question, period.year, (told) => told.by('phase', index)[RESOLVED]!)),
      index,
      population,
      perTenThousand: population && isTold(count) ? (count / population) * 10_000 : null,
    })
  }
  const total = casesOf(question, period, root)
  const rest = restOf(total, rows)
  return { total, unlocated: rest === 0 ? 0 : 'complement', coarser: rest === 0 ? 0 : 'complement', rows }
}

function restOf(total: Count, rows: readonly CountRow[]): Count {
  let rest = total
  for (const { count } of rows) rest = isTold(rest) && isTold(count) ? rest - count : 'complement'
  return rest
}

/** By the terms of a vocabulary, of a whole year: within a month they are withheld, unless it has no case. */
export function toldTerms(question: Question, dimension: Dimension, language: Language): Told {
  const period = toldPeriod(question.filter, question.today)
  const total = casesOf(question, period, question.root)
  const rows = DIMENSIONS[dimension].rows.map(({ code, label }, at): CountRow => {
    const count = partOf(total, period, () => over(question, period.year, (told) => told.by(dimension, question.root)[at]!))
    return { key: code, name: label[language], count, resolved: count === 0 ? 0 : 'complement' }
  })
  return { total, unlocated: 0, coarser: 0, rows }
}

/** By month, of a whole year: the months that are not known to be empty. */
export function toldMonthRows(question: Question): Told {
  const period = toldPeriod(question.filter, question.today)
  const { year } = period
  if (period.month !== null || year === null) throw notTold('by', MONTHS_ONLY)
  const counts = yearOf(question, year).by('month', question.root)
  const rows = counts.flatMap((count, month): CountRow[] => {
    const key = monthStart(year * 12 + month).slice(0, 7)
    return count === 0 ? [] : [{ key, name: key, count, resolved: 'complement' }]
  })
  return { total: casesOf(question, period, question.root), unlocated: 0, coarser: 0, rows }
}

/** Months without a gap, within the years in which the county has cases. */
export function toldSeries(question: Question): Series {
  const { filter, revision, root, today } = question
  const asked = toldMonths(filter, today)
  const years = yearsOf(question)
  const points: SeriesPoint[] = []
  if (years) {
    const first = Math.max(asked.first, years.first * 12)
    const last = Math.min(asked.last, Math.max(monthNumber(today), years.last * 12 + (years.last < Number(today.slice(0, 4)) ? 11 : 0)))
    const cases = (month: number): Count => casesOf(question, { year: Math.floor(month / 12), month: month % 12 }, root)
    for (let month = first; month <= last; month++) {
      const count = cases(month)
      points.push({
        start: monthStart(month),
        count,
        resolved: count === 0 ? 0 : 'complement',
        yearBefore: month - 12 >= years.first * 12 && !runs(month, today) ? cases(month - 12) : null,
      })
    }
  }
  return { revision, step: 'month', yearBeforeAsOf: null, points }
}

/** Is it the month that today cuts short? The same days of a year ago are no whole month, and nothing is told of them. */
function runs(month: number, today: Day): boolean {
  return month === monthNumber(today) && addMonths(dayNumber(monthStart(month)), 1) > dayNumber(today) + 1
}

/** First and last year in which the county has cases; null without any. */
function yearsOf({ cube }: Question): { first: number; last: number } | null {
  const extent = cube.extent()
  const year = (day: number): number => Number(dayOfNumber(day).slice(0, 4))
  return extent && { first: year(extent.first), last: year(extent.last) }
}

/** What a page is told of a county before it asks for anything: whole years, and all cases where every year is told. */
export function toldCounty(question: Question): { days: { first: Day; last: Day } | null; cases: Count; unlocated: Count } {
  const years = yearsOf(question)
  if (!years) return { days: null, cases: 0, unlocated: 0 }
  const cases = over(question, null, (told) => told.cases(question.root))
  const last = `${years.last}-12-31` as Day
  const { today } = question
  return { days: { first: `${years.first}-01-01` as Day, last: last < today ? last : today }, cases, unlocated: cases === 0 ? 0 : 'complement' }
}

function monthStart(month: number): Day {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01` as Day
}
