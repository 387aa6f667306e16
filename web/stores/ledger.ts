import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { BatchSummary, ImportAnswer, Preview, UndoneBatch } from '../../server/contract/imports.ts'
import { ApiError } from '../api/client.ts'
import { importsApi, type ImportOptions } from '../api/imports.ts'
import { useCounty } from './county.ts'

/** A person who changes two columns in a row waits for one preview, not for two. */
const SETTLE_MS = 300

/**
 * A ledger on its way in. It outlives the page: whoever looks at the map and comes back finds the file and
 * everything settled about it, and no error loses them.
 */
export const useLedger = defineStore('ledger', () => {
  const county = useCounty()
  const file = shallowRef<File | null>(null)
  const options = shallowRef<ImportOptions>({})
  const preview = shallowRef<Preview | null>(null)
  /** a preview is under way, or about to be */
  const stale = ref(false)
  const importing = ref(false)
  const result = shallowRef<ImportAnswer | null>(null)
  const error = shallowRef<ApiError | null>(null)
  /** what failed, for the words and for trying again */
  const failed = ref<'preview' | 'import'>('preview')
  /** the file could not be read from the disk */
  const unreadable = ref(false)
  let current: AbortController | null = null

  const mapping = computed(() => options.value.mapping ?? {})
  const canImport = computed(() => Boolean(
    file.value && preview.value?.ready && !stale.value && !importing.value && county.info?.writable,
  ))

  /**
   * Takes a file. Its bytes are read at once: a clerk who saves the workbook again before pressing Import would
   * otherwise make the browser refuse to send it.
   */
  async function choose(chosen: File) {
    clear()
    stale.value = true
    try {
      file.value = new File([await chosen.arrayBuffer()], chosen.name, { type: chosen.type })
    } catch {
      stale.value = false
      unreadable.value = true
      return
    }
    await look()
  }

  function clear() {
    current?.abort()
    file.value = null
    options.value = {}
    preview.value = null
    result.value = null
    error.value = null
    stale.value = false
    unreadable.value = false
  }

  /** One more thing settled; the preview follows. `undefined` takes a choice back. */
  function change(part: Partial<ImportOptions>) {
    options.value = { ...options.value, ...part }
    stale.value = true
    current?.abort()
    void later()
  }

  const later = useDebounceFn(() => look(), SETTLE_MS)

  async function look() {
    const chosen = file.value
    if (!chosen || !county.info) return
    current?.abort()
    const turn = new AbortController()
    current = turn
    stale.value = true
    error.value = null
    try {
      const answer = await importsApi.preview(county.info.code, chosen, options.value, { signal: turn.signal })
      if (current === turn) preview.value = answer
    } catch (cause) {
      if (current === turn && !turn.signal.aborted) fail('preview', cause)
    } finally {
      if (current === turn && !turn.signal.aborted) stale.value = false
    }
  }

  async function run() {
    const chosen = file.value
    if (!chosen || !county.info || importing.value) return
    importing.value = true
    error.value = null
    try {
      result.value = await importsApi.run(county.info.code, chosen, options.value)
    } catch (cause) {
      fail('import', cause)
    } finally {
      importing.value = false
    }
    await county.refresh()
  }

  /** Sends again what failed. */
  function again() {
    return failed.value === 'import' && preview.value ? run() : look()
  }

  function fail(doing: 'preview' | 'import', cause: unknown) {
    if (!(cause instanceof ApiError)) throw cause
    failed.value = doing
    error.value = cause
  }

  return {
    file, options, mapping, preview, stale, importing, result, error, failed, unreadable, canImport,
    choose, clear, change, run, again,
  }
})

/** The imports of this county, newest first. */
export const useBatches = defineStore('batches', () => {
  const county = useCounty()
  const list = shallowRef<BatchSummary[] | null>(null)
  const loading = ref(false)
  const error = shallowRef<ApiError | null>(null)
  /** batch that is being undone */
  const undoing = ref<string | null>(null)

  async function load() {
    if (!county.info) return
    loading.value = true
    error.value = null
    try {
      list.value = (await importsApi.batches(county.info.code)).batches
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      error.value = cause
    } finally {
      loading.value = false
    }
  }

  /** Takes a whole batch out again; gives what went, or the server's refusal. */
  async function undo(batch: string): Promise<UndoneBatch | ApiError | null> {
    if (!county.info) return null
    undoing.value = batch
    let undone: UndoneBatch
    try {
      undone = await importsApi.undo(county.info.code, batch)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      return cause
    } finally {
      undoing.value = null
    }
    await Promise.all([load(), county.refresh()])
    return undone
  }

  return { list, loading, error, undoing, load, undo }
})
