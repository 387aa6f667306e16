import { read, SSF, type CellObject, type Range, type WorkBook, type WorkSheet } from '@e965/xlsx'
import type { RawRow } from '../types.ts'
import { unreadable } from './unreadable.ts'

const BATCH = 1000
/** Beyond 15 digits a spreadsheet has rounded: the number is not the one that was typed. */
const EXACT_LIMIT = 1e15

export interface Workbook {
  sheets: string[]
  hidden: string[]
  rows(sheet: string): AsyncIterable<RawRow[]>
}

/** Reads xlsx, xls, xlsb and ods whole; hidden sheets are left out while a visible one is there. */
export function openWorkbook(bytes: Uint8Array): Workbook {
  return workbookOf(() => read(bytes, { type: 'array', dense: true, cellNF: true, cellText: false }))
}

/** A web page with a table, which many systems save as .xls; its cells stay text. */
export function openHtml(html: string): Workbook {
  if (!/<table[\s>]/i.test(html)) throw unreadable('ledger_html')
  return workbookOf(() => read(html, { type: 'string', dense: true, raw: true }))
}

function workbookOf(open: () => WorkBook): Workbook {
  let book: WorkBook
  try {
    book = open()
  } catch (error) {
    const words = String((error as Error).message)
    throw unreadable(/password|encrypt/i.test(words) ? 'ledger_password' : 'ledger_corrupt', error)
  }
  const visible = book.SheetNames.filter((_, at) => !book.Workbook?.Sheets?.[at]?.Hidden)
  const sheets = visible.length > 0 ? visible : book.SheetNames
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  return {
    sheets,
    hidden: book.SheetNames.filter((name) => !sheets.includes(name)),
    async *rows(sheet) {
      const table = book.Sheets[sheet]
      if (!table) throw unreadable('ledger_sheet')
      yield* sheetRows(table, date1904)
    },
  }
}

async function* sheetRows(sheet: WorkSheet, date1904: boolean): AsyncIterable<RawRow[]> {
  const data: (CellObject | undefined)[][] = (sheet as { '!data'?: CellObject[][] })['!data'] ?? []
  const downward = (sheet['!merges'] ?? []).filter((range) => range.e.r > range.s.r && range.e.c === range.s.c)
  const fill = mergedValues(data, downward, date1904)
  let batch: RawRow[] = []
  for (let at = 0; at < data.length; at++) {
    const cells: string[] = []
    let numeric: Set<number> | null = null
    const row = data[at] ?? []
    for (let column = 0; column < row.length; column++) {
      const cell = row[column]
      const text = cell ? cellText(cell, date1904) : ''
      if (cell?.t === 'n' && text !== '') (numeric ??= new Set()).add(column)
      cells.push(text)
    }
    for (const [column, text] of fill.get(at) ?? []) {
      while (cells.length <= column) cells.push('')
      if (cells[column] === '') cells[column] = text
    }
    batch.push({ row: at + 1, cells, numeric })
    if (batch.length === BATCH) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

/** What cells merged downward say in the rows that they cover. */
function mergedValues(data: (CellObject | undefined)[][], merges: Range[], date1904: boolean) {
  const fill = new Map<number, [number, string][]>()
  for (const range of merges) {
    const cell = data[range.s.r]?.[range.s.c]
    const text = cell ? cellText(cell, date1904) : ''
    if (text === '') continue
    for (let row = range.s.r + 1; row <= Math.min(range.e.r, data.length - 1); row++) {
      fill.set(row, [...(fill.get(row) ?? []), [range.s.c, text]])
    }
  }
  return fill
}

function cellText(cell: CellObject, date1904: boolean): string {
  if (cell.t === 's') return String(cell.v).replaceAll('_x000D_', '')
  if (cell.t === 'b') return cell.v ? '是' : '否'
  if (cell.t === 'd') return (cell.v as Date).toISOString().slice(0, 19).replace('T', ' ')
  if (cell.t !== 'n' || typeof cell.v !== 'number') return ''
  const format = typeof cell.z === 'string' ? cell.z : ''
  if (format !== '' && format !== 'General' && SSF.is_date(format)) return dateText(cell.v, date1904)
  return numberText(cell.v, format)
}

function dateText(serial: number, date1904: boolean): string {
  const code = SSF.parse_date_code(serial, { date1904 })
  if (!code || code.y < 1900) return numberText(serial, '')
  const day = `${code.y}-${two(code.m)}-${two(code.d)}`
  return code.H || code.M || code.S ? `${day} ${two(code.H)}:${two(code.M)}:${two(Math.floor(code.S))}` : day
}

function numberText(value: number, format: string): string {
  if (Math.abs(value) >= EXACT_LIMIT) return value.toExponential(5).toUpperCase()
  const text = String(Number(value.toPrecision(15)))
  return /^0{2,}$/.test(format) ? text.padStart(format.length, '0') : text
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
