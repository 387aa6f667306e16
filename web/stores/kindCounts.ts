import { defineStore } from 'pinia'
import type { Counts } from '../../server/contract/answers.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import { api, type Ask } from '../api/client.ts'
import { slowAnswer, type SlowAnswer } from './slowAnswer.ts'

const KINDS = ['colour', 'phase', 'channel'] as const
type Kind = (typeof KINDS)[number]

interface KindQuestion {
  county: string
  filter: Filter
  revision: number
}

/** Each without what the filter itself says of it, so that what is not chosen can still be chosen. */
type KindCounts = Record<Kind, Counts>

async function askKinds({ county, filter }: KindQuestion, ask: Ask): Promise<KindCounts> {
  const counts = await Promise.all(KINDS.map((kind) => {
    const { [kind]: _own, ...others } = filter
    return api.counts(county, kind, others, ask)
  }))
  return Object.fromEntries(KINDS.map((kind, at) => [kind, counts[at]])) as KindCounts
}

/** Cases by kind as the server counts them, for a page that does not hold the cases themselves. */
export const useKindCounts = defineStore('kindCounts', () => {
  const kinds: SlowAnswer<KindQuestion, KindCounts> = slowAnswer({ ask: askKinds, addressOf: ({ county, filter }) => JSON.stringify([county, filterQuery(filter)]) })
  return { kinds }
})
