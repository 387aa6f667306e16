import type { AreaCode } from '../../geodata/place/area.ts'
import { caseCode } from '../contract/caseCode.ts'
import type { Day } from '../contract/day.ts'
import type { Database } from './database.ts'

export interface NumberedCase {
  county: string
  id: number
}

/** Codes of cases of any county, by `COUNTY ID`; one that is gone has none. */
export async function caseCodes({ pool }: Database, cases: readonly NumberedCase[]): Promise<Map<string, string>> {
  if (cases.length === 0) return new Map()
  const { rows } = await pool.query<{ county: AreaCode; id: number; codedYear: number | null; occurredOn: Day }>(
    `SELECT d.county, d.id, l.coded_year AS "codedYear", d.occurred_on AS "occurredOn"
     FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::bigint[]) AS given (county, id)) AS asked
     JOIN dispute d ON d.county = asked.county AND d.id = asked.id
     LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id`,
    [cases.map(({ county }) => county), cases.map(({ id }) => id)],
  )
  return new Map(rows.map((row) => [`${row.county} ${row.id}`, caseCode(row.county, row.id, row)]))
}
