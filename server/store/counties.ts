import type { AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import { newMark } from './marks.ts'
import type { Transaction } from './transaction.ts'

export interface CountyRow {
  county: AreaCode
  name: string
  packVersion: string
  revision: number
  aliasRevision: number
  nextCaseId: number
  /** tells this installation from an earlier one that was removed */
  sinceRevision: number
  /** tells this revision from one of the same number in another database */
  mark: string | null
}

const COLUMNS = [
  'county',
  'name',
  'pack_version as packVersion',
  'revision',
  'alias_revision as aliasRevision',
  'next_case_id as nextCaseId',
  'since_revision as sinceRevision',
  'mark',
] as const

export async function countyRows(db: Database): Promise<CountyRow[]> {
  return db.query.selectFrom('county').select(COLUMNS).orderBy('county').execute()
}

export async function countyRow(db: Pick<Database, 'query'>, county: AreaCode): Promise<CountyRow | null> {
  const row = await db.query.selectFrom('county').select(COLUMNS).where('county', '=', county).executeTakeFirst()
  return row ?? null
}

/** How long a writer waits for another one; an import of a million rows holds the county for about a minute. */
const PATIENCE_MS = 20_000

/** Writers of one county take turns on its row. Fails with lock_not_available when another holds it for too long. */
export async function lockCounty(tx: Transaction, { county }: Scope, patienceMs = PATIENCE_MS): Promise<CountyRow | null> {
  await tx.client.query(`SET LOCAL lock_timeout = ${Math.round(patienceMs)}`)
  const row = await tx.query
    .selectFrom('county')
    .select(COLUMNS)
    .where('county', '=', county)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Every transaction that changes what can be seen of a county raises its revision by one, and marks it. */
export async function raiseRevision(tx: Transaction, { county }: Scope, nextCaseId?: number): Promise<number> {
  const row = await tx.query
    .updateTable('county')
    .set((eb) => ({ revision: eb('revision', '+', 1), mark: newMark(), ...(nextCaseId === undefined ? {} : { next_case_id: nextCaseId }) }))
    .where('county', '=', county)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return row.revision
}
