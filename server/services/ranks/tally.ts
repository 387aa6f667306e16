import { select } from '../../cube/select.ts'
import type { Period } from '../../cube/period.ts'
import type { Question } from '../question.ts'
import { UNLOCATED, type Groups } from './groups.ts'

export interface Tally {
  /** cases by row */
  count: Float64Array
  total: number
  unlocated: number
  coarser: number
}

/** Cases of a period by row; null takes the days of the question. */
export function tally({ cube, query }: Question, groups: Groups, period: Period | null): Tally {
  const rows = select(cube, period ? { ...query, ...period } : query)
  const count = new Float64Array(groups.rows.length)
  let [unlocated, coarser] = [0, 0]
  for (let k = 0; k < rows.length; k++) {
    const at = groups.of(rows[k]!)
    if (at >= 0) count[at]!++
    else if (at === UNLOCATED) unlocated++
    else coarser++
  }
  return { count, total: rows.length, unlocated, coarser }
}
