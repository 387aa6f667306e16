import type { AreaCode } from '../../geodata/place/area.ts'
import { CATEGORIES, type Category } from './categories.ts'
import { CHANNELS, type Channel } from './channels.ts'
import { COLOURS, type Colour } from './colours.ts'
import { parseDay, type Day } from './day.ts'
import { AppError } from './error.ts'
import { AGES, DUES, MARKS, type Age, type Due, type Mark } from './standing.ts'
import { PHASES, type Phase } from './states.ts'
import type { Vocabulary, Term } from './vocabulary.ts'

/** The one filter of the product: every panel, the map, the API and a report are views of it. */
export interface Filter {
  /** root of the subtree; absent = the whole county */
  area?: AreaCode
  /** first and last day of occurrence, both inclusive; absent = open */
  from?: Day
  to?: Day
  /** an empty or absent list lets everything through */
  category?: Category[]
  colour?: Colour[]
  phase?: Phase[]
  channel?: Channel[]
  /** as of today, see standing.ts; of marks one is enough */
  due?: Due[]
  age?: Age[]
  mark?: Mark[]
}

/** The vocabulary of each list. */
export const LISTS = { category: CATEGORIES, colour: COLOURS, phase: PHASES, channel: CHANNELS, due: DUES, age: AGES, mark: MARKS } as const
/** What a filter narrows by beside place and time, in the order of the URL form. */
export const KINDS = Object.keys(LISTS) as (keyof typeof LISTS)[]
/** Where cases stand today, which says nothing of the same days in other years. */
export const STANDINGS = ['due', 'age', 'mark'] as const satisfies (keyof typeof LISTS)[]
/** Narrowed by these, cases were chosen by how they stand today. */
const BY_TODAY = ['phase', ...STANDINGS] as const

/** Cases that were chosen by how they came out: their rates are not those of all cases. */
export function choosesByToday(filter: Pick<Filter, (typeof BY_TODAY)[number]>): boolean {
  return BY_TODAY.some((key) => (filter[key]?.length ?? 0) > 0)
}

/**
 * Can cases be chosen so as of a day in the past? By their days alone: they tell who was pending then and who was closed, not how far
 * a pending one had come, nor when one was handed over or got a mark.
 */
export function tellsPast({ phase = [], mark = [] }: Pick<Filter, 'phase' | 'mark'>): boolean {
  return mark.length === 0 && phase.includes('open') === phase.includes('handling') && !phase.includes('transferred')
}

/** A filter, and the day as of which its cases stand; absent = today. */
export interface DatedFilter extends Filter {
  asOf?: Day
}

/** Parameters of the URL form. */
export const FILTER_KEYS = ['area', 'from', 'to', ...KINDS] as const

/** The filter however cases stand today. */
export function anyStanding({ due: _due, age: _age, mark: _mark, ...rest }: Filter): Filter {
  return rest
}

type Query = Record<string, string | undefined>

/** Reads the URL form; throws `AppError` 400 that names the field. Unknown parameters are not its business. */
export function parseFilter(query: Query): Filter {
  const filter: Filter = {}
  if (query.area) filter.area = query.area as AreaCode
  const from = day('from', query.from)
  const to = day('to', query.to)
  if (from) filter.from = from
  if (to) filter.to = to
  if (from && to && from > to) {
    throw badParameter('to', { zh: '结束日期早于开始日期，请对调', en: 'The end lies before the start: swap them' })
  }
  for (const key of KINDS) {
    const codes = codesIn(key, LISTS[key] as Vocabulary<Term>, query[key])
    if (codes.length > 0) (filter[key] as string[]) = codes
  }
  return filter
}

/** The same with the day as of which cases stand; throws as well for a day after today, and for what no past day can be asked by. */
export function parseDatedFilter(query: Query, today: Day): DatedFilter {
  const filter: DatedFilter = parseFilter(query)
  const asOf = day('asOf', query.asOf)
  if (!asOf || asOf === today) return filter
  if (asOf > today) throw badParameter('asOf', { zh: `asOf 不能晚于今天（${today}）`, en: `asOf must not lie after today (${today})` })
  if (!tellsPast(filter)) throw badParameter(filter.mark?.length ? 'mark' : 'phase', UNTOLD)
  return { ...filter, asOf }
}

const UNTOLD = {
  zh: '以前某天的状态只知道在办、终止还是已化解：不能按环节（mark）筛选，阶段（phase）里待处理与化解中须同选或都不选，也不能选已移交',
  en: 'Of a day in the past it is known only who was pending, ended or resolved: no filter by mark, open and handling together or neither, and not transferred',
}

/** The URL form of a filter, keys in a fixed order, nothing for what is absent. */
export function filterQuery(filter: DatedFilter): Record<string, string> {
  const query: Record<string, string> = {}
  if (filter.area) query.area = filter.area
  if (filter.from) query.from = filter.from
  if (filter.to) query.to = filter.to
  for (const key of KINDS) {
    const codes = filter[key]
    if (codes && codes.length > 0) query[key] = codes.join(',')
  }
  if (filter.asOf) query.asOf = filter.asOf
  return query
}

function day(field: string, text: string | undefined): Day | null {
  if (!text) return null
  const parsed = parseDay(text)
  if (!parsed) {
    throw badParameter(field, { zh: `“${text}”不是日期，请写成 2024-03-05 的样子`, en: `"${text}" is no date: write it like 2024-03-05` })
  }
  return parsed
}

/** Codes of a vocabulary, separated by commas. Throws `AppError` 400 that names the field. */
export function codesIn<Row extends Term>(field: string, known: Vocabulary<Row>, text: string | undefined): Row['code'][] {
  if (!text) return []
  const codes = [...new Set(text.split(','))]
  const stranger = codes.find((code) => !known.is(code))
  if (stranger !== undefined) {
    const can = known.codes.join(', ')
    throw badParameter(field, { zh: `“${stranger}”不可用，可用的值：${can}`, en: `"${stranger}" is not known; use one of: ${can}` })
  }
  return codes
}

export function badParameter(field: string, say: { zh: string; en: string }): AppError {
  return new AppError('bad_parameter', { status: 400, field, say })
}
