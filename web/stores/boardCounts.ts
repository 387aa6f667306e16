import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Level } from '../../server/contract/answers.ts'
import { LEVELS } from '../../server/contract/levels.ts'
import type { BrushDays } from '../../server/cube/brush.ts'
import type { LevelTallies, Tallies } from '../../server/cube/counts.ts'
import type { Dimension } from '../../server/cube/facets.ts'
import { useCube } from './cube.ts'
import { useFigures } from './figures.ts'
import { brushTo, rootOf, type HeldCube } from './localFigures.ts'

/**
 * Counts of the view on show. Each leaves the filter's own part out, so that what is not chosen can still be chosen: the
 * calendar has the days of all times, the categories those that are filtered away. Terms stand in the order of their
 * vocabulary, areas by index in the pack. To be read while the view stands: the arrays are those of the brush.
 */
export interface BoardCounts {
  revision: number
  days(): BrushDays
  terms(dimension: Dimension): Tallies
  standing(by: 'due' | 'age'): Tallies
  marks(): Tallies
  /** `everywhere`: in all that the post sees, whatever area is chosen */
  areas(level: Level, options?: { everywhere: boolean }): LevelTallies
}

/** Counts for panels; they are of the same view, revision and moment as the figures. */
export const useBoardCounts = defineStore('boardCounts', () => {
  const cube = useCube()
  const figures = useFigures()
  /** one object for each view; null while the page counts by the server */
  const counts = computed<BoardCounts | null>(() => {
    const [set, held] = [figures.set, cube.current]
    if (!set || !held || held.county !== set.ask.county || held.head.revision !== set.revision) return null
    const root = rootOf(held, set.ask.filter)
    if (root === null) return null
    brushTo(held, set.ask.filter, root)
    return boardCounts(held)
  })
  return { counts }
})

function boardCounts({ brush, head, tree }: HeldCube): BoardCounts {
  const seen = tree.root === 0 ? null : { start: tree.root, end: tree.end[tree.root]! }
  return {
    revision: head.revision,
    days: () => brush.byDay(),
    terms: (dimension) => brush.byTerm(dimension),
    standing: (by) => brush.byStanding(by),
    marks: () => brush.byMark(),
    areas: (level, { everywhere } = { everywhere: false }) => {
      const rank = LEVELS.indexOf(level)
      return everywhere ? brush.byLevel(rank, seen) : brush.byLevel(rank)
    },
  }
}
