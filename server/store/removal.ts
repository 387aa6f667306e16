import type { AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

const COUNTY_TABLES = [
  'dispute_before', 'dispute_gone', 'dispute_event', 'whistle', 'supervision', 'participation', 'prevention',
  'attachment', 'dispute_life', 'dispute', 'import_batch', 'column_mapping', 'alias', 'area', 'pack_file', 'county',
  'unfinished_county', 'organisation', 'organisation_facility', 'county_setting', 'saved_view', 'deck',
  'meeting_action', 'meeting_case', 'meeting',
] as const

/** Deletes everything of a county. */
export async function eraseCounty({ query }: Transaction, { county }: Scope): Promise<void> {
  for (const table of COUNTY_TABLES) await query.deleteFrom(table).where('county', '=', county).execute()
}

/** Remembers that the county was removed, and how far its revisions had come. */
export async function rememberRemoved({ query }: Transaction, { county }: Scope, revision: number, at: Date): Promise<void> {
  await query.insertInto('removed_county').values({ county, revision, removed_at: at }).execute()
}

/** The revision that a county goes on from when it comes back; 0 for one that was never removed. */
export async function takeUpRevision({ query }: Transaction, { county }: Scope): Promise<number> {
  const row = await query.deleteFrom('removed_county').where('county', '=', county).returning('revision').executeTakeFirst()
  return row?.revision ?? 0
}

export async function removedCounties({ query }: Database): Promise<AreaCode[]> {
  const rows = await query.selectFrom('removed_county').select('county').execute()
  return rows.map(({ county }) => county)
}

/** What would go with a county. Imports that were undone are not counted. */
export async function countyHoldings({ query }: Pick<Database, 'query'>, { county }: Scope): Promise<{ cases: number; imports: number }> {
  const count = (table: 'dispute' | 'import_batch') =>
    query.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('n')).where('county', '=', county)
  const [cases, imports] = [await count('dispute').executeTakeFirstOrThrow(), await count('import_batch').where('undone_at', 'is', null).executeTakeFirstOrThrow()]
  return { cases: cases.n, imports: imports.n }
}
