import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import * as schemas from '../../../server/api/meetingSchemas.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import type { ActionItem, MeetingCalendar, MeetingDetail, MeetingList } from '../../../server/contract/meetings.ts'
import { AREAS, install } from '../services/county.ts'
import { LIUHE, LIUHE_CENTRE, OFFICES } from '../services/meetings/hall.ts'
import { openBench, type Bench } from './bench.ts'
import type { Stand } from './people.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(20)
  await install(bench.ctx, 'b', AREAS, OFFICES)
})
afterAll(() => bench.drop())

const ask: Bench['ask'] = (rest, how) => bench.ask(`/meetings${rest}`, how)
const action = { text: '集中排查', owner: LIUHE_CENTRE, dueOn: '2024-06-28' }
const meeting = (more: object = {}) => ({ kind: 'town_halfmonthly', area: LIUHE, heldOn: '2024-06-12', title: '六月上半月研判会', ...more })
const LEADER: Stand = { role: 'leader' }
let made: MeetingDetail

describe('a meeting, from one end to the other', () => {
  test('is entered by a clerk and seen by a leader in the calendar, in the list, and whole', async () => {
    const entered = await ask<MeetingDetail>('', { method: 'POST', body: meeting({ minutes: '通报情况', solved: 2, cases: [1], actions: [action, { ...action, text: '回访', dueOn: '2024-07-09' }] }) })
    made = entered.answer
    expect([entered.status, schemas.meetingDetailSchema.safeParse(made).error]).toEqual([200, undefined])
    const calendar = (await ask<MeetingCalendar>('/calendar?kind=town_halfmonthly&from=2024-06-01', { stand: LEADER })).answer
    expect(calendar.rows[0]!.cells[0]).toEqual({ state: 'held', held: 1, meetings: [made.id] })
    expect((await ask<MeetingList>('', { stand: LEADER })).answer).toMatchObject({ total: 1, meetings: [{ id: made.id, actions: 2, open: 2, cases: 1 }] })
    expect((await ask<MeetingDetail>(`/${made.id}`, { stand: LEADER })).answer).toMatchObject({ minutes: '通报情况', deletable: false, mine: true })
  })

  test('its items are ticked off by the leader, and the next one finds what is left', async () => {
    const { id, version } = made.actions[0]!
    const done = await ask<ActionItem>(`/actions/${id}`, { method: 'PATCH', body: { version, status: 'done', result: '排查完毕' }, stand: LEADER })
    expect([done.status, done.answer.doneOn, schemas.actionItemSchema.safeParse(done.answer).error]).toEqual([200, '2024-07-01', undefined])
    expect((await ask<Problem>(`/actions/${id}`, { method: 'PATCH', body: { version, status: 'open' } })).answer).toMatchObject({ status: 409, code: 'action_changed' })
    const next = await ask<{ items: ActionItem[] }>(`/next?area=${LIUHE}`)
    expect(next.answer.items.map(({ text }) => text)).toEqual(['回访'])
  })

  test('an answer that was kept is stale after each change', async () => {
    const { headers } = await ask('')
    const etag = { 'if-none-match': headers.get('etag')! }
    expect((await ask('', { headers: etag })).status).toBe(304)
    await ask(`/${made.id}/actions`, { method: 'POST', body: { ...action, text: '再议' } })
    expect((await ask('', { headers: etag })).status).toBe(200)
  })

  test('is deleted by who entered it, with 204', async () => {
    const { answer } = await ask<MeetingDetail>('', { method: 'POST', body: meeting({ heldOn: '2024-06-20' }) })
    expect((await ask<Problem>(`/${answer.id}`, { method: 'DELETE', stand: LEADER })).answer).toMatchObject({ status: 403, code: 'meeting_not_yours' })
    expect(await ask(`/${answer.id}`, { method: 'DELETE' })).toMatchObject({ status: 204, answer: null })
    expect((await ask(`/${answer.id}`)).status).toBe(404)
  })
})

