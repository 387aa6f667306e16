import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AreaCode } from '../../../server/contract/answers.ts'
import type { MeetingCalendar, MeetingCell } from '../../../server/contract/meetings.ts'
import type { Role } from '../../../server/contract/roles.ts'
import { emptyMeeting } from '../../../web/forms/meeting.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { areaLines, townLines } from '../../../web/stores/meetingTowns.ts'
import { useMeetings } from '../../../web/stores/meetings.ts'
import { useSession } from '../../../web/stores/session.ts'
import { somePost, someSession } from './people.ts'
import { problem, someCounty, useServer, type Call } from './server.ts'

const stored = new Map<string, string>()
beforeEach(() => {
  stored.clear()
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value), removeItem: (key: string) => stored.delete(key) })
})
afterEach(() => vi.unstubAllGlobals())

function begin(role: Role, answer: (call: Call) => unknown): Call[] {
  const calls = useServer(answer)
  useSession().session = someSession('desk', [somePost(role)])
  return calls
}
const TOWN = { code: '990101001000' as AreaCode, name: '柳河镇', nameEn: 'Liuhe Town' }
const calendar = (kind: string) => ({ kind, rows: [], periods: [] })

test('a leader reads and writes, a supervisor reads, a mediator organisation neither; each has the kinds of its levels', () => {
  const told = (['leader', 'clerk', 'supervisor', 'mediator'] as const).map((role) => {
    begin(role, () => null)
    const { reads, writes, kinds } = useMeetings()
    return [reads, writes, kinds.length]
  })
  expect(told).toEqual([[true, true, 4], [true, true, 4], [true, false, 4], [false, false, 4]])
})

test('a post of a town has no meetings of the county', async () => {
  begin('clerk', () => ({ packVersion: '1', area: { code: TOWN.code, level: 'town' } }))
  const county = useCounty()
  county.info = { ...someCounty('990101000000'), root: { ...TOWN, path: '', pathEn: '' } }
  const meetings = useMeetings()
  await vi.waitFor(() => expect(meetings.kinds).toEqual(['village_weekly', 'town_halfmonthly']))
})

describe('the calendar', () => {
  test('of the kind that was asked for last stays, however late the first one comes', async () => {
    let late: (said: unknown) => void = () => {}
    begin('leader', ({ path }) => (path.includes('village') ? new Promise((resolve) => (late = resolve)) : calendar('town_halfmonthly')))
    const meetings = useMeetings()
    const first = meetings.readCalendar('village_weekly')
    await meetings.readCalendar('town_halfmonthly')
    late(calendar('village_weekly'))
    await first
    expect(meetings.calendar!.kind).toBe('town_halfmonthly')
  })

  test('that fails leaves what stood, and says why', async () => {
    let up = true
    begin('leader', () => (up ? calendar('county_monthly') : new TypeError('fetch failed')))
    const meetings = useMeetings()
    await meetings.readCalendar('county_monthly')
    up = false
    await meetings.readCalendar('county_monthly')
    expect([meetings.calendar!.kind, meetings.calendarError!.kind]).toEqual(['county_monthly', 'offline'])
  })
})

test('what was answered of one place does not stand for another, also where that cannot be read', async () => {
  let up = true
  const calls = begin('leader', ({ path }) => (up ? (path.includes('/calendar') ? calendar('town_halfmonthly') : { items: [], total: 0 }) : new TypeError('fetch failed')))
  const meetings = useMeetings()
  await meetings.readCalendar('town_halfmonthly')
  await meetings.readActions('open')
  up = false
  await meetings.readCalendar('town_halfmonthly', TOWN.code)
  await meetings.readActions('open', TOWN.code)
  expect([meetings.calendar, meetings.actions, meetings.calendarError!.kind, meetings.actionsError!.kind]).toEqual([null, null, 'offline', 'offline'])
  expect(calls.slice(-2).map(({ path }) => path.split('/meetings/')[1])).toEqual([`calendar?kind=town_halfmonthly&area=${TOWN.code}`, `actions?status=open&area=${TOWN.code}&limit=200`])
})

