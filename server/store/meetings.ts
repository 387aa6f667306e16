import type { ExpressionBuilder } from 'kysely'
import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { ActionState, MeetingKind } from '../contract/meetings.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'
import type { Transaction } from './transaction.ts'

/** Inside a transaction or outside. */
type On = Pick<Database, 'query'>

const COLUMNS = [
  'county', 'id', 'area', 'kind', 'held_on', 'title', 'minutes', 'solved', 'revision', 'version', 'created_account', 'created_login', 'created_at',
  'changed_account', 'changed_login', 'changed_at',
]

/** Who did something, and when. */
interface Mark {
  account: string | null
  login: string
  at: Date
}

export interface StoredMeeting {
  id: string
  area: AreaCode
  kind: MeetingKind
  heldOn: Day
  title: string
  minutes: string | null
  solved: number | null
  version: number
  created: Mark
  changed: Mark
}

export interface StoredAction {
  id: string
  meeting: string
  /** number in the meeting, from 1 */
  no: number
  text: string
  owner: string
  dueOn: Day
  place: AreaCode | null
  status: ActionState
  doneOn: Day | null
  result: string | null
  version: number
}

/** What meetings are asked for. */
export interface MeetingQuery {
  /** codes whose meetings are seen; null = every one of the county */
  codes: readonly AreaCode[] | null
  kind?: MeetingKind
  from?: Day
  to?: Day
}

export async function countMeetings({ query }: On, { county }: Scope, asked: MeetingQuery): Promise<number> {
  const row = await query
    .selectFrom('meeting').select(({ fn }) => fn.countAll<number>().as('n')).where('county', '=', county).where(fits(asked)).executeTakeFirstOrThrow()
  return row.n
}

/** The latest first; those of one day by when they were entered. */
export async function meetingRows({ query }: On, { county }: Scope, asked: MeetingQuery, page: { limit: number; offset: number }): Promise<StoredMeeting[]> {
  const rows = await query
    .selectFrom('meeting').selectAll().where('county', '=', county).where(fits(asked))
    .orderBy('held_on', 'desc').orderBy('id', 'desc').limit(page.limit).offset(page.offset)
    .execute()
  return rows.map(meetingOf)
}

/** Days on which meetings were held, the latest first. */
export async function meetingDays({ query }: On, { county }: Scope, asked: MeetingQuery): Promise<{ id: string; area: AreaCode; heldOn: Day }[]> {
  return query
    .selectFrom('meeting').select(['id', 'area', 'held_on as heldOn']).where('county', '=', county).where(fits(asked))
    .orderBy('held_on', 'desc').orderBy('id', 'desc')
    .execute()
}

/** The day of the first meeting that the county entered, of any kind and anywhere. */
export async function firstMeeting({ query }: On, { county }: Scope): Promise<Day | null> {
  const row = await query.selectFrom('meeting').select(({ fn }) => fn.min('held_on').as('day')).where('county', '=', county).executeTakeFirst()
  return (row?.day as Day | null | undefined) ?? null
}

export async function meetingRow({ query }: On, { county }: Scope, id: string): Promise<StoredMeeting | null> {
  const row = await query.selectFrom('meeting').selectAll().where('county', '=', county).where('id', '=', id).executeTakeFirst()
  return row ? meetingOf(row) : null
}

export async function meetingsById({ query }: On, { county }: Scope, ids: readonly string[]): Promise<Map<string, StoredMeeting>> {
  if (ids.length === 0) return new Map()
  const rows = await query.selectFrom('meeting').selectAll().where('county', '=', county).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, meetingOf(row)]))
}

/** The one of this kind, area and day. */
export async function meetingOn({ query }: On, { county }: Scope, { kind, area, heldOn }: Pick<StoredMeeting, 'kind' | 'area' | 'heldOn'>): Promise<string | null> {
  const row = await query
    .selectFrom('meeting').select('id').where('county', '=', county).where('kind', '=', kind).where('area', '=', area).where('held_on', '=', heldOn).executeTakeFirst()
  return row?.id ?? null
}

export async function insertMeetings({ client }: Transaction, { county }: Scope, list: readonly StoredMeeting[], revision: number): Promise<void> {
  if (list.length === 0) return
  const rows = list.map((one) => ({ county, ...rowOf(one), revision }))
  await client.query(`INSERT INTO meeting (${COLUMNS.join(', ')}) SELECT ${COLUMNS.join(', ')} FROM json_populate_recordset(NULL::meeting, $1)`, [JSON.stringify(rows)])
}

export async function updateMeeting({ query }: Transaction, { county }: Scope, one: StoredMeeting, revision: number): Promise<void> {
  await query.updateTable('meeting').set({ ...rowOf(one), revision }).where('county', '=', county).where('id', '=', one.id).execute()
}

/** With the cases that it talked about and what it decided. */
export async function removeMeeting({ query }: Transaction, { county }: Scope, id: string): Promise<void> {
  await query.deleteFrom('meeting_action').where('county', '=', county).where('meeting', '=', id).execute()
  await query.deleteFrom('meeting_case').where('county', '=', county).where('meeting', '=', id).execute()
  await query.deleteFrom('meeting').where('county', '=', county).where('id', '=', id).execute()
}

