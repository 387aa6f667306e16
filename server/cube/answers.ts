import type { AreaCode, CountRow, Counts, Day, EarlierFigures, Figures, Level, Summary } from '../contract/answers.ts'
import { dayNumber, dayOfNumber } from '../contract/day.ts'
import type { Language } from '../contract/error.ts'
import { tellsPast, type DatedFilter } from '../contract/filter.ts'
import { PER_TEN_THOUSAND_RULE, rate, RESOLUTION_RULE } from '../contract/rates.ts'
import type { Term } from '../contract/vocabulary.ts'
import type { LevelTallies, Tallies } from './counts.ts'
import type { CubeFigures } from './figures.ts'
import { comparedSpan, earlierBefore, earlierYear, type Earlier } from './period.ts'

/** Answers of the API made of what was counted, on the server or in the browser. */

export type Answer = Pick<Counts, 'total' | 'unlocated' | 'coarser' | 'rows'>

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
export function levelRows(tallies: LevelTallies, level: Level, ground: AreaGround): Answer {
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
export function termRows({ total, count, resolved }: Tallies, terms: readonly Term[], language: Language): Answer {
  const rows = terms.map(({ code, label }, at): CountRow => ({ key: code, name: label[language], count: count[at]!, resolved: resolved[at]! }))
  return { total, unlocated: 0, coarser: 0, rows }
}

export interface Found {
  revision: number
  today: Day
  /** of the area that is counted */
  residents: number | null
  /** as of the filter's day, or today */
  now: CubeFigures
  /** of before the filter's first day, as of the same */
  overdueBefore(): number
  /** of the same filter in an earlier period, as of its day */
  earlier: Record<'before' | 'yearBefore', (days: Earlier) => CubeFigures>
}

/** Headline figures of a filter beside those of the period before and of the year before, which stand as they did when they were as old. */
export function summaryOf(filter: DatedFilter, { revision, today, residents, now, overdueBefore, earlier }: Found): Summary {
  const on = filter.asOf ?? today
  const period = tellsPast(filter) ? comparedSpan(filter, on) : null
  const told = (which: keyof Found['earlier'], days: Earlier): EarlierFigures => {
    const { unlocated: _, ...then } = earlier[which](days)
    return { from: dayOfNumber(days.from), to: dayOfNumber(days.to), asOf: dayOfNumber(days.asOf), ...figuresOf(then, residents), undated: then.resolved - then.timed }
  }
  return {
    revision,
    asOf: on,
    ...figuresOf(now, residents),
    unlocated: now.unlocated,
    overdueBefore: filter.from === undefined ? 0 : overdueBefore(),
    before: period && told('before', earlierBefore(period, dayNumber(on))),
    yearBefore: period && told('yearBefore', earlierYear(period, dayNumber(on))),
  }
}

function figuresOf({ count, resolved, medianDays, overdue, people, amountFen, colours }: Omit<CubeFigures, 'unlocated'>, residents: number | null): Figures {
  const resolutionRate = rate(resolved, count, RESOLUTION_RULE)
  const perTenThousand = residents === null ? null : rate(count, residents, PER_TEN_THOUSAND_RULE, 10_000)
  return { count, resolved, resolutionRate, perTenThousand, medianDays, overdue, people, amountFen, colours }
}
