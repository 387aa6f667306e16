import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { LedgerRow } from '../../server/contract/cases.ts'
import type { Day } from '../../server/contract/day.ts'
import { ApiError } from '../api/client.ts'
import { changedSinceChosen, ledgerApi } from '../api/ledger.ts'
import { useCounty } from './county.ts'
import { useLedgerTable } from './ledgerTable.ts'

/** Chosen cases of the ledger on their way to one organisation: all of them, or none. */
export const useLedgerAssign = defineStore('ledgerAssign', () => {
  const county = useCounty()
  const table = useLedgerTable()
  const busy = ref(false)
  /** why none was assigned; it names the case that stands in the way */
  const error = shallowRef<ApiError | null>(null)

  /** those of them that others changed since they were chosen: none was assigned, the rest of the choice stays */
  const changed = shallowRef<readonly LedgerRow[]>([])

  function begin() {
    error.value = null
    changed.value = []
  }

  /** How many went there; they are no longer chosen, nor are those that changed. Null when none went. */
  async function run(rows: readonly LedgerRow[], holder: string, dueOn: Day | null): Promise<number | null> {
    if (!county.info || busy.value) return null
    busy.value = true
    begin()
    try {
      const { assigned } = await ledgerApi.assign(county.info.code, { cases: rows.map(({ id, version }) => ({ id, version })), holder, ...(dueOn && { dueOn }) })
      table.select(rows, false)
      await county.refresh()
      return assigned
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      const news = changedSinceChosen(cause)
      changed.value = rows.filter(({ id }) => news.includes(id))
      table.select(changed.value, false)
      if (changed.value.length === 0) error.value = cause
      else void county.refresh()
      return null
    } finally {
      busy.value = false
    }
  }

  return { busy, error, changed, begin, run }
})
