import type { LedgerFile, RawRow } from '../types.ts'
import { collect, gunzip, oneChunk, Replay, type Bytes } from './bytes.ts'
import { csvRows } from './csv.ts'
import { decode } from './encoding.ts'
import { unreadable } from './unreadable.ts'
import { parseWorkbook, type ParseWorkbook, type Workbook } from './workbook.ts'
import { zipEntries, zipMembers } from './zip.ts'

export type LedgerSource = { name: string; bytes: Uint8Array } | { name: string; stream: AsyncIterable<Uint8Array> }

const LEDGER_NAME = /\.(xlsx|xlsm|xls|xlsb|ods|csv|tsv|txt|tab|htm|html)(\.gz)?$/i

/**
 * Opens a ledger: xlsx, xls, ods, csv, tsv, a web page saved as .xls, and gz or zip of them, told apart by
 * their first bytes and not by their names. Text flows, also out of an archive; workbooks and archives are held whole, and
 * workbooks are parsed by `parse`, which blocks unless another one is named.
 * Throws `AppError` 422 or 413 that says what the file is and what to do.
 */
export async function openLedger(file: LedgerSource, parse: ParseWorkbook = parseWorkbook): Promise<LedgerFile> {
  return shortened(await openSource(file, parse))
}

async function openSource(file: LedgerSource, parse: ParseWorkbook): Promise<LedgerFile> {
  if ('bytes' in file) return openBytes(file.name, file.bytes, parse)
  const replay = new Replay(file.stream)
  const head = await headOf(replay.peek())
  if (head.length === 0) throw unreadable('ledger_empty')
  const kind = kindOf(head)
  if (kind === 'gzip') return openStream(innerName(file.name), gunzip(replay.all()), parse)
  if (kind === 'text') return textLedger(file.name, replay)
  return openBytes(file.name, await collect(replay.all()), parse)
}

async function openStream(name: string, source: Bytes, parse: ParseWorkbook): Promise<LedgerFile> {
  const replay = new Replay(source)
  const head = await headOf(replay.peek())
  if (head.length === 0) throw unreadable('ledger_empty')
  if (kindOf(head) === 'text') return textLedger(name, replay)
  return openBytes(name, await collect(replay.all()), parse)
}

async function openBytes(name: string, bytes: Uint8Array, parse: ParseWorkbook): Promise<LedgerFile> {
  if (bytes.length === 0) throw unreadable('ledger_empty')
  const kind = kindOf(bytes.subarray(0, 4096))
  switch (kind) {
    case 'gzip':
      return openPacked(innerName(name), () => gunzip(oneChunk(bytes)), parse)
    case 'zip':
      return openZip(name, bytes, parse)
    case 'ole':
    case 'html':
      return workbookFile(name, await parse(bytes, kind))
    default:
      return textFile(name, () => oneChunk(bytes))
  }
}

/** What is packed, with its bytes as they unpack: text stays packed. */
async function openPacked(name: string, open: () => Bytes, parse: ParseWorkbook): Promise<LedgerFile> {
  const head = await headOf(open())
  if (head.length > 0 && kindOf(head) === 'text') return textFile(name, open)
  return openBytes(name, await collect(open()), parse)
}

type Kind = 'gzip' | 'zip' | 'ole' | 'html' | 'text'

/** What the first bytes say; throws for what is surely no table. */
function kindOf(head: Uint8Array): Kind {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)
  if (starts(0x1f, 0x8b)) return 'gzip'
  if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return 'zip'
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'ole'
  if (starts(0x25, 0x50, 0x44, 0x46)) return refuse('ledger_pdf')
  if (starts(0x7b, 0x5c, 0x72, 0x74, 0x66)) return refuse('ledger_word')
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff) || starts(0x47, 0x49, 0x46, 0x38)) {
    return refuse('ledger_picture')
  }
  if (starts(0x52, 0x61, 0x72, 0x21) || starts(0x37, 0x7a, 0xbc, 0xaf)) return refuse('ledger_archive')
  const text = new TextDecoder('latin1').decode(head.subarray(0, 1024)).replace(/^ï»¿/, '').trimStart()
  if (/^<(!doctype|html|\?xml|table|meta|head|body|style)/i.test(text)) return 'html'
  const wide = starts(0xff, 0xfe) || starts(0xfe, 0xff)
  const nulls = head.filter((byte) => byte === 0).length
  if (!wide && nulls > 0 && nulls < head.length / 8) return refuse('ledger_not_table')
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length
  if (!wide && nulls === 0 && controls > head.length / 50) return refuse('ledger_not_table')
  return 'text'
}

