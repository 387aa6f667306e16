import { defineStore } from 'pinia'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { Outlook } from '../../server/contract/outlook.ts'
import { askOutlook } from '../api/outlook.ts'
import { hotAnswer } from './hotAnswer.ts'

export interface OutlookQuestion {
  county: string
  /** of place and kinds: the days are those of the record, and where cases stand today says nothing of a month to come */
  filter: Filter
  revision: number
}

/** What the coming month brought in earlier years. */
export const useOutlook = defineStore('outlook', () => ({
  next: hotAnswer<OutlookQuestion, Outlook>({ ask: askOutlook, addressOf: ({ county, filter }) => JSON.stringify([county, filterQuery(filter)]) }),
}))
