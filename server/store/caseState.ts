import type { ClientBase, Pool } from 'pg'
import type { CaseState } from '../contract/caseState.ts'
import type { Scope } from '../contract/scope.ts'
import { BARE, LIFE, PART_TABLES, selected, TOLD, type PartName } from './lifeColumns.ts'

/** Inside a transaction or outside. */
export type On = { client: ClientBase } | { pool: Pool }

export function runner(on: On): Pick<Pool, 'query'> {
  return ('client' in on ? on.client : on.pool) as Pick<Pool, 'query'>
}

export interface StoredCase {
  id: number
  /** revision of its last change */
  version: number
  originalNo: string | null
  /** that made it */
  batch: string
  /** number of its last event; null for a case that nobody worked on */
  lastSeq: number | null
  state: CaseState
}

const SELECTED = `d.id, d.revision AS version, d.original_no AS "originalNo", d.batch, l.last_seq AS "lastSeq",
  ${selected(TOLD, 'd')}, ${selected(LIFE, 'l')}`

/** The cases of these numbers, in no order; one that is not there is left out. */
export async function readCases(on: On, { county }: Scope, ids: readonly number[]): Promise<StoredCase[]> {
  if (ids.length === 0) return []
  const db = runner(on)
  const { rows } = await db.query<Record<string, unknown>>(
    `SELECT ${SELECTED} FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id
     WHERE d.county = $1 AND d.id = ANY($2)`,
    [county, ids],
  )
  const worked = rows.filter(({ lastSeq }) => lastSeq !== null).map(({ id }) => id as number)
  const parts = new Map<number, Record<PartName, Record<string, unknown>>>(worked.map((id) => [id, noParts()]))
  if (worked.length > 0) for (const name of Object.keys(PART_TABLES) as PartName[]) await readPart(db, county, name, parts)
  return rows.map((row) => {
    const { id, version, originalNo, batch, lastSeq, ...facts } = row
    const state = {
      ...facts,
      followUps: facts.followUps ?? [],
      reopened: facts.reopened ?? 0,
      subsidyStatus: facts.subsidyStatus ?? 'none',
      ...(parts.get(id as number) ?? noParts()),
    }
    return { id, version, originalNo, batch, lastSeq, state: state as unknown as CaseState } as StoredCase
  })
}

export async function readCase(on: On, scope: Scope, id: number): Promise<StoredCase | null> {
  return (await readCases(on, scope, [id]))[0] ?? null
}

function noParts(): Record<PartName, Record<string, unknown>> {
  return { whistles: {}, supervisions: {}, participants: {}, prevented: {}, attachments: {} }
}

async function readPart(
  db: Pick<Pool, 'query'>,
  county: string,
  name: PartName,
  into: Map<number, Record<PartName, Record<string, unknown>>>,
): Promise<void> {
  const { table, key, columns } = PART_TABLES[name]
  const { rows } = await db.query<Record<string, unknown>>(
    `SELECT t.case_id AS "caseId", t.${key} AS key, ${selected(columns, 't')} FROM ${table} t
     WHERE t.county = $1 AND t.case_id = ANY($2) ORDER BY t.case_id, t.${key}`,
    [county, [...into.keys()]],
  )
  const bare = BARE[name]
  for (const { caseId, key: no, ...value } of rows) {
    into.get(caseId as number)![name][String(no)] = bare === undefined ? plain(value) : value[bare]
  }
}

/** As the log of events holds it: an instant as text. */
function plain(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, one instanceof Date ? one.toISOString() : one]))
}
