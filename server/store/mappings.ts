import { createHash } from 'node:crypto'
import type { ColumnMapping } from '../contract/imports.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

/** `header`: the words of a ledger's header, whatever their length. */
export async function savedMapping(db: Database, scope: Scope, header: string): Promise<ColumnMapping | null> {
  const row = await db.query
    .selectFrom('column_mapping')
    .select('mapping')
    .where('county', '=', scope.county)
    .where('fingerprint', '=', digest(header))
    .executeTakeFirst()
  return row?.mapping ?? null
}

export async function saveMapping(tx: Transaction, scope: Scope, header: string, mapping: ColumnMapping, at: Date): Promise<void> {
  const row = { mapping: JSON.stringify(mapping), saved_at: at }
  await tx.query
    .insertInto('column_mapping')
    .values({ county: scope.county, fingerprint: digest(header), ...row })
    .onConflict((conflict) => conflict.columns(['county', 'fingerprint']).doUpdateSet(row))
    .execute()
}

function digest(header: string): string {
  return createHash('sha256').update(header).digest('hex')
}
