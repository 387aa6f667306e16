import type { Say } from '../../contract/error.ts'
import type { ColumnPlan, Field } from '../../contract/imports.ts'
import { unreadable } from '../read/unreadable.ts'
import type { LedgerFile, LedgerOptions, LedgerPlan, RawRow, TablePlan, TitleContext } from '../types.ts'
import { isDitto, squeeze } from '../values/text.ts'
import { planColumns } from './columns.ts'
import { findHeader, type Header } from './header.ts'
import { NO_TITLE, readTitle } from './title.ts'

const HEAD_ROWS = 200

/**
 * Looks at the head of every sheet (or of the one asked for), finds the tables and decides their columns.
 * Never throws for what it cannot decide: the first sheet that owes something is the one shown, with what is
 * `missing` and each column's `unsure`. A sheet that is no ledger is named in the notes, for its rows are not read.
 */
export async function planLedger(file: LedgerFile, options: LedgerOptions): Promise<LedgerPlan> {
  const { hidden = [] } = file
  if (options.sheet !== undefined && ![...file.sheets, ...hidden].includes(options.sheet)) throw unreadable('ledger_sheet')
  const wanted = options.sheet === undefined ? file.sheets : [options.sheet]
  const found: Found[] = []
  for (const sheet of wanted) found.push(...(await lookAt(file, sheet, options)))
  if (found.length === 0) throw unreadable('ledger_empty')
  const ledgers = found.filter((one) => one.kind === 'ledger')
  const owing = found.filter((one) => one.kind === 'owing')
  const main = ledgers[0] ?? owing[0] ?? (found[0] as Found)
  const shown = owing[0] ?? ledgers.find(({ table }) => !isSure(table)) ?? main
  const tables = (ledgers.length > 0 ? ledgers : [main]).map(({ table }) => table)
  const left = found.filter((one) => one !== main)
  const unread = options.sheet === undefined ? await filled(file, hidden) : []
  return {
    sheet: shown.table.sheet,
    tables,
    columns: shown.table.columns,
    missing: missingFields(shown.table.columns, options),
    refusedColumns: refusedOf([...new Set([...tables, shown.table])]),
    fingerprint: fingerprintOf(found.filter((one) => one === main || one.kind === 'ledger' || one.kind === 'owing')),
    notes: [...left.flatMap(leftOut), ...unread.map(hiddenSheet)],
    ready: missingFields(shown.table.columns, options).length === 0 && tables.every(isSure),
    options,
  }
}

interface Found {
  /** owing: surely a ledger, but a field is missing; undated: columns that we know, and no date in any of them */
  kind: 'ledger' | 'owing' | 'undated' | 'headless'
  table: TablePlan
}

/** What stands on one sheet: nothing when it is blank. */
async function lookAt(file: LedgerFile, sheet: string, options: LedgerOptions): Promise<Found[]> {
  const head = await file.head(sheet, HEAD_ROWS)
  if (head.every(isBlankRow)) return []
  const header = findHeader(head)
  const title = readTitle([file.name.replace(/\.[^.]*$/, ''), sheet], NO_TITLE)
  const table = planTable(sheet, head, header ?? firstRow(head), title, options)
  if (!header) return [{ kind: 'headless', table }]
  const missing = missingFields(table.columns, options)
  if (missing.length === 0) return [{ kind: 'ledger', table }]
  // a table of sums has towns and categories, too, but speaks of no day
  const dated = !missing.includes('occurredOn') || head.slice(header.last + 1).some((row) => row.cells.some(looksLikeDay))
  return [{ kind: dated ? 'owing' : 'undated', table }]
}

const DAY = /^\d{4}[-./年]\d{1,2}([-./月]|$)|^(0?[1-9]|1[0-2])[-./月](0?[1-9]|[12]\d|3[01])日?$|^(19|20)\d{2}(0[1-9]|1[0-2])\d{2}$/

function looksLikeDay(cell: string): boolean {
  return DAY.test(cell.trim())
}

function leftOut({ kind, table: { sheet } }: Found): Say[] {
  if (kind === 'headless') {
    return [{ zh: `工作表“${sheet}”没有表头，未读`, en: `Sheet "${sheet}" has no header and was not read` }]
  }
  if (kind !== 'undated') return []
  return [{ zh: `工作表“${sheet}”里没有日期，不是逐件台账，未读`, en: `Sheet "${sheet}" holds no dates, so it is no list of cases and was not read` }]
}

function hiddenSheet(sheet: string): Say {
  return {
    zh: `工作表“${sheet}”是隐藏的，未读；要导入请取消隐藏`,
    en: `Sheet "${sheet}" is hidden and was not read: unhide it to import it`,
  }
}

async function filled(file: LedgerFile, sheets: string[]): Promise<string[]> {
  const heads = await Promise.all(sheets.map((sheet) => file.head(sheet, HEAD_ROWS)))
  return sheets.filter((_, at) => !heads[at]?.every(isBlankRow))
}

