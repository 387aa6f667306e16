import { finished } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import { rejectsCsv } from './contract/csv.ts'
import type { Language } from './contract/error.ts'
import type { RejectedLine } from './services/importLedger.ts'

const LEAD = { zh: ['工作表', '行', '退回原因'], en: ['Sheet', 'Row', 'Reason'] } as const

/** Writes refused rows as CSV that Excel opens: the row as it came (persons masked), its number and the reason in front. */
export function rejectsFile(out: Writable, language: Language) {
  let failure: Error | null = null
  out.on('error', (error: Error) => (failure = error))
  const rejects = rejectsCsv(LEAD[language])
  return {
    add(line: RejectedLine, headers: string[]): void {
      out.write(rejects.add({ ...line, reason: line.say[language] }, headers))
    },
    async end(): Promise<void> {
      out.end(rejects.end())
      await finished(out).catch(() => {})
      if (failure) throw failure
    },
  }
}
