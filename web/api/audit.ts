import type { AuditFilter, AuditPage, AuditVerdict } from '../../server/contract/audit.ts'
import { request, type Ask } from './client.ts'
import { download } from './download.ts'

/** Reading the whole chain takes a while. */
const CHAIN_MS = 10 * 60_000

function query(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text && `?${text}`
}

export const auditApi = {
  page: (filter: AuditFilter, cursor?: string, ask?: Ask) => request<AuditPage>(`/audit${query({ ...filter, cursor })}`, ask),
  /** `head` as `SEQ:HASH`, noted earlier and elsewhere */
  verify: (head?: string) => request<AuditVerdict>(`/audit/verify${query({ head })}`, { timeoutMs: CHAIN_MS }),
  take: (filter: AuditFilter, format: 'csv' | 'jsonl') => download(`/audit/export${query({ ...filter, format })}`, { timeoutMs: CHAIN_MS }),
}
