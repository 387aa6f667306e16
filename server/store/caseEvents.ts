import type { CaseTold, Change } from '../contract/caseState.ts'
import type { Scope } from '../contract/scope.ts'
import { runner, type On } from './caseState.ts'
import { TOLD } from './lifeColumns.ts'

export interface StoredEvent {
  seq: number
  revision: number
  at: Date
  kind: string
  from: string | null
  to: string | null
  organisation: string | null
  login: string | null
  note: string | null
  changes: Change[]
}

/** What happened to the case in Fengtu, in order. */
export async function eventRows(on: On, { county }: Scope, id: number): Promise<StoredEvent[]> {
  const { rows } = await runner(on).query<StoredEvent>(
    `SELECT seq, revision, at, kind, from_state AS "from", to_state AS "to", organisation, login, note, changes
     FROM dispute_event WHERE county = $1 AND id = $2 ORDER BY seq`,
    [county, id],
  )
  return rows
}

/** The highest number that an attachment of the case ever had; 0 where there was none. One that was taken away keeps its own. */
export async function lastAttachmentNo(on: On, { county }: Scope, id: number): Promise<number> {
  const { rows } = await runner(on).query<{ last: number | null }>(
    `SELECT max(split_part(c ->> 'field', '.', 2)::integer) AS last FROM dispute_event e, jsonb_array_elements(e.changes) c
     WHERE e.county = $1 AND e.id = $2 AND c ->> 'field' LIKE 'attachments.%'`,
    [county, id],
  )
  return rows[0]?.last ?? 0
}

/** Columns that an import never changes are in no before-image. */
const { occurredOn: _, ...CHANGEABLE } = TOLD

export interface StoredImport {
  batch: string
  revision: number
  at: Date
  /** the case before it; null for the import that made the case */
  before: Omit<CaseTold, 'occurredOn'> | null
}

/** The imports that made the case and that changed it, in order. */
export async function importRows(on: On, { county }: Scope, id: number): Promise<StoredImport[]> {
  const db = runner(on)
  const { rows: made } = await db.query<{ batch: string; revision: number; at: Date }>(
    `SELECT b.batch, b.revision, b.imported_at AS at FROM dispute d JOIN import_batch b ON b.county = d.county AND b.batch = d.batch
     WHERE d.county = $1 AND d.id = $2`,
    [county, id],
  )
  const { rows: changed } = await db.query<Record<string, unknown>>(
    `SELECT b.batch, w.at_revision AS revision, b.imported_at AS at, ${Object.entries(CHANGEABLE).map(([name, column]) => `w.${column} AS "${name}"`).join(', ')}
     FROM dispute_before w JOIN import_batch b ON b.county = w.county AND b.batch = w.batch
     WHERE w.county = $1 AND w.id = $2 ORDER BY w.at_revision`,
    [county, id],
  )
  const images = changed.map(({ batch, revision, at, ...before }) => ({ batch, revision, at, before }) as unknown as StoredImport)
  return [...made.map((one) => ({ ...one, before: null })), ...images]
}
