import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { WORK_LISTS, type MyWork, type WorkList } from '../../server/contract/cases.ts'
import { casesApi } from '../api/cases.ts'
import { ApiError } from '../api/client.ts'
import { useCounty } from './county.ts'

/** What the post has to do, as lists. It is read again whenever the county's revision has grown. */
export const useWork = defineStore('work', () => {
  const county = useCounty()
  const work = shallowRef<MyWork | null>(null)
  const loading = ref(false)
  const error = shallowRef<ApiError | null>(null)
  /** null: not chosen, the first that holds anything */
  const chosen = ref<WorkList | null>(null)
  let turn = 0

  watch(() => county.info?.code, () => {
    turn++
    work.value = null
    chosen.value = null
    error.value = null
    loading.value = false
  }, { flush: 'sync' })

  const first = computed<WorkList>(() => WORK_LISTS.codes.find((list) => (work.value?.totals[list] ?? 0) > 0) ?? WORK_LISTS.codes[0]!)
  const list = computed(() => chosen.value ?? first.value)
  const total = computed(() => (work.value ? WORK_LISTS.codes.reduce((sum, code) => (code === 'inHand' ? sum : sum + work.value!.totals[code]), 0) : 0))

  async function load() {
    const code = county.info?.code
    if (!code) return
    const mine = ++turn
    loading.value = true
    try {
      const answer = await casesApi.work(code)
      if (mine !== turn) return
      work.value = answer
      error.value = null
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === turn) error.value = cause
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  function choose(wanted: WorkList) {
    chosen.value = wanted
  }

  return { work, loading, error, list, total, load, choose }
})
