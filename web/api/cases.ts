import type { AreaCode } from '../../server/contract/answers.ts'
import type { CaseCorrection, CaseDetail, CasePage, Likeness, MyWork, NewCase, Ring } from '../../server/contract/cases.ts'
import type { Category } from '../../server/contract/categories.ts'
import type { Day } from '../../server/contract/day.ts'
import type { MoveCode } from '../../server/contract/moves.ts'
import type { OrganisationList } from '../../server/contract/organisations.ts'
import type { Suggestions } from '../../server/contract/routing.ts'
import type { SettingsAnswer } from '../../server/contract/settings.ts'
import { request, send, upload, type ApiError, type Ask } from './client.ts'

/** What the hint of likely duplicates is asked by. */
export interface LikenessAsk {
  area: AreaCode
  lng?: number
  lat?: number
  day: Day
  category?: Category
}

const HITS = '8'

function at(county: string, rest: string, query: Record<string, string> = {}): string {
  const text = new URLSearchParams(query).toString()
  return `/counties/${encodeURIComponent(county)}${rest}${text && '?'}${text}`
}

function file(county: string, id: number, attachment: string): string {
  return at(county, `/cases/${id}/attachments/${encodeURIComponent(attachment)}`)
}

export const casesApi = {
  detail: (county: string, id: number, asOf: Day | null, ask?: Ask) =>
    request<CaseDetail>(at(county, `/cases/${id}`, asOf ? { asOf } : {}), ask),
  enter: (county: string, entry: NewCase) => request<CaseDetail>(at(county, '/cases'), send('POST', entry)),
  likeness: (county: string, { area, lng, lat, day, category }: LikenessAsk, ask?: Ask) => {
    const point: Record<string, string> = lng !== undefined && lat !== undefined ? { lng: String(lng), lat: String(lat) } : {}
    return request<{ cases: Likeness[] }>(at(county, '/cases/likeness', { area, ...point, day, ...(category && { category }) }), ask)
  },
  /** undefined where the case was handed on, out of sight of the post */
  move: (county: string, id: number, move: MoveCode, body: { version: number }) =>
    request<CaseDetail | undefined>(at(county, `/cases/${id}/moves/${move}`), send('POST', body)),
  correct: (county: string, id: number, body: CaseCorrection) => request<CaseDetail>(at(county, `/cases/${id}`), send('PATCH', body)),
  join: (county: string, id: number, body: { version: number; organisation: string; ring: Ring }) =>
    request<CaseDetail>(at(county, `/cases/${id}/participants`), send('POST', body)),
  leave: (county: string, id: number, { version, organisation }: { version: number; organisation: string }) =>
    request<CaseDetail>(at(county, `/cases/${id}/participants/${encodeURIComponent(organisation)}`, { version: String(version) }), { method: 'DELETE' }),
  attach: (county: string, id: number, one: File, progress: (share: number) => void) => {
    const form = new FormData()
    form.append('file', one, one.name)
    return upload<CaseDetail>(at(county, `/cases/${id}/attachments`), form, progress)
  },
  detach: (county: string, id: number, attachment: string, version: number) =>
    request<CaseDetail>(`${file(county, id, attachment)}?version=${version}`, { method: 'DELETE' }),
  /** where the browser itself fetches a file */
  attachment: (county: string, id: number, attachment: string) => `/api${file(county, id, attachment)}`,
  find: (county: string, q: string, ask?: Ask) => request<CasePage>(at(county, '/cases', { q, limit: HITS }), ask),
  work: (county: string, ask?: Ask) => request<MyWork>(at(county, '/work'), ask),
  organisations: (county: string) => request<OrganisationList>(at(county, '/organisations')),
  suggestions: (county: string, category: Category, area: AreaCode | null) =>
    request<Suggestions>(at(county, '/organisations/suggestions', { category, ...(area && { area }) })),
  settings: (county: string) => request<SettingsAnswer>(at(county, '/presets')),
}

/** The case as it is now, where a change was refused because somebody else had changed it; null for every other refusal. */
export function changedMeanwhile(error: ApiError): CaseDetail | null {
  const problem = error.problem as { code: string; current?: CaseDetail } | null
  return error.status === 409 && problem?.code === 'case_changed' ? (problem.current ?? null) : null
}
