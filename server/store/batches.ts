import type { ColumnMapping, Tally } from '../contract/imports.ts'
import type { Scope } from '../contract/scope.ts'
import { CHANGEABLE } from './caseColumns.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

export interface NewBatch {
  id: string
  revision: number
  file: string
  sha256: string | null
  tally: Tally
  mapping: ColumnMapping | null
  firstId: number
  endId: number
  at: Date
}

export interface BatchRow {
  batch: string
  revision: number
  file: string
  tally: Tally
  firstId: number
  endId: number
  importedAt: Date
  undoneAt: Date | null
}

const COLUMNS = [
  'batch',
  'revision',
  'file',
  'tally',
  'first_id as firstId',
  'end_id as endId',
  'imported_at as importedAt',
  'undone_at as undoneAt',
] as const

export async function insertBatch(tx: Transaction, scope: Scope, batch: NewBatch): Promise<void> {
  await tx.query
    .insertInto('import_batch')
    .values({
      county: scope.county,
      batch: batch.id,
      revision: batch.revision,
      file: batch.file,
      sha256: batch.sha256,
      tally: JSON.stringify(batch.tally),
      mapping: batch.mapping && JSON.stringify(batch.mapping),
      first_id: batch.firstId,
      end_id: batch.endId,
      imported_at: batch.at,
      undone_at: null,
    })
    .execute()
}

/** Newest first. */
export async function batchRows(db: Database, scope: Scope): Promise<BatchRow[]> {
  return db.query
    .selectFrom('import_batch')
    .select(COLUMNS)
    .where('county', '=', scope.county)
    .orderBy('revision', 'desc')
    .execute()
}

export async function batchRow(tx: Transaction, scope: Scope, batch: string): Promise<BatchRow | null> {
  const row = await tx.query
    .selectFrom('import_batch')
    .select(COLUMNS)
    .where('county', '=', scope.county)
    .where('batch', '=', batch)
    .executeTakeFirst()
  return row ?? null
}

/** The latest import that changed cases which this one made or changed, and so must be undone first. */
export async function laterBatch(tx: Transaction, scope: Scope, batch: BatchRow): Promise<BatchRow | null> {
  const { rows } = await tx.client.query<{ batch: string }>(
    `SELECT later.batch FROM dispute_before later
     WHERE later.county = $1 AND later.at_revision > $2
       AND (later.id >= $3 AND later.id < $4
         OR later.id IN (SELECT id FROM dispute_before WHERE county = $1 AND batch = $5))
     ORDER BY later.at_revision DESC LIMIT 1`,
    [scope.county, batch.revision, batch.firstId, batch.endId, batch.batch],
  )
  return rows[0] ? batchRow(tx, scope, rows[0].batch) : null
}

const PLACE = new Set(['area', 'located_by', 'candidates'])

/** Takes the batch's cases away and puts those that it changed back, but not a place that a person settled since. */
export async function takeBack(tx: Transaction, scope: Scope, batch: BatchRow, revision: number, at: Date): Promise<void> {
  const { client } = tx
  const { county } = scope
  const created = [county, batch.batch, batch.firstId, batch.endId]
  await client.query(
    `INSERT INTO dispute_gone (county, id, revision)
     SELECT county, id, $5 FROM dispute WHERE county = $1 AND batch = $2 AND id >= $3 AND id < $4`,
    [...created, revision],
  )
  await client.query('DELETE FROM dispute WHERE county = $1 AND batch = $2 AND id >= $3 AND id < $4', created)
  const back = CHANGEABLE.map((name) =>
    PLACE.has(name) ? `${name} = CASE WHEN d.located_by = 'person' THEN d.${name} ELSE b.${name} END` : `${name} = b.${name}`,
  )
  await client.query(
    `UPDATE dispute d SET revision = $3, ${back.join(', ')}
     FROM dispute_before b WHERE b.county = $1 AND b.batch = $2 AND d.county = $1 AND d.id = b.id`,
    [county, batch.batch, revision],
  )
  await client.query('DELETE FROM dispute_before WHERE county = $1 AND batch = $2', [county, batch.batch])
  await tx.query
    .updateTable('import_batch')
    .set({ undone_at: at })
    .where('county', '=', county)
    .where('batch', '=', batch.batch)
    .execute()
}
