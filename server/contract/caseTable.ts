import type { Day } from './day.ts'
import { badParameter, codesIn, filterQuery, parseFilter, type Filter } from './filter.ts'
import { STATES, type State } from './states.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Rows of a page, at most and when nothing is said. */
export const MOST_ROWS = 200
export const USUAL_ROWS = 50
/** Cases that one file takes; a longer ledger is exported in parts. */
export const MOST_EXPORTED = 200_000
/** Cases that are assigned at once. */
export const MOST_ASSIGNED = 500

/** What the ledger can be ordered by. Cases without a due or closing day, or that are not pending for `still`, come last, both ways. */
export const SORTS = vocabulary([
  { code: 'occurredOn', label: { zh: '发生日期', en: 'Occurred on' } },
  { code: 'dueOn', label: { zh: '办理时限', en: 'Due on' } },
  { code: 'closedOn', label: { zh: '办结日期', en: 'Closed on' } },
  { code: 'amount', label: { zh: '涉及金额', en: 'Amount' } },
  { code: 'people', label: { zh: '涉及人数', en: 'People' } },
  // of pending cases: when their present state began, or where nothing tells that, the day of occurrence
  { code: 'still', label: { zh: '停留起始日', en: 'At a standstill since' } },
])
export type Sort = CodeOf<typeof SORTS>

export interface Order {
  by: Sort
  descending: boolean
}

/** The newest first. */
export const USUAL_ORDER: Order = { by: 'occurredOn', descending: true }

/** Reads `dueOn`, or `-dueOn` for the last first; throws `AppError` 400. */
export function parseOrder(text: string | undefined): Order {
  if (!text) return USUAL_ORDER
  const descending = text.startsWith('-')
  const by = descending ? text.slice(1) : text
  if (SORTS.is(by)) return { by, descending }
  const can = SORTS.codes.join(', ')
  throw badParameter('sort', {
    zh: `不能按“${by}”排序，可用的值：${can}，前面加 - 为倒序`,
    en: `Cannot sort by "${by}"; use one of: ${can}, with - in front for the last first`,
  })
}

export function orderText({ by, descending }: Order): string {
  return descending ? `-${by}` : by
}

/** The one filter, and what only a list of cases can be asked for. */
export interface LedgerFilter extends Filter {
  /** a case's code or number, its number in the ledger, or words of its unit and summary; all of them have to be there */
  q?: string
  /** exact states, where `phase` is too wide */
  state?: State[]
  /** pending and past the due day, as of today */
  overdue?: true
  /** its place is unknown, or known to the town only */
  waiting?: true
  /** id of the handling organisation */
  holder?: string
}

/** Letters of `q`. */
export const LONGEST_SEARCH = 60

type Query = Record<string, string | undefined>

/** Reads the URL form; throws `AppError` 400 that names the field. Unknown parameters are not its business. */
export function parseLedgerFilter(query: Query): LedgerFilter {
  const filter: LedgerFilter = parseFilter(query)
  const q = query.q?.trim()
  if (q && q.length > LONGEST_SEARCH) {
    throw badParameter('q', { zh: `搜索的文字太长，最多 ${LONGEST_SEARCH} 个字`, en: `Search for ${LONGEST_SEARCH} letters at most` })
  }
  if (q) filter.q = q
  const state = codesIn('state', STATES, query.state)
  if (state.length > 0) filter.state = state
  if (flag('overdue', query.overdue)) filter.overdue = true
  if (flag('waiting', query.waiting)) filter.waiting = true
  if (query.holder) filter.holder = query.holder
  return filter
}

/** The URL form, keys in a fixed order, nothing for what is absent. */
export function ledgerQuery(filter: LedgerFilter): Record<string, string> {
  const query = filterQuery(filter)
  if (filter.q) query.q = filter.q
  if (filter.state && filter.state.length > 0) query.state = filter.state.join(',')
  if (filter.overdue) query.overdue = '1'
  if (filter.waiting) query.waiting = '1'
  if (filter.holder) query.holder = filter.holder
  return query
}

function flag(field: string, text: string | undefined): boolean {
  if (!text) return false
  if (text === '1') return true
  throw badParameter(field, { zh: `参数“${field}”只能写 1，不需要时请去掉`, en: `"${field}" takes 1 only; leave it out if it is not needed` })
}

