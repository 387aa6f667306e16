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

/** Do the staged rows tell of known cases, out of a file that no standing batch was made from? */
export async function speaksAgain({ client }: Transaction, { county }: Scope, sha256: string | null): Promise<boolean> {
  const { rows } = await client.query<{ again: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM twin WHERE known IS NOT NULL) AND NOT EXISTS (
       SELECT 1 FROM import_batch WHERE county = $1 AND sha256 = $2 AND undone_at IS NULL) AS again`,
    [county, sha256],
  )
  return rows[0]?.again === true
}

/** Remembers which known cases the staged rows told of, as spans of numbers. */
export async function rememberCarried({ client }: Transaction, { county }: Scope, batch: string): Promise<void> {
  await client.query(
    `UPDATE import_batch SET carried = (
       SELECT range_agg(int8range(known, known + 1)) FROM (SELECT DISTINCT known FROM twin WHERE known IS NOT NULL) carried
     ) WHERE county = $1 AND batch = $2`,
    [county, batch],
  )
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

/**
 * The latest import that must be undone before this one: it changed cases that this one made or changed, or it told of
 * cases that this one changed, so that nobody can say which of the two their state is from.
 */
export async function laterBatch(tx: Transaction, scope: Scope, batch: BatchRow): Promise<BatchRow | null> {
  const { rows } = await tx.client.query<{ batch: string }>(
    `SELECT batch FROM (
       SELECT later.batch, later.at_revision FROM dispute_before later
       JOIN import_batch standing ON standing.county = $1 AND standing.batch = later.batch AND standing.undone_at IS NULL
       WHERE later.county = $1 AND later.at_revision > $2
         AND (later.id >= $3 AND later.id < $4
           OR EXISTS (SELECT 1 FROM dispute d WHERE d.county = $1 AND d.id = later.id AND d.batch = $5)
           OR later.id IN (SELECT id FROM dispute_before WHERE county = $1 AND batch = $5))
       UNION ALL
       SELECT later.batch, later.revision FROM import_batch later
       WHERE later.county = $1 AND later.revision > $2 AND later.undone_at IS NULL
         AND EXISTS (SELECT 1 FROM dispute_before b WHERE b.county = $1 AND b.batch = $5 AND later.carried @> b.id)
     ) touched ORDER BY at_revision DESC LIMIT 1`,
    [scope.county, batch.revision, batch.firstId, batch.endId, batch.batch],
  )
  return rows[0] ? batchRow(tx, scope, rows[0].batch) : null
}

const PLACE = new Set(['area', 'located_by', 'town', 'candidates'])

/** Numbers that cases of batch `x` can have: those that it made, and those that it took over. */
const OWN = `(int8multirange(int8range(x.first_id, x.end_id)) + coalesce(x.carried, '{}'))`

/** Nobody worked on the case in Fengtu. */
const UNWORKED = 'NOT EXISTS (SELECT 1 FROM dispute_life l WHERE l.county = d.county AND l.id = d.id)'

/** Cases that a later ledger told of as well go on as that one's. What people work on stays where it came from: that is its past. */
async function handOver({ client }: Transaction, { county }: Scope, { batch, revision }: BatchRow): Promise<void> {
  const { rows } = await client.query<{ batch: string }>(
    `SELECT batch FROM import_batch
     WHERE county = $1 AND revision > $2 AND undone_at IS NULL AND carried IS NOT NULL ORDER BY revision`,
    [county, revision],
  )
  for (const later of rows) {
    await client.query(
      `UPDATE dispute d SET batch = $3
       FROM (SELECT unnest(y.carried * ${OWN}) AS span FROM import_batch x, import_batch y
         WHERE x.county = $1 AND x.batch = $2 AND y.county = $1 AND y.batch = $3) shared
       WHERE d.county = $1 AND d.batch = $2 AND d.id >= lower(span) AND d.id < upper(span) AND ${UNWORKED}`,
      [county, batch, later.batch],
    )
  }
}

/** Cases that the batch made or changed and that people work on. */
async function keptCases({ client }: Transaction, { county }: Scope, { batch }: BatchRow): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*) AS n FROM dispute d WHERE d.county = $1 AND NOT ${UNWORKED}
       AND (d.batch = $2 OR EXISTS (SELECT 1 FROM dispute_before b WHERE b.county = $1 AND b.batch = $2 AND b.id = d.id))`,
    [county, batch],
  )
  return rows[0]!.n
}

/**
 * Takes the batch's cases away, but for those that a later ledger told of again, and puts those that it changed back,
 * but not a place that a person settled since. Cases that a person worked on since go on as they are: `kept`.
 */
export async function takeBack(
  tx: Transaction,
  scope: Scope,
  batch: BatchRow,
  revision: number,
  at: Date,
): Promise<{ removed: number; restored: number; kept: number }> {
  const { client } = tx
  const { county } = scope
  await handOver(tx, scope, batch)
  const kept = await keptCases(tx, scope, batch)
  const { rowCount: removed } = await client.query(
    `WITH gone AS (
       DELETE FROM dispute d
       USING (SELECT unnest(${OWN}) AS span FROM import_batch x WHERE x.county = $1 AND x.batch = $2) own
       WHERE d.county = $1 AND d.batch = $2 AND d.id >= lower(span) AND d.id < upper(span) AND ${UNWORKED}
       RETURNING d.id
     )
     INSERT INTO dispute_gone (county, id, revision) SELECT $1, id, $3 FROM gone`,
    [county, batch.batch, revision],
  )
  // a meeting that talked about one of them stays, and names it no more
  await client.query(
    `DELETE FROM meeting_case m WHERE m.county = $1 AND m.case_id IN (SELECT id FROM dispute_gone WHERE county = $1 AND revision = $2)`,
    [county, revision],
  )
  const back = CHANGEABLE.map((name) =>
    PLACE.has(name) ? `${name} = CASE WHEN d.located_by = 'person' THEN d.${name} ELSE b.${name} END` : `${name} = b.${name}`,
  )
  const { rowCount: restored } = await client.query(
    `UPDATE dispute d SET revision = $3, ${back.join(', ')}
     FROM dispute_before b WHERE b.county = $1 AND b.batch = $2 AND d.county = $1 AND d.id = b.id AND ${UNWORKED}`,
    [county, batch.batch, revision],
  )
  // of the cases that go on as they are, the import stays a part of what happened to them
  await client.query(
    `DELETE FROM dispute_before b WHERE b.county = $1 AND b.batch = $2
       AND NOT EXISTS (SELECT 1 FROM dispute_life l WHERE l.county = b.county AND l.id = b.id)`,
    [county, batch.batch],
  )
  await tx.query
    .updateTable('import_batch')
    .set({ undone_at: at })
    .where('county', '=', county)
    .where('batch', '=', batch.batch)
    .execute()
  return { removed: removed ?? 0, restored: restored ?? 0, kept }
}
