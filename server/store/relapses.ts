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

/** Every case of the county that was reopened, or that its ledger calls so. In no order; none of merged cases. Few of many: events are looked up for these alone. */
export async function relapses({ pool }: Pick<Database, 'pool'>, { county }: Scope): Promise<StoredRelapse[]> {
  const { rows } = await pool.query<StoredRelapse>(
    `SELECT d.id, d.occurred_on AS "occurredOn", again.times, e.on_day AS "reopenedOn", e.closed AS "closedOn"
     FROM (
       SELECT id, max(times) AS times FROM (
         SELECT id, reopened AS times FROM dispute_life WHERE county = $1 AND reopened > 0
         UNION ALL SELECT id, 1 FROM dispute WHERE county = $1 AND state = 'reopened'
       ) told GROUP BY id
     ) again
       JOIN dispute d ON d.county = $1 AND d.id = again.id
       LEFT JOIN LATERAL (
         SELECT (at AT TIME ZONE 'Asia/Shanghai')::date AS on_day,
           (SELECT (c ->> 'before')::date FROM jsonb_array_elements(changes) c WHERE c ->> 'field' = 'closedOn') AS closed
         FROM dispute_event WHERE county = $1 AND id = again.id AND kind = 'reopen' ORDER BY seq DESC LIMIT 1
       ) e ON true
     WHERE d.state <> 'merged'`,
    [county],
  )
  return rows
}
