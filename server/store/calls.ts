import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { CallCounts } from '../contract/punctuality.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'

/** Calls of a department about cases of one place. */
export interface CountedCalls extends CallCounts {
  department: string
  area: AreaCode | null
  /** of cases that wait for their place */
  town: AreaCode | null
  sensitive: boolean
}

/** Calls made from a day to a day, both inclusive, null = open; judged as of `today`. In no order; none of merged cases. */
export async function countedCalls(
  { pool }: Pick<Database, 'pool'>,
  { county }: Scope,
  { from, to, today }: { from: Day | null; to: Day | null; today: Day },
): Promise<CountedCalls[]> {
  const { rows } = await pool.query<CountedCalls>(
    `SELECT department, area, town, sensitive, count(*) AS sent,
       count(*) FILTER (WHERE withdrawn) AS withdrawn,
       count(*) FILTER (WHERE reported <= due_on) AS "reportedInTime",
       count(*) FILTER (WHERE reported > due_on) AS "reportedLate",
       count(*) FILTER (WHERE reported IS NULL AND NOT withdrawn AND due_on < $4) AS absent,
       count(*) FILTER (WHERE result_on <= due_on) AS "resultInTime",
       count(*) FILTER (WHERE result_on > due_on) AS "resultLate",
       count(*) FILTER (WHERE open) AS open,
       count(*) FILTER (WHERE open AND due_on < $4) AS overdue
     FROM (
       SELECT w.department, d.area, d.town, d.sensitive, w.due_on, w.result_on, coalesce(w.reported_on, w.result_on) AS reported,
         w.withdrawn_on IS NOT NULL AS withdrawn, w.withdrawn_on IS NULL AND w.result_on IS NULL AS open
       FROM whistle w JOIN dispute d ON d.county = w.county AND d.id = w.case_id
       WHERE w.county = $1 AND d.state <> 'merged' AND ($2::date IS NULL OR w.called_on >= $2) AND ($3::date IS NULL OR w.called_on <= $3)
     ) called GROUP BY department, area, town, sensitive`,
    [county, from, to, today],
  )
  return rows
}
