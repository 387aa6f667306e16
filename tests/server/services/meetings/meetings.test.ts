import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MeetingDetail, NewMeeting } from '../../../../server/contract/meetings.ts'
import type { CaseScope } from '../../../../server/contract/scope.ts'
import { listMeetings, meetingDetail } from '../../../../server/services/meetings/read.ts'
import { changeMeeting, deleteMeeting, enterMeeting } from '../../../../server/services/meetings/write.ts'
import { addAction, changeAction } from '../../../../server/services/meetings/actions.ts'
import { changeOrganisation } from '../../../../server/services/organisations.ts'
import { eraseCounty } from '../../../../server/store/removal.ts'
import { transaction } from '../../../../server/store/transaction.ts'
import { engines } from '../../../databases.ts'
import { COUNTY, type County } from '../county.ts'
import { code, day, DONGZHOU, LIUHE, LIUHE_CENTRE, openHall, scopeOf, TAIYU, TAIYU_CENTRE, townMeeting } from './hall.ts'

const PAGE = { limit: 50, offset: 0 }

describe.each(engines)('meetings on $name', (engine) => {
  let county: County
  let clerk: CaseScope
  let liuhe: CaseScope
  let other: CaseScope
  beforeAll(async () => {
    county = await openHall(40, engine)
    clerk = await scopeOf(county, { role: 'clerk' })
    liuhe = await scopeOf(county, { role: 'clerk', area: LIUHE, account: 'b' })
    other = await scopeOf(county, { role: 'leader', account: 'c' })
  })
  afterAll(() => county.drop())
  beforeEach(async () => {
    for (const table of ['meeting', 'meeting_case', 'meeting_action']) await county.ctx.db.pool.query(`DELETE FROM ${table}`)
  })
  const enter = (more: Partial<NewMeeting> = {}, scope = clerk) => enterMeeting(county.ctx, scope, townMeeting(more))
  const revision = async () => (await county.ctx.db.pool.query<{ revision: number }>('SELECT revision FROM county')).rows[0]!.revision
  const lines = async (subject: string) =>
    (await county.ctx.db.pool.query<{ action: string; login: string; before: string | null; after: string | null }>('SELECT action, login, before, after FROM audit_line WHERE subject = $1 ORDER BY seq', [subject])).rows
  const count = async (table: string) => (await county.ctx.db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]!.n
  const caseIn = async (area: string) => (await county.ctx.db.pool.query<{ id: number }>('SELECT id FROM dispute WHERE area = $1 ORDER BY id', [area])).rows[0]!.id

  test('are kept with their decisions and cases, in one revision and one line', async () => {
    const before = await revision()
    const id = await caseIn(DONGZHOU)
    const made = await enter({
      minutes: '通报上半月情况', solved: 3, cases: [id, id],
      actions: [
        { text: '集中排查山林土地纠纷', owner: LIUHE_CENTRE, dueOn: day('2024-06-30'), place: DONGZHOU },
        { text: '补齐回访记录', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') },
      ],
    })
    expect(made).toMatchObject({
      kind: 'town_halfmonthly', heldOn: '2024-06-12', title: '柳河镇六月上半月研判会', minutes: '通报上半月情况', solved: 3, open: 2, version: 1, mine: true, deletable: true, otherCases: 0,
      area: { code: LIUHE, name: '柳河镇' }, entered: { login: 'clerk-a' }, cases: [{ id, code: expect.stringMatching(/^990101-\d{4}-\d{5}$/) as string }],
    })
    expect(made.actions.map(({ text, owner, place, daysOverdue, status }) => [text, owner.name, place?.name, daysOverdue, status])).toEqual([
      ['集中排查山林土地纠纷', '柳河镇综治中心', '东周村', 1, 'open'],
      ['补齐回访记录', '柳河镇综治中心', undefined, 0, 'open'],
    ])
    expect(await revision()).toBe(before + 1)
    expect(await lines(`meeting ${made.id}`)).toEqual([
      { action: 'meeting_entered', login: 'clerk-a', before: null, after: JSON.stringify({ kind: 'town_halfmonthly', area: LIUHE, heldOn: '2024-06-12', solved: 3, cases: 1, actions: 2 }) },
    ])
    expect(await meetingDetail(county.ctx, clerk, made.id)).toEqual(made)
  })

  test('say nothing of persons: names and numbers are masked as in texts of cases', async () => {
    const made = await enter({
      title: '王建国主持的研判会', minutes: '主持人：王建国，电话13812345678\n\n研究东周村土地纠纷',
      actions: [{ text: '由李秀英联系当事人张三丰', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') }],
    })
    const told = JSON.stringify(made)
    expect(['王建国', '13812345678', '李秀英', '张三丰'].filter((word) => told.includes(word))).toEqual([])
    expect(made.minutes).toContain('\n研究东周村土地纠纷')
    const { rows } = await county.ctx.db.pool.query('SELECT title, minutes FROM meeting')
    expect(JSON.stringify(rows)).not.toMatch(/王建国|138/)
  })

  const bad: [string, Partial<NewMeeting>, object][] = [
    ['a day in the future', { heldOn: day('2024-07-02') }, { field: 'heldOn', status: 400 }],
    ['a day of another century', { heldOn: day('1924-06-12') }, { field: 'heldOn', status: 400 }],
    ['an area that is not there', { area: code('990101009000') }, { field: 'area', code: 'unknown_area', status: 400 }],
    ['an area of another level', { area: DONGZHOU }, { field: 'area', status: 400, say: { zh: '“乡镇研判会”是乡镇一级的会议，请选乡镇' } }],
    ['a village that had ended', { kind: 'village_weekly', area: code('990101001203'), heldOn: day('2023-06-01') }, { field: 'area', status: 400 }],
    ['a title of nothing but a name', { title: '王建国' }, { field: 'title', code: 'says_nothing' }],
    ['a case that is not there', { cases: [1, 99_999] }, { field: 'cases', code: 'unknown_case' }],
    ['an organisation that is not there', { actions: [{ text: '排查', owner: 'nobody', dueOn: day('2024-07-10') }] }, { field: 'actions.0.owner', code: 'unknown_organisation' }],
    ['a person in its place', { actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') }, { text: '排查', owner: '王建国', dueOn: day('2024-07-10') }] }, { field: 'actions.1.owner', code: 'owner_is_person' }],
    ['something due before the meeting', { actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-06-11') }] }, { field: 'actions.0.dueOn' }],
    ['something due in another decade', { actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2034-06-11') }] }, { field: 'actions.0.dueOn' }],
    ['a place that is not there', { actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-11'), place: code('x') }] }, { field: 'actions.0.place', code: 'unknown_area' }],
  ]
  test.each(bad)('are refused with %s, and nothing of them stays', async (_, more, problem) => {
    const before = await revision()
    await expect(enter(more)).rejects.toMatchObject(problem)
    expect([await count('meeting'), await count('meeting_case'), await count('meeting_action'), await revision()]).toEqual([0, 0, 0, before])
  })

  test('are entered once a day', async () => {
    await enter()
    await expect(enter({ title: '又一次' })).rejects.toMatchObject({ code: 'meeting_twice', status: 409, field: 'heldOn' })
    await enter({ heldOn: day('2024-06-13') })
    await enter({ area: TAIYU })
  })

  test('that two enter at once are there once', async () => {
    const both = await Promise.allSettled([enter(), enter({ title: '同一次' })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await count('meeting')).toBe(1)
  })

  test('name no organisation that is closed', async () => {
    await changeOrganisation(county.ctx, clerk, TAIYU_CENTRE, { closed: true })
    await expect(enter({ actions: [{ text: '排查', owner: TAIYU_CENTRE, dueOn: day('2024-07-10') }] })).rejects.toMatchObject({ code: 'unknown_organisation', field: 'actions.0.owner' })
    await changeOrganisation(county.ctx, clerk, TAIYU_CENTRE, { closed: false })
  })

  describe('are changed', () => {
    test('part by part; the log names texts and does not tell them', async () => {
      const made = await enter({ minutes: '原来的纪要', cases: [await caseIn(DONGZHOU)] })
      const changed = await changeMeeting(county.ctx, other, made.id, { version: 1, minutes: '改过的纪要', solved: 2, cases: [] })
      expect(changed).toMatchObject({ title: made.title, minutes: '改过的纪要', solved: 2, cases: [], version: 2, entered: { login: 'clerk-a' }, changed: { login: 'leader-c' }, deletable: false })
      expect((await lines(`meeting ${made.id}`))[1]).toEqual({
        action: 'meeting_changed', login: 'leader-c', before: '{"minutes":"…","solved":null,"cases":1}', after: '{"minutes":"…","solved":2,"cases":0}',
      })
      expect((await changeMeeting(county.ctx, clerk, made.id, { version: 2, minutes: null, solved: null })).minutes).toBeNull()
    })

    test('by the last one who looked alone: the other is told how it stands', async () => {
      const made = await enter()
      await changeMeeting(county.ctx, clerk, made.id, { version: 1, solved: 1 })
      await expect(changeMeeting(county.ctx, other, made.id, { version: 1, solved: 9 })).rejects.toMatchObject({
        code: 'meeting_changed', status: 409, more: { current: { solved: 1, version: 2 } as Partial<MeetingDetail> },
      })
    })

    test('to the same: nothing changes', async () => {
      const made = await enter({ minutes: '纪要' })
      const before = await revision()
      expect(await changeMeeting(county.ctx, other, made.id, { version: 1, title: made.title, minutes: '纪要' })).toMatchObject({ version: 1, changed: { login: 'clerk-a' } })
      expect(await revision()).toBe(before)
    })

    test('not to a day that another one has, nor past what is due', async () => {
      const made = await enter({ actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-06-14') }] })
      await enter({ heldOn: day('2024-06-13') })
      await expect(changeMeeting(county.ctx, clerk, made.id, { version: 1, heldOn: day('2024-06-13') })).rejects.toMatchObject({ code: 'meeting_twice' })
      await expect(changeMeeting(county.ctx, clerk, made.id, { version: 1, heldOn: day('2024-06-20') })).rejects.toMatchObject({ field: 'heldOn' })
      expect(await changeMeeting(county.ctx, clerk, made.id, { version: 1, heldOn: day('2024-06-14') })).toMatchObject({ heldOn: '2024-06-14' })
    })

    test('not to a day after which something of them was done already: the item would be stuck', async () => {
      const made = await enter({ actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') }] })
      await changeAction(county.ctx, clerk, made.actions[0]!.id, { version: 1, status: 'done', doneOn: day('2024-06-15') })
      await expect(changeMeeting(county.ctx, clerk, made.id, { version: 1, heldOn: day('2024-06-16') })).rejects.toMatchObject({ status: 400, field: 'heldOn' })
      expect(await changeMeeting(county.ctx, clerk, made.id, { version: 1, heldOn: day('2024-06-15') })).toMatchObject({ heldOn: '2024-06-15' })
    })
  })

  describe('in a town', () => {
    test('are its own: those of others and of the county are not there', async () => {
      const [own, theirs, above] = [await enter(), await enter({ area: TAIYU }), await enter({ kind: 'county_monthly', area: COUNTY })]
      expect((await listMeetings(county.ctx, liuhe, PAGE)).meetings.map(({ id }) => id)).toEqual([own.id])
      for (const { id } of [theirs, above]) {
        await expect(meetingDetail(county.ctx, liuhe, id)).rejects.toMatchObject({ status: 404, code: 'unknown_meeting' })
        await expect(changeMeeting(county.ctx, liuhe, id, { version: 1, solved: 1 })).rejects.toMatchObject({ status: 404 })
        await expect(addAction(county.ctx, liuhe, id, { text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') })).rejects.toMatchObject({ status: 404 })
      }
      await expect(enter({ area: TAIYU, heldOn: day('2024-06-20') }, liuhe)).rejects.toMatchObject({ code: 'unknown_area', field: 'area' })
      await expect(listMeetings(county.ctx, liuhe, { ...PAGE, area: TAIYU })).rejects.toMatchObject({ code: 'unknown_area' })
    })

    test('name neither its cases to others nor others’ to it', async () => {
      const [mine, theirs] = [await caseIn(DONGZHOU), await caseIn('990101002201')]
      await expect(enter({ cases: [theirs] }, liuhe)).rejects.toMatchObject({ code: 'unknown_case', field: 'cases' })
      const made = await enter({ cases: [mine, theirs] })
      expect(await meetingDetail(county.ctx, liuhe, made.id)).toMatchObject({ cases: [{ id: mine }], otherCases: 1 })
      // a case that it does not see stays where it is
      const changed = await changeMeeting(county.ctx, liuhe, made.id, { version: 1, cases: [] })
      expect(changed).toMatchObject({ cases: [], otherCases: 1 })
      expect((await meetingDetail(county.ctx, clerk, made.id)).cases.map(({ id }) => id)).toEqual([theirs])
    })

    test('give nothing to an organisation of another town', () =>
      expect(enter({ actions: [{ text: '排查', owner: TAIYU_CENTRE, dueOn: day('2024-07-10') }] }, liuhe)).rejects.toMatchObject({ code: 'unknown_organisation' }))
  })

  describe('of a village', () => {
    const weekly = (more: Partial<NewMeeting> = {}, scope = clerk) => enter({ kind: 'village_weekly', area: DONGZHOU, title: '东周村第24周例会', ...more }, scope)
    const owed = { owner: LIUHE_CENTRE, dueOn: day('2024-07-10') }
    const secret = async () => {
      const id = await caseIn(DONGZHOU)
      await county.ctx.db.pool.query('UPDATE dispute SET sensitive = true WHERE id = $1', [id])
      await county.ctx.db.pool.query('DELETE FROM dispute_life WHERE id = $1', [id])
      await county.ctx.db.pool.query(
        `INSERT INTO dispute_life (county, id, last_seq, reopened, subsidy_status, holder) VALUES ($1, $2, 1, 0, 'none', $3)`, [COUNTY, id, LIUHE_CENTRE],
      )
      return id
    }

    test('name a sensitive case to the centre and to who handles it alone, for they tell its village', async () => {
      const id = await secret()
      const [village, town] = [await weekly({ cases: [id] }), await enter({ cases: [id] })]
      const seen = async (more: Parameters<typeof scopeOf>[1], meeting = village) => {
        const { cases, otherCases } = await meetingDetail(county.ctx, await scopeOf(county, more), meeting.id)
        return [cases.map((one) => one.id), otherCases]
      }
      const [named, counted] = [[[id], 0], [[], 1]]
      expect(await seen({ role: 'clerk' })).toEqual(named)
      expect(await seen({ role: 'supervisor', area: LIUHE, organisation: LIUHE_CENTRE })).toEqual(named)
      for (const role of ['supervisor', 'worker'] as const) expect([role, await seen({ role, area: LIUHE })]).toEqual([role, counted])
      expect(await seen({ role: 'worker', area: DONGZHOU })).toEqual(counted)
      expect(await seen({ role: 'leader' })).toEqual(counted)
      expect(await seen({ role: 'leader' }, town)).toEqual(named)
      await county.ctx.db.pool.query('UPDATE dispute SET sensitive = false')
      expect(await seen({ role: 'worker', area: LIUHE })).toEqual(named)
    })

    test('keep such a case where somebody else changes them, who cannot try which it is', async () => {
      const id = await secret()
      const made = await weekly({ cases: [id] })
      expect(await changeMeeting(county.ctx, other, made.id, { version: 1, cases: [] })).toMatchObject({ version: 1, cases: [], otherCases: 1 })
      await expect(changeMeeting(county.ctx, other, made.id, { version: 1, cases: [id] })).rejects.toMatchObject({ status: 400, code: 'unknown_case', field: 'cases' })
      await expect(weekly({ heldOn: day('2024-06-19'), cases: [id] }, other)).rejects.toMatchObject({ field: 'cases' })
      const wider = { version: 1, kind: 'town_halfmonthly', area: LIUHE } as const
      await expect(changeMeeting(county.ctx, other, made.id, wider)).rejects.toMatchObject({ status: 400, field: 'kind' })
      expect(await changeMeeting(county.ctx, clerk, made.id, wider)).toMatchObject({ kind: 'town_halfmonthly', cases: [{ id }] })
      await county.ctx.db.pool.query('UPDATE dispute SET sensitive = false')
    })

    test.each<[string, Partial<NewMeeting>]>([
      ['title', { title: '东周村家暴案件研究会' }],
      ['minutes', { minutes: '一、通报情况\n二、研究一名未成年人的事' }],
      ['actions.0.text', { actions: [{ text: '对轻生的人上门', ...owed }] }],
    ])('say nothing of families in their %s; those of a town may', async (field, more) => {
      await expect(weekly(more)).rejects.toMatchObject({ status: 400, code: 'tells_of_family', field })
      expect(await count('meeting')).toBe(0)
      await enter(more)
    })

    test('nor when they are changed, when an item is finished, or when they were a town’s before', async () => {
      const made = await weekly({ actions: [{ text: '排查', ...owed }] })
      await expect(changeMeeting(county.ctx, clerk, made.id, { version: 1, minutes: '有一起家庭暴力' })).rejects.toMatchObject({ field: 'minutes', say: { zh: expect.stringContaining('写到乡镇一级的会议里') as string } })
      await expect(changeAction(county.ctx, clerk, made.actions[0]!.id, { version: 1, status: 'done', result: '家暴已制止' })).rejects.toMatchObject({ field: 'result' })
      await expect(addAction(county.ctx, clerk, made.id, { text: '家暴回访', ...owed })).rejects.toMatchObject({ field: 'text' })
      const town = await enter({ title: '柳河镇例会', actions: [{ text: '家暴回访', ...owed }] })
      await expect(changeMeeting(county.ctx, clerk, town.id, { version: 1, kind: 'village_weekly', area: DONGZHOU, heldOn: day('2024-06-13') })).rejects.toMatchObject({ code: 'tells_of_family' })
    })

    test('nor does a decision of a town that is about a village', async () => {
      await expect(enter({ actions: [{ text: '家暴回访', ...owed, place: DONGZHOU }] })).rejects.toMatchObject({ field: 'actions.0.text' })
      const made = await enter({ actions: [{ text: '家暴回访', ...owed, place: LIUHE }] })
      await expect(changeAction(county.ctx, clerk, made.actions[0]!.id, { version: 1, place: DONGZHOU })).rejects.toMatchObject({ field: 'text' })
    })
  })

  test.each(['supervisor', 'worker', 'mediator'] as const)('are not entered by a %s', async (role) => {
    const scope = await scopeOf(county, { role, area: LIUHE, organisation: LIUHE_CENTRE })
    await expect(enter({}, scope)).rejects.toMatchObject({ status: 403 })
  })

  test('are not read by who sees its own cases alone', async () => {
    const made = await enter()
    const mediator = await scopeOf(county, { role: 'mediator', area: LIUHE, organisation: LIUHE_CENTRE })
    await expect(listMeetings(county.ctx, mediator, PAGE)).rejects.toMatchObject({ status: 403, code: 'meetings_not_read' })
    await expect(meetingDetail(county.ctx, mediator, made.id)).rejects.toMatchObject({ status: 403 })
  })

  test('are listed from the latest, by kind, place and days, page by page', async () => {
    const days = ['2024-05-08', '2024-05-20', '2024-06-05', '2024-06-19']
    for (const one of days) await enter({ heldOn: day(one) })
    await enter({ kind: 'village_weekly', area: DONGZHOU, heldOn: day('2024-06-05'), actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') }] })
    const list = (more: object) => listMeetings(county.ctx, clerk, { ...PAGE, ...more })
    expect((await list({})).meetings.map(({ heldOn }) => heldOn)).toEqual(['2024-06-19', '2024-06-05', '2024-06-05', '2024-05-20', '2024-05-08'])
    expect(await list({ kind: 'town_halfmonthly', from: '2024-05-20', to: '2024-06-05' })).toMatchObject({ total: 2 })
    expect((await list({ area: DONGZHOU })).meetings).toMatchObject([{ area: { name: '东周村' }, actions: 1, open: 1, cases: 0 }])
    const paged = await list({ limit: 2, offset: 1 })
    expect([paged.total, paged.meetings.length, paged.meetings[1]!.heldOn]).toEqual([5, 2, '2024-06-05'])
  })

  describe('are deleted', () => {
    test('by who entered them, with all that hangs on them and a line that stays', async () => {
      const made = await enter({ cases: [await caseIn(DONGZHOU)], actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') }] })
      await expect(deleteMeeting(county.ctx, other, made.id)).rejects.toMatchObject({ status: 403, code: 'meeting_not_yours' })
      await deleteMeeting(county.ctx, clerk, made.id)
      expect([await count('meeting'), await count('meeting_case'), await count('meeting_action')]).toEqual([0, 0, 0])
      expect((await lines(`meeting ${made.id}`)).map(({ action }) => action)).toEqual(['meeting_entered', 'meeting_deleted'])
      await expect(deleteMeeting(county.ctx, clerk, made.id)).rejects.toMatchObject({ status: 404 })
    })

    test('not once something of them is done', async () => {
      const made = await enter({ actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') }] })
      await changeAction(county.ctx, other, made.actions[0]!.id, { version: 1, status: 'done' })
      await expect(deleteMeeting(county.ctx, clerk, made.id)).rejects.toMatchObject({ status: 409, code: 'meeting_has_results' })
      expect((await meetingDetail(county.ctx, clerk, made.id)).deletable).toBe(false)
    })
  })

  test('go with their county', async () => {
    await enter({ cases: [await caseIn(DONGZHOU)], actions: [{ text: '排查', owner: LIUHE_CENTRE, dueOn: day('2024-07-10') }] })
    await transaction(county.ctx.db, async (tx) => {
      await eraseCounty(tx, clerk)
      const { rows } = await tx.client.query('SELECT 1 FROM meeting UNION ALL SELECT 1 FROM meeting_case UNION ALL SELECT 1 FROM meeting_action')
      expect(rows).toEqual([])
      await tx.client.query('ROLLBACK')
      await tx.client.query('BEGIN')
    })
  })
})
