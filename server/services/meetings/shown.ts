import { caseCode } from '../../contract/caseCode.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { dayNumber } from '../../contract/day.ts'
import { belowTowns, type ActionItem, type MeetingDetail, type MeetingKind, type MeetingRow } from '../../contract/meetings.ts'
import { maySee } from '../../ledger/life/asker.ts'
import { readCases } from '../../store/caseState.ts'
import type { Database } from '../../store/database.ts'
import { actionsOf, meetingCases, meetingTallies, type StoredAction, type StoredMeeting } from '../../store/meetings.ts'
import { namedOrganisations, type NamedOrganisation } from '../../store/namedOrganisations.ts'
import type { Transaction } from '../../store/transaction.ts'
import { askerOf, groundOf, type Ground } from '../caseLife/reach.ts'
import { reads } from '../caseLife/reading.ts'
import type { Context } from '../context.ts'
import type { MeetingDesk } from './desk.ts'

type On = Database | Transaction

export async function rowsOf(on: On, desk: MeetingDesk, list: readonly StoredMeeting[]): Promise<MeetingRow[]> {
  const tallies = await meetingTallies(on, desk.scope, list.map(({ id }) => id))
  return list.map(({ id, kind, area, heldOn, title, solved }) => ({ id, kind, area: desk.placeOf(area), heldOn, title, solved, ...tallies.get(id)! }))
}

/** One meeting as the asker may know it: of its cases by number those that may be named to him, the others as a count. */
export async function detailOf(ctx: Context, on: On, desk: MeetingDesk, one: StoredMeeting): Promise<MeetingDetail> {
  const { id, kind, area, heldOn, title, solved, minutes, version, created, changed } = one
  const ids = await meetingCases(on, desk.scope, id)
  const cases = await namedCases(ctx, on, desk, kind, ids)
  const actions = await itemsOf(on, desk, await actionsOf(on, desk.scope, id), new Map([[id, one]]))
  const own = created.account !== null && created.account === desk.scope.by.account
  return {
    id, kind, area: desk.placeOf(area), heldOn, title, solved, minutes, version,
    open: actions.filter(({ status }) => status === 'open').length,
    cases,
    otherCases: ids.length - cases.length,
    actions,
    entered: { login: created.login, at: created.at.toISOString() },
    changed: { login: changed.login, at: changed.at.toISOString() },
    asOf: desk.today,
    mine: desk.writes,
    deletable: desk.writes && own && actions.every(({ status }) => status === 'open'),
  }
}

/** Those of the numbers that a meeting of the kind names to the asker, with their codes; merged ones too. */
export async function namedCases(ctx: Context, on: On, { scope }: MeetingDesk, kind: MeetingKind, ids: readonly number[]): Promise<{ id: number; code: string }[]> {
  if (ids.length === 0) return []
  const ground = await groundOf(ctx, scope)
  return (await readCases(on, scope, ids))
    .filter(({ state }) => isNamed(ground, kind, state))
    .map(({ id, state }) => ({ id, code: caseCode(scope.county, id, state) }))
    .sort((a, b) => a.id - b.id)
}

/** A meeting of a village tells where its cases lie: a sensitive one is named to who knows its place, and to the centre. */
function isNamed(ground: Ground, kind: MeetingKind, state: CaseState): boolean {
  const asker = askerOf(ground, state)
  if (!maySee(asker, state)) return false
  return !belowTowns(kind) || !state.sensitive || reads(ground, state) || (asker.inArea && asker.rights.includes('direct'))
}

/** Action items with who carries them out and where they come from, in the order given. */
export async function itemsOf(on: On, desk: MeetingDesk, list: readonly StoredAction[], meetings: ReadonlyMap<string, StoredMeeting>): Promise<ActionItem[]> {
  const names = await namedOrganisations(on, desk.scope, list.map(({ owner }) => owner))
  return list.flatMap((action) => {
    const from = meetings.get(action.meeting)
    return from ? [itemOf(desk, action, from, names)] : []
  })
}

function itemOf(desk: MeetingDesk, action: StoredAction, from: StoredMeeting, names: ReadonlyMap<string, NamedOrganisation>): ActionItem {
  const { id, text, owner, dueOn, place, status, doneOn, result, version } = action
  const named = names.get(owner)
  const seen = desk.reads && desk.inside(from.area)
  return {
    id, text, dueOn, status, doneOn, result, version,
    owner: { id: owner, name: named?.name ?? owner, area: named && desk.inside(named.area) ? named.area : null },
    place: place !== null && desk.inside(place) ? desk.placeOf(place) : null,
    daysOverdue: status === 'open' ? Math.max(0, dayNumber(desk.today) - dayNumber(dueOn)) : 0,
    mine: desk.writes && seen,
    meeting: { id: from.id, title: desk.reads ? from.title : null, kind: from.kind, heldOn: from.heldOn, seen },
  }
}
