import { againQuery, type Again, type AgainAsk, type Relapses } from '../../server/contract/again.ts'
import type { CaseTally } from '../../server/contract/cases.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { Outcome } from '../../server/contract/outcome.ts'
import { request, type Ask } from './client.ts'

function at(county: string, rest: string, query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString()
  return `/counties/${encodeURIComponent(county)}${rest}${text && '?'}${text}`
}

export const boardCasesApi = {
  outcome: (county: string, filter: Filter, ask?: Ask) => request<Outcome>(at(county, '/outcome', filterQuery(filter)), ask),
  again: (county: string, filter: Filter, how: AgainAsk, ask?: Ask) =>
    request<Again>(at(county, '/again', { ...filterQuery(filter), ...againQuery(how) }), ask),
  relapses: (county: string, filter: Filter, ask?: Ask) => request<Relapses>(at(county, '/again/relapses', filterQuery(filter)), ask),
  tally: (county: string, query: Record<string, string>, ask?: Ask) => request<CaseTally>(at(county, '/cases/tally', query), ask),
}
