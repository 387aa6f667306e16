import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CaseRow } from '../../server/contract/cases.ts'
import type { Day } from '../../server/contract/day.ts'
import { ApiError } from '../api/client.ts'
import { ledgerApi } from '../api/ledger.ts'
import { useCounty } from './county.ts'
import { useLedgerTable } from './ledgerTable.ts'

/** Chosen cases of the ledger on their way to one organisation: all of them, or none. */
export const useLedgerAssign = defineStore('ledgerAssign', () => {
  const county = useCounty()
  const table = useLedgerTable()
  const busy = ref(false)
  /** why none was assigned; it names the case that stands in the way */
  const error = shallowRef<ApiError | null>(null)

  function begin() {
    error.value = null
  }

  /** How many went there; they are no longer chosen. Null when none did. */
  async function run(rows: readonly CaseRow[], holder: string, dueOn: Day | null): Promise<number | null> {
    if (!county.info || busy.value) return null
    busy.value = true
    begin()
    try {
      const { assigned } = await ledgerApi.assign(county.info.code, { ids: rows.map(({ id }) => id), holder, ...(dueOn && { dueOn }) })
      table.select(rows, false)
      await county.refresh()
      return assigned
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      error.value = cause
      return null
    } finally {
      busy.value = false
    }
  }

  return { busy, error, begin, run }
})
