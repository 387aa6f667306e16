import type { Scope } from '../contract/scope.ts'
import { STATES } from '../contract/states.ts'
import type { Database } from './database.ts'

const PENDING: readonly string[] = STATES.rows.filter(({ phase }) => phase === 'open' || phase === 'handling').map(({ code }) => code)

/** Day on which the present state of each pending case began, days since 1970-01-01, by id; of cases that people worked on. */
export async function pendingSince({ pool }: Pick<Database, 'pool'>, { county }: Scope): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ id: number; since: number }>(
    `SELECT l.id, l.since - date '1970-01-01' AS since FROM dispute_life l JOIN dispute d ON d.county = l.county AND d.id = l.id
     WHERE l.county = $1 AND l.since IS NOT NULL AND d.state = ANY($2)`,
    [county, PENDING],
  )
  return new Map(rows.map(({ id, since }) => [id, since]))
}

/** Which organisation holds a pending case. */
export interface HeldCase {
  id: number
  holder: string
  sensitive: boolean
}

/** Every pending case of the county that an organisation holds. In no order. */
export async function pendingHeld({ pool }: Pick<Database, 'pool'>, { county }: Scope): Promise<HeldCase[]> {
  const { rows } = await pool.query<HeldCase>(
    `SELECT l.id, l.holder, d.sensitive FROM dispute_life l JOIN dispute d ON d.county = l.county AND d.id = l.id
     WHERE l.county = $1 AND l.holder IS NOT NULL AND d.state = ANY($2)`,
    [county, PENDING],
  )
  return rows
}
