import type { Cross, Level } from '../../server/contract/answers.ts'
import { filterQuery, type DatedFilter, type Filter } from '../../server/contract/filter.ts'
import type { Ranks } from '../../server/contract/ranks.ts'
import type { Towns } from '../../server/contract/towns.ts'
import { request, type Ask } from './client.ts'

export type Ranked = Level | 'category'

function at(county: string, rest: string, query: Record<string, string>): string {
  return `/counties/${encodeURIComponent(county)}/${rest}?${new URLSearchParams(query)}`
}

export const ranksApi = {
  ranks: (county: string, by: Ranked, filter: Filter, ask?: Ask) => request<Ranks>(at(county, 'ranks', { by, ...filterQuery(filter) }), ask),
  towns: (county: string, by: Level, filter: Filter, ask?: Ask) => request<Towns>(at(county, 'towns', { by, ...filterQuery(filter) }), ask),
  months: (county: string, by: Ranked, filter: DatedFilter, ask?: Ask) => request<Cross>(at(county, 'cross', { by: `${by},month`, ...filterQuery(filter) }), ask),
}
