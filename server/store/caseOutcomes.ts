import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'

/** Numbers of the cases of the county that ended in a lawsuit, and of those that came up again, as Fengtu knows of them: ledgers do not say. */
export interface CaseOutcomes {
  lawsuits: number[]
  relapses: number[]
}

export async function caseOutcomes({ pool }: Pick<Database, 'pool'>, { county }: Scope): Promise<CaseOutcomes> {
  const { rows } = await pool.query<{ id: number; lawsuit: boolean; relapse: boolean }>(
    `SELECT id, coalesce(advice = 'litigation', false) AS lawsuit, reopened > 0 OR coalesce(follow_result = 'relapse', false) AS relapse
     FROM dispute_life WHERE county = $1 AND (advice = 'litigation' OR reopened > 0 OR follow_result = 'relapse')`,
    [county],
  )
  return { lawsuits: rows.filter(({ lawsuit }) => lawsuit).map(({ id }) => id), relapses: rows.filter(({ relapse }) => relapse).map(({ id }) => id) }
}
