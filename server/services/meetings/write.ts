import { AppError } from '../../contract/error.ts'
import { belowTowns, type MeetingChange, type MeetingDetail, type MeetingKind, type NewMeeting } from '../../contract/meetings.ts'
import type { Actor, CaseScope } from '../../contract/scope.ts'
import { appendLine } from '../../store/audit.ts'
import { lockCounty, raiseRevision } from '../../store/counties.ts'
import {
  actionsOf, insertActions, insertMeetings, meetingCases, meetingOn, meetingRow, putMeetingCases, removeMeeting, updateMeeting, type StoredMeeting,
} from '../../store/meetings.ts'
import { transaction, type Transaction } from '../../store/transaction.ts'
import { uuidV7 } from '../../store/uuid.ts'
import type { Context } from '../context.ts'
import { inTurn } from '../turns.ts'
import { checkedCases, checkHeld, newActions, refuseFamily, textMasker } from './checks.ts'
import { meetingDesk, type MeetingDesk } from './desk.ts'
import { bad, changedMeanwhile, hasResults, notYours, twice, unknownMeeting } from './refusals.ts'
import { detailOf, namedCases } from './shown.ts'

/** Opens a transaction that writes meetings of the county, in turn with others. */
export async function atMeetings<T>(ctx: Context, scope: CaseScope, work: (tx: Transaction, desk: MeetingDesk) => Promise<T>): Promise<T> {
  const desk = await meetingDesk(ctx, scope)
  if (!desk.writes) throw mayNot()
  return inTurn(ctx.db, { changes: scope.county }, () =>
    transaction(ctx.db, async (tx) => {
      if (!(await lockCounty(tx, scope))) throw unknownMeeting()
      return work(tx, desk)
    }),
  )
}

/** A meeting with its decisions, all or nothing. Throws `AppError` 400 that names the field, 409 for one that is there already. */
export async function enterMeeting(ctx: Context, scope: CaseScope, given: NewMeeting): Promise<MeetingDetail> {
  return atMeetings(ctx, scope, async (tx, desk) => {
    checkHeld(desk, given)
    if ((await meetingOn(tx, scope, given)) !== null) throw twice()
    const mark = markOf(ctx, scope.by)
    const { kind, area, heldOn } = given
    const mask = textMasker(desk, belowTowns(kind))
    const one: StoredMeeting = {
      id: uuidV7(ctx.now()), area, kind, heldOn, title: mask.line(given.title, 'title'), minutes: mask.text(given.minutes, 'minutes'), solved: given.solved ?? null, version: 1, created: mark, changed: mark,
    }
    const cases = await checkedCases(ctx, tx, desk, kind, given.cases ?? [])
    const actions = await newActions(ctx, tx, desk, one, given.actions ?? [], { known: [], at: (k, field) => `actions.${k}.${field}` })
    await insertMeetings(tx, scope, [one], await raiseRevision(tx, scope))
    await putMeetingCases(tx, scope, one.id, cases)
    await insertActions(tx, scope, actions)
    appendLine(tx, scope.by, {
      action: 'meeting_entered', at: mark.at, county: scope.county, subject: `meeting ${one.id}`, after: { kind, area, heldOn, solved: one.solved, cases: cases.length, actions: actions.length },
    })
    return detailOf(ctx, tx, desk, one)
  })
}

/**
 * Changes what is named. Throws `AppError` 409 with the meeting as it stands where somebody changed it since `version`,
 * 400 that names the field, 404. What says the same as before changes nothing.
 */
export async function changeMeeting(ctx: Context, scope: CaseScope, id: string, { version, ...change }: MeetingChange): Promise<MeetingDetail> {
  return atMeetings(ctx, scope, async (tx, desk) => {
    const before = await held(tx, desk, id)
    if (before.version !== version) throw changedMeanwhile(await detailOf(ctx, tx, desk, before))
    const next = { ...changedMeeting(desk, before, change), changed: markOf(ctx, scope.by) }
    const moved = (['kind', 'area', 'heldOn'] as const).some((key) => next[key] !== before[key])
    if (moved) {
      checkHeld(desk, next)
      if ((await meetingOn(tx, scope, next)) !== null) throw twice()
      await refuseBeforeMeeting(tx, desk, next)
      if (belowTowns(next.kind) && !belowTowns(before.kind)) await refuseNarrower(tx, desk, next)
    }
    const known = await meetingCases(tx, scope, id)
    if (belowTowns(before.kind) && !belowTowns(next.kind)) await refuseWider(ctx, tx, desk, { known, from: before.kind, to: next.kind })
    const cases = change.cases === undefined ? known : await changedCases(ctx, tx, desk, { known, from: before.kind, to: next.kind }, change.cases)
    const fields = COMPARED.filter((key) => next[key] !== before[key])
    const othersCases = JSON.stringify(cases) !== JSON.stringify(known)
    if (fields.length === 0 && !othersCases) return detailOf(ctx, tx, desk, before)
    const written = { ...next, version: before.version + 1 }
    await updateMeeting(tx, scope, written, await raiseRevision(tx, scope))
    if (othersCases) await putMeetingCases(tx, scope, id, cases)
    const told = (one: StoredMeeting, n: number) => ({ ...Object.fromEntries(fields.map((key) => [key, TEXTS.includes(key) ? (one[key] === null ? null : '…') : one[key]])), ...(othersCases && { cases: n }) })
    appendLine(tx, scope.by, {
      action: 'meeting_changed', at: written.changed.at, county: scope.county, subject: `meeting ${id}`, before: told(before, known.length), after: told(written, cases.length),
    })
    return detailOf(ctx, tx, desk, written)
  })
}

