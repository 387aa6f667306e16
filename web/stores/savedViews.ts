import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { NewView, SavedView, ViewPage } from '../../server/contract/caseTable.ts'
import { ApiError } from '../api/client.ts'
import { ledgerApi } from '../api/ledger.ts'
import { useCounty } from './county.ts'

/** Views of the ledger that somebody kept under a name. */
export const useLedgerViews = defineStore('ledgerViews', () => keptViews('ledger'))

/** Views of the board that somebody kept under a name. */
export const useBoardViews = defineStore('boardViews', () => keptViews('board'))

function keptViews(page: ViewPage) {
  const county = useCounty()
  const views = shallowRef<readonly SavedView[] | null>(null)
  /** the views could not be read */
  const error = shallowRef<ApiError | null>(null)
  /** one could not be kept or taken away */
  const refusal = shallowRef<ApiError | null>(null)
  const saving = ref(false)

  watch(() => county.info?.code, () => {
    views.value = null
    error.value = null
    refusal.value = null
  }, { flush: 'sync' })

  async function load() {
    const code = county.info?.code
    if (!code) return
    error.value = null
    refusal.value = null
    try {
      const answer = await ledgerApi.views(code, page)
      if (county.info?.code === code) views.value = answer.views
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (county.info?.code === code) error.value = cause
    }
  }

  /** Does it, and reads what there is now; false when the server refused. */
  async function act(change: (code: string) => Promise<unknown>): Promise<boolean> {
    if (!county.info || saving.value) return false
    saving.value = true
    refusal.value = null
    try {
      await change(county.info.code)
      await load()
      return true
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      refusal.value = cause
      return false
    } finally {
      saving.value = false
    }
  }

  return {
    views, error, refusal, saving, load,
    save: (view: Omit<NewView, 'page'>) => act((code) => ledgerApi.saveView(code, { page, ...view })),
    remove: ({ id }: SavedView) => act((code) => ledgerApi.removeView(code, id)),
  }
}