test.each<[string, z.ZodType]>([
  ['', schemas.meetingListSchema],
  ['?kind=village_weekly&from=2024-01-01&to=2024-06-30&limit=5&offset=0', schemas.meetingListSchema],
  ['/calendar?kind=village_weekly', schemas.meetingCalendarSchema],
  ['/calendar?kind=secretary_quarterly', schemas.meetingCalendarSchema],
  ['/actions', schemas.actionListSchema],
  ['/actions?status=all&owner=liuhe', schemas.actionListSchema],
  ['/next', schemas.nextMeetingSchema],
])('the answer of %s keeps to its schema', async (path, schema) => {
  const { status, answer } = await ask(path)
  expect([status, schema.safeParse(answer).error]).toEqual([200, undefined])
})

describe('who may what', () => {
  const reads = ['', '/calendar?kind=town_halfmonthly', '/actions', '/next']
  test.each(['wall', 'system_admin', 'security_admin', 'audit_admin'] as const)('%s reads nothing', async (role) => {
    for (const path of reads) expect([path, (await ask(path, { stand: { role } })).status]).toEqual([path, 403])
  })

  test.each(['supervisor', 'worker', 'mediator', 'wall', 'system_admin'] as const)('%s writes nothing', async (role) => {
    const stand: Stand = { role, area: LIUHE, ...(role === 'mediator' && { organisation: LIUHE_CENTRE }) }
    const tries: [string, string, unknown][] = [
      ['POST', '', meeting({ heldOn: '2024-06-21' })], ['PATCH', `/${made.id}`, { version: 1, solved: 9 }], ['DELETE', `/${made.id}`, undefined],
      ['POST', `/${made.id}/actions`, action], ['PATCH', `/actions/${made.actions[1]!.id}`, { version: 1, status: 'done' }],
    ]
    for (const [method, path, body] of tries) expect([method, path, (await ask(path, { method, body, stand })).status]).toEqual([method, path, 403])
  })

  test('a mediator organisation sees the calendar and its own items, and no minutes', async () => {
    const stand: Stand = { role: 'mediator', area: LIUHE, organisation: LIUHE_CENTRE }
    expect((await ask<Problem>('', { stand })).answer).toMatchObject({ status: 403, code: 'meetings_not_read' })
    expect((await ask('/calendar?kind=town_halfmonthly', { stand })).status).toBe(200)
    expect((await ask<{ total: number }>('/actions', { stand })).answer.total).toBe(2)
  })
})

test.each<[string, object, number, string]>([
  ['an unknown kind', { kind: 'daily' }, 400, 'kind'],
  ['no day', { heldOn: '2024-02-30' }, 400, 'heldOn'],
  ['tomorrow', { heldOn: '2024-07-02' }, 400, 'heldOn'],
  ['no title', { title: '  ' }, 400, 'title'],
  ['a title that is too long', { title: '长'.repeat(61) }, 400, 'title'],
  ['minutes that are too long', { minutes: '长'.repeat(10_001) }, 400, 'minutes'],
  ['half a case', { solved: 1.5 }, 400, 'solved'],
  ['a case less than none', { solved: -1 }, 400, 'solved'],
  ['a case that is not there', { cases: [99_999] }, 400, 'cases'],
  ['too many cases', { cases: Array.from({ length: 201 }, (_, k) => k + 1) }, 400, 'cases'],
  ['a decision without an owner', { actions: [{ text: '排查', dueOn: '2024-07-09' }] }, 400, 'actions.0.owner'],
  ['a decision of a person', { actions: [{ ...action, owner: '王建国' }] }, 400, 'actions.0.owner'],
  ['what no meeting has', { chair: '王建国' }, 400, 'chair'],
  ['an area that is not there', { area: '1' }, 400, 'area'],
  ['the same again', { heldOn: '2024-06-12' }, 409, 'heldOn'],
])('refuses %s by the name of its field, in both languages', async (_, more, status, field) => {
  for (const language of ['zh-CN', 'en']) {
    const { answer } = await ask<Problem>('', { method: 'POST', body: meeting({ heldOn: '2024-06-24', ...more }), headers: { 'accept-language': language } })
    expect([answer.status, answer.field, /[\u4e00-\u9fff]/.test(answer.detail ?? '')]).toEqual([status, field, language === 'zh-CN'])
  }
})
