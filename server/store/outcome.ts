import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { AGREED, FOLLOWED } from './caseCourse.ts'
import type { Database } from './database.ts'

/** What is on record of how cases came out, and the cases of which it is. */
export interface OutcomeGroup {
  agreed: boolean
  agreement: 'written' | 'oral' | null
  /** as a person recorded it; null also for every case that a ledger alone tells of */
  performance: string | null
  /** it is to be performed by a day that has not passed */
  notDue: boolean
  /** by a day that has passed */
  due: boolean
  confirmed: boolean
  /** applied for, and not decided */
  applied: boolean
  followed: boolean
  followResult: string | null
  terminated: boolean
  /** people work on it in Fengtu, so that what is not there was not done */
  worked: boolean
  ids: Uint32Array
}

/**
 * The cases that occurred from a day to a day, both inclusive, null = open, and of which more is on record than a bare
 * ledger row or that the mediation was terminated; judged as of `today`. In no order; none of merged cases.
 */
export async function outcomeGroups(
  { pool }: Pick<Database, 'pool'>,
  { county }: Scope,
  { from, to, today }: { from: Day | null; to: Day | null; today: Day },
): Promise<OutcomeGroup[]> {
  const { rows } = await pool.query<Omit<OutcomeGroup, 'ids'> & { ids: string }>(
    `SELECT agreed, agreement, performance, "notDue", due, confirmed, applied, followed, "followResult", terminated, worked, string_agg(id::text, ',') AS ids
     FROM (
       SELECT d.id, d.agreement, l.performance, l.follow_result AS "followResult", d.judicially_confirmed AS confirmed,
         ${AGREED} AS agreed,
         ${FOLLOWED} AS followed,
         l.performance IS NULL AND coalesce(l.perform_by >= $4::date, false) AS "notDue",
         l.performance IS NULL AND coalesce(l.perform_by < $4::date, false) AS due,
         l.applied_on IS NOT NULL AND l.decided_on IS NULL AS applied,
         d.state = 'terminated' AS terminated, l.id IS NOT NULL AS worked
       FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id
       WHERE d.county = $1 AND d.state <> 'merged' AND ($2::date IS NULL OR d.occurred_on >= $2) AND ($3::date IS NULL OR d.occurred_on <= $3)
     ) told
     WHERE agreed OR confirmed OR followed OR terminated OR worked
     GROUP BY agreed, agreement, performance, "notDue", due, confirmed, applied, followed, "followResult", terminated, worked`,
    [county, from, to, today],
  )
  return rows.map(({ ids, ...group }) => ({ ...group, ids: Uint32Array.from(ids.split(','), Number) }))
}
