import type { CaseState } from '../contract/caseState.ts'
import type { Scope } from '../contract/scope.ts'
import type { StoredEvent } from './caseEvents.ts'
import { ENTERED } from './caseWrite.ts'
import { copyInto, field } from './copyIn.ts'
import { BARE, LIFE, LIFE_NAMES, PART_TABLES, TOLD, TOLD_NAMES, type PartName } from './lifeColumns.ts'
import type { Transaction } from './transaction.ts'

/** A case that was entered and worked on, as it stands after its last event. */
export interface EnteredCase {
  id: number
  /** signed 64-bit integer in decimal: what imports know a row again by */
  contentKey: string
  state: CaseState
  events: StoredEvent[]
  next: { due: string; clock: string } | null
}

/** Writes cases that nobody has yet, each with its whole life: the rows that `insertCase` and `writeEvent` write one by one. */
export async function copyEntered(tx: Transaction, scope: Scope, cases: readonly EnteredCase[]): Promise<void> {
  await copyRows(tx, 'dispute', ['county', 'id', 'revision', 'batch', 'content_key', 'number_lost', 'original_x', 'original_y', 'crs', ...TOLD_NAMES.map((name) => TOLD[name])],
    cases.map(({ id, contentKey, state, events }) => [
      scope.county, id, events.at(-1)!.revision, ENTERED, contentKey, false, state.lng, state.lat, state.lng === null ? null : 'WGS84', ...TOLD_NAMES.map((name) => state[name]),
    ]))
  await copyRows(tx, 'dispute_life', ['county', 'id', ...LIFE_NAMES.map((name) => LIFE[name]), 'last_seq', 'next_due', 'next_clock'],
    cases.map(({ id, state, events, next }) => [
      scope.county, id, ...LIFE_NAMES.map((name) => (name === 'followUps' ? JSON.stringify(state.followUps) : (state[name] as Cell))), events.length, next?.due ?? null, next?.clock ?? null,
    ]))
  for (const name of Object.keys(PART_TABLES) as PartName[]) await copyPart(tx, scope, name, cases)
  await copyRows(tx, 'dispute_event', ['county', 'id', 'seq', 'revision', 'at', 'kind', 'from_state', 'to_state', 'organisation', 'account', 'login', 'note', 'changes'],
    cases.flatMap(({ id, events }) => events.map((one) => [
      scope.county, id, one.seq, one.revision, one.at.toISOString(), one.kind, one.from, one.to, one.organisation, scope.by.account, one.login, one.note, JSON.stringify(one.changes),
    ])))
}

async function copyPart(tx: Transaction, { county }: Scope, name: PartName, cases: readonly EnteredCase[]): Promise<void> {
  const { table, key, columns } = PART_TABLES[name]
  const bare = BARE[name]
  const rows = cases.flatMap(({ id, state }) => Object.entries(state[name]).map(([no, value]) => {
    const told = bare === undefined ? (value as Record<string, Cell>) : { [bare]: value as Cell }
    return [county, id, no, ...Object.keys(columns).map((one) => told[one] ?? null)]
  }))
  if (rows.length > 0) await copyRows(tx, table, ['county', 'case_id', key, ...Object.values(columns)], rows)
}

type Cell = string | number | boolean | null

async function copyRows({ client }: Transaction, table: string, columns: string[], rows: readonly Cell[][]): Promise<void> {
  const copy = copyInto(client, table, columns)
  try {
    for (const row of rows) if (copy.add(`${row.map(field).join('\t')}\n`)) await copy.flush()
    await copy.end()
  } catch (error) {
    copy.abandon(error as Error)
    throw error
  }
}
