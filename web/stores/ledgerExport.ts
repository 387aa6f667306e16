import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { ledgerQuery, orderText, type Column, type ExportFormat } from '../../server/contract/caseTable.ts'
import { ApiError } from '../api/client.ts'
import type { Download } from '../api/download.ts'
import { ledgerApi } from '../api/ledger.ts'
import type { LedgerQuestion } from './ledgerTable.ts'

/** A selection of the ledger on its way into a file. */
export const useLedgerExport = defineStore('ledgerExport', () => {
  const running = ref(false)
  /** bytes that have come so far */
  const bytes = ref(0)
  const error = shallowRef<ApiError | null>(null)
  let current: AbortController | null = null

  /** The file, in the order of the table; null when it was stopped or refused. No column named: every one. */
  async function run({ county, filter, ask }: LedgerQuestion, format: ExportFormat, columns: readonly Column[]): Promise<Download | null> {
    current?.abort()
    const turn = new AbortController()
    current = turn
    running.value = true
    bytes.value = 0
    error.value = null
    const query = { format, ...ledgerQuery(filter), sort: orderText(ask.order), ...(columns.length > 0 && { columns: columns.join(',') }) }
    try {
      return await ledgerApi.export(county, query, { signal: turn.signal, onBytes: (came) => (bytes.value = came) })
    } catch (cause) {
      if (turn.signal.aborted) return null
      if (!(cause instanceof ApiError)) throw cause
      error.value = cause
      return null
    } finally {
      if (current === turn) running.value = false
    }
  }

  function stop() {
    current?.abort()
  }

  return { running, bytes, error, run, stop }
})
