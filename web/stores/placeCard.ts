import { defineStore } from 'pinia'
import type { AreaCode, Day } from '../../server/contract/answers.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { HotCard } from '../../server/contract/hotspots.ts'
import type { PlaceCard } from '../../server/contract/placeCard.ts'
import { hotspotsApi } from '../api/hotspots.ts'
import { placeCardApi } from '../api/placeCard.ts'
import { slowAnswer } from './slowAnswer.ts'
import { worked, type HotQuestion } from './hotspots.ts'

/** A place under the filter's period and kinds, on the data as it was at a revision, on a day. */
export interface PlaceQuestion {
  county: string
  area: AreaCode
  /** without an area */
  filter: Filter
  revision: number
  today: Day
}

/** Everything about one place; and, asked for apart because it takes longer, what was to be expected there. No late answer covers a newer one. */
export const usePlaceCard = defineStore('placeCard', () => ({
  card: slowAnswer<PlaceQuestion, PlaceCard>({
    ask: ({ county, area, filter }, ask) => placeCardApi.card(county, area, filter, ask),
    addressOf: ({ county, area, filter, today }) => JSON.stringify([county, area, filterQuery(filter), today]),
  }),
  hot: worked<HotQuestion & { area: AreaCode }, HotCard>(({ area, ...of }, ask) => hotspotsApi.card(of, area, ask), ({ area }) => [area]),
}))
