import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AuditFilter, AuditPage, ShownLine } from '../../server/contract/audit.ts'
import { auditApi } from '../api/audit.ts'
import { ApiError } from '../api/client.ts'

/** The audit log as far as it was paged through, newest first. */
export const useAudit = defineStore('audit', () => {
  const filter = shallowRef<AuditFilter>({})
  const lines = shallowRef<readonly ShownLine[] | null>(null)
  const kept = shallowRef<AuditPage['kept'] | null>(null)
  /** of the next, older page; null where there is none */
  const next = ref<string | null>(null)
  const loading = ref(false)
  const error = shallowRef<ApiError | null>(null)
  let turn = 0

  /** From the newest line on; the last call decides. */
  function show(wanted: AuditFilter) {
    filter.value = wanted
    return read()
  }

  function older() {
    return next.value === null || loading.value ? Promise.resolve() : read(next.value)
  }

  async function read(cursor?: string) {
    const mine = ++turn
    loading.value = true
    error.value = null
    try {
      const page = await auditApi.page(filter.value, cursor)
      if (mine !== turn) return
      lines.value = cursor === undefined ? page.lines : [...(lines.value ?? []), ...page.lines]
      kept.value = page.kept
      next.value = page.next
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === turn) error.value = cause
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  return { filter, lines, kept, next, loading, error, show, older }
})
