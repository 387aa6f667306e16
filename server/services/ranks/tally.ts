import { asOfDay } from '../../cube/past.ts'
import type { Earlier } from '../../cube/period.ts'
import { cubeQuery, select } from '../../cube/select.ts'
import type { Question } from '../question.ts'
import { UNLOCATED, type Groups } from './groups.ts'

export interface Tally {
  /** cases by row */
  count: Float64Array
  total: number
  unlocated: number
  coarser: number
}

/** Cases of an earlier period by row, chosen as they stood then; null takes the question's as they stand. */
export function tally(question: Question, groups: Groups, period: Earlier | null): Tally {
  const rows = period ? selectThen(question, period) : select(question.cube, question.query)
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

function selectThen({ cube, filter, query: { areas } }: Question, { asOf, ...days }: Earlier): Uint32Array {
  return select(asOfDay(cube, asOf, days), { ...cubeQuery(filter, areas, asOf), ...days })
}
