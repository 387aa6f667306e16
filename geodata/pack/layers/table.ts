import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { finding } from '../findings.ts'
import { rawLayer, type LayerResult, type RawFeature } from './layer.ts'
import { decodeText } from './text.ts'

/** Reads a CSV or TSV with a header row, in UTF-8 or GB18030, delimiter found. Every value is text. */
export function readCsv(bytes: Uint8Array, file: string): LayerResult {
  const text = decodeText(bytes)
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    const [header, ...body] = rows
    if (!header) return { findings: [finding('error', 'table_empty', file, EMPTY)] }
    const columns = header.record
    const features = body.map(({ record, info }): RawFeature => ({
      number: info.lines,
      properties: Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ''])),
      geometry: null,
    }))
    return rawLayer(features, columns)
  } catch {
    return { findings: [finding('error', 'table_unreadable', file, UNREADABLE)] }
  }
}

/** Reads one sheet of a workbook, header in its first row that is not blank. */
export function readWorkbook(bytes: Uint8Array, file: string, sheet: string | undefined): LayerResult {
  try {
    const book = read(bytes, { type: 'array', dense: true, cellFormula: false, cellHTML: false, cellStyles: false })
    const name = sheet ?? book.SheetNames[0]
    const page = name === undefined ? undefined : book.Sheets[name]
    if (!page) return { findings: [finding('error', 'sheet_missing', file, noSheet(sheet, book.SheetNames))] }
    const rows = utils.sheet_to_json<unknown[]>(page, { header: 1, raw: true, blankrows: true, defval: '' })
    const head = rows.findIndex((row) => row.some((cell) => cell !== ''))
    if (head < 0) return { findings: [finding('error', 'table_empty', file, EMPTY)] }
    const columns = (rows[head] as unknown[]).map((cell) => String(cell).trim())
    const features = rows.slice(head + 1).flatMap((row, index): RawFeature[] => {
      if (row.every((cell) => cell === '')) return []
      const properties = Object.fromEntries(columns.map((column, at) => [column, row[at] ?? '']))
      return [{ number: head + index + 2, properties, geometry: null }]
    })
    return rawLayer(features, columns)
  } catch {
    return { findings: [finding('error', 'table_unreadable', file, UNREADABLE)] }
  }
}

const DELIMITERS = [',', '\t', ';', '|']

/** The delimiter that the header line holds most of. */
function delimiterOf(text: string): string {
  const header = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] as string
}

const UNREADABLE = {
  zh: '表格无法读取；请另存为 .xlsx 或 UTF-8 的 CSV',
  en: 'The table cannot be read: save it as .xlsx or as CSV in UTF-8',
}
const EMPTY = { zh: '表格是空的', en: 'The table is empty' }

function noSheet(sheet: string | undefined, has: string[]) {
  return {
    zh: `没有名为“${sheet}”的工作表，可选：${has.join('、')}`,
    en: `There is no sheet "${sheet}"; it has: ${has.join(', ')}`,
  }
}
