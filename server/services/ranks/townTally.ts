import { CHANNELS } from '../../contract/channels.ts'
import { LONG_PENDING_DAYS, MARKS } from '../../contract/standing.ts'
import { STATES, type State } from '../../contract/states.ts'
import { IS_PENDING, IS_RESOLVED, TERM_OF_FACET } from '../../cube/facets.ts'
import { select } from '../../cube/select.ts'
import { isOverdueRow } from '../../cube/standing.ts'
import type { Question } from '../question.ts'
import { UNLOCATED, type Groups } from './groups.ts'

export const YOUNG_DAYS = 30

const NAMES = ['count', 'resolved', 'pending', 'stale', 'overdue', 'relapses', 'lawsuits', 'mediated', 'petitions', 'police', 'young', 'youngResolved'] as const
type Name = (typeof NAMES)[number]

/** Cases by row, and of those the ones of each kind. */
export type TownTally = Record<Name, Float64Array> & { total: number; unlocated: number; coarser: number }

const PETITION = CHANNELS.index('petition')
const POLICE = CHANNELS.index('police_110')
const COURT = CHANNELS.index('court')
const RELAPSED = 1 << MARKS.index('relapsed')
const TERMINATED: State = 'terminated'
/** States that a case is in during or after a mediation; a case that was terminated before one looks the same as one that failed. */
const MEDIATED = new Set(STATES.rows.filter(({ code, phase }) => phase === 'handling' || phase === 'resolved' || code === TERMINATED).map(({ code }) => STATES.index(code)))

/** One pass over the question's cases; states as they are at `asOf`. */
export function townTally({ cube, query }: Question, groups: Groups, { lawsuits, asOf }: { lawsuits: ReadonlySet<number>; asOf: number }): TownTally {
  const found = Object.fromEntries(NAMES.map((name) => [name, new Float64Array(groups.rows.length)])) as Record<Name, Float64Array>
  const rows = select(cube, query)
  const { columns } = cube
  const { id, day, facet, marks } = columns
  const { channel, state } = TERM_OF_FACET
  let [unlocated, coarser] = [0, 0]
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    const at = groups.of(row)
    if (at < 0) {
      if (at === UNLOCATED) unlocated++
      else coarser++
      continue
    }
    const kind = facet[row]!
    const [resolved, on, from] = [IS_RESOLVED[kind]!, day[row]!, channel[kind]!]
    found.count[at]!++
    found.resolved[at]! += resolved
    if (IS_PENDING[kind] === 1) {
      found.pending[at]!++
      if (asOf - on > LONG_PENDING_DAYS) found.stale[at]!++
      if (isOverdueRow(columns, row, asOf)) found.overdue[at]!++
    }
    if (marks[row]! & RELAPSED) found.relapses[at]!++
    if (from === COURT || lawsuits.has(id[row]!)) found.lawsuits[at]!++
    else if (MEDIATED.has(state[kind]!)) found.mediated[at]!++
    if (from === PETITION) found.petitions[at]!++
    if (from === POLICE) found.police[at]!++
    if (asOf - on < YOUNG_DAYS) {
      found.young[at]!++
      found.youngResolved[at]! += resolved
    }
  }
  return { ...found, total: rows.length, unlocated, coarser }
}