test('a list goes on where it ended', async () => {
  const calls = begin('leader', ({ path }) => ({ total: 3, meetings: path.includes('offset=2') ? [{ id: 'c' }] : [{ id: 'a' }, { id: 'b' }] }))
  const meetings = useMeetings()
  await meetings.readList('county_monthly')
  await meetings.readMore('county_monthly')
  expect(meetings.list!.meetings.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(calls.map(({ path }) => path)).toEqual(['/api/counties/990101000000/meetings?kind=county_monthly&limit=50', '/api/counties/990101000000/meetings?kind=county_monthly&limit=50&offset=2'])
})

test('what was ticked off is so in the list and on the sheet', async () => {
  const item = { id: 'x', status: 'open', version: 1 }
  begin('clerk', ({ method, path }) => (method === 'PATCH' ? { ...item, status: 'done', version: 2 } : path.includes('/actions') ? { total: 1, overdue: 0, items: [item, { id: 'y' }] } : { id: 'm', actions: [item] }))
  const meetings = useMeetings()
  await meetings.readActions()
  await meetings.open('m')
  expect(await meetings.changeAction('x', { version: 1, status: 'done' })).toBe(true)
  expect([meetings.actions!.items.map(({ status }) => status), meetings.one!.actions[0]!.version]).toEqual([['done', undefined], 2])
})

test('a refusal is told, and what was typed stays', async () => {
  begin('clerk', () => problem(400, 'no such area', 'unknown_area', 'area'))
  const meetings = useMeetings()
  const form = { ...emptyMeeting('town_halfmonthly', TOWN, '2024-06-12'), title: '研判会' }
  meetings.keep('new', form)
  expect(await meetings.enter({ kind: 'town_halfmonthly', area: TOWN.code, heldOn: '2024-06-12' as never, title: '研判会' })).toBe(false)
  expect([meetings.refusal!.problem!.field, meetings.draftOf('new')]).toEqual(['area', { form, version: null }])
  meetings.keep('new', emptyMeeting('town_halfmonthly', TOWN, '2024-06-12'))
  expect(meetings.draftOf('new')).toBeNull()
})

test('deleting leaves the desk', async () => {
  begin('clerk', ({ method }) => (method === 'DELETE' ? new Response(null, { status: 204 }) : { id: 'm', actions: [] }))
  const meetings = useMeetings()
  await meetings.open('m')
  expect([await meetings.remove('m'), meetings.one]).toEqual([true, null])
})

test('villages are summed up by their town, cell by cell', () => {
  const cell = (state: MeetingCell['state']): MeetingCell => ({ state, held: state === 'held' ? 1 : 0, meetings: [] })
  const row = (code: string, town: string, states: MeetingCell['state'][], held: number, owed: number) => ({ area: { ...TOWN, code: code as AreaCode, path: '', pathEn: '' }, town: town as AreaCode, cells: states.map(cell), held, owed })
  const answer = {
    periods: [{}, {}, { running: true }],
    rows: [row('1', 'a', ['held', 'missing', 'running'], 1, 2), row('2', 'a', ['held', 'none', 'held'], 1, 1), row('3', 'b', ['none', 'held', 'running'], 1, 1)],
  } as unknown as MeetingCalendar
  expect(townLines(answer, new Map([['a' as AreaCode, TOWN]])).map(({ area, held, owed, shares }) => [area.name, held, owed, shares.map((one) => `${one.held}/${one.owed}`)])).toEqual([
    ['柳河镇', 2, 3, ['2/2', '0/1', '1/2']], ['柳河镇', 1, 1, ['0/0', '1/1', '0/1']],
  ])
  expect(areaLines(answer)[1]!.shares).toEqual([{ held: 1, owed: 1 }, { held: 0, owed: 0 }, { held: 1, owed: 1 }])
})
