import { defineStore } from 'pinia'
import type { NewView, SavedView, ViewPage } from '../../server/contract/caseTable.ts'
import { ledgerApi } from '../api/ledger.ts'
import { keptList } from './keptList.ts'

/** Views of the ledger that somebody kept under a name. */
export const useLedgerViews = defineStore('ledgerViews', () => keptViews('ledger'))

/** Views of the board that somebody kept under a name. */
export const useBoardViews = defineStore('boardViews', () => keptViews('board'))

function keptViews(page: ViewPage) {
  const { entries: views, act, ...list } = keptList(async (county) => (await ledgerApi.views(county, page)).views)
  /** false when the server refused */
  const done = async (change: (county: string) => Promise<unknown>): Promise<boolean> => (await act(change)) !== null
  return {
    views, ...list,
    save: (view: Omit<NewView, 'page'>) => done((code) => ledgerApi.saveView(code, { page, ...view })),
    remove: ({ id }: SavedView) => done((code) => ledgerApi.removeView(code, id)),
  }
}
