import { CATEGORIES } from './categories.ts'
import { filterQuery, parseFilter } from './filter.ts'
import { HOT_METHODS } from './hotTerms.ts'
import { LEVELS } from './levels.ts'
import { PERIODS } from './periods.ts'

/** Every question that the board answers beside the map, as an address names it. */
export const BOARD_TOPICS = ['overview', 'rising', 'hot', 'red', 'time', 'again', 'result', 'departments', 'towns', 'meetings', 'next'] as const

/** What of the cases in view the map is coloured by, where it is not all of them. */
export const MAP_MEASURES = ['rise', 'riseYear', 'red', 'overdue', 'relapsed', 'resolved'] as const

const oneOf = (codes: readonly string[]) => (text: string): boolean => codes.includes(text)
const like = (pattern: RegExp) => (text: string): boolean => pattern.test(text)

const COMPARED = /^(period\/(before|year|\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2})|area\/\S{1,20})$/

/** What the address of the board holds beside the filter, in its order. `web/stores/view.ts` reads it for good. */
const PARTS: Record<string, (text: string) => boolean> = {
  period: oneOf(PERIODS),
  metric: oneOf(['rate']),
  layer: oneOf([...HOT_METHODS.codes, 'density']),
  measure: oneOf(MAP_MEASURES),
  level: oneOf(LEVELS),
  show: oneOf(['table']),
  at: like(/^\d{1,2}(\.\d{1,3})?\/-?\d{1,3}(\.\d{1,6})?\/-?\d{1,2}(\.\d{1,6})?$/),
  card: like(/^\S{1,20}$/),
  topic: oneOf(BOARD_TOPICS),
  place: like(/^\S{1,20}$/),
  time: like(/^(month|week)(\/cumulative)?(\/\d{4}-\d{2}-\d{2})?$/),
  compare: (text) => COMPARED.test(text) || CATEGORIES.is(/^category\/(.+)$/.exec(text)?.[1] ?? ''),
  as: oneOf(['side']),
}

/** Longest URL form of a view, in letters. */
export const LONGEST_BOARD_QUERY = 2_000

/**
 * The URL form of a view of the board with what the board understands and nothing beside, in a fixed order. Throws
 * `AppError` 400 for a filter that cannot be read: what is kept must not show more than was on show.
 */
export function boardQuery(text: string): string {
  const query = Object.fromEntries(new URLSearchParams(text))
  const filter = parseFilter(query)
  const url = new URLSearchParams(filterQuery(filter))
  for (const [key, known] of Object.entries(PARTS)) {
    const value = query[key]
    // days that stay have no name that moves on
    if (value === undefined || !known(value) || (key === 'period' && (filter.from || filter.to))) continue
    url.set(key, value)
  }
  return url.toString()
}

/** Codes of the places that a view looks at: the area that it is of, those whose cards are open, the one that it is held against. */
export function areasOf(query: string): string[] {
  const url = new URLSearchParams(query)
  const compared = /^area\/(.+)$/.exec(url.get('compare') ?? '')?.[1]
  return [...['area', 'card', 'place'].flatMap((key) => url.get(key) ?? []), ...(compared ? [compared] : [])]
}