function refuse(code: Parameters<typeof unreadable>[0]): never {
  throw unreadable(code)
}

async function openZip(name: string, bytes: Uint8Array, parse: ParseWorkbook): Promise<LedgerFile> {
  const entries = zipEntries(bytes)
  const has = (pattern: RegExp) => entries.some((entry) => pattern.test(entry.name))
  if (has(/^word\//)) throw unreadable('ledger_word')
  if (has(/^ppt\//)) throw unreadable('ledger_slides')
  if (has(/^xl\//) || (has(/^content\.xml$/) && has(/^META-INF\/manifest\.xml$/))) {
    return workbookFile(name, await parse(bytes, 'zip'))
  }
  const members = zipMembers(bytes, (member) => LEDGER_NAME.test(member) && !/(^|\/)(__MACOSX\/|\._|~\$)/.test(member))
  if (members.length === 0) {
    if (has(/\.pdf$/i)) throw unreadable('ledger_pdf')
    if (has(/\.docx?$/i)) throw unreadable('ledger_word')
    throw unreadable('ledger_zip_nothing')
  }
  const files = await Promise.all(members.map((member) => openPacked(baseName(member.name), member.open, parse)))
  return files.length === 1 ? (files[0] as LedgerFile) : together(name, files)
}

/** Several files as one ledger: sheets are named by their file. */
function together(name: string, files: LedgerFile[]): LedgerFile {
  const places = new Map<string, [LedgerFile, string]>()
  const hidden: string[] = []
  for (const file of files) {
    for (const sheet of [...file.sheets, ...(file.hidden ?? [])]) {
      const visible = file.sheets.includes(sheet)
      let title = visible && file.sheets.length === 1 ? file.name : `${file.name}/${sheet}`
      while (places.has(title)) title += '*'
      places.set(title, [file, sheet])
      if (!visible) hidden.push(title)
    }
  }
  const find = (sheet: string) => places.get(sheet) ?? refuse('ledger_sheet')
  return {
    name,
    sheets: [...places.keys()].filter((title) => !hidden.includes(title)),
    hidden,
    head: (sheet, count) => find(sheet)[0].head(find(sheet)[1], count),
    rows: (sheet) => find(sheet)[0].rows(find(sheet)[1]),
  }
}

function workbookFile(name: string, book: Workbook): LedgerFile {
  const { sheets, hidden } = book
  return { name, sheets, hidden, head: (sheet, count) => take(book.rows(sheet), count), rows: (sheet) => book.rows(sheet) }
}

/** Text whose bytes are at hand: read afresh each time. */
function textFile(name: string, source: () => Bytes): LedgerFile {
  const sheet = baseName(name)
  return {
    name,
    sheets: [sheet],
    head: (_, count) => take(csvRows(decode(source())), count),
    rows: () => csvRows(decode(source())),
  }
}

/** Text that flows in: its head is kept until the one reading. */
function textLedger(name: string, replay: Replay): LedgerFile {
  const sheet = baseName(name)
  return {
    name,
    sheets: [sheet],
    head: (_, count) => take(csvRows(decode(replay.peek())), count),
    rows: () => csvRows(decode(replay.all())),
  }
}

async function take(rows: AsyncIterable<RawRow[]>, count: number): Promise<RawRow[]> {
  const head: RawRow[] = []
  for await (const batch of rows) {
    head.push(...batch.slice(0, count - head.length))
    if (head.length >= count) break
  }
  return head
}

async function headOf(source: Bytes): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    parts.push(chunk)
    size += chunk.length
    if (size >= 4096) break
  }
  const head = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    head.set(part, at)
    at += part.length
  }
  return head.subarray(0, 4096)
}

function innerName(name: string): string {
  return name.replace(/\.gz$/i, '')
}

function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
}

/** Characters of a cell that are read: no field of a case is longer, and patterns stay quick. */
const LONGEST_CELL = 4_000

function shortened(ledger: LedgerFile): LedgerFile {
  return {
    ...ledger,
    head: async (sheet, count) => (await ledger.head(sheet, count)).map(shortRow),
    async *rows(sheet) {
      for await (const batch of ledger.rows(sheet)) yield batch.map(shortRow)
    },
  }
}

function shortRow(raw: RawRow): RawRow {
  if (!raw.cells.some((cell) => cell.length > LONGEST_CELL)) return raw
  return { ...raw, cells: raw.cells.map((cell) => cell.slice(0, LONGEST_CELL)), cut: true }
}
