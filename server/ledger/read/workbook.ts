import { read, SSF, type CellObject, type Range, type WorkBook, type WorkSheet } from '@e965/xlsx'
import type { RawRow } from '../types.ts'
import { decodeAll } from './encoding.ts'
import { unreadable } from './unreadable.ts'
import { refuseBombs, refuseLiars, zipEntries } from './zip.ts'

/** Rows that are worked on in one go: some 15 ms in which a server answers nobody. */
const BATCH = 250
/** Beyond 15 digits a spreadsheet has rounded: the number is not the one that was typed. */
const EXACT_LIMIT = 1e15

export interface Workbook {
  sheets: string[]
  hidden: string[]
  rows(sheet: string): AsyncIterable<RawRow[]>
}

/** xlsx, xlsb and ods are archives, xls a compound file; a web page with a table is what many systems save as .xls. */
export type WorkbookKind = 'zip' | 'ole' | 'html'

/** Parses a workbook, here or elsewhere. */
export type ParseWorkbook = (bytes: Uint8Array, kind: WorkbookKind) => Promise<Workbook>

/** Reads a workbook whole; hidden sheets are left out while a visible one is there. Blocks for as long as it takes. */
export const parseWorkbook: ParseWorkbook = async (bytes, kind) => {
  if (kind === 'html') return openHtml(await decodeAll(bytes))
  if (kind === 'ole') refuseOthers(bytes)
  else {
    const entries = zipEntries(bytes)
    refuseBombs(entries)
    refuseLiars(bytes, entries)
  }
  return workbookOf(() => read(bytes, { type: 'array', dense: true, cellNF: true, cellText: false }))
}

/** Its cells stay text. */
function openHtml(html: string): Workbook {
  if (!/<table[\s>]/i.test(html)) throw unreadable('ledger_html')
  return workbookOf(() => read(html, { type: 'string', dense: true, raw: true }))
}

/** Names of streams in a compound file are UTF-16. */
function refuseOthers(bytes: Uint8Array): void {
  const has = (word: string) => includesWide(bytes, word)
  if (has('EncryptedPackage')) throw unreadable('ledger_password')
  if (has('WordDocument')) throw unreadable('ledger_word')
  if (has('PowerPoint Document')) throw unreadable('ledger_slides')
  if (!isCompound(bytes)) throw unreadable('ledger_corrupt')
}

/** Signature, and one of the two versions that there are; the parser reads other bytes as whatever it finds in them. */
function isCompound(bytes: Uint8Array): boolean {
  const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
  const version = (bytes[26] ?? 0) | ((bytes[27] ?? 0) << 8)
  return bytes.length >= 512 && signature.every((byte, at) => bytes[at] === byte) && (version === 3 || version === 4)
}

function includesWide(bytes: Uint8Array, word: string): boolean {
  const codes = [...word].flatMap((char) => [char.charCodeAt(0), 0])
  const last = bytes.length - codes.length
  for (let at = bytes.indexOf(codes[0] as number); at >= 0 && at <= last; at = bytes.indexOf(codes[0] as number, at + 1)) {
    if (codes.every((code, offset) => bytes[at + offset] === code)) return true
  }
  return false
}

/** What V8 says where a text or a table grows beyond what it can hold. */
const TOO_LONG = /invalid (?:string|array|typed array) length|allocation failed|cannot create a string longer/i

function workbookOf(open: () => WorkBook): Workbook {
  let book: WorkBook
  try {
    book = open()
  } catch (error) {
    const words = String((error as Error).message)
    if (TOO_LONG.test(words)) throw unreadable('ledger_too_large', error)
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
