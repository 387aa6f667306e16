import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Day } from '../../server/contract/day.ts'
import { ApiError } from '../api/client.ts'
import { ledgerApi, type Assigned } from '../api/ledger.ts'
import { useCounty } from './county.ts'
import { useLedgerTable } from './ledgerTable.ts'

/** The chosen cases of the ledger on their way to one organisation. */
export const useLedgerAssign = defineStore('ledgerAssign', () => {
  const county = useCounty()
  const table = useLedgerTable()
  const busy = ref(false)
  const error = shallowRef<ApiError | null>(null)
  /** what became of them, while some could not be assigned */
  const result = shallowRef<Assigned | null>(null)

  function begin() {
    error.value = null
    result.value = null
  }

  /** How many went there, when all did; those that could not stay chosen, and `result` tells why. */
  async function run(holder: string, dueOn: Day | null): Promise<number | null> {
    if (!county.info || busy.value) return null
    busy.value = true
    begin()
    const rows = [...table.selected.values()]
    try {
      const answer = await ledgerApi.assign(county.info.code, { ids: rows.map(({ id }) => id), holder, ...(dueOn && { dueOn }) })
      const left = new Set(answer.refused.map(({ id }) => id))
      table.select(rows.filter(({ id }) => !left.has(id)), false)
      if (left.size > 0) result.value = answer
      await county.refresh()
      return left.size > 0 ? null : answer.assigned
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      error.value = cause
      return null
    } finally {
      busy.value = false
    }
  }

  return { busy, error, result, begin, run }
})
