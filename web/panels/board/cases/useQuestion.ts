import { computed, type ComputedRef } from 'vue'
import type { BoardQuestion } from '../../../stores/boardCases.ts'
import type { FigureSet } from '../../../stores/figures.ts'

/** What the figures on show are of: a topic beside them asks about the same cases. */
export function useQuestion(set: () => FigureSet): ComputedRef<BoardQuestion> {
  return computed(() => ({ county: set().ask.county, filter: set().ask.filter, revision: set().revision, today: set().info.today }))
}
