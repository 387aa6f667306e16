import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AreaCode, AreaDetail, AreaRow, CountyEntry, CountyInfo, Level } from '../../server/contract/answers.ts'
import { api, ApiError } from '../api/client.ts'

/** The pack may be replaced between two answers, hardly twice. */
const TRIES = 3

/** The county on show, and its places as far as they were needed. */
export const useCounty = defineStore('county', () => {
  const info = shallowRef<CountyInfo | null>(null)
  const counties = shallowRef<CountyEntry[]>([])
  const error = shallowRef<ApiError | null>(null)
  /** true while the server does not answer, until it does again */
  const offline = ref(false)
  /** true once the server has told which counties it holds */
  const asked = ref(false)
  /** areas by level, in the pack's order */
  const areas = shallowRef<ReadonlyMap<Level, AreaRow[]>>(new Map())
  /** code of the county asked for last: a late answer about another one is left out */
  let wanted: string | null = null
  /** what the last `open` was asked for, in order */
  let asking: string | undefined
  let opened = 0
  const underway = new Map<Level, Promise<AreaRow[]>>()
  /** questions about the county itself, in order: an answer is not followed by an older one */
  let sent = 0
  let taken = 0
  const details = new Map<string, AreaDetail>()

  const byIndex = computed(() => {
    const found = new Map<number, AreaRow>()
    for (const list of areas.value.values()) for (const area of list) found.set(area.index, area)
    return found
  })
  /** names the county in an address, where there are several to choose from */
  const query = computed<{ county?: AreaCode }>(() => (counties.value.length > 1 && info.value ? { county: info.value.code } : {}))
  /** code of the part of the county that the post sees; null when it sees the county as a whole */
  const part = computed<AreaCode | null>(() => (info.value && info.value.root.code !== info.value.code ? info.value.root.code : null))
  const levels = computed<Level[]>(() => info.value?.levels.map(({ level }) => level) ?? [])

  /** The county that an address with this code stands for: the one of that code, or the first. */
  function meant(code: string | undefined): CountyEntry | undefined {
    return counties.value.find((county) => county.code === code) ?? counties.value[0]
  }

  /** Opens the county asked for, or the first; `error` says why not. The last call decides. */
  async function open(code?: string) {
    const turn = ++opened
    asking = code
    error.value = null
    try {
      if (counties.value.length === 0) counties.value = (await api.counties()).counties
      asked.value = true
      if (turn !== opened) return
      const known = meant(code)
      wanted = known?.code ?? null
      if (known && info.value?.code !== known.code) await take(known.code)
      if (turn === opened) offline.value = false
    } catch (cause) {
      if (turn === opened || !(cause instanceof ApiError)) fail(cause)
    }
  }

  /** Asks again what the county holds: its revision, days, cases without a place. One that could not be opened is tried again. */
  async function refresh() {
    if (!info.value) return open(asking)
    const turn = opened
    try {
      await take(wanted ?? info.value.code)
      error.value = null
      offline.value = false
    } catch (cause) {
      if (turn === opened || !(cause instanceof ApiError)) fail(cause)
    }
  }

  async function take(code: string) {
    const turn = ++sent
    const next = await api.county(code)
    if (turn < taken || (wanted !== null && wanted !== next.code)) return
    taken = turn
    const same = info.value?.code === next.code && info.value.packVersion === next.packVersion
    if (!same) forget()
    info.value = next
  }

  function forget() {
    areas.value = new Map()
    underway.clear()
    details.clear()
  }

  function fail(cause: unknown) {
    if (!(cause instanceof ApiError)) throw cause
    error.value = cause
    offline.value = cause.kind === 'offline'
  }

  /** The areas of a level, fetched once for each pack version: those of the version on show. */
  function ensure(level: Level): Promise<AreaRow[]> {
    const known = underway.get(level)
    if (known) return known
    const request = areasOf(level)
    underway.set(level, request)
    request.catch(() => underway.get(level) === request && underway.delete(level))
    return request
  }

  async function areasOf(level: Level): Promise<AreaRow[]> {
    const code = info.value?.code ?? ''
    for (let turn = 0; turn < TRIES; turn++) {
      const answer = await api.areas(code, level)
      if (info.value?.code !== code) return []
      if (info.value.packVersion !== answer.packVersion) await refresh()
      if (info.value.packVersion === answer.packVersion) {
        areas.value = new Map(areas.value).set(level, answer.areas)
        return answer.areas
      }
    }
    throw new Error(`No areas of the pack on show: ${level}`)
  }

  /** An area with its path and children, fetched once for each pack version. */
  async function detail(code: string): Promise<AreaDetail> {
    const known = details.get(code)
    if (known) return known
    const on = info.value
    const found = await api.area(on?.code ?? '', code)
    if (info.value?.code === on?.code && info.value?.packVersion === found.packVersion) details.set(code, found)
    return found
  }

  return { info, counties, error, offline, asked, areas, byIndex, levels, part, query, meant, open, refresh, ensure, detail }
})
