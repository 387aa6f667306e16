import type { AreaCode } from '../../server/contract/answers.ts'
import { CATEGORIES, type Category } from '../../server/contract/categories.ts'
import { dayNumber, dayOfNumber, parseDay, type Day } from '../../server/contract/day.ts'
import type { Say } from '../../server/contract/error.ts'
import { choosesByToday, tellsPast, type DatedFilter, type Filter } from '../../server/contract/filter.ts'
import { comparedSpan, earlierBefore, earlierYear, sameAge, type Earlier } from '../../server/cube/period.ts'
import { onRecord } from './periods.ts'

/** What the view is held against: the same filter with this one part of it replaced. */
export type Compare =
  | { by: 'period'; with: 'before' | 'year' | { from: Day; to: Day } }
  | { by: 'area'; with: AreaCode }
  | { by: 'category'; with: Category }

/** Two maps beside one another, or one map of the difference. */
export const COMPARE_WAYS = ['difference', 'side'] as const
export type CompareAs = (typeof COMPARE_WAYS)[number]

const FORM = /^(period|area|category)\/(\S{1,30})$/
const SPAN = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/

/** Reads `period/before`, `period/year`, `period/2025-01-01..2025-03-31`, `area/990101001000`, `category/01`; null for anything else. */
export function parseCompare(text: string): Compare | null {
  const [, by, told] = FORM.exec(text) ?? []
  if (!by || !told) return null
  if (by === 'area') return { by, with: told as AreaCode }
  if (by === 'category') return CATEGORIES.is(told) ? { by, with: told } : null
  if (told === 'before' || told === 'year') return { by: 'period', with: told }
  const [from, to] = (SPAN.exec(told)?.slice(1) ?? []).map(parseDay)
  return from && to && from <= to ? { by: 'period', with: { from, to } } : null
}

export function compareText(compare: Compare): string {
  const { by, with: other } = compare
  return `${by}/${typeof other === 'string' ? other : `${other.from}..${other.to}`}`
}

/** How a comparison is shown: two places have no area in common that a difference could colour. */
export function shownAs(compare: Compare, as: CompareAs): CompareAs {
  return compare.by === 'area' ? 'side' : as
}

/** The filter of the other side, or why there is none. */
export type OtherSide = { filter: DatedFilter; why: null } | { filter: null; why: Say }

/**
 * `filter` as the view has it, its days put in. A period that ends after `today` is held against what comes before its days so far; the
 * cases of an earlier period stand as they did when it was as old. `first`: the first day of the ledger; a period that begins before it has
 * only a part of its cases on record. `past`: whether the asker is told how cases stood on a day in the past.
 */
export function otherSide(filter: Filter, compare: Compare, today: Day, { first = null, past = true }: { first?: Day | null; past?: boolean } = {}): OtherSide {
  switch (compare.by) {
    case 'period': {
      const other = reaching(otherPeriod(filter, compare.with, today), first)
      return past || !other.filter?.asOf ? other : none(
        '以前的一期要按当时的状态计，调解组织只看今天的状态，不能比；请换一个地点或一类纠纷来比，上期和去年同期的数见概要',
        'An earlier period is counted as its cases stood then, and a mediator organisation is told how they stand today alone: compare with another place or category; the headline has the period before and the year before',
      )
    }
    case 'area':
      if (!filter.area) return none('先进入一个地点，再与另一个地点对比', 'Go to one place first, then compare it with another')
      if (filter.area === compare.with) return none('一个地点不能与自己对比', 'A place cannot be compared with itself')
      return { filter: { ...filter, area: compare.with }, why: null }
    case 'category':
      if (!filter.category?.length) return none('先筛选一类，再与另一类对比', 'Filter by one category first, then compare it with another')
      if (filter.category.includes(compare.with)) return none('一类纠纷不能与自己对比', 'A category cannot be compared with itself')
      return { filter: { ...filter, category: [compare.with] }, why: null }
  }
}

function reaching(other: OtherSide, first: Day | null): OtherSide {
  const { from, to } = other.filter ?? {}
  return first && from && to && !onRecord({ from, to }, first) ? { filter: null, why: recordBegins(first) } : other
}

function otherPeriod(filter: Filter, other: (Compare & { by: 'period' })['with'], today: Day): OtherSide {
  const { from, to } = filter
  if (!from || !to) return none('时段不限，没有可比的另一期；请先选定起止日期', 'An open period has none to compare with: choose its first and last day')
  if (!tellsPast(filter)) return none(
    '按环节筛选，或只选了待处理、化解中之一，或选了已移交：以前某天的这些状态没有记下，不能与另一期比；请去掉这个条件',
    'The filter is by marks, by only one of open and in progress, or by transferred: how cases stood so on a day in the past is not on record. Take that condition off to compare periods',
  )
  const period = comparedSpan(filter, today)
  if (typeof other !== 'string') return ownPeriod(filter, other, today)
  if (!period) return none('所选时段还没有开始，没有可比的另一期', 'The period has not begun, so there is none to compare it with')
  return { filter: { ...filter, ...dated((other === 'before' ? earlierBefore : earlierYear)(period, dayNumber(today))) }, why: null }
}

function ownPeriod(filter: Filter, other: { from: Day; to: Day }, today: Day): OtherSide {
  if (other.from === filter.from && other.to === filter.to) return none('一段时间不能与自己对比', 'A period cannot be compared with itself')
  const [period, days] = [comparedSpan(filter, today), { from: dayNumber(other.from), to: dayNumber(other.to) }]
  const asOf = period && sameAge(days, period, dayNumber(today))
  if (asOf !== null && asOf < dayNumber(today)) return { filter: { ...filter, ...dated({ ...days, asOf }) }, why: null }
  if (asOf !== dayNumber(today) && choosesByToday(filter)) return none(
    '按阶段、时限、天数筛选时，只能与更早的一期比：请把较近的一期作为本期',
    'Under a filter by phase, deadline or age a period can be held against an earlier one only: look at the later of the two and compare it',
  )
  return { filter: { ...filter, ...other }, why: null }
}

const SIDE_NAMES = {
  before: { zh: '上期', en: 'the period before' },
  yearBefore: { zh: '去年同期', en: 'a year ago' },
  lastYear: { zh: '去年同月', en: 'the same month last year' },
} as const satisfies Record<string, Say>

/** Why a time is not held against one that begins before the first case on record. `side`: which of several, where the others are on record. */
export function recordBegins(first: Day | null, side?: keyof typeof SIDE_NAMES): Say {
  if (!first) return { zh: '还没有台账，无从比较', en: 'There is no ledger yet, so there is nothing to compare with' }
  const [year, month, day] = first.split('-').map(Number)
  const name: Say = side ? SIDE_NAMES[side] : { zh: '', en: '' }
  return {
    zh: `台账自 ${year}年${month}月${day}日 起，无从${side ? `与${name.zh}` : ''}比较`,
    en: `The ledger begins on ${first}, so there is ${side ? `no comparison with ${name.en}` : 'nothing to compare with'}`,
  }
}

function dated({ from, to, asOf }: Earlier): { from: Day; to: Day; asOf: Day } {
  return { from: dayOfNumber(from), to: dayOfNumber(to), asOf: dayOfNumber(asOf) }
}

function none(zh: string, en: string): OtherSide {
  return { filter: null, why: { zh, en } }
}

/** Days of a closed period up to `today`, both ends counted; null for an open one, and one that has not begun. */
export function lengthDays(span: { from?: Day; to?: Day }, today: Day): number | null {
  const period = comparedSpan(span, today)
  return period && period.to - period.from + 1
}
