import type { Advice } from '../contract/moves.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'

/** Cases of the county whose parties were told which way to go next, by id. */
export async function advisedCases({ query }: Pick<Database, 'query'>, { county }: Scope): Promise<{ id: number; advice: Advice }[]> {
  const rows = await query.selectFrom('dispute_life').select(['id', 'advice']).where('county', '=', county).where('advice', 'is not', null).execute()
  return rows.map(({ id, advice }) => ({ id, advice: advice as Advice }))
}
