import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import { dayNumber } from '../../contract/day.ts'
import {
  ACTION_STATES, MEETING_BOUNDS, MEETING_KINDS, type ActionChange, type ActionItem, type ActionList, type ActionState, type MeetingDetail, type MeetingKind, type NewAction, type NextMeeting,
} from '../../contract/meetings.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { periodOf } from '../../ledger/meetings/periods.ts'
import { appendLine } from '../../store/audit.ts'
import { raiseRevision } from '../../store/counties.ts'
import { actionRow, actionRows, actionsOf, countMeetings, insertActions, meetingRow, meetingsById, updateAction, type StoredAction, type StoredMeeting } from '../../store/meetings.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import type { Context } from '../context.ts'
import { presetsOf } from '../presets.ts'
import { checkedAction, newActions } from './checks.ts'
import { meetingDesk, unknownArea, type MeetingDesk } from './desk.ts'
import { actionChanged, bad, tooMany, unknownAction } from './refusals.ts'
import { detailOf, itemsOf } from './shown.ts'
import { atMeetings, held } from './write.ts'

export interface ActionsAsked {
  /** absent = open ones */
  status?: ActionState | 'all'
  /** decided by meetings of this area and below */
  area?: AreaCode
  /** id of the organisation that carries it out */
  owner?: string
  limit: number
  offset: number
}

/**
 * Action items that the asker's meetings decided, and those that somebody gave to organisations of its area; to who sees
 * its own cases alone, those of its organisation.
 */
export async function listActions(ctx: Context, scope: CaseScope, { status = 'open', area, owner, limit, offset }: ActionsAsked): Promise<ActionList> {
  const desk = await meetingDesk(ctx, scope)
  const codes = area === undefined ? null : desk.codesBelow(area)
  const all = await seenActions(ctx, desk, status === 'all' ? ACTION_STATES.codes : [status])
  const found = all.filter(({ action, from }) => (owner === undefined || action.owner === owner) && (codes === null || codes.includes(from.area)))
  return listOf(ctx, desk, found, { limit, offset })
}

/** What the next meeting of an area finds on its table. Throws `AppError` 400 for an area outside the scope. */
export async function nextMeeting(ctx: Context, scope: CaseScope, { area = scope.root, kind }: { area?: AreaCode; kind?: MeetingKind }): Promise<NextMeeting> {
  const desk = await meetingDesk(ctx, scope)
  const { pack: { tree }, today } = desk
  const index = tree.current(area, today)
  if (index < 0 || !desk.inside(area)) throw unknownArea('area')
  const { code, level } = tree.areas[index]!
  const open = (await seenActions(ctx, desk, ['open'])).filter(({ from }) => tree.current(from.area, today) === index && (kind === undefined || from.kind === kind))
  const { rhythms } = (await presetsOf(ctx, scope)).meetings
  const owed: NextMeeting['owed'] = []
  for (const row of MEETING_KINDS.rows) {
    const rhythm = rhythms[row.code]
    if (rhythm === null || row.level !== level || (kind !== undefined && kind !== row.code)) continue
    const period = periodOf(rhythm, today)
    const n = await countMeetings(ctx.db, scope, { codes: [code], kind: row.code, from: period.from, to: period.to })
    owed.push({ kind: row.code, rhythm, period, held: n > 0 })
  }
  return { ...(await listOf(ctx, desk, open, { limit: open.length, offset: 0 })), area: desk.placeOf(code), owed }
}

/** Decides one more thing in a meeting that was entered. */
export async function addAction(ctx: Context, scope: CaseScope, meeting: string, given: NewAction): Promise<MeetingDetail> {
  return atMeetings(ctx, scope, async (tx, desk) => {
    const one = await held(tx, desk, meeting)
    const known = await actionsOf(tx, scope, meeting)
    if (known.length >= MEETING_BOUNDS.actions) throw tooMany()
    const [action] = await newActions(ctx, tx, desk, one, [given], { known, at: (_, field) => field })
    await insertActions(tx, scope, [action!])
    await raiseRevision(tx, scope)
    appendLine(tx, scope.by, { action: 'action_changed', at: new Date(ctx.now()), county: scope.county, subject: `action ${action!.id}`, after: told(action!) })
    return detailOf(ctx, tx, desk, one)
  })
}

/**
 * Changes what is named of an action item, ticks it off or drops it. Throws `AppError` 409 where somebody changed it
 * since `version`, 400 that names the field, 404.
 */