/** Takes away what the same account entered by mistake. Throws `AppError` 403 for another's, 409 once something of it is finished. */
export async function deleteMeeting(ctx: Context, scope: CaseScope, id: string): Promise<void> {
  await atMeetings(ctx, scope, async (tx, desk) => {
    const one = await held(tx, desk, id)
    if (one.created.account === null || one.created.account !== scope.by.account) throw notYours()
    const actions = await actionsOf(tx, scope, id)
    if (actions.some(({ status }) => status !== 'open')) throw hasResults()
    await removeMeeting(tx, scope, id)
    await raiseRevision(tx, scope)
    const { kind, area, heldOn } = one
    appendLine(tx, scope.by, { action: 'meeting_deleted', at: new Date(ctx.now()), county: scope.county, subject: `meeting ${id}`, before: { kind, area, heldOn, actions: actions.length } })
  })
}

/** A meeting of the asker's area. Throws `AppError` 404. */
export async function held(tx: Transaction, { scope, inside }: MeetingDesk, id: string): Promise<StoredMeeting> {
  const one = await meetingRow(tx, scope, id)
  if (!one || !inside(one.area)) throw unknownMeeting()
  return one
}

const COMPARED = ['kind', 'area', 'heldOn', 'title', 'minutes', 'solved'] as const
/** The log tells that they were changed, never what they say. */
const TEXTS: readonly string[] = ['title', 'minutes']

function changedMeeting(desk: MeetingDesk, before: StoredMeeting, { kind, area, heldOn, title, minutes, solved }: Omit<MeetingChange, 'version'>): StoredMeeting {
  const mask = textMasker(desk, belowTowns(kind ?? before.kind))
  return {
    ...before,
    kind: kind ?? before.kind,
    area: area ?? before.area,
    heldOn: heldOn ?? before.heldOn,
    title: title === undefined ? before.title : mask.line(title, 'title'),
    minutes: minutes === undefined ? before.minutes : mask.text(minutes, 'minutes'),
    solved: solved === undefined ? before.solved : solved,
  }
}

/** The cases of a meeting, and the kinds that it was of and is of now. */
interface Recast {
  known: readonly number[]
  from: MeetingKind
  to: MeetingKind
}

/** Cases that are not named to the asker stay as they were: he could not have named them. */
async function changedCases(ctx: Context, tx: Transaction, desk: MeetingDesk, { known, from, to }: Recast, given: readonly number[]): Promise<number[]> {
  const named = new Set((await namedCases(ctx, tx, desk, from, known)).map(({ id }) => id))
  const kept = await checkedCases(ctx, tx, desk, to, given)
  return [...new Set([...known.filter((id) => !named.has(id)), ...kept])].sort((a, b) => a - b)
}

/** What was written for a town is judged anew where the meeting becomes that of a village. */
async function refuseNarrower(tx: Transaction, { scope }: MeetingDesk, { id, title, minutes }: StoredMeeting): Promise<void> {
  refuseFamily(title, 'title')
  refuseFamily(minutes, 'minutes')
  for (const { text, result } of await actionsOf(tx, scope, id)) for (const said of [text, result]) refuseFamily(said, 'kind')
}

/** What a meeting of a village keeps from the asker, it would name to him once it is that of a town. */
async function refuseWider(ctx: Context, tx: Transaction, desk: MeetingDesk, { known, from, to }: Recast): Promise<void> {
  const named = await namedCases(ctx, tx, desk, from, known)
  if (named.length === (await namedCases(ctx, tx, desk, to, known)).length) return
  throw bad('kind', { zh: '这次会议研究过不向您列出的敏感案件，请由综治中心改会议种类', en: 'The meeting talked about sensitive cases that are not named to you: have the centre change its kind' })
}

/** Nothing is due before the meeting that decided it, nor was finished before. */
async function refuseBeforeMeeting(tx: Transaction, { scope }: MeetingDesk, { id, heldOn }: StoredMeeting): Promise<void> {
  const actions = await actionsOf(tx, scope, id)
  const early = actions.find(({ dueOn }) => dueOn < heldOn)
  if (early) throw bad('heldOn', { zh: `有议定事项的时限（${early.dueOn}）早于这一天，请先改时限`, en: `An action item is due on ${early.dueOn}, before that day: change its due day first` })
  const finished = actions.find(({ doneOn }) => doneOn !== null && doneOn < heldOn)
  if (finished) throw bad('heldOn', { zh: `有议定事项已在 ${finished.doneOn} 办结，早于这一天，请核对开会日，或先改办结日期`, en: `An action item was finished on ${finished.doneOn}, before that day: check the day of the meeting, or change the item first` })
}

function markOf(ctx: Context, { account, login }: Actor) {
  return { account, login, at: new Date(ctx.now()) }
}

function mayNot(): AppError {
  return new AppError('meeting_not_kept', {
    status: 403,
    say: { zh: '会议由综治中心和领导登记', en: 'Meetings are entered by centre clerks and leaders' },
  })
}
