import { MARKS } from '../contract/standing.ts'
import { NO_DAY } from './columns.ts'
import type { Cube } from './cube.ts'
import { IS_PENDING, IS_RESOLVED } from './facets.ts'
import { IdSet } from './keep.ts'
import { select, type CubeQuery } from './select.ts'

/** What became of the cases of one query, as far as days tell it. */
export interface CubeOutcome {
  count: number
  resolved: number
  pending: number
  /** with the mark of relapses */
  relapsed: number
  /** resolved without a closing day */
  undated: number
  /** closed on the day of occurrence, of the resolved ones with a closing day */
  sameDay: number
  /** for each of the spans asked for: cases that occurred at least so many days ago, and those closed within them; none of the undated */
  within: { days: number; old: number; closed: number }[]
  /** for what else is on record of them */
  ids: IdSet
  /** of them, by id */
  isResolved(id: number): boolean
  isPending(id: number): boolean
}

const RELAPSED = 1 << MARKS.index('relapsed')

/** `asOf` in days since 1970-01-01. O(rows in the period). Resolved and pending are as the cube stands at the call. */
export function outcome(cube: Cube, query: CubeQuery, { asOf, spans }: { asOf: number; spans: readonly number[] }): CubeOutcome {
  const rows = select(cube, query)
  const { day, facet, closedAfter, id, marks } = cube.columns
  const within = spans.map((days) => ({ days, old: 0, closed: 0 }))
  const all = new Uint32Array(rows.length)
  const [resolvedIds, pendingIds]: [number[], number[]] = [[], []]
  let [relapsed, undated, sameDay] = [0, 0, 0]
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    const solved = IS_RESOLVED[facet[row]!] === 1
    const after = solved ? closedAfter[row]! : NO_DAY
    all[k] = id[row]!
    if (marks[row]! & RELAPSED) relapsed++
    if (solved) resolvedIds.push(id[row]!)
    else if (IS_PENDING[facet[row]!] === 1) pendingIds.push(id[row]!)
    if (solved && after === NO_DAY) {
      undated++
      continue
    }
    if (after === 0) sameDay++
    for (const span of within) {
      if (asOf - day[row]! < span.days) continue
      span.old++
      if (after !== NO_DAY && after <= span.days) span.closed++
    }
  }
  const [solvedSet, openSet] = [new IdSet(resolvedIds), new IdSet(pendingIds)]
  return {
    count: rows.length,
    resolved: resolvedIds.length,
    pending: pendingIds.length,
    relapsed,
    undated,
    sameDay,
    within,
    ids: new IdSet(all),
    isResolved: (one) => solvedSet.has(one),
    isPending: (one) => openSet.has(one),
  }
}

/** Resolved cases of a query by the day on which they were closed, whenever they occurred; days since 1970-01-01. */
export function closings(cube: Cube, query: CubeQuery): Map<number, number> {
  const rows = select(cube, { ...query, from: -Infinity, to: Infinity })
  const { day, facet, closedAfter } = cube.columns
  const found = new Map<number, number>()
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    if (IS_RESOLVED[facet[row]!] !== 1 || closedAfter[row] === NO_DAY) continue
    const on = day[row]! + closedAfter[row]!
    if (on >= query.from && on <= query.to) found.set(on, (found.get(on) ?? 0) + 1)
  }
  return found
}
