import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import { reachSql, type CaseReach } from './caseReach.ts'
import { runner, type On } from './caseState.ts'

/**
 * Cases of the category in the area on the days up to the case's own, itself counted, by the length of the window: those
 * that the asker sees, and no sensitive ones, for how many a village has of them is nobody's to know.
 */
export async function alikeCases(
  on: On,
  { county }: Scope,
  one: { id: number; area: AreaCode | null; category: string; day: Day },
  { windows, reach }: { windows: readonly number[]; reach: CaseReach },
): Promise<Map<number, number>> {
  if (one.area === null || windows.length === 0) return new Map()
  const seen = reachSql(reach, 7)
  const { rows } = await runner(on).query<{ days: number; n: number }>(
    `SELECT w.days, (
       SELECT count(*) FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id
       WHERE d.county = $1 AND d.area = $2 AND d.category = $3 AND d.occurred_on <= $4::date AND d.occurred_on > $4::date - w.days
         AND d.state <> 'merged' AND NOT d.sensitive AND d.id <> $5 AND ${seen.sql})::int AS n
     FROM unnest($6::int[]) w(days)`,
    [county, one.area, one.category, one.day, one.id, windows, ...seen.values],
  )
  return new Map(rows.map(({ days, n }) => [days, n + 1]))
}

/** Cases of some days, by their villages' codes or inside a box of degrees. */
export async function casesNear(
  on: On,
  { county }: Scope,
  near: { from: Day; to: Day; codes: readonly AreaCode[]; box: readonly [number, number, number, number] | null },
): Promise<number[]> {
  const [west, south, east, north] = near.box ?? [null, null, null, null]
  const { rows } = await runner(on).query<{ id: number }>(
    `SELECT id FROM dispute WHERE county = $1 AND occurred_on BETWEEN $2 AND $3 AND state <> 'merged'
       AND (area = ANY($4::text[]) OR lng BETWEEN $5 AND $7 AND lat BETWEEN $6 AND $8)
     ORDER BY occurred_on DESC, id DESC LIMIT 200`,
    [county, near.from, near.to, near.codes, west, south, east, north],
  )
  return rows.map(({ id }) => id)
}
