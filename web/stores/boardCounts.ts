import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useCube } from './cube.ts'
import { useFigures } from './figures.ts'
import type { BoardCounts } from './heldCube.ts'

export type { BoardCounts }

/** Counts for panels; they are of the same view, revision and moment as the figures. */
export const useBoardCounts = defineStore('boardCounts', () => {
  const cube = useCube()
  const figures = useFigures()
  /** one object for each view; null while the page counts by the server */
  const counts = computed<BoardCounts | null>(() => {
    const [set, held] = [figures.set, cube.current]
    if (!set || !held || held.county !== set.ask.county || held.head.revision !== set.revision) return null
    return held.counts(set.ask.filter)
  })
  return { counts }
})
