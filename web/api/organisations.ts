import type { AreaCode, Day } from '../../server/contract/answers.ts'
import type { Coverage } from '../../server/contract/coverage.ts'
import type { NewOrganisation, OrganisationChange, OrganisationDetail, OrganisationList } from '../../server/contract/organisations.ts'
import type { Punctuality } from '../../server/contract/punctuality.ts'
import { request, send, type Ask } from './client.ts'

function at(county: string, rest: string): string {
  return `/counties/${encodeURIComponent(county)}/organisations${rest}`
}

export const organisationsApi = {
  /** closed ones too: the page filters what it holds */
  list: (county: string, ask?: Ask) => request<OrganisationList>(at(county, '?closed=all'), ask),
  coverage: (county: string, ask?: Ask) => request<Coverage>(at(county, '/coverage'), ask),
  punctuality: (county: string, of: { area?: AreaCode; from?: Day; to?: Day }, ask?: Ask) =>
    request<Punctuality>(at(county, `/punctuality?${new URLSearchParams(of)}`), ask),
  detail: (county: string, id: string, ask?: Ask) => request<OrganisationDetail>(at(county, `/${encodeURIComponent(id)}`), ask),
  add: (county: string, draft: NewOrganisation) => request<OrganisationDetail>(at(county, ''), send('POST', draft)),
  change: (county: string, id: string, change: OrganisationChange) =>
    request<OrganisationDetail>(at(county, `/${encodeURIComponent(id)}`), send('PATCH', change)),
}
