import type { CasePage } from '../../server/contract/cases.ts'
import type { Assigned, Assignment, NewView, SavedView, SavedViews, ViewPage } from '../../server/contract/caseTable.ts'
import { request, send, type ApiError, type Ask } from './client.ts'
import { download, type DownloadAsk } from './download.ts'

/** A large export is written while it is read; it must not be called lost. */
const EXPORT_MS = 15 * 60_000
const ASSIGN_MS = 2 * 60_000

function at(county: string, rest: string, query: Record<string, string> = {}): string {
  const text = new URLSearchParams(query).toString()
  return `/counties/${encodeURIComponent(county)}${rest}${text && '?'}${text}`
}

export const ledgerApi = {
  cases: (county: string, query: Record<string, string>, ask?: Ask) => request<CasePage>(at(county, '/cases', query), ask),
  export: (county: string, query: Record<string, string>, ask: DownloadAsk) =>
    download(at(county, '/cases/export', query), { timeoutMs: EXPORT_MS, ...ask }),
  assign: (county: string, what: Assignment) =>
    request<Assigned>(at(county, '/cases/assign'), { ...send('POST', what), timeoutMs: ASSIGN_MS }),
  views: (county: string, page: ViewPage, ask?: Ask) => request<SavedViews>(at(county, '/views', { page }), ask),
  saveView: (county: string, view: NewView) => request<SavedView>(at(county, '/views'), send('POST', view)),
  removeView: (county: string, id: string) => request<unknown>(at(county, `/views/${encodeURIComponent(id)}`), { method: 'DELETE' }),
}

/** Numbers of the cases that changed since they were chosen, where that is why none was assigned; else none. */
export function changedSinceChosen({ problem }: ApiError): number[] {
  const told = problem as { code: string; changed?: number[] } | null
  return told?.code === 'cases_changed' ? (told.changed ?? []) : []
}
