import { dayNumber, parseDay } from '../contract/day.ts'
import { zipFile } from './zip.ts'

/** A cell: null is blank, a number stays one. */
export type SheetCell = string | number | null

export interface SheetColumn {
  header: string
  /** `day` holds `2024-03-05`, `money` yuan */
  kind: 'text' | 'number' | 'money' | 'day'
  /** width in characters */
  wide: number
}

export interface Sheet {
  name: string
  columns: readonly SheetColumn[]
  /** rows in pieces, each as long as the columns */
  pieces: AsyncIterable<readonly (readonly SheetCell[])[]>
}

/**
 * A workbook (ECMA-376), piece by piece: a piece of rows at a time is held, whatever the number of rows. Text is text, so
 * that no cell is run as a formula and no long number loses its digits; the header stays in sight.
 */
export function xlsxFile(...sheets: readonly Sheet[]): AsyncGenerator<Buffer> {
  const parts = sheets.map((sheet, at) => ({ sheet, file: `sheet${at + 1}.xml` }))
  const related = parts.map(({ file }): Related => ['worksheet', `worksheets/${file}`])
  return zipFile([
    { name: '[Content_Types].xml', pieces: [contentTypes(parts.map(({ file }) => file))] },
    { name: '_rels/.rels', pieces: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', pieces: [workbook(sheets)] },
    { name: 'xl/_rels/workbook.xml.rels', pieces: [relations([...related, ['styles', 'styles.xml']])] },
    { name: 'xl/styles.xml', pieces: [STYLES] },
    ...parts.map(({ sheet, file }) => ({ name: `xl/worksheets/${file}`, pieces: sheetXml(sheet) })),
  ])
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function contentTypes(sheets: readonly string[]): string {
  const part = (name: string, type: string) => `<Override PartName="/xl/${name}" ContentType="${SPREADSHEET}.${type}+xml"/>`
  const list = sheets.map((file) => part(`worksheets/${file}`, 'worksheet')).join('')
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook.xml', 'sheet.main')}${list}${part('styles.xml', 'styles')}</Types>`
}

/** Type and target; the sheets come first, so that the numbers of the workbook's sheets are theirs. */
type Related = readonly [type: string, target: string]

function relations(list: readonly Related[]): string {
  const each = list.map(([type, target], at) => `<Relationship Id="r${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}

function workbook(sheets: readonly Sheet[]): string {
  const list = sheets.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`)
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list.join('')}</sheets></workbook>`
}

const STYLE = { text: 0, number: 0, money: 3, day: 1 } as const
const HEADER = 2
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`

async function* sheetXml({ columns, pieces }: Sheet): AsyncGenerator<string> {
  const widths = columns.map(({ wide }, at) => `<col min="${at + 1}" max="${at + 1}" width="${wide}" customWidth="1"/>`).join('')
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>`
  const letters = columns.map((_, at) => lettersOf(at))
  yield `<row r="1">${columns.map(({ header }, at) => textCell(header, `${letters[at]}1`, HEADER)).join('')}</row>`
  let at = 1
  for await (const rows of pieces) {
    let xml = ''
    for (const row of rows) {
      at++
      xml += `<row r="${at}">`
      for (let k = 0; k < columns.length; k++) xml += cellXml(row[k]!, `${letters[k]}${at}`, columns[k]!.kind)
      xml += '</row>'
    }
    yield xml
  }
  yield '</sheetData></worksheet>'
}

/** A, B, … Z, AA, … */
function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last
}

function cellXml(cell: SheetCell, at: string, kind: SheetColumn['kind']): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${at}" s="${STYLE[kind]}"><v>${cell}</v></c>`
  const serial = kind === 'day' ? serialDay(cell) : null
  return serial === null ? textCell(cell, at, STYLE.text) : `<c r="${at}" s="${STYLE.day}"><v>${serial}</v></c>`
}

/** Days since 1899-12-30; before March 1900 spreadsheets disagree on what it is, so it stays text. */
function serialDay(text: string): number | null {
  const day = parseDay(text)
  const serial = day === null ? 0 : dayNumber(day) + 25_569
  return serial > 60 ? serial : null
}

/** Letters of one cell, as Excel has it. */
const LONGEST_CELL = 32_767

function textCell(text: string, at: string, style: number): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST_CELL))}</t></is></c>`
}

/** What XML 1.0 cannot hold. */
// oxlint-disable-next-line no-control-regex
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const MARKUP: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** `_x0041_` stands for a letter in a workbook, so that its own underscore has to be written so. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(IMPOSSIBLE, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (sign) => MARKUP[sign]!)
}
