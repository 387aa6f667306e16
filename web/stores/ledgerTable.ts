import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, nextTick, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { CasePage, LedgerRow } from '../../server/contract/cases.ts'
import type { Say } from '../../server/contract/error.ts'
import { ledgerQuery, MOST_ROWS, USUAL_ROWS, type LedgerFilter } from '../../server/contract/caseTable.ts'
import { ApiError } from '../api/client.ts'
import { ledgerApi } from '../api/ledger.ts'
import { useCounty } from './county.ts'
import { useFilter } from './filter.ts'
import { askQuery, CURSOR_KEY, EMPTY_ASK, LEDGER_KEYS, parseLedgerAsk, type LedgerAsk } from './ledgerAsk.ts'
import { pageQuery, plainQuery } from './view.ts'

/** What one page of the ledger answers. */
export interface LedgerQuestion {
  county: string
  /** the one filter, and what is asked of the ledger alone */
  filter: LedgerFilter
  ask: LedgerAsk
  rows: number
}

export const PAGE_ROWS: readonly number[] = [USUAL_ROWS, 100, MOST_ROWS]
/** Pages that stay in memory: those around the one on show. */
const MOST_KEPT = 8

function pageOf({ filter, ask, rows }: LedgerQuestion): Record<string, string> {
  return { ...ledgerQuery(filter), ...askQuery(ask), limit: String(rows) }
}

function keyOf(question: LedgerQuestion): string {
  return JSON.stringify([question.county, pageOf(question)])
}

