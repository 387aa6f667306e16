/** A cell of a table that goes back to people. A number stays one, null is blank. */
type CsvCell = string | number | null

/** The mark by which Excel knows UTF-8. */
const MARK = '\uFEFF'

/**
 * A table as CSV: records after RFC 4180, with the mark in front. Text that a spreadsheet would run as a formula
 * gets an apostrophe in front (OWASP, CSV injection), unless the whole cell is a number.
 */
export function csv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return csvHead(head) + csvRows(rows)
}

/** The beginning of a table that is written piece by piece, and a piece of its rows. */
export const csvHead = (head: readonly string[]): string => MARK + record(head)
export const csvRows = (rows: readonly (readonly CsvCell[])[]): string => rows.map(record).join('')

/** A refused row on its way back: its sheet and number there, why, and its cells. */
export interface RejectRecord {
  sheet: string
  row: number
  reason: string
  cells: readonly string[]
}

/**
 * Writes refused rows piece by piece. Sheets have columns of their own, so each begins with its own header line;
 * `lead` names the three columns in front (sheet, row, reason).
 */
export function rejectsCsv(lead: readonly [string, string, string]) {
  let current: string | null = null
  let text = MARK
  return {
    /** the next piece of the file; `headers` are those of the row's sheet */
    add({ sheet, row, reason, cells }: RejectRecord, headers: readonly string[]): string {
      if (sheet !== current) text += record([...lead, ...headers])
      current = sheet
      const piece = text + record([sheet, row, reason, ...cells])
      text = ''
      return piece
    },
  }
}

function record(cells: readonly CsvCell[]): string {
  return `${cells.map(field).join(',')}\r\n`
}

/** Full-width signs begin a formula in a Chinese or Japanese Excel, too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

function field(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
