import type { AreaCode, Day, Level, NamedPlace } from './answers.ts'
import type { Category } from './categories.ts'
import type { CaseRow } from './cases.ts'
import type { Colour } from './colours.ts'
import type { Say } from './error.ts'
import { badParameter } from './filter.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Which cases of one place are taken together. */
export const SAMENESS = vocabulary([
  { code: 'category', label: { zh: '同一类', en: 'Of one kind' } },
  { code: 'any', label: { zh: '不分类', en: 'Of any kind' } },
])
export type Sameness = CodeOf<typeof SAMENESS>

/** What makes several cases of one place: so many within so many days. */
export interface AgainAsk {
  least: number
  days: number
  same: Sameness
}
export const USUAL_AGAIN: AgainAsk = { least: 3, days: 90, same: 'category' }
export const AGAIN_BOUNDS = { least: [2, 50], days: [7, 366] } as const
/** Places that one answer lists. */
export const MOST_AGAIN = 100

type Query = Record<string, string | undefined>

/** Reads the URL form; throws `AppError` 400 that names the field. */
export function parseAgain(query: Query): AgainAsk {
  const number = (field: keyof typeof AGAIN_BOUNDS): number => {
    const text = query[field]
    if (!text) return USUAL_AGAIN[field]
    const [least, most] = AGAIN_BOUNDS[field]
    const value = /^\d{1,4}$/.test(text) ? Number(text) : NaN
    if (value >= least && value <= most) return value
    throw badParameter(field, { zh: `${field} 是 ${least} 到 ${most} 的整数，请改正`, en: `"${field}" is a whole number from ${least} to ${most}` })
  }
  const same = query.same ?? USUAL_AGAIN.same
  if (!SAMENESS.is(same)) throw badParameter('same', { zh: `same 可用的值：${SAMENESS.codes.join(', ')}`, en: `"same" takes one of: ${SAMENESS.codes.join(', ')}` })
  return { least: number('least'), days: number('days'), same }
}

/** The URL form, nothing for what is usual. */
export function againQuery({ least, days, same }: AgainAsk): Record<string, string> {
  return {
    ...(least !== USUAL_AGAIN.least && { least: String(least) }),
    ...(days !== USUAL_AGAIN.days && { days: String(days) }),
    ...(same !== USUAL_AGAIN.same && { same }),
  }
}

/** Several cases at one place: the span of days in which most of them lie. */
export interface AgainPlace {
  place: NamedPlace
  index: number
  level: Level
  /** null where kinds are not told apart */
  category: Category | null
  count: number
  /** days of the first and the last case; to whoever does not read the cases of the area, the first day of the one’s month and the last of the other’s, none after today */
  first: Day
  last: Day
  /** of `count` */
  pending: number
  /** cases of the same kind in the adjoining places of its level from `first` to `last`; null where the pack knows no borders */
  around: number | null
  /** what the place would have had in as many days */
  expected: number
  /** chance of `count` or more there, by the expected number alone: it puts the places in order and proves nothing */
  chance: number
  /** 小→大: the first case and the gravest later one, where that is of a graver tier; the people of both, where they are more. Null to whoever does not read the cases of the area */
  graver: { from: Colour; to: Colour } | null
  more: { from: number; to: number } | null
}

/** Cases that broke out again, by town. */
export interface RelapseTown {
  /** null: place unknown */
  town: { code: AreaCode; name: string; nameEn: string } | null
  count: number
}

/** `GET /again`: figures, no single case. */
export interface Again {
  revision: number
  packVersion: string
  asOf: Day
  ask: AgainAsk
  /** how a place comes onto the list and stands on it */
  rule: Say
  /** the oddest first; `total` counts those beyond the list, too */
  places: AgainPlace[]
  total: number
  relapses: { count: number; rule: Say; towns: RelapseTown[] }
}

/** A case that broke out again. */
export interface Relapse {
  case: CaseRow
  times: number
  /** of the last time; null where nothing tells the day */
  closedOn: Day | null
  reopenedOn: Day | null
  /** from the one to the other */
  days: number | null
}

/** `GET /again/relapses`: the cases that the asker sees, those that broke out last first. */
export interface Relapses {
  revision: number
  total: number
  rows: Relapse[]
}
/** Cases that one answer lists. */
export const MOST_RELAPSES = 200
