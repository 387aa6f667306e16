import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'

/** That a case broke out again. */
export interface StoredRelapse {
  id: number
  occurredOn: Day
  times: number
  /** of the last time, in Shanghai; null where a ledger alone tells of it */
  reopenedOn: Day | null
  closedOn: Day | null
}

/** Every case of the county that was reopened, or that its ledger calls so. In no order; none of merged cases. */
export async function relapses({ pool }: Pick<Database, 'pool'>, { county }: Scope): Promise<StoredRelapse[]> {
  const { rows } = await pool.query<StoredRelapse>(
    `SELECT d.id, d.occurred_on AS "occurredOn", greatest(coalesce(l.reopened, 0), 1) AS times, e.on_day AS "reopenedOn", e.closed AS "closedOn"
     FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id
       LEFT JOIN (
         SELECT DISTINCT ON (county, id) county, id, (at AT TIME ZONE 'Asia/Shanghai')::date AS on_day,
           (SELECT (c ->> 'before')::date FROM jsonb_array_elements(changes) c WHERE c ->> 'field' = 'closedOn') AS closed
         FROM dispute_event WHERE county = $1 AND kind = 'reopen' ORDER BY county, id, seq DESC
       ) e ON e.county = d.county AND e.id = d.id
     WHERE d.county = $1 AND d.state <> 'merged' AND (l.reopened > 0 OR d.state = 'reopened')`,
    [county],
  )
  return rows
}
