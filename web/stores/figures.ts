import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AreaRow, CountyInfo } from '../../server/contract/answers.ts'
import { filterQuery } from '../../server/contract/filter.ts'
import { api, ApiError, spoken } from '../api/client.ts'
import { useCounty } from './county.ts'
import { useCube } from './cube.ts'
import type { Figures, FiguresAsk } from './figureSet.ts'
import { nextFrame } from './nextFrame.ts'

export type { Figures, FiguresAsk } from './figureSet.ts'

/** The numbers with the ground that they were counted on: their indices mean these areas and these tiles, and no others. */
export interface FigureSet extends Figures {
  info: CountyInfo
  /** areas of the shown level, county-wide; empty where they could not be had */
  places: readonly AreaRow[]
}

const TRIES = 5

export class MovingError extends Error {}

/** Asks until all answers carry the same revision and pack: an import may commit between two of them. */
export async function fetchFigures(ask: FiguresAsk, now: () => number, signal?: AbortSignal): Promise<Figures> {
  const { county, filter, level, step } = ask
  const { category: _own, ...others } = filter
  const on = signal ? { signal } : {}
  for (let turn = 0; turn < TRIES; turn++) {
    const [summary, areas, categories, series] = await Promise.all([
      api.summary(county, filter, on),
      api.counts(county, level, filter, on),
      api.counts(county, 'category', others, on),
      api.series(county, step, filter, on),
    ])
    const { revision } = summary
    const { packVersion } = areas
    if ([areas, categories, series].every((answer) => answer.revision === revision) && categories.packVersion === packVersion) {
      return { ask, revision, packVersion, summary, areas, categories, series, at: now() }
    }
  }
  throw new MovingError()
}

export function keyOf({ county, filter, level, step }: FiguresAsk): string {
  return JSON.stringify([county, filterQuery(filter), level, step])
}

/** What the page shows. */
export const useFigures = defineStore('figures', heldFigures)
/** The other side of a comparison. */
export const useOtherFigures = defineStore('otherFigures', heldFigures)
/** What the map counts in place of all cases of the view. */
export const useMeasuredFigures = defineStore('measuredFigures', heldFigures)

function heldFigures() {
  const county = useCounty()
  const cube = useCube()
  /** what the page shows; the last good set stays while the next one loads */
  const set = shallowRef<FigureSet | null>(null)
  const loading = ref(false)
  const error = shallowRef<Error | null>(null)
  let current: AbortController | null = null
  let lastAsk: FiguresAsk | null = null
  /** a view was counted in this frame, and the next one waits for the next: screens show no more */
  let resting = false
  let awaited: FiguresAsk | null = null
  /** the county has moved on since: cases came in, its pack was replaced, or it is another day, on which other cases are overdue */
  const behind = computed(() => {
    const [shown, info] = [set.value, county.info]
    return shown !== null && info?.code === shown.ask.county && (shown.revision !== info.revision || shown.packVersion !== info.packVersion || shown.info.today !== info.today)
  })

  /** The answer to this question: at once where it is there. No late answer to another one covers it. */
  function show(ask: FiguresAsk) {
    const same = lastAsk !== null && keyOf(lastAsk) === keyOf(ask)
    if (loading.value && same) return
    if (!outdated(ask) && !behind.value) return take(ask)
    if (countable(ask)) return countSoon(ask)
    return load(ask)
  }

  /** Nothing is on its way any more: what is shown answers this. */
  function take(ask: FiguresAsk) {
    current?.abort()
    current = null
    awaited = null
    lastAsk = ask
    loading.value = false
    error.value = null
  }

  /** The browser holds all that it takes. */
  function countable(ask: FiguresAsk): boolean {
    return cube.current?.county === ask.county && county.areas.has(ask.level)
  }

  /** Counts at once, and while the hand moves on once a frame. */
  function countSoon(ask: FiguresAsk): void | Promise<void> {
    take(ask)
    awaited = ask
    if (resting) return
    resting = true
    nextFrame(() => {
      resting = false
      if (awaited) void countSoon(awaited)
    })
    awaited = null
    return count(ask)
  }

  function count(ask: FiguresAsk): void | Promise<void> {
    const [info, places] = [county.info, county.areas.get(ask.level)]
    const figures = counted(ask)
    if (!figures || !places || info?.packVersion !== figures.packVersion) return load(ask)
    set.value = { ...figures, info, places }
  }

  /** Null where the server has to be asked. */
  function counted(ask: FiguresAsk): Figures | null {
    const held = cube.current
    return held?.county === ask.county ? held.figures(ask, spoken()) : null
  }

  async function load(ask: FiguresAsk) {
    take(ask)
    const turn = new AbortController()
    current = turn
    loading.value = true
    try {
      const next = await onGround(ask, turn.signal)
      if (current === turn && next) set.value = next
      void cube.begin()
    } catch (cause) {
      if (current !== turn) return
      if (!(cause instanceof ApiError || cause instanceof MovingError)) throw cause
      error.value = cause
    } finally {
      if (current === turn) loading.value = false
    }
  }

  /** Figures of another pack than the county's are not shown before the county, too, is read anew. Null when it was left. */
  async function onGround(ask: FiguresAsk, signal: AbortSignal): Promise<FigureSet | null> {
    for (let turn = 0; turn < TRIES; turn++) {
      const version = county.info?.packVersion
      const [figures, places] = await Promise.all([
        counted(ask) ?? fetchFigures(ask, Date.now, signal),
        county.ensure(ask.level).catch(() => []),
      ])
      const info = county.info
      if (info?.code !== ask.county) return null
      if (info.packVersion === figures.packVersion && info.packVersion === version) return { ...figures, info, places }
      if (info.packVersion !== figures.packVersion) await county.refresh()
    }
    throw new MovingError()
  }

  function reload() {
    if (lastAsk && !loading.value) return load(lastAsk)
  }

  /** true when what is shown answers another question than this one */
  function outdated(ask: FiguresAsk): boolean {
    return !set.value || keyOf(set.value.ask) !== keyOf(ask)
  }

  return { set, loading, error, behind, show, load, reload, outdated }
}