/** The ledger as a table: one page of it at a time, in the selection and order that the address tells. */
export const useLedgerTable = defineStore('ledgerTable', () => {
  const route = useRoute()
  const router = useRouter()
  const county = useCounty()
  const filter = useFilter()
  const ask = shallowRef<LedgerAsk>(EMPTY_ASK)
  /** what the address asked for and could not be had */
  const notes = shallowRef<Say[]>([])
  const rows = useLocalStorage<number>('fengtu.ledger.rows', USUAL_ROWS)
  /** the last page that came; it stays on show while the next one loads */
  const shown = shallowRef<{ question: LedgerQuestion; key: string; page: CasePage } | null>(null)
  const loading = ref(false)
  const error = shallowRef<ApiError | null>(null)
  /** chosen cases, those of other pages too */
  const selected = shallowRef<ReadonlyMap<number, LedgerRow>>(new Map())
  /** the case that was opened last: who comes back finds its row */
  const opened = ref<number | null>(null)
  const kept = new Map<string, CasePage>()
  const underway = new Map<string, { page: Promise<CasePage>; stop: AbortController }>()
  let wanted = ''
  /** the selection that the chosen cases belong to */
  let chosenIn = ''

  const question = computed<LedgerQuestion | null>(() => {
    if (route.name !== 'ledger' || !county.info || !filter.ready || !filter.there) return null
    // the chosen area is not read yet: it may be none of this county
    if (filter.view.filter.area && filter.area?.area.code !== filter.view.filter.area) return null
    const limit = PAGE_ROWS.includes(rows.value) ? rows.value : USUAL_ROWS
    return { county: county.info.code, filter: { ...filter.filter, ...ask.value.own }, ask: ask.value, rows: limit }
  })
  const page = computed(() => (shown.value?.question.county === county.info?.code ? (shown.value?.page ?? null) : null))
  /** what is on show does not answer the address yet */
  const stale = computed(() => !error.value && (!question.value || shown.value?.key !== keyOf(question.value)))
  const selection = computed(() => (question.value ? JSON.stringify([question.value.county, ledgerQuery(question.value.filter)]) : ''))

  watch(() => (route.name === 'ledger' ? route.query : null), (query) => query && read(query), { immediate: true })
  watch(question, (now) => now && void show(now), { immediate: true })
  watch(() => county.info?.revision, (now) => {
    if (question.value && page.value && page.value.revision !== now) void reload()
  })
  // what was chosen in one selection must not be acted upon in another, where it is out of sight
  watch(selection, (now) => {
    if (!now) return
    if (chosenIn !== now) selected.value = new Map()
    chosenIn = now
  }, { immediate: true })

  function read(query: typeof route.query) {
    const told = parseLedgerAsk(plainQuery(query))
    ask.value = told.ask
    notes.value = told.notes
  }

  async function show(next: LedgerQuestion) {
    const key = keyOf(next)
    wanted = key
    for (const [other, { stop }] of underway) if (other !== key) stop.abort()
    error.value = null
    const ready = kept.get(key)
    if (ready && ready.revision === county.info?.revision) return take(next, key, ready)
    loading.value = true
    try {
      const answer = await fetchPage(next, key)
      if (wanted === key) take(next, key, answer)
    } catch (cause) {
      if (wanted === key) await fail(cause)
    }
  }

  function take(next: LedgerQuestion, key: string, answer: CasePage) {
    loading.value = false
    shown.value = { question: next, key, page: answer }
    if (answer.next) ahead({ ...next, ask: { ...next.ask, cursor: answer.next } })
  }

  /** The page after the one on show, so that turning it takes no time. */
  function ahead(next: LedgerQuestion) {
    const key = keyOf(next)
    // it was not asked for yet: where it cannot be had, turning to it will tell
    if (!kept.has(key)) fetchPage(next, key).catch(() => {})
  }

  function fetchPage(next: LedgerQuestion, key: string): Promise<CasePage> {
    const known = underway.get(key)
    if (known && !known.stop.signal.aborted) return known.page
    const stop = new AbortController()
    const answer = ledgerApi.cases(next.county, pageOf(next), { signal: stop.signal }).then((found) => {
      keep(key, found)
      if (found.revision > (county.info?.revision ?? found.revision)) void county.refresh()
      return found
    }).finally(() => underway.get(key)?.stop === stop && underway.delete(key))
    underway.set(key, { page: answer, stop })
    return answer
  }

  /** Pages of another revision do not follow upon one another. */
  function keep(key: string, found: CasePage) {
    for (const [old, { revision }] of kept) if (revision !== found.revision) kept.delete(old)
    kept.delete(key)
    kept.set(key, found)
    for (const old of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(old)
  }

  async function fail(cause: unknown) {
    loading.value = false
    if (!(cause instanceof ApiError)) throw cause
    if (cause.problem?.field !== CURSOR_KEY || !ask.value.cursor) {
      error.value = cause
      return
    }
    const { [CURSOR_KEY]: _gone, ...query } = route.query
    await router.replace({ name: 'ledger', query })
    await nextTick()
    notes.value = [{ zh: '这一页已不存在，已回到第一页', en: 'That page is no more: the first one is shown' }]
  }

  function reload() {
    kept.clear()
    return question.value ? show(question.value) : undefined
  }

  /** Asks in another way, from the first page on; a step is undone by the back key. */
  function change(part: Partial<Pick<LedgerAsk, 'own' | 'order'>>, { step = false } = {}) {
    return go({ ...ask.value, ...part, cursor: null }, step)
  }

  function turn(cursor: string | null) {
    return go({ ...ask.value, cursor }, true)
  }

  async function go(next: LedgerAsk, step: boolean) {
    const own: readonly string[] = [...LEDGER_KEYS, CURSOR_KEY]
    const rest = Object.fromEntries(Object.entries(route.query).filter(([key]) => !own.includes(key)))
    const to = { name: 'ledger', query: { ...rest, ...askQuery(next) } }
    await (step ? router.push(to) : router.replace(to))
  }

  /** Opens a saved address of the ledger. */
  function open(query: string) {
    return router.push({ name: 'ledger', query: { ...Object.fromEntries(new URLSearchParams(query)), ...county.query } })
  }

  /** What a saved view keeps: the selection and its order, without the page; a relative period stays relative. */
  function address(): string {
    const { county: _own, ...view } = pageQuery('ledger', { ...filter.view, period: filter.period })
    return new URLSearchParams({ ...view, ...askQuery({ ...ask.value, cursor: null }) }).toString()
  }

  function select(list: readonly LedgerRow[], on: boolean) {
    const next = new Map(selected.value)
    for (const row of list) {
      if (on) next.set(row.id, row)
      else next.delete(row.id)
    }
    selected.value = next
  }

  return { ask, notes, rows, page, shown, question, loading, error, stale, selected, opened, reload, change, turn, open, address, select }
})