/** Columns of the ledger, on the page and in a file; `wide` in characters of a spreadsheet. */
export const COLUMNS = vocabulary([
  { code: 'code', wide: 18, label: { zh: '案件编码', en: 'Case code' } },
  { code: 'originalNo', wide: 18, label: { zh: '原编号', en: 'Number in the ledger' } },
  { code: 'occurredOn', wide: 12, label: { zh: '发生日期', en: 'Occurred on' } },
  { code: 'town', wide: 14, label: { zh: '乡镇', en: 'Town' } },
  { code: 'place', wide: 26, label: { zh: '地点', en: 'Place' } },
  { code: 'area', wide: 16, label: { zh: '区划代码', en: 'Area code' } },
  { code: 'category', wide: 14, label: { zh: '纠纷类型', en: 'Category' } },
  { code: 'categoryTerm', wide: 14, label: { zh: '台账类型', en: 'Category in the ledger' } },
  { code: 'colour', wide: 10, label: { zh: '风险等级', en: 'Colour' } },
  { code: 'state', wide: 12, label: { zh: '办理状态', en: 'State' } },
  { code: 'channel', wide: 14, label: { zh: '受理渠道', en: 'Channel' } },
  { code: 'people', wide: 10, label: { zh: '涉及人数', en: 'People' } },
  { code: 'amount', wide: 14, label: { zh: '涉及金额（元）', en: 'Amount (yuan)' } },
  { code: 'unit', wide: 18, label: { zh: '责任单位', en: 'Unit in the ledger' } },
  { code: 'holder', wide: 18, label: { zh: '承办单位', en: 'Handling organisation' } },
  { code: 'dueOn', wide: 12, label: { zh: '办理时限', en: 'Due on' } },
  { code: 'closedOn', wide: 12, label: { zh: '办结日期', en: 'Closed on' } },
  { code: 'daysInState', wide: 10, label: { zh: '停留天数', en: 'Days in state' } },
  { code: 'overdue', wide: 8, label: { zh: '是否超期', en: 'Overdue' } },
  { code: 'overdueDays', wide: 8, label: { zh: '超期天数', en: 'Days overdue' } },
  { code: 'sensitive', wide: 8, label: { zh: '敏感案件', en: 'Sensitive' } },
  { code: 'summary', wide: 60, label: { zh: '简要情况', en: 'Summary' } },
])
export type Column = CodeOf<typeof COLUMNS>

/** Reads columns of a file; all of them when none is named. */
export function parseColumns(text: string | undefined): Column[] {
  const columns = codesIn('columns', COLUMNS, text)
  return columns.length > 0 ? columns : [...COLUMNS.codes]
}

export const EXPORT_FORMATS = vocabulary([
  { code: 'xlsx', label: { zh: 'Excel 工作簿', en: 'Excel workbook' } },
  { code: 'csv', label: { zh: 'CSV 文本', en: 'CSV text' } },
  { code: 'geojson', label: { zh: 'GeoJSON 地图数据', en: 'GeoJSON for maps' } },
])
export type ExportFormat = CodeOf<typeof EXPORT_FORMATS>

/** Pages of which views are kept. */
export const VIEW_PAGES = ['ledger', 'board'] as const
export type ViewPage = (typeof VIEW_PAGES)[number]

/** A view that somebody keeps under a name: of the ledger filter, order and columns, of the board all that its address holds. */
export interface NewView {
  page: ViewPage
  name: string
  /** URL form, without `?`, such as `colour=red&period=last90&sort=-dueOn`; `period` in place of days that stay */
  query: string
  /** none of the board */
  columns: Column[]
  /** others of the county may use it too */
  shared: boolean
}

export interface SavedView extends NewView {
  id: string
  /** may the asker change and delete it? */
  own: boolean
}

/** `GET /views` of a page: one's own by name, then those that others share. */
export interface SavedViews {
  views: SavedView[]
}

/** Letters of a view's name, and views of one account on a page. */
export const LONGEST_VIEW_NAME = 30
export const MOST_VIEWS = 50

/** `POST /cases/assign`: all of the cases go to the organisation, or none. `version`: the one that the asker saw. */
export interface Assignment {
  cases: { id: number; version: number }[]
  holder: string
  dueOn?: Day
}

export interface Assigned {
  assigned: number
  revision: number
}
