import { decodes, decodeText, detectEncoding, encodingOfCpg, encodingOfLanguageId, type Encoding } from './text.ts'

export interface DbfTable {
  columns: string[]
  /** one record a row as text, in file order; null for a record that is marked deleted */
  records: (Record<string, string> | null)[]
  encoding: Encoding
  /** how the encoding was found */
  encodingBy: 'cpg' | 'languageId' | 'detected'
  /** the declared encoding that the bytes contradict, if any */
  contradicted: string | null
}

interface Column {
  nameBytes: Uint8Array
  start: number
  length: number
}

/**
 * Reads a dBASE III/IV table. Every value is text: a 12-digit code in a numeric column keeps all its digits.
 * Encoding: .cpg, else the language driver id, else detection. The library shpjs knows no language id and
 * turns numbers to floats, therefore this reader. Null when the header is broken.
 */
export function readDbf(bytes: Uint8Array, cpg: string | null): DbfTable | null {
  const header = readHeader(bytes)
  if (!header) return null
  const encoding = findEncoding(bytes, header, cpg)
  const names = header.columns.map((column) => columnName(column.nameBytes, encoding.encoding))
  const records: DbfTable['records'] = []
  for (let row = 0; row < header.rows; row++) {
    const start = header.headerBytes + row * header.rowBytes
    if (start + header.rowBytes > bytes.length + 1) break
    records.push(bytes[start] === 0x2a ? null : readRecord(bytes, start, header.columns, names, encoding.encoding))
  }
  return { columns: names, records, ...encoding }
}

interface Header {
  rows: number
  headerBytes: number
  rowBytes: number
  columns: Column[]
}

function readHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < 33) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerBytes = view.getUint16(8, true)
  const rowBytes = view.getUint16(10, true)
  const columns: Column[] = []
  let start = 1
  for (let at = 32; at + 32 <= Math.min(headerBytes, bytes.length) && bytes[at] !== 0x0d; at += 32) {
    const length = bytes[at + 16] as number
    columns.push({ nameBytes: bytes.subarray(at, at + 11), start, length })
    start += length
  }
  const sound = columns.length > 0 && rowBytes >= start && headerBytes >= 33
  return sound ? { rows: view.getUint32(4, true), headerBytes, rowBytes, columns } : null
}

function findEncoding(bytes: Uint8Array, header: Header, cpg: string | null) {
  const body = bytes.subarray(32, Math.min(bytes.length, header.headerBytes + header.rows * header.rowBytes))
  const byCpg = cpg === null ? null : encodingOfCpg(cpg)
  const byId = encodingOfLanguageId(bytes[29] as number)
  const declared = byCpg ?? byId
  const by: DbfTable['encodingBy'] = byCpg ? 'cpg' : 'languageId'
  if (declared && cellsDecode(bytes, header, declared)) return { encoding: declared, encodingBy: by, contradicted: null }
  const detected = bestOf(bytes, header) ?? detectEncoding(body)
  return { encoding: detected, encodingBy: 'detected' as const, contradicted: declared }
}

function bestOf(bytes: Uint8Array, header: Header): Encoding | null {
  return (['utf-8', 'gb18030'] as const).find((encoding) => cellsDecode(bytes, header, encoding)) ?? null
}

/** Cells are cut at a byte, so that a character at the very end of a full cell may be broken: that is allowed. */
function cellsDecode(bytes: Uint8Array, header: Header, encoding: Encoding): boolean {
  for (let row = 0; row < header.rows; row++) {
    const base = header.headerBytes + row * header.rowBytes
    for (const column of header.columns) {
      const cell = bytes.subarray(base + column.start, base + column.start + column.length)
      if (cell.every((byte) => byte < 0x80) || decodes(cell, encoding)) continue
      const full = (cell[cell.length - 1] as number) >= 0x80
      if (!full || ![1, 2, 3].some((cut) => decodes(cell.subarray(0, cell.length - cut), encoding))) return false
    }
  }
  return true
}

function readRecord(bytes: Uint8Array, start: number, columns: Column[], names: string[], encoding: Encoding) {
  const record: Record<string, string> = {}
  columns.forEach((column, index) => {
    const cell = bytes.subarray(start + column.start, start + column.start + column.length)
    record[names[index] as string] = clean(decodeText(cell, encoding))
  })
  return record
}

function columnName(nameBytes: Uint8Array, encoding: Encoding): string {
  const end = nameBytes.indexOf(0)
  return clean(decodeText(end < 0 ? nameBytes : nameBytes.subarray(0, end), encoding))
}

/** Without padding, and without the half character that a cut at the field's end leaves. */
function clean(text: string): string {
  return text.replace(/\0/g, '').replace(/\uFFFD+$/, '').trim()
}
