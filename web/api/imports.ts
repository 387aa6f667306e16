import type { AreaCode } from '../../server/contract/answers.ts'
import type { BatchSummary, ColumnMapping, ImportAnswer, Preview, UndoneBatch, UnlocatedGroup } from '../../server/contract/imports.ts'
import { request, type Ask } from './client.ts'

/** What a person settled about a file; every part may be left to the importer. */
export interface ImportOptions {
  sheet?: string
  mapping?: ColumnMapping
  crs?: string
  category?: string
  defaultYear?: number
}

/** A large ledger takes a while, and an import that ran must not be called lost. */
const LEDGER_MS = 15 * 60_000

function at(county: string, rest: string): string {
  return `/counties/${encodeURIComponent(county)}${rest}`
}

function upload(file: File, options: ImportOptions): FormData {
  const form = new FormData()
  // options first: the server reads the upload as a stream
  form.append('options', JSON.stringify(options))
  form.append('file', file, file.name)
  return form
}

/** A blob carries its own content type into the request. */
function json(value: object): Blob {
  return new Blob([JSON.stringify(value)], { type: 'application/json' })
}

export const importsApi = {
  preview: (county: string, file: File, options: ImportOptions, ask?: Ask) =>
    request<Preview>(at(county, '/imports/preview'), { method: 'POST', body: upload(file, options), timeoutMs: LEDGER_MS, ...ask }),
  run: (county: string, file: File, options: ImportOptions, ask?: Ask) =>
    request<ImportAnswer>(at(county, '/imports'), { method: 'POST', body: upload(file, options), timeoutMs: LEDGER_MS, ...ask }),
  batches: (county: string, ask?: Ask) => request<{ batches: BatchSummary[] }>(at(county, '/imports'), ask),
  undo: (county: string, batch: string, ask?: Ask) =>
    request<UndoneBatch>(at(county, `/imports/${encodeURIComponent(batch)}`), { method: 'DELETE', timeoutMs: LEDGER_MS, ...ask }),
  unlocated: (county: string, ask?: Ask) => request<{ groups: UnlocatedGroup[] }>(at(county, '/unlocated'), ask),
  settle: (county: string, choice: { words: string; area: AreaCode; learn: boolean }, ask?: Ask) =>
    request<{ cases: number; revision: number }>(at(county, '/unlocated/settle'), { method: 'POST', body: json(choice), timeoutMs: LEDGER_MS, ...ask }),
}
