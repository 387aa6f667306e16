import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'

/** Of these cases the ones that have a point and whose place may be told finer than their town, by id; [lng, lat] in WGS-84. */
export async function casePoints({ pool }: Database, { county }: Scope, ids: readonly number[]): Promise<{ id: number; lng: number; lat: number }[]> {
  const { rows } = await pool.query<{ id: number; lng: number; lat: number }>(
    'SELECT id, lng, lat FROM dispute WHERE county = $1 AND id = ANY($2::int[]) AND lng IS NOT NULL AND NOT sensitive ORDER BY id',
    [county, ids],
  )
  return rows
}