export async function changeAction(ctx: Context, scope: CaseScope, id: string, { version, ...change }: ActionChange): Promise<ActionItem> {
  return atMeetings(ctx, scope, async (tx, desk) => {
    const before = await actionRow(tx, scope, id)
    const from = before && (await meetingRow(tx, scope, before.meeting))
    if (!before || !from || !desk.inside(from.area)) throw unknownAction()
    if (before.version !== version) throw actionChanged()
    const changed = withStatus(desk, { ...before, ...only(change, ['text', 'owner', 'dueOn', 'place']) }, change, from)
    const next = await checkedAction(ctx, tx, desk, changed, { from, known: before, at: (field) => field })
    const meetings = new Map([[from.id, from]])
    if (JSON.stringify(next) === JSON.stringify(before)) return (await itemsOf(tx, desk, [before], meetings))[0]!
    const written = { ...next, version: before.version + 1 }
    const reworded = (['text', 'result'] as const).filter((key) => next[key] !== before[key])
    await updateAction(tx, scope, written)
    await raiseRevision(tx, scope)
    appendLine(tx, scope.by, { action: 'action_changed', at: new Date(ctx.now()), county: scope.county, subject: `action ${id}`, before: told(before, reworded), after: told(written, reworded) })
    return (await itemsOf(tx, desk, [written], meetings))[0]!
  })
}

/** The log tells who has to do it by when and how it stands; of what it says, that it was changed. */
function told(action: StoredAction, reworded: readonly ('text' | 'result')[] = []) {
  const { owner, dueOn, place, status, doneOn } = action
  return { owner, dueOn, place, status, doneOn, ...Object.fromEntries(reworded.map((key) => [key, action[key] === null ? null : '…'])) }
}

function only<Key extends keyof ActionChange>(change: Omit<ActionChange, 'version'>, keys: readonly Key[]): Partial<Pick<ActionChange, Key>> {
  const given = change as Partial<ActionChange>
  return Object.fromEntries(keys.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]]))) as Partial<Pick<ActionChange, Key>>
}

/** A finished item has a day, today unless another one is given; an open one has neither day nor result. */
function withStatus(desk: MeetingDesk, action: StoredAction, change: Omit<ActionChange, 'version'>, { heldOn }: StoredMeeting): StoredAction {
  const status = change.status ?? action.status
  if (status === 'open') {
    if (change.doneOn !== undefined || (change.result ?? null) !== null) throw bad('status', { zh: '未完成的事项没有完成日期和结果，请先选“已完成”或“不再办理”', en: 'An open item has neither a day nor a result: set it to done or dropped' })
    return { ...action, status, doneOn: null, result: null }
  }
  const result = change.result === undefined ? action.result : change.result?.trim() || null
  const doneOn = change.doneOn ?? (action.status === status ? action.doneOn : desk.today)
  if (status === 'dropped' && result === null) throw bad('result', { zh: '请写明为什么不再办理', en: 'Say why it is dropped' })
  if (doneOn! > desk.today) throw bad('doneOn', { zh: '日期在今天之后，请核对', en: 'The day lies in the future: check it' })
  if (doneOn! < heldOn) throw bad('doneOn', { zh: `日期早于开会日 ${heldOn}，请核对`, en: `The day lies before the meeting of ${heldOn}: check it` })
  return { ...action, status, doneOn, result }
}

interface Seen {
  action: StoredAction
  from: StoredMeeting
}

async function seenActions(ctx: Context, desk: MeetingDesk, states: readonly ActionState[]): Promise<Seen[]> {
  const { scope, reads, inside } = desk
  const rows = await actionRows(ctx.db, scope, states)
  const meetings = await meetingsById(ctx.db, scope, [...new Set(rows.map(({ meeting }) => meeting))])
  const owners = await namedOrganisations(ctx.db, scope, rows.map(({ owner }) => owner))
  const given = (owner: string): boolean => owner === scope.by.organisation || (reads && owners.has(owner) && inside(owners.get(owner)!.area))
  return rows.flatMap((action) => {
    const from = meetings.get(action.meeting)
    return from && ((reads && inside(from.area)) || given(action.owner)) ? [{ action, from }] : []
  })
}

async function listOf(ctx: Context, desk: MeetingDesk, found: readonly Seen[], { limit, offset }: { limit: number; offset: number }): Promise<ActionList> {
  const page = found.slice(offset, offset + limit)
  const late = ({ status, dueOn }: StoredAction): boolean => status === 'open' && dayNumber(dueOn as Day) < dayNumber(desk.today)
  return {
    asOf: desk.today,
    total: found.length,
    overdue: found.filter(({ action }) => late(action)).length,
    items: await itemsOf(ctx.db, desk, page.map(({ action }) => action), new Map(page.map(({ from }) => [from.id, from]))),
  }
}
