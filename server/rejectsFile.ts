import { finished } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import type { Language } from './contract/error.ts'
import type { RejectedLine } from './services/importLedger.ts'

const BOM = '\uFEFF'
const HEAD = { zh: ['工作表', '行', '退回原因'], en: ['Sheet', 'Row', 'Reason'] }

/** Writes refused rows as CSV that Excel opens: the row as it came (persons masked), its number and the reason in front. */
export function rejectsFile(out: Writable, language: Language) {
  let failure: Error | null = null
  let begun = false
  out.on('error', (error: Error) => (failure = error))
  const write = (cells: string[]): void => void out.write(`${cells.map(quoted).join(',')}\r\n`)
  const begin = (headers: string[]): void => {
    out.write(BOM)
    write([...HEAD[language], ...headers])
    begun = true
  }
  return {
    add(line: RejectedLine, headers: string[]): void {
      if (!begun) begin(headers)
      write([line.sheet, String(line.row), line.say[language], ...line.cells])
    },
    async end(): Promise<void> {
      if (!begun) begin([])
      out.end()
      await finished(out).catch(() => {})
      if (failure) throw failure
    },
  }
}

/** A cell that begins like a formula would be run by a spreadsheet. */
function quoted(cell: string): string {
  const safe = /^[=+@\t]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
