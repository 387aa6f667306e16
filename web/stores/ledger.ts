import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { CountyInfo } from '../../server/contract/answers.ts'
import type { BatchSummary, ImportAnswer, Preview, UndoneBatch } from '../../server/contract/imports.ts'
import { ApiError } from '../api/client.ts'
import { importsApi, type ImportOptions } from '../api/imports.ts'
import { useCounty } from './county.ts'

/** A person who changes two columns in a row waits for one preview, not for two. */
const SETTLE_MS = 300

/** The county that a ledger goes into. */
export type Into = Pick<CountyInfo, 'code' | 'name' | 'nameEn'>

/**
 * A ledger on its way in. It outlives the page: whoever looks at the map and comes back finds the file and
 * everything settled about it, and no error loses them.
 */
export const useLedger = defineStore('ledger', () => {
  const county = useCounty()
  const file = shallowRef<File | null>(null)
  /** where the preview looked, and the only place where the import writes; stays with the result */
  const into = shallowRef<Into | null>(null)
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
  /** grows with every file, so that a late answer about the one before is known */
  let files = 0

  const mapping = computed(() => options.value.mapping ?? {})
  /** the page shows another county than the one that the preview or the import was about */
  const elsewhere = computed(() => into.value !== null && into.value.code !== county.info?.code)
  const canImport = computed(() => Boolean(
    file.value && preview.value?.ready && !stale.value && !importing.value && !elsewhere.value && county.info?.writable,
  ))

  watch(() => county.info?.code, follow)

  /** The page went to another county: what was previewed there says nothing here. An import goes on where it began. */
  function follow() {
    if (!file.value || importing.value || result.value) return
    preview.value = null
    // an import that failed is told until somebody goes on
    if (!error.value || failed.value === 'preview') void look()
  }

  /**
   * Takes a file. Its bytes are read at once: a clerk who saves the workbook again before pressing Import would
   * otherwise make the browser refuse to send it.
   */
  async function choose(chosen: File) {
    clear()
    const mine = files
    stale.value = true
    let bytes: ArrayBuffer | null = null
    try {
      bytes = await chosen.arrayBuffer()
    } catch {
      // told below
    }
    if (mine !== files) return
    if (!bytes) {
      stale.value = false
      unreadable.value = true
      return
    }
    file.value = new File([bytes], chosen.name, { type: chosen.type })
    await look()
  }

  function clear() {
    files++
    current?.abort()
    file.value = null
    into.value = null
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
    const { code, name, nameEn } = county.info
    into.value = { code, name, ...(nameEn && { nameEn }) }
    stale.value = true
    error.value = null
    try {
      const answer = await importsApi.preview(code, chosen, options.value, { signal: turn.signal })
      if (current === turn) preview.value = answer
    } catch (cause) {
      if (current === turn && !turn.signal.aborted) fail('preview', cause)
    } finally {
      if (current === turn && !turn.signal.aborted) stale.value = false
    }
  }

  async function run() {
    const chosen = file.value
    const target = into.value
    if (!chosen || !target || !canImport.value) return
    const mine = files
    importing.value = true
    error.value = null
    try {
      const answer = await importsApi.run(target.code, chosen, options.value)
      // whoever took up another file meanwhile finds this one in the list of imports
      if (mine === files) result.value = answer
    } catch (cause) {
      if (mine === files) fail('import', cause)
      // what was to be imported there was never previewed here
      if (mine === files && elsewhere.value) preview.value = null
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
    file, into, elsewhere, options, mapping, preview, stale, importing, result, error, failed, unreadable, canImport,
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
  let turn = 0

  // the imports of another county are no history of this one
  watch(() => county.info?.code, () => {
    turn++
    list.value = null
    error.value = null
    loading.value = false
  }, { flush: 'sync' })

  async function load() {
    if (!county.info) return
    const mine = ++turn
    loading.value = true
    error.value = null
    try {
      const { batches } = await importsApi.batches(county.info.code)
      if (mine === turn) list.value = batches
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === turn) error.value = cause
    } finally {
      if (mine === turn) loading.value = false
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
