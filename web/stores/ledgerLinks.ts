import type { RouteLocationRaw } from 'vue-router'
import { USUAL_ORDER, type Order } from '../../server/contract/caseTable.ts'
import { useCounty } from './county.ts'
import { useFilter } from './filter.ts'
import { askQuery } from './ledgerAsk.ts'
import { pageQuery, type View } from './view.ts'

interface More {
  filter?: View['filter']
  /** in place of the period */
  span?: View['span']
  order?: Order
  /** id of the handling organisation */
  holder?: string
}

/** The address of the ledger with the one filter and more. */
export function useLedgerLinks(): (more: More) => RouteLocationRaw {
  const filter = useFilter()
  const county = useCounty()
  return ({ filter: narrowed, span, order = USUAL_ORDER, holder }) => {
    const held: View = { ...filter.view, ...county.query, filter: { ...filter.view.filter, ...narrowed }, ...(span && { period: 'custom', span }) }
    return { name: 'ledger', query: { ...pageQuery('ledger', held), ...askQuery({ own: { ...(holder && { holder }) }, order, cursor: null }) } }
  }
}
