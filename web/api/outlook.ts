import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { Outlook } from '../../server/contract/outlook.ts'
import { request, type Ask } from './client.ts'

export function askOutlook({ county, filter }: { county: string; filter: Filter }, ask?: Ask): Promise<Outlook> {
  return request<Outlook>(`/counties/${encodeURIComponent(county)}/outlook?${new URLSearchParams(filterQuery(filter))}`, ask)
}
