import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Filter } from '../../server/contract/filter.ts'
import { useCube } from './cube.ts'
import { useFigures } from './figures.ts'
import type { BoardCounts } from './heldCube.ts'

export type { BoardCounts }

/** Counts for panels, of the same view as the figures. */
export const useBoardCounts = defineStore('boardCounts', () => {
  const cube = useCube()
  const figures = useFigures()
  /** one object for each view; null while the page counts by the server */
  const counts = computed<BoardCounts | null>(() => {
    // a cube that is a few cases behind goes on until the next one is there: lists must not come and go
    const [set, held] = [figures.set, cube.current ?? cube.held]
    if (!set || !held || held.county !== set.ask.county || held.head.packVersion !== set.packVersion) return null
    return held.counts(set.ask.filter)
  })

  /** Cases of the view as they would be under another filter made of its own; null while the page counts by the server. */
  function under(other: (view: Filter) => Filter): number | null {
    const [set, held] = [figures.set, cube.current]
    if (!set || !held || held.county !== set.ask.county) return null
    const { asOf: _today, ...view } = set.ask.filter
    return held.under(view, other(view))
  }

  return { counts, under }
})
