import type { AreaCode, CountRow, Counts, Day, Figures, Level, SeriesPoint, Summary } from '../contract/answers.ts'
import { dayNumber, dayOfNumber } from '../contract/day.ts'
import type { Language } from '../contract/error.ts'
import { choosesByToday, type Filter } from '../contract/filter.ts'
import { PER_TEN_THOUSAND_RULE, rate, RESOLUTION_RULE } from '../contract/rates.ts'
import type { Term } from '../contract/vocabulary.ts'
import type { LevelTallies, Tallies } from './counts.ts'
import type { CubeFigures } from './figures.ts'
import { comparedSpan, periodBefore, weekYearBefore, yearBefore, type Period } from './period.ts'
import { tallySteps, type DayTotals } from './time.ts'

/** Answers of the API made of what was counted, on the server or in the browser. */

export type Counted = Pick<Counts, 'total' | 'unlocated' | 'coarser' | 'rows'>
type PeriodFigures = Omit<CubeFigures, 'unlocated'>

/** The ground that areas are told with, by index in the pack. */
export interface AreaGround {
  /** what is counted are the areas of [root, end) */
  root: number
  end: number
  area(index: number): { code: AreaCode; name: string; level: Level }
  isLive(index: number): boolean
  residents(index: number): number | null
}

/** Every live area of the level within what is counted, zeros included, and whatever else of the level has cases. */
export function levelRows(tallies: LevelTallies, level: Level, ground: AreaGround): Counted {
  const { total, unlocated, coarser, count, resolved } = tallies
  const rows: CountRow[] = []
  for (let index = 0; index < count.length; index++) {
    const inside = index >= ground.root && index < ground.end
    const cases = count[index]!
    if (cases === 0 && !(inside && ground.area(index).level === level && ground.isLive(index))) continue
    const { code, name } = ground.area(index)
    // an area wider than the filter's holds only some of its cases here, so it has no rate
    const population = inside ? ground.residents(index) : null
    const perTenThousand = population ? (cases / population) * 10_000 : null
    rows.push({ key: code, name, count: cases, resolved: resolved[index]!, index, population, perTenThousand })
  }
  return { total, unlocated, coarser, rows }
}

/** The terms of a vocabulary in order, zeros included. */
export function termRows({ total, count, resolved }: Tallies, terms: readonly Term[], language: Language): Counted {
  const rows = terms.map(({ code, label }, at): CountRow => ({ key: code, name: label[language], count: count[at]!, resolved: resolved[at]! }))
  return { total, unlocated: 0, coarser: 0, rows }
}

export interface Found {
  revision: number
  today: Day
  /** of the area that is counted */
  residents: number | null
  now: CubeFigures
  /** under the same filter, but for its days */
  during(period: Period, as: 'before' | 'yearBefore'): PeriodFigures
  /** of before the filter's first day */
  overdueBefore(): number
}

export function summaryOf(filter: Filter, { revision, today, residents, now, during, overdueBefore }: Found): Summary {
  const period = choosesByToday(filter) ? null : comparedSpan(filter, today)
  return {
    revision,
    asOf: today,
    ...figuresOf(now, residents),
    unlocated: now.unlocated,
    overdueBefore: filter.from === undefined ? 0 : overdueBefore(),
    before: period && figuresOf(during(periodBefore(period), 'before'), residents),
    yearBefore: period && figuresOf(during(yearBefore(period), 'yearBefore'), residents),
  }
}

function figuresOf({ count, resolved, medianDays, overdue, people, amountFen, colours }: PeriodFigures, residents: number | null): Figures {
  const resolutionRate = rate(resolved, count, RESOLUTION_RULE)
  const perTenThousand = residents === null ? null : rate(count, residents, PER_TEN_THOUSAND_RULE, 10_000)
  return { count, resolved, resolutionRate, perTenThousand, medianDays, overdue, people, amountFen, colours }
}

/** Days that a series covers: those asked for, but not beyond the first and last day with a case (or today); null without any. */
export function seriesSpan(asked: Period, extent: { first: number; last: number } | null, today: Day): Period | null {
  if (!extent) return null
  const latest = Number.isFinite(asked.to) ? Math.max(extent.last, dayNumber(today)) : extent.last
  const span = { from: Math.max(asked.from, extent.first), to: Math.min(asked.to, latest) }
  return span.from > span.to ? null : span
}

interface SeriesAsk {
  step: 'month' | 'week'
  span: Period
  asked: Period
  /** the first day with a case */
  first: number
}

/** Months or weeks without a gap; the first and the last count only the days asked for, and their year before the same days. */
export function seriesPoints(totals: DayTotals, { step, span, asked, first }: SeriesAsk): SeriesPoint[] {
  return tallySteps(totals, step, span).map(({ start, end }): SeriesPoint => {
    const days = { from: Math.max(start, asked.from), to: Math.min(end, asked.to) }
    const earlier = step === 'week' ? weekYearBefore(days) : yearBefore(days)
    return {
      start: dayOfNumber(start),
      count: totals.cases(days),
      resolved: totals.resolved(days),
      yearBefore: earlier && earlier.to >= first ? totals.cases(earlier) : null,
    }
  })
}
