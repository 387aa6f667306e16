import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { AreaCode } from '../../server/contract/answers.ts'
import type { UnlocatedGroup } from '../../server/contract/imports.ts'
import { ApiError } from '../api/client.ts'
import { importsApi } from '../api/imports.ts'
import { useCounty } from './county.ts'

export interface Settled {
  group: UnlocatedGroup
  /** name of the area that it got */
  place: string
}

/** Cases that wait for a place, grouped by the same words. */
export const useQueue = defineStore('queue', () => {
  const county = useCounty()
  const groups = shallowRef<UnlocatedGroup[] | null>(null)
  const loading = ref(false)
  const error = shallowRef<ApiError | null>(null)
  /** key of the group on the desk; '' is a key too: rows without any words */
  const chosen = ref<string | null>(null)
  const settling = ref(false)
  /** settled since the page was opened, the last one first: a slip of the finger can be put right */
  const settled = shallowRef<readonly Settled[]>([])
  /** one of those, back on the desk */
  const again = shallowRef<UnlocatedGroup | null>(null)
  let turn = 0

  // words of another county's ledgers must not be given a place in this one
  watch(() => county.info?.code, () => {
    turn++
    groups.value = null
    chosen.value = null
    settled.value = []
    again.value = null
    error.value = null
    loading.value = false
  }, { flush: 'sync' })

  const waiting = computed(() => groups.value?.reduce((sum, group) => sum + group.cases, 0) ?? 0)
  const done = computed(() => settled.value.reduce((sum, one) => sum + one.group.cases, 0))
  const group = computed(() => again.value ?? groups.value?.find(({ words }) => words === chosen.value) ?? null)

  async function load() {
    if (!county.info) return
    const mine = ++turn
    loading.value = true
    error.value = null
    try {
      const answer = await importsApi.unlocated(county.info.code)
      if (mine === turn) take(answer.groups)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === turn) error.value = cause
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  /** Keeps the choice where its group is still there, else takes the one that moved into its row. */
  function take(next: UnlocatedGroup[]) {
    const at = groups.value?.findIndex(({ words }) => words === chosen.value) ?? -1
    groups.value = next
    if (next.some(({ words }) => words === chosen.value)) return
    chosen.value = next[Math.min(Math.max(at, 0), next.length - 1)]?.words ?? null
  }

  function choose(words: string | null) {
    again.value = null
    chosen.value = words
  }

  function remember(placed: UnlocatedGroup, place: string) {
    again.value = null
    settled.value = [{ group: placed, place }, ...settled.value.filter((one) => one.group.words !== placed.words)]
  }

  /** Starts a new series: what was settled before is no longer offered to be put right. */
  function begin() {
    settled.value = []
    again.value = null
    return load()
  }

  /** Puts a settled group back on the desk. */
  function reopen(words: string) {
    again.value = settled.value.find((one) => one.group.words === words)?.group ?? null
  }

  /** Chooses the group `by` rows on; stops at both ends. */
  function step(by: number) {
    if (again.value) return choose(chosen.value)
    const list = groups.value ?? []
    const at = list.findIndex(({ words }) => words === chosen.value)
    chosen.value = list[Math.min(Math.max(at + by, 0), list.length - 1)]?.words ?? null
  }

  /** Puts the cases of the group on the desk into an area; gives how many, the server's refusal, or null when busy. */
  async function settle(area: { code: AreaCode; name: string }, learn: boolean): Promise<number | ApiError | null> {
    const target = group.value
    if (!target || !county.info || settling.value) return null
    const { code } = county.info
    settling.value = true
    try {
      const { cases } = await importsApi.settle(code, { words: target.words, area: area.code, learn })
      if (county.info.code !== code) return cases
      remember({ ...target, cases }, area.name)
      take((groups.value ?? []).filter(({ words }) => words !== target.words))
      await Promise.all([load(), county.refresh()])
      return cases
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      // somebody else may have settled it meanwhile
      if (cause.status === 404) await load()
      return cause
    } finally {
      settling.value = false
    }
  }

  return { groups, loading, error, chosen, group, settling, settled, done, waiting, begin, load, choose, step, reopen, settle }
})
