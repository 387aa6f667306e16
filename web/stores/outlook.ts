import { defineStore } from 'pinia'
import type { Day } from '../../server/contract/answers.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { Outlook } from '../../server/contract/outlook.ts'
import { askOutlook } from '../api/outlook.ts'
import { slowAnswer } from './slowAnswer.ts'

export interface OutlookQuestion {
  county: string
  /** of place and kinds: the days are those of the record, and where cases stand today says nothing of a month to come */
  filter: Filter
  revision: number
  /** tells which month comes next */
  today: Day
}

/** What the coming month brought in earlier years. */
export const useOutlook = defineStore('outlook', () => ({
  next: slowAnswer<OutlookQuestion, Outlook>({ ask: askOutlook, addressOf: ({ county, filter, today }) => JSON.stringify([county, filterQuery(filter), today]) }),
}))
