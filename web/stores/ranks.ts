import { defineStore } from 'pinia'
import type { Day, Level } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber } from '../../server/contract/day.ts'
import { choosesByToday, filterQuery, tellsPast, type Filter } from '../../server/contract/filter.ts'
import type { Ranks } from '../../server/contract/ranks.ts'
import type { Towns } from '../../server/contract/towns.ts'
import { addMonths } from '../../server/cube/calendar.ts'
import type { Ask } from '../api/client.ts'
import { ranksApi, type Ranked } from '../api/ranks.ts'
import { useSession } from './session.ts'
import { slowAnswer } from './slowAnswer.ts'
import type { MonthsAnswer } from './multiples.ts'

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

/** Do two questions ask for the same places, of the same cases, as of the same day? */
export function sameTowns(a: PlacesQuestion, b: PlacesQuestion): boolean {
  return addressOf(a) === addressOf(b)
}

/** Under a filter of how cases stand the year before is asked for as they stood a year ago, by whoever is told that. */
async function monthsOf({ county, by, filter, today }: MonthsQuestion, ask: Ask): Promise<MonthsAnswer> {
  const months = (asOf?: Day) => ranksApi.months(county, by, { ...filter, asOf }, ask)
  if (!choosesByToday(filter)) {
    const now = await months()
    return { now, before: now }
  }
  const then = tellsPast(filter) && !useSession().readsOwn ? months(dayOfNumber(addMonths(dayNumber(today), -12))) : null
  const [now, before] = await Promise.all([months(), then])
  return { now, before }
}

const townFigures = () => slowAnswer<PlacesQuestion, Towns>({ ask: ({ county, by, filter }, ask) => ranksApi.towns(county, by, filter, ask), addressOf })

/** What rises, ranks and figures of towns. Each is asked for only where somebody looks at it; a late answer never covers a newer one. */
export const useRanks = defineStore('ranks', () => ({
  places: slowAnswer<PlacesQuestion, Ranks>({ ask: ({ county, by, filter }, ask) => ranksApi.ranks(county, by, filter, ask), addressOf }),
  categories: slowAnswer<RanksQuestion, Ranks>({
    ask: ({ county, filter }, ask) => ranksApi.ranks(county, 'category', filter, ask), addressOf: (question) => addressOf({ ...question, by: 'category' }),
  }),
  months: slowAnswer<MonthsQuestion, MonthsAnswer>({ ask: monthsOf, addressOf }),
  towns: townFigures(),
  /** the same of the areas that the map shows, be they towns or villages */
  mapped: townFigures(),
}))
