import { ledgerQuery, LONGEST_SEARCH, orderText, parseLedgerFilter, parseOrder, USUAL_ORDER, type LedgerFilter, type Order } from '../../server/contract/caseTable.ts'
import type { Say } from '../../server/contract/error.ts'
import { readLeniently, type Query } from './view.ts'

/** What a person asks of the ledger beside the one filter: the address of its page is the other form. */
export interface LedgerAsk {
  own: Pick<LedgerFilter, 'q' | 'state' | 'overdue' | 'waiting' | 'holder'>
  order: Order
  /** null: the first page */
  cursor: string | null
}

export const CURSOR_KEY = 'cursor'
const OWN_KEYS = ['q', 'state', 'overdue', 'waiting', 'holder'] as const
/** Keys of the address that stay when the filter changes; a cursor points into one order of one selection, so it goes. */
export const LEDGER_KEYS = [...OWN_KEYS, 'sort'] as const

export const EMPTY_ASK: LedgerAsk = { own: {}, order: USUAL_ORDER, cursor: null }

/** What is overdue, what has waited longest first. */
export const OVERDUE_ASK: LedgerAsk = { own: { overdue: true }, order: { by: 'dueOn', descending: false }, cursor: null }

/** Reads the address. What it cannot use it leaves out and tells. */
export function parseLedgerAsk(query: Query): { ask: LedgerAsk; notes: Say[] } {
  const notes: Say[] = []
  const q = query.q?.slice(0, LONGEST_SEARCH)
  const own = readLeniently(parseLedgerFilter, OWN_KEYS, { ...query, q }, notes)
  const order = readLeniently(({ sort }) => parseOrder(sort), ['sort'], query, notes)
  return { ask: { own, order, cursor: query[CURSOR_KEY] || null }, notes }
}

/** The address, in a fixed order, with nothing for what is as it was. */
export function askQuery({ own, order, cursor }: LedgerAsk): Record<string, string> {
  const sort = orderText(order)
  return {
    ...ledgerQuery(own),
    ...(sort !== orderText(USUAL_ORDER) && { sort }),
    ...(cursor && { [CURSOR_KEY]: cursor }),
  }
}
