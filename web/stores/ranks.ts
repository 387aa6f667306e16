import { defineStore } from 'pinia'
import type { Cross, Day, Level } from '../../server/contract/answers.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { Ranks } from '../../server/contract/ranks.ts'
import type { Towns } from '../../server/contract/towns.ts'
import { ranksApi, type Ranked } from '../api/ranks.ts'
import { hotAnswer } from './hotAnswer.ts'

/** A question on the data as it was at a revision, on a day: cases that come in make it another one, and so does the next day. */
export interface RanksQuestion {
  county: string
  filter: Filter
  revision: number
  today: Day
}
export type PlacesQuestion = RanksQuestion & { by: Level }
export type MonthsQuestion = RanksQuestion & { by: Ranked }

function addressOf({ county, filter, today, by }: RanksQuestion & { by: Ranked }): string {
  return JSON.stringify([county, filterQuery(filter), today, by])
}

/** What rises, ranks and figures of towns. Each is asked for only where somebody looks at it; a late answer never covers a newer one. */
export const useRanks = defineStore('ranks', () => ({
  places: hotAnswer<PlacesQuestion, Ranks>({ ask: ({ county, by, filter }, ask) => ranksApi.ranks(county, by, filter, ask), addressOf }),
  categories: hotAnswer<RanksQuestion, Ranks>({
    ask: ({ county, filter }, ask) => ranksApi.ranks(county, 'category', filter, ask), addressOf: (question) => addressOf({ ...question, by: 'category' }),
  }),
  months: hotAnswer<MonthsQuestion, Cross>({ ask: ({ county, by, filter }, ask) => ranksApi.months(county, by, filter, ask), addressOf }),
  towns: hotAnswer<PlacesQuestion, Towns>({ ask: ({ county, by, filter }, ask) => ranksApi.towns(county, by, filter, ask), addressOf }),
}))
