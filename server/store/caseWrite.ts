import type { Day } from '../../geodata/place/area.ts'
import type { CaseEvent } from '../contract/cases.ts'
import type { CaseState, Change } from '../contract/caseState.ts'
import type { Scope } from '../contract/scope.ts'
import { BARE, LIFE, LIFE_NAMES, PART_TABLES, TOLD, TOLD_NAMES, type PartName } from './lifeColumns.ts'
import type { Transaction } from './transaction.ts'

/** `dispute.batch` of a case that a person entered. */
export const ENTERED = '00000000-0000-0000-0000-000000000000'

export interface NewEvent {
  /** number of the case's last event before this one; null for its first */
  lastSeq: number | null
  /** of the county, raised already */
  revision: number
  at: Date
  kind: CaseEvent['kind']
  from: CaseState['state'] | null
  note: string | null
  changes: readonly Change[]
  /** the same as the log keeps them, where it must not keep all */
  logged?: readonly Change[]
  /** the earliest running clock after it */
  next: { due: Day; clock: string } | null
}

/** A new case as it was entered, without its event. `contentKey` is what imports know a row again by. */
export async function insertCase(
  { client }: Transaction,
  { county }: Scope,
  row: { id: number; revision: number; contentKey: string; state: CaseState },
): Promise<void> {
  const values = TOLD_NAMES.map((name) => row.state[name])
  await client.query(
    `INSERT INTO dispute (county, id, revision, batch, content_key, number_lost, original_x, original_y, crs, ${TOLD_NAMES.map((name) => TOLD[name]).join(', ')})
     VALUES ($1, $2, $3, $4, $5, false, $6, $7, $8, ${TOLD_NAMES.map((_, k) => `$${k + 9}`).join(', ')})`,
    [county, row.id, row.revision, ENTERED, row.contentKey, row.state.lng, row.state.lat, row.state.lng === null ? null : 'WGS84', ...values],
  )
}

/** Brings a case to its state after an event, and writes the event. */
export async function writeEvent(tx: Transaction, scope: Scope, id: number, state: CaseState, event: NewEvent): Promise<void> {
  await writeTold(tx, scope, id, state, event)
  await writeLife(tx, scope, id, state, event)
  for (const change of event.changes) await writePart(tx, scope, id, change)
  const { by } = scope
  await tx.client.query(
    `INSERT INTO dispute_event (county, id, seq, revision, at, kind, from_state, to_state, organisation, account, login, note, changes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      scope.county, id, (event.lastSeq ?? 0) + 1, event.revision, event.at, event.kind, event.from, state.state,
      by.organisation, by.account, by.login, event.note, JSON.stringify(event.logged ?? event.changes),
    ],
  )
}

async function writeTold({ client }: Transaction, { county }: Scope, id: number, state: CaseState, { revision, changes }: NewEvent): Promise<void> {
  const changed = TOLD_NAMES.filter((name) => changes.some(({ field }) => field === name))
  const sets = changed.map((name, k) => `${TOLD[name]} = $${k + 4}`)
  if (changed.includes('lng')) {
    sets.push(...(state.lng === null ? ['original_x = NULL', 'original_y = NULL', 'crs = NULL'] : [`original_x = ${Number(state.lng)}`, `original_y = ${Number(state.lat)}`, `crs = 'WGS84'`]))
  }
  // words that found another place no longer speak for it
  if (changed.includes('area')) sets.push('place_words = NULL', 'candidates = NULL')
  await client.query(`UPDATE dispute SET ${['revision = $3', ...sets].join(', ')} WHERE county = $1 AND id = $2`, [
    county, id, revision, ...changed.map((name) => state[name]),
  ])
}

async function writeLife({ client }: Transaction, { county }: Scope, id: number, state: CaseState, event: NewEvent): Promise<void> {
  const columns = [...LIFE_NAMES.map((name) => LIFE[name]), 'last_seq', 'next_due', 'next_clock']
  const values = [
    ...LIFE_NAMES.map((name) => (name === 'followUps' ? JSON.stringify(state.followUps) : state[name])),
    (event.lastSeq ?? 0) + 1, event.next?.due ?? null, event.next?.clock ?? null,
  ]
  await client.query(
    `INSERT INTO dispute_life (county, id, ${columns.join(', ')}) VALUES ($1, $2, ${columns.map((_, k) => `$${k + 3}`).join(', ')})
     ON CONFLICT (county, id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [county, id, ...values],
  )
}

async function writePart({ client }: Transaction, { county }: Scope, id: number, { field, after }: Change): Promise<void> {
  const at = field.indexOf('.')
  if (at < 0) return
  const [name, key] = [field.slice(0, at) as PartName, field.slice(at + 1)]
  const { table, key: keyColumn, columns } = PART_TABLES[name]
  if (after === null) {
    await client.query(`DELETE FROM ${table} WHERE county = $1 AND case_id = $2 AND ${keyColumn} = $3`, [county, id, key])
    return
  }
  const bare = BARE[name]
  const value = bare === undefined ? (after as Record<string, unknown>) : { [bare]: after }
  const names = Object.keys(columns)
  const stored = Object.values(columns) as string[]
  await client.query(
    `INSERT INTO ${table} (county, case_id, ${keyColumn}, ${stored.join(', ')}) VALUES ($1, $2, $3, ${stored.map((_, k) => `$${k + 4}`).join(', ')})
     ON CONFLICT (county, case_id, ${keyColumn}) DO UPDATE SET ${stored.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [county, id, key, ...names.map((one) => value[one])],
  )
}
