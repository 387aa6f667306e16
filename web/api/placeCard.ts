import type { AreaCode } from '../../server/contract/answers.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { PlaceCard } from '../../server/contract/placeCard.ts'
import { request, type Ask } from './client.ts'

export const placeCardApi = {
  /** `filter` without an area: the place stands in its stead */
  card: (county: string, area: AreaCode, filter: Filter, ask?: Ask) =>
    request<PlaceCard>(`/counties/${encodeURIComponent(county)}/areas/${encodeURIComponent(area)}/card?${new URLSearchParams(filterQuery(filter))}`, ask),
}
