import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Counts, Level, Series, Summary } from '../../server/contract/answers.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import { api, ApiError } from '../api/client.ts'

export interface FiguresAsk {
  county: string
  filter: Filter
  level: Level
  step: Series['step']
}

/** All numbers of one view. They come from one revision, so map, table and headline cannot disagree. */
export interface FigureSet {
  ask: FiguresAsk
  revision: number
  summary: Summary
  areas: Counts
  /** without the filter's own categories, so that the others can still be chosen */
  categories: Counts
  series: Series
  /** when they were read, milliseconds */
  at: number
}

const TRIES = 5

export class MovingError extends Error {}

/** Asks until all answers carry the same revision: an import may commit between two of them. */
export async function fetchFigures(ask: FiguresAsk, now: () => number, signal?: AbortSignal): Promise<FigureSet> {
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
    const revision = summary.revision
    if ([areas, categories, series].every((answer) => answer.revision === revision)) {
      return { ask, revision, summary, areas, categories, series, at: now() }
    }
  }
  throw new MovingError()
}

function keyOf({ county, filter, level, step }: FiguresAsk): string {
  return JSON.stringify([county, filterQuery(filter), level, step])
}

export const useFigures = defineStore('figures', () => {
  /** what the page shows; the last good set stays while the next one loads */
  const set = shallowRef<FigureSet | null>(null)
  const loading = ref(false)
  const error = shallowRef<Error | null>(null)
  let current: AbortController | null = null
  let lastAsk: FiguresAsk | null = null

  async function load(ask: FiguresAsk) {
    current?.abort()
    const turn = new AbortController()
    current = turn
    lastAsk = ask
    loading.value = true
    error.value = null
    try {
      const next = await fetchFigures(ask, Date.now, turn.signal)
      if (current === turn) set.value = next
    } catch (cause) {
      if (current !== turn) return
      if (!(cause instanceof ApiError || cause instanceof MovingError)) throw cause
      error.value = cause
    } finally {
      if (current === turn) loading.value = false
    }
  }

  function reload() {
    if (lastAsk) return load(lastAsk)
  }

  /** true when what is shown answers another question than this one */
  function outdated(ask: FiguresAsk): boolean {
    return !set.value || keyOf(set.value.ask) !== keyOf(ask)
  }

  return { set, loading, error, load, reload, outdated }
})