export async function meetingCases({ query }: On, { county }: Scope, id: string): Promise<number[]> {
  const rows = await query.selectFrom('meeting_case').select('case_id').where('county', '=', county).where('meeting', '=', id).orderBy('case_id').execute()
  return rows.map((row) => row.case_id)
}

export async function putMeetingCases({ query }: Transaction, { county }: Scope, meeting: string, cases: readonly number[]): Promise<void> {
  await query.deleteFrom('meeting_case').where('county', '=', county).where('meeting', '=', meeting).execute()
  if (cases.length > 0) await query.insertInto('meeting_case').values(cases.map((id) => ({ county, meeting, case_id: id }))).execute()
}

/** How many cases and decisions each of these meetings has, and how many of those are open. */
export async function meetingTallies({ query }: On, { county }: Scope, ids: readonly string[]): Promise<Map<string, { cases: number; actions: number; open: number }>> {
  const tallies = new Map(ids.map((id) => [id, { cases: 0, actions: 0, open: 0 }]))
  if (ids.length === 0) return tallies
  const cases = await query
    .selectFrom('meeting_case').select(({ fn }) => ['meeting', fn.countAll<number>().as('n')]).where('county', '=', county).where('meeting', 'in', ids).groupBy('meeting').execute()
  for (const { meeting, n } of cases) tallies.get(meeting)!.cases = n
  const actions = await query
    .selectFrom('meeting_action').select(({ fn }) => ['meeting', 'status', fn.countAll<number>().as('n')]).where('county', '=', county).where('meeting', 'in', ids).groupBy(['meeting', 'status']).execute()
  for (const { meeting, status, n } of actions) {
    const tally = tallies.get(meeting)!
    tally.actions += n
    if (status === 'open') tally.open += n
  }
  return tallies
}

/** Decisions of a meeting, in the order in which they were taken. */
export async function actionsOf({ query }: On, { county }: Scope, meeting: string): Promise<StoredAction[]> {
  const rows = await query.selectFrom('meeting_action').selectAll().where('county', '=', county).where('meeting', '=', meeting).orderBy('no').execute()
  return rows.map(actionOf)
}

export async function actionRow({ query }: On, { county }: Scope, id: string): Promise<StoredAction | null> {
  const row = await query.selectFrom('meeting_action').selectAll().where('county', '=', county).where('id', '=', id).executeTakeFirst()
  return row ? actionOf(row) : null
}

/** Every one of the county in these states; open ones come by their due day, finished ones the last first. */
export async function actionRows({ query }: On, { county }: Scope, states: readonly ActionState[]): Promise<StoredAction[]> {
  const rows = await query
    .selectFrom('meeting_action').selectAll().where('county', '=', county).where('status', 'in', states)
    .orderBy('done_on', (order) => order.desc().nullsFirst()).orderBy('due_on').orderBy('meeting').orderBy('no')
    .execute()
  return rows.map(actionOf)
}

export async function insertActions({ query }: Transaction, { county }: Scope, list: readonly StoredAction[]): Promise<void> {
  if (list.length > 0) await query.insertInto('meeting_action').values(list.map((one) => ({ county, ...actionRowOf(one) }))).execute()
}

export async function updateAction({ query }: Transaction, { county }: Scope, one: StoredAction): Promise<void> {
  await query.updateTable('meeting_action').set(actionRowOf(one)).where('county', '=', county).where('id', '=', one.id).execute()
}

function fits({ codes, kind, from, to }: MeetingQuery) {
  return (eb: ExpressionBuilder<Tables, 'meeting'>) =>
    eb.and([
      ...(codes === null ? [] : [codes.length === 0 ? eb.lit(false) : eb('area', 'in', codes)]),
      ...(kind === undefined ? [] : [eb('kind', '=', kind)]),
      ...(from === undefined ? [] : [eb('held_on', '>=', from)]),
      ...(to === undefined ? [] : [eb('held_on', '<=', to)]),
    ])
}

type MeetingRow = Omit<Tables['meeting'], 'county' | 'revision' | 'created_at' | 'changed_at'> & { created_at: Date; changed_at: Date }
type ActionRow = Omit<Tables['meeting_action'], 'county'>

function rowOf({ heldOn, created, changed, ...rest }: StoredMeeting): MeetingRow {
  return {
    ...rest,
    held_on: heldOn,
    created_account: created.account,
    created_login: created.login,
    created_at: created.at,
    changed_account: changed.account,
    changed_login: changed.login,
    changed_at: changed.at,
  }
}

function meetingOf(row: MeetingRow): StoredMeeting {
  const { id, area, kind, held_on, title, minutes, solved, version } = row
  return {
    id, area, kind: kind as MeetingKind, heldOn: held_on, title, minutes, solved, version,
    created: { account: row.created_account, login: row.created_login, at: row.created_at },
    changed: { account: row.changed_account, login: row.changed_login, at: row.changed_at },
  }
}

function actionRowOf({ dueOn, doneOn, ...rest }: StoredAction): ActionRow {
  return { ...rest, due_on: dueOn, done_on: doneOn }
}

function actionOf(row: ActionRow): StoredAction {
  const { id, meeting, no, text, owner, place, status, result, version } = row
  return { id, meeting, no, text, owner, dueOn: row.due_on, place, status: status as ActionState, doneOn: row.done_on, result, version }
}
