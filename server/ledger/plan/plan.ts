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
 * Never throws for what it cannot decide: that is in `missing` and in each column's `unsure`.
 */
export async function planLedger(file: LedgerFile, options: LedgerOptions): Promise<LedgerPlan> {
  if (options.sheet !== undefined && !file.sheets.includes(options.sheet)) throw unreadable('ledger_sheet')
  const tables: TablePlan[] = []
  let fallback: TablePlan | null = null
  for (const sheet of options.sheet === undefined ? file.sheets : [options.sheet]) {
    const head = await file.head(sheet, HEAD_ROWS)
    if (head.every(isBlankRow)) continue
    const base = readTitle([file.name.replace(/\.[^.]*$/, ''), sheet], NO_TITLE)
    const header = findHeader(head)
    const table = planTable(sheet, head, header ?? firstRow(head), { ...base, screening: base.screening }, options)
    if (header && missingFields(table.columns, options).length === 0) tables.push(table)
    else fallback ??= table
  }
  if (tables.length === 0 && !fallback) throw unreadable('ledger_empty')
  const shown = tables[0] ?? (fallback as TablePlan)
  return {
    sheet: shown.sheet,
    tables: tables.length > 0 ? tables : [shown],
    columns: shown.columns,
    missing: missingFields(shown.columns, options),
    refusedColumns: refusedOf(tables.length > 0 ? tables : [shown]),
    fingerprint: shown.columns.map((column) => squeeze(column.header)).join('|'),
    notes: [],
    ready: missingFields(shown.columns, options).length === 0 && (tables.length > 0 ? tables : [shown]).every(isSure),
    options,
  }
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