/** The headers of all ledgers, each once: twelve months with one header are like one month. */
function fingerprintOf(found: Found[]): string {
  const headers = found.map(({ table }) => table.columns.map((column) => squeeze(column.header)).join('|'))
  return [...new Set(headers)].join('||')
}

/** Plans the table whose header stands at `header` in `rows`; what stands above it may say the year. */
export function planTable(
  sheet: string,
  rows: RawRow[],
  header: Header,
  before: TitleContext,
  options: LedgerOptions,
): TablePlan {
  const above = rows.slice(0, header.first).flatMap((row) => row.cells.filter((cell) => cell.trim() !== ''))
  const sample = rows.slice(header.last + 1)
  const columns = planColumns(header.levels, sample, options.mapping ?? {})
  return {
    sheet,
    headerRows: rows.slice(header.first, header.last + 1).map((row) => row.row),
    columns,
    title: readTitle(above, before),
    dayFirst: dayFirstOf(columns, sample),
    decimalComma: decimalCommaOf(columns, sample),
    townBlocks: townBlocksOf(columns, sample),
  }
}

/** Fields without which no row can be read: a date, a place of any kind, a category. */
export function missingFields(columns: ColumnPlan[], options: LedgerOptions): Field[] {
  const has = (field: Field) => columns.some((column) => column.field === field)
  const missing: Field[] = []
  if (!has('occurredOn')) missing.push('occurredOn')
  if (has('lng') !== has('lat')) missing.push(has('lng') ? 'lat' : 'lng')
  const placed = (['areaCode', 'town', 'village', 'grid', 'place', 'lng', 'lat'] as const).some(has)
  if (!placed) missing.push('village')
  const told = has('category') || has('subcategory') || options.category !== undefined
  if (!told) missing.push('category')
  return missing
}

function isSure(table: TablePlan): boolean {
  return table.columns.every((column) => column.unsure.length === 0)
}

function refusedOf(tables: TablePlan[]): LedgerPlan['refusedColumns'] {
  const seen = new Map<string, LedgerPlan['refusedColumns'][number]>()
  for (const { header, refused } of tables.flatMap((table) => table.columns)) {
    if (refused) seen.set(header, { header, because: refused })
  }
  return [...seen.values()]
}

/** A file without a known header: its first filled row stands in, so that a person can say what is what. */
function firstRow(rows: RawRow[]): Header {
  const width = (row: RawRow) => row.cells.filter((cell) => cell.trim() !== '').length
  const most = Math.max(...rows.map(width))
  const at = rows.findIndex((row) => width(row) >= Math.max(1, most / 2))
  return { first: at, last: at, levels: (rows[at] as RawRow).cells.map((cell) => (cell.trim() === '' ? [] : [cell.trim()])) }
}

function isBlankRow(row: RawRow): boolean {
  return row.cells.every((cell) => cell.trim() === '')
}

function filledValues(columns: ColumnPlan[], sample: RawRow[], fields: Field[]): string[] {
  const indices = columns.filter((column) => column.field && fields.includes(column.field)).map((column) => column.index)
  return sample.flatMap((row) => indices.map((index) => (row.cells[index] ?? '').trim())).filter((value) => value !== '')
}

function dayFirstOf(columns: ColumnPlan[], sample: RawRow[]): boolean | null {
  for (const value of filledValues(columns, sample, ['occurredOn', 'closedOn', 'dueOn'])) {
    const match = /^(\d{1,2})[-./](\d{1,2})[-./]\d{4}/.exec(value)
    if (match && Number(match[1]) > 12) return true
    if (match && Number(match[2]) > 12) return false
  }
  return null
}

function decimalCommaOf(columns: ColumnPlan[], sample: RawRow[]): boolean {
  const values = filledValues(columns, sample, ['lng', 'lat', 'amount'])
  const commas = values.filter((value) => /^-?\d+,\d+$/.test(value) && !/^-?\d{1,3},\d{3}$/.test(value)).length
  const points = values.filter((value) => /^-?\d+\.\d+$/.test(value)).length
  return commas > points
}

/**
 * True where a town stands only on the first row of its block: some rows leave it blank, and no row repeats
 * the town of the row above. In an export of cases a blank town is a missing one and is never carried down.
 */
function townBlocksOf(columns: ColumnPlan[], sample: RawRow[]): boolean {
  const town = columns.find((column) => column.field === 'town')?.index
  if (town === undefined || columns.some((column) => column.field === 'originalNo')) return false
  const date = columns.find((column) => column.field === 'occurredOn')?.index ?? 0
  let above = ''
  let blanks = 0
  for (const row of sample) {
    if ((row.cells[date] ?? '').trim() === '') {
      above = ''
      continue
    }
    const value = (row.cells[town] ?? '').trim()
    if (value === '') blanks++
    else if (value === above && !isDitto(value)) return false
    above = value
  }
  return blanks > 0
}
