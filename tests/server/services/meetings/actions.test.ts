import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActionChange, MeetingDetail, NewAction } from '../../../../server/contract/meetings.ts'
import type { CaseScope } from '../../../../server/contract/scope.ts'
import { addAction, changeAction, listActions, nextMeeting } from '../../../../server/services/meetings/actions.ts'
import { meetingDetail } from '../../../../server/services/meetings/read.ts'
import { enterMeeting } from '../../../../server/services/meetings/write.ts'
import { engines } from '../../../databases.ts'
import { COUNTY, type County } from '../county.ts'
import { CENTRE, code, day, DONGZHOU, LIUHE, LIUHE_CENTRE, openHall, scopeOf, TAIYU_CENTRE, townMeeting } from './hall.ts'

const PAGE = { limit: 50, offset: 0 }
const item = (more: Partial<NewAction> = {}): NewAction => ({ text: '集中排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-10'), ...more })

describe.each(engines)('action items on $name', (engine) => {
  let county: County
  let clerk: CaseScope
  let liuhe: CaseScope
  let made: MeetingDetail
  beforeAll(async () => {
    county = await openHall(0, engine)
    clerk = await scopeOf(county, { role: 'clerk' })
    liuhe = await scopeOf(county, { role: 'clerk', area: LIUHE, account: 'b' })
  })
  afterAll(() => county.drop())
  beforeEach(async () => {
    for (const table of ['meeting', 'meeting_action']) await county.ctx.db.pool.query(`DELETE FROM ${table}`)
    made = await enterMeeting(county.ctx, clerk, townMeeting({ actions: [item(), item({ text: '补齐回访', dueOn: day('2024-06-20') })] }))
  })
  const change = (more: Partial<ActionChange>, scope = clerk, id = made.actions[0]!.id) => changeAction(county.ctx, scope, id, { version: 1, ...more })
  const texts = async (scope: CaseScope, more: object = {}) => (await listActions(county.ctx, scope, { ...PAGE, ...more })).items.map(({ text }) => text)

  test('are done with a day and a result, and open again without', async () => {
    const done = await change({ status: 'done', result: '已排查三个村，当事人：王建国' })
    expect(done).toMatchObject({ status: 'done', doneOn: '2024-07-01', version: 2, daysOverdue: 0 })
    expect(done.result).not.toContain('王建国')
    const { rows } = await county.ctx.db.pool.query<{ before: string; after: string }>('SELECT before, after FROM audit_line WHERE subject = $1', [`action ${done.id}`])
    expect(rows.map(({ before, after }) => [JSON.parse(before), JSON.parse(after)])).toEqual([
      [{ owner: LIUHE_CENTRE, dueOn: '2024-07-10', place: null, status: 'open', doneOn: null, result: null }, { owner: LIUHE_CENTRE, dueOn: '2024-07-10', place: null, status: 'done', doneOn: '2024-07-01', result: '…' }],
    ])
    expect(await change({ version: 2, status: 'open' })).toMatchObject({ status: 'open', doneOn: null, result: null, version: 3 })
  })

  test('that are only reworded leave a line that says so and not what they say', async () => {
    const { id } = await change({ text: '逐户排查' })
    const { rows } = await county.ctx.db.pool.query<{ before: string; after: string }>('SELECT before, after FROM audit_line WHERE subject = $1', [`action ${id}`])
    const told = { owner: LIUHE_CENTRE, dueOn: '2024-07-10', place: null, status: 'open', doneOn: null, text: '…' }
    expect(rows.map(({ before, after }) => [JSON.parse(before), JSON.parse(after)])).toEqual([[told, told]])
  })

  test.each<[string, Partial<ActionChange>, object]>([
    ['without a reason for dropping it', { status: 'dropped' }, { field: 'result' }],
    ['done tomorrow', { status: 'done', doneOn: day('2024-07-02') }, { field: 'doneOn' }],
    ['done before it was decided', { status: 'done', doneOn: day('2024-06-11') }, { field: 'doneOn' }],
    ['open with a result', { result: '排查了' }, { field: 'status' }],
    ['given to a person', { owner: '王建国' }, { field: 'owner', code: 'owner_is_person' }],
    ['due before the meeting', { dueOn: day('2024-06-01') }, { field: 'dueOn' }],
    ['at a place that is not there', { place: code('990101009999') }, { field: 'place' }],
    ['that says nothing', { text: '王建国' }, { field: 'text', code: 'says_nothing' }],
    ['from an older version', { version: 0, dueOn: day('2024-08-01') }, { status: 409, code: 'action_changed' }],
  ])('are refused %s', async (_, more, problem) => {
    await expect(change(more)).rejects.toMatchObject(problem)
    expect((await meetingDetail(county.ctx, clerk, made.id)).actions[0]).toEqual(made.actions[0])
  })

  test('are changed, moved to another owner and place, and dropped with a reason', async () => {
    expect(await change({ text: '再排查', owner: CENTRE, dueOn: day('2024-07-20'), place: DONGZHOU })).toMatchObject({ text: '再排查', owner: { name: '枫溪县综治中心' }, dueOn: '2024-07-20', place: { name: '东周村' } })
    expect(await change({ version: 2, place: null })).toMatchObject({ place: null, version: 3 })
    expect(await change({ version: 3, status: 'dropped', result: '已并入专项行动' })).toMatchObject({ status: 'dropped', result: '已并入专项行动' })
  })

  test('are added later', async () => {
    const after = await addAction(county.ctx, liuhe, made.id, item({ text: '下村宣讲' }))
    expect(after.actions.map(({ text }) => text)).toEqual(['集中排查', '补齐回访', '下村宣讲'])
    await expect(addAction(county.ctx, liuhe, made.id, item({ dueOn: day('2020-01-01') }))).rejects.toMatchObject({ field: 'dueOn' })
  })

  test('are listed by their due day, overdue ones marked, finished ones apart', async () => {
    const list = await listActions(county.ctx, clerk, PAGE)
    expect([list.total, list.overdue, list.items.map(({ text, daysOverdue }) => [text, daysOverdue])]).toEqual([2, 1, [['补齐回访', 11], ['集中排查', 0]]])
    await change({ status: 'done' })
    expect(await texts(clerk)).toEqual(['补齐回访'])
    expect(await texts(clerk, { status: 'done' })).toEqual(['集中排查'])
    expect(await texts(clerk, { status: 'all' })).toEqual(['补齐回访', '集中排查'])
    expect(await texts(clerk, { owner: CENTRE })).toEqual([])
    expect(await texts(clerk, { area: DONGZHOU })).toEqual([])
    expect(await texts(clerk, { limit: 1, offset: 1 })).toEqual([])
  })

  test('of the county reach the town that has to carry them out, which cannot change them', async () => {
    await enterMeeting(county.ctx, clerk, { kind: 'county_monthly', area: COUNTY, heldOn: day('2024-06-28'), title: '六月县例会', actions: [item({ text: '柳河的事', dueOn: day('2024-07-12') }), item({ text: '太峪的事', owner: TAIYU_CENTRE })] })
    const { items } = await listActions(county.ctx, liuhe, PAGE)
    expect(items[2]!.meeting.title).toBe('六月县例会')
    expect(items.map(({ text, mine, meeting }) => [text, mine, meeting.seen])).toEqual([['补齐回访', true, true], ['集中排查', true, true], ['柳河的事', false, false]])
    await expect(change({ status: 'done' }, liuhe, items[2]!.id)).rejects.toMatchObject({ status: 404, code: 'unknown_action' })
  })

  test('reach a mediator organisation where they are its own', async () => {
    const mediator = await scopeOf(county, { role: 'mediator', area: LIUHE, organisation: TAIYU_CENTRE })
    expect(await texts(mediator)).toEqual([])
    await addAction(county.ctx, clerk, made.id, item({ text: '太峪的事', owner: TAIYU_CENTRE }))
    expect((await listActions(county.ctx, mediator, PAGE)).items).toMatchObject([{ text: '太峪的事', mine: false, meeting: { seen: false, title: null, kind: 'town_halfmonthly', heldOn: '2024-06-12' } }])
  })

  test('lie on the table of the next meeting of that area, with what it owes', async () => {
    const next = await nextMeeting(county.ctx, clerk, { area: LIUHE })
    expect(next).toMatchObject({ area: { name: '柳河镇' }, total: 2, overdue: 1, owed: [{ kind: 'town_halfmonthly', rhythm: 'halfmonth', period: { from: '2024-07-01', to: '2024-07-15', no: 13 }, held: false }] })
    await enterMeeting(county.ctx, clerk, townMeeting({ heldOn: day('2024-07-01') }))
    expect((await nextMeeting(county.ctx, liuhe, {})).owed).toMatchObject([{ held: true }])
    expect(await nextMeeting(county.ctx, clerk, {})).toMatchObject({ area: { code: COUNTY }, total: 0, owed: [{ kind: 'county_monthly', held: false }, { kind: 'secretary_quarterly', period: { from: '2024-07-01', to: '2024-09-30' } }] })
    await expect(nextMeeting(county.ctx, liuhe, { area: COUNTY })).rejects.toMatchObject({ field: 'area' })
  })
})
