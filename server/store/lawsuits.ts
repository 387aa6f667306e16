import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'

/** Numbers of the cases of the county for which a lawsuit was pointed out at the end, as Fengtu knows of them: ledgers do not say. In no order. */
export async function lawsuitCases({ pool }: Pick<Database, 'pool'>, { county }: Scope): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(`SELECT id FROM dispute_life WHERE county = $1 AND advice = 'litigation'`, [county])
  return rows.map(({ id }) => id)
}
