import type { Kysely } from 'kysely'
import type { AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import type { Tables } from './tables.ts'
import type { Transaction } from './transaction.ts'

export async function aliasRows({ query }: { query: Kysely<Tables> }, scope: Scope): Promise<{ words: string; area: AreaCode }[]> {
  return query.selectFrom('alias').select(['words', 'area']).where('county', '=', scope.county).orderBy('words').execute()
}

/** The area that these words are known to mean. */
export async function aliasOf({ query }: Transaction, { county }: Scope, words: string): Promise<AreaCode | null> {
  const row = await query.selectFrom('alias').select('area').where('county', '=', county).where('words', '=', words).executeTakeFirst()
  return row?.area ?? null
}

/** Remembers that `words` (normalised) mean `area`; a later lesson replaces an earlier one. */
export async function learnAlias(tx: Transaction, scope: Scope, words: string, area: AreaCode, at: Date): Promise<void> {
  const { county } = scope
  await tx.query
    .insertInto('alias')
    .values({ county, words, area, learned_at: at })
    .onConflict((conflict) => conflict.columns(['county', 'words']).doUpdateSet({ area, learned_at: at }))
    .execute()
  await tx.query
    .updateTable('county')
    .set((eb) => ({ alias_revision: eb('alias_revision', '+', 1) }))
    .where('county', '=', county)
    .execute()
}
