import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../../geodata/place/area.ts'
import type { CaseDetail } from '../../../../server/contract/cases.ts'
import type { Day } from '../../../../server/contract/day.ts'
import { correctCase } from '../../../../server/services/caseLife/correct.ts'
import { enterCase } from '../../../../server/services/caseLife/enter.ts'
import { likeCases } from '../../../../server/services/caseLife/likeness.ts'
import { moveCase } from '../../../../server/services/caseLife/move.ts'
import { joinCase, leaveCase } from '../../../../server/services/caseLife/participants.ts'
import { myWork } from '../../../../server/services/caseLife/work.ts'
import { summarise } from '../../../../server/services/summary.ts'
import { engines } from '../../../databases.ts'
import { COUNTY, SCOPE } from '../county.ts'
import { GRID, OTHER_VILLAGE, TOWN, useDesk, VILLAGE } from './life.ts'

const day = (text: string) => text as Day
const VIOLENCE = '丈夫对其家庭暴力，两次报警'

describe.each(engines)('a desk on $name', ({ fresh }) => {
  const desk = useDesk(fresh)

  describe('entering', () => {
    test('masks the text, keeps the point to a metre, and gives a code and a term', async () => {
      const made = await desk.enter('town', { summary: '王建国与李秀英因地界争吵，电话13812345678', category: '08', lng: 105.023456789, lat: 34.987654321, people: 2, amountYuan: 1200.5 })
      expect(made).toMatchObject({ code: `990101-2024-0000${made.id}`, state: 'registered', dueOn: '2024-04-03', lng: 105.02346, lat: 34.98765, amountFen: 120_050, place: '柳河镇 / 东周村' })
      expect(made.summary).not.toMatch(/王建国|李秀英|138/)
      expect(made.events).toMatchObject([{ kind: 'entered', login: 'clerk.town', organisation: { name: '柳河镇综治中心' } }])
    })

    test.each([
      ['a day to come', { occurredOn: day('2024-03-05') }, 'occurredOn'],
      ['a year that lost a digit', { occurredOn: day('0204-03-01') }, 'occurredOn'],
      ['a century that was not changed', { occurredOn: day('2013-12-31') }, 'occurredOn'],
      ['another town', { area: OTHER_VILLAGE }, 'area'],
      ['a place that is none', { area: '990101009999' as AreaCode }, 'area'],
      ['half a point', { lng: 105.1 }, 'lng'],
      ['a point elsewhere', { lng: 120, lat: 30 }, 'lng'],
      ['a colour that the county has not', { colour: 'green' }, 'colour'],
      ['a name and nothing else', { summary: '王建国' }, 'summary'],
    ] as const)('refuses %s', async (_, more, field) => {
      await expect(desk.enter('town', more as object)).rejects.toMatchObject({ status: 400, field })
      expect(await desk.sql('SELECT id FROM dispute')).toEqual([])
    })

    test('a centre of the county chooses the town at least', async () => {
      await expect(desk.enter('county', { area: COUNTY })).rejects.toMatchObject({ field: 'area' })
      expect(await desk.enter('county', { area: TOWN })).toMatchObject({ area: TOWN, place: '柳河镇' })
    })

    test('a family is kept to its village, and its grid worker sees what she entered', async () => {
      const made = await desk.enter('worker', { area: GRID, summary: VIOLENCE })
      expect(made).toMatchObject({ sensitive: true, place: '柳河镇', area: TOWN, lng: null, summary: null })
      expect(await desk.see('town', made.id)).toMatchObject({ area: VILLAGE, summary: VIOLENCE })
      expect(await desk.sql('SELECT area, lng FROM dispute')).toEqual([{ area: VILLAGE, lng: null }])
    })

    test('counts at once, in numbers without a gap', async () => {
      const [a, b] = [await desk.enter('town'), await desk.enter('village')]
      expect([a.id, b.id]).toEqual([1, 2])
      expect(await summarise(desk.ctx, SCOPE, {})).toMatchObject({ count: 2 })
    })
  })

  describe('who sees what', () => {
    test('the area sees it, the other town does not, and learns nothing from the refusal', async () => {
      const { id } = await desk.enter('town')
      for (const who of ['county', 'leader', 'supervisor', 'town'] as const) expect((await desk.see(who, id)).id).toBe(id)
      for (const who of ['other', 'far', 'housing', 'village'] as const) {
        const refused = await desk.see(who, id).catch((error: Error) => error.message)
        expect(refused).toBe(await desk.see(who, 999).catch((error: Error) => error.message))
      }
    })

    test('an organisation sees what it holds, takes part in and is called to, wherever it lies', async () => {
      const { id, version } = await desk.enter('town')
      await expect(desk.see('far', id)).rejects.toMatchObject({ status: 404 })
      await joinCase(desk.ctx, desk.who.town, id, { version, organisation: 'far', ring: 'N' })
      expect((await desk.see('far', id)).participants).toEqual([{ organisation: { id: 'far', name: '太峪村人民调解委员会' }, ring: 'N' }])
      const joined = await desk.see('town', id)
      await leaveCase(desk.ctx, desk.who.town, id, { version: joined.version, organisation: 'far' })
      await expect(desk.see('far', id)).rejects.toMatchObject({ status: 404 })
      await expect(leaveCase(desk.ctx, desk.who.town, id, { version: joined.version + 1, organisation: 'far' })).rejects.toMatchObject({ status: 404 })
    })

    test('the text of a family is for who handles it, and every reading is written down', async () => {
      const { id } = await desk.enter('town', { summary: VIOLENCE })
      await desk.move('town', id, 'triage', { colour: 'red', reason: '有升级可能', plan: '三日内上门', leadPost: '副镇长' })
      await desk.move('town', id, 'dispatch', { holder: 'village' })
      await desk.move('county', id, 'whistle', { departments: ['police'], reason: '出警记录', limitDays: 1 }).catch(() => {})
      const before = (await desk.sql('SELECT seq FROM audit_line')).length
      for (const who of ['county', 'leader', 'supervisor', 'town'] as const) {
        const seen: CaseDetail = await desk.see(who, id)
        expect(seen).toMatchObject({ summary: null, plan: null, colourReason: null, area: TOWN, place: '柳河镇', attachments: [], proposed: null })
        expect(JSON.stringify(seen)).not.toMatch(/暴力|升级可能|上门|东周一格/)
      }
      // the centre gave it to the committee of the village; nobody else may conclude the village from its name
      for (const who of ['leader', 'supervisor'] as const) expect(JSON.stringify(await desk.see(who, id))).not.toMatch(/东周|"village"|mediator/)
      expect((await desk.sql('SELECT seq FROM audit_line')).length).toBe(before)
      expect(await desk.see('village', id)).toMatchObject({ summary: VIOLENCE, place: '柳河镇 / 东周村' })
      expect(await desk.sql(`SELECT login, subject FROM audit_line WHERE action = 'sensitive_read' ORDER BY seq DESC LIMIT 1`)).toEqual([{ login: 'mediator.village', subject: `case ${id}` }])
    })

    test('what a note tells makes a case one of a family', async () => {
      const { id } = await desk.enter('town', { area: GRID, lng: 105.01, lat: 35 })
      await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
      await desk.move('town', id, 'note', { note: '女方称有家庭暴力' })
      expect(await desk.sql('SELECT sensitive, area, lng, original_x FROM dispute')).toEqual([{ sensitive: true, area: VILLAGE, lng: null, original_x: null }])
      expect((await desk.see('leader', id)).events.at(-1)).toMatchObject({ kind: 'note', note: null })
    })
  })

  test('two clerks at one case: the second is told what changed', async () => {
    const { id, version } = await desk.enter('town')
    const first = moveCase(desk.ctx, desk.who.town, id, 'triage', { version, colour: 'blue', reason: '一般' })
    const second = moveCase(desk.ctx, desk.who.county, id, 'triage', { version, colour: 'red', reason: '重大' })
    const settled = await Promise.allSettled([first, second])
    const lost = settled.find((one) => one.status === 'rejected') as PromiseRejectedResult
    const won = settled.find((one) => one.status === 'fulfilled') as PromiseFulfilledResult<CaseDetail>
    expect(lost.reason).toMatchObject({ status: 409, code: 'case_changed', more: { current: { id, version: won.value.version, colour: won.value.colour } } })
    expect((await desk.see('town', id)).events).toHaveLength(2)
  })

  test('texts of moves are masked, and say something', async () => {
    const { id } = await desk.enter('town')
    await desk.move('town', id, 'triage', { colour: 'red', reason: '当事人：张伟扬言堵路', plan: '由王建国负责，电话13812345678', leadPost: '副镇长李强' })
    const seen = await desk.see('town', id)
    expect(JSON.stringify(seen)).not.toMatch(/张伟|王建国|138123|李强/)
    await expect(desk.move('town', id, 'note', { note: '王建国' })).rejects.toMatchObject({ status: 400, field: 'note', code: 'says_nothing' })
    expect(JSON.stringify(await desk.sql('SELECT before, after FROM audit_line'))).not.toMatch(/堵路|负责|张某/)
  })

  describe('organisations', () => {
    test.each([
      ['dispatch', { holder: 'nobody' }, 'holder'],
      ['escalate', { to: 'nobody', note: '上报' }, 'to'],
    ] as const)('%s to one that is not there is refused', async (move, asks, field) => {
      const { id } = await desk.enter('town')
      await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
      await expect(desk.move('town', id, move, asks)).rejects.toMatchObject({ status: 400, field, code: 'unknown_organisation' })
    })

    test('a committee is not called, and a closed one handles nothing', async () => {
      const { id } = await desk.enter('village')
      await desk.move('village', id, 'takeOn', { colour: 'blue' })
      await expect(desk.move('town', id, 'whistle', { departments: ['far'], reason: '来', limitDays: 1 })).rejects.toMatchObject({ code: 'organisation_unfit', field: 'departments' })
      await desk.sql(`UPDATE organisation SET closed_on = '2024-03-01' WHERE id = 'far'`)
      await expect(desk.move('town', id, 'reassign', { holder: 'far' })).rejects.toMatchObject({ code: 'unknown_organisation' })
    })
  })

  test('who gives a case away is told that it is done, and that it is gone', async () => {
    const { id } = await desk.enter('town')
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    expect(await desk.move('village', id, 'return', { note: '不在本村' })).toBeNull()
    await expect(desk.see('village', id)).rejects.toMatchObject({ status: 404 })
    const seen = await desk.see('town', id)
    expect(seen).toMatchObject({ state: 'triaged', holder: null })
    expect(seen.events.at(-1)).toMatchObject({ kind: 'return', note: '不在本村', login: 'mediator.village' })
  })

  test('a merged case counts nowhere, stays readable, and can come back', async () => {
    const [a, b] = [await desk.enter('town'), await desk.enter('town')]
    await expect(desk.move('town', b.id, 'merge', { into: b.id })).rejects.toMatchObject({ field: 'into' })
    const far = await desk.enter('other', { area: OTHER_VILLAGE })
    await expect(desk.move('town', b.id, 'merge', { into: far.id })).rejects.toMatchObject({ field: 'into' })
    await desk.move('town', b.id, 'merge', { into: a.id })
    expect(await summarise(desk.ctx, SCOPE, {})).toMatchObject({ count: 2 })
    expect(await desk.see('town', b.id)).toMatchObject({ state: 'merged', mergedInto: a.id })
    await expect(desk.move('town', a.id, 'merge', { into: b.id })).rejects.toMatchObject({ field: 'into' })
    await desk.move('town', b.id, 'reopen', { note: '合并错了' })
    expect(await summarise(desk.ctx, SCOPE, {})).toMatchObject({ count: 3 })
  })

  describe('corrections', () => {
    test('change what is named alone, keep the code, and are in the log', async () => {
      const { id, version, code } = await desk.enter('town', { occurredOn: day('2024-01-02') })
      const next = await correctCase(desk.ctx, desk.who.town, id, { version, occurredOn: day('2023-12-31'), category: '13', people: null, note: '日期填错' })
      expect(next).toMatchObject({ occurredOn: '2023-12-31', code, category: '13', people: null, dueOn: '2024-04-16', summary: '两户因宅基地通行发生争执' })
      expect(next.events.at(-1)).toMatchObject({ kind: 'corrected', note: '日期填错', changes: expect.arrayContaining([{ field: 'category', before: '02', after: '13' }]) })
      expect(await desk.sql('SELECT action, login FROM audit_line ORDER BY seq DESC LIMIT 1')).toEqual([{ action: 'case_changed', login: 'clerk.town' }])
    })

    test('that change nothing leave no trace', async () => {
      const { id, version } = await desk.enter('town')
      expect((await correctCase(desk.ctx, desk.who.town, id, { version, people: 2 })).version).toBe(version)
      const joined = await joinCase(desk.ctx, desk.who.town, id, { version, organisation: 'far', ring: 'N' })
      expect((await joinCase(desk.ctx, desk.who.town, id, { version: joined.version, organisation: 'far', ring: 'N' })).events).toHaveLength(2)
      expect(await desk.sql('SELECT action FROM audit_line ORDER BY seq DESC LIMIT 2')).toEqual([{ action: 'case_changed' }, { action: 'case_entered' }])
    })

    test('of the day keep it in its century, and before what came of the case', async () => {
      const { id } = await desk.enter('town', { occurredOn: day('2024-03-01') })
      await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
      await desk.move('town', id, 'dispatch', { holder: 'village' })
      await desk.move('village', id, 'accept')
      await desk.move('village', id, 'mediate', { mediationType: 'people' })
      const { version } = await desk.move('village', id, 'agree', { agreement: 'oral', agreedOn: day('2024-03-02') })
      for (const wrong of ['0204-03-01', '1949-12-31', '2024-03-03']) {
        await expect(correctCase(desk.ctx, desk.who.town, id, { version, occurredOn: day(wrong) })).rejects.toMatchObject({ status: 400, field: 'occurredOn' })
      }
      expect(await correctCase(desk.ctx, desk.who.town, id, { version, occurredOn: day('2024-03-02') })).toMatchObject({ occurredOn: '2024-03-02' })
    })

    test('are for those who keep the case, and for who entered it until it is taken up', async () => {
      const { id, version } = await desk.enter('worker')
      const mended = await correctCase(desk.ctx, desk.who.worker, id, { version, people: 5 })
      for (const who of ['leader', 'supervisor'] as const) {
        await expect(correctCase(desk.ctx, desk.who[who], id, { version: mended.version, people: 6 })).rejects.toMatchObject({ status: 403 })
      }
      const moved = await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
      await expect(correctCase(desk.ctx, desk.who.worker, id, { version: moved.version, people: 6 })).rejects.toMatchObject({ status: 403 })
    })

    test('of text and place of a family are for who may read them', async () => {
      const { id } = await desk.enter('village', { summary: VIOLENCE })
      const { version } = await desk.move('village', id, 'takeOn', { colour: 'blue' })
      await expect(correctCase(desk.ctx, desk.who.town, id, { version, summary: '邻里争执' })).rejects.toMatchObject({ status: 403 })
      expect(await correctCase(desk.ctx, desk.who.village, id, { version, summary: '邻里争执', area: GRID })).toMatchObject({ sensitive: true, area: VILLAGE })
    })
  })

  test('what may be the same case is hinted at: near, or of the same village', async () => {
    const at = (lng: number, more: object = {}) => desk.enter('town', { lng, lat: 35, ...more })
    const near = await at(105)
    const village = await desk.enter('town', { category: '03' })
    await at(105.02)
    await desk.enter('town', { occurredOn: day('2024-02-10') })
    await desk.enter('town', { summary: VIOLENCE })
    const ask = (scope: keyof typeof desk.who, more: object = {}) =>
      likeCases(desk.ctx, desk.who[scope], { area: VILLAGE, lng: 105.001, lat: 35, day: day('2024-03-01'), category: '02', ...more })
    // ids 1 and 2, and the sensitive one for who may read it: nobody holds it yet
    expect((await ask('town')).map(({ id, metres, days }) => [id, metres, days])).toEqual([[near.id, 91, 3], [5, null, 3], [village.id, null, 3]])
    expect(await ask('other')).toEqual([])
    expect((await ask('worker', { area: GRID })).map(({ id }) => id)).toEqual([])
  })

  test('my work: what waits for whom', async () => {
    const { id } = await desk.enter('town')
    expect((await myWork(desk.ctx, desk.who.town)).totals).toMatchObject({ toTriage: 1, soon: 1 })
    expect((await myWork(desk.ctx, desk.who.other)).totals).toMatchObject({ toTriage: 0, soon: 0 })
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    expect((await myWork(desk.ctx, desk.who.village)).lists.toAccept).toMatchObject([{ case: { id, holder: { id: 'village' } }, clock: { code: 'stage', due: '2024-03-06' } }])
    await desk.move('village', id, 'accept')
    await desk.move('town', id, 'whistle', { departments: ['housing', 'police'], reason: '到场', limitDays: 1 })
    await desk.move('leader', id, 'supervise', { reason: '限期办结', limitDays: 2 })
    desk.later(2)
    expect((await myWork(desk.ctx, desk.who.housing)).lists.whistles).toMatchObject([{ of: '1', clock: { code: 'whistle', state: 'overdue' } }])
    expect((await myWork(desk.ctx, desk.who.town)).totals).toMatchObject({ whistles: 2, supervisions: 1, overdue: 1 })
    expect((await myWork(desk.ctx, desk.who.village)).lists).toMatchObject({ supervisions: [{ of: '1', clock: { state: 'soon' } }], whistles: [] })
    await desk.move('town', id, 'result', { whistle: '1', note: '已办' })
    expect((await myWork(desk.ctx, desk.who.town)).totals).toMatchObject({ whistles: 1, toResume: 0 })
    await desk.move('town', id, 'result', { whistle: '2', note: '已办' })
    await desk.move('village', id, 'answerSupervision', { supervision: '1', note: '已办' })
    // the departments are done, and the centre is not
    expect((await myWork(desk.ctx, desk.who.town)).lists).toMatchObject({ whistles: [], toResume: [{ case: { id } }] })
    for (const who of ['county', 'village', 'other'] as const) expect([who, (await myWork(desk.ctx, desk.who[who])).totals.toResume]).toEqual([who, who === 'county' ? 1 : 0])
    await desk.move('town', id, 'resume', { mediationType: 'people' })
    expect((await myWork(desk.ctx, desk.who.town)).totals).toMatchObject({ toResume: 0 })
    await desk.move('village', id, 'agree', { agreement: 'oral', agreedOn: desk.today() })
    await desk.move('village', id, 'close', { closedOn: desk.today(), performance: 'full' })
    expect((await myWork(desk.ctx, desk.who.village)).lists.toFollowUp).toMatchObject([{ clock: { code: 'follow_up', due: '2024-04-05' } }])
    await desk.move('village', id, 'followUp', { followedOn: desk.today(), followResult: 'stable' })
    expect((await myWork(desk.ctx, desk.who.town)).totals).toMatchObject({ toArchive: 1, toFollowUp: 0, overdue: 0, whistles: 0, supervisions: 0 })
    expect((await myWork(desk.ctx, desk.who.village)).totals).toMatchObject({ toArchive: 0 })
  })

  test('my work: what is begun anew, and nothing of what is only taken part in or has ended', async () => {
    const lists = async (who: keyof typeof desk.who, id: number) =>
      Object.entries((await myWork(desk.ctx, desk.who[who])).lists).flatMap(([list, items]) => (items.some((item) => item.case.id === id) ? [list] : []))
    const { id, version } = await desk.enter('town')
    await joinCase(desk.ctx, desk.who.town, id, { version, organisation: 'other', ring: '1' })
    expect(await lists('town', id)).toEqual(['soon', 'toTriage'])
    expect(await lists('other', id)).toEqual([])
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')
    await desk.move('town', id, 'whistle', { departments: ['housing'], reason: '到场', limitDays: 1 })
    await desk.move('leader', id, 'supervise', { reason: '限期', limitDays: 1 })
    desk.later(2)
    expect(await lists('other', id)).toEqual([])
    expect(await lists('housing', id)).toEqual(['overdue', 'whistles'])
    expect(await lists('village', id)).toEqual(['overdue', 'supervisions'])
    // as an earlier program let it end: nobody is asked for what nobody can give
    await desk.sql(`UPDATE dispute SET state = 'terminated', closed_on = '2024-03-06' WHERE id = ${id}; UPDATE dispute_life SET next_due = NULL, next_clock = NULL`)
    for (const who of ['town', 'housing', 'village'] as const) expect(await lists(who, id)).toEqual([])
    await desk.move('town', id, 'reopen', { note: '反复' })
    expect(await lists('town', id)).toContain('toTriage')
  })

  test('my work: what is in hand and not due soon is not lost from sight, and stands on one list', async () => {
    const { id } = await desk.enter('town')
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village', dueOn: day('2024-09-02') })
    await desk.move('village', id, 'accept')
    await desk.move('village', id, 'mediate', { mediationType: 'people' })
    await desk.move('village', id, 'report')
    const counts = async () => {
      const { totals } = await myWork(desk.ctx, desk.who.village)
      return [totals.inHand, totals.soon, totals.overdue]
    }
    expect(await counts()).toEqual([1, 0, 0])
    // the holder's, not its centre's
    expect((await myWork(desk.ctx, desk.who.town)).totals).toMatchObject({ inHand: 0 })
    desk.later(179)
    expect(await counts()).toEqual([0, 1, 0])
    desk.later(5)
    expect(await counts()).toEqual([0, 0, 1])
  })

  test('my work: what was sent up presses the one above, no more the one below', async () => {
    const { id } = await desk.enter('village')
    await desk.move('village', id, 'takeOn', { colour: 'blue' })
    await desk.move('village', id, 'escalate', { to: 'police', note: '调不了' })
    desk.later(3)
    expect((await myWork(desk.ctx, desk.who.police)).totals).toMatchObject({ overdue: 1, toTake: 1 })
    expect((await myWork(desk.ctx, desk.who.village)).totals).toMatchObject({ overdue: 0 })
  })

  test('my work: a red case waits for its second visit before it is closed out', async () => {
    const { id } = await desk.enter('town')
    await desk.move('town', id, 'triage', { colour: 'red', reason: '重大', plan: '走访', leadPost: '镇长' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')
    await desk.move('village', id, 'mediate', { mediationType: 'people' })
    await desk.move('village', id, 'agree', { agreement: 'oral', agreedOn: desk.today() })
    await desk.move('village', id, 'close', { closedOn: desk.today(), performance: 'full' })
    const visit = async (followResult: 'stable' | 'relapse' = 'stable') => {
      await desk.move('village', id, 'followUp', { followedOn: desk.today(), followResult })
      const { toFollowUp, toArchive } = (await myWork(desk.ctx, desk.who.town)).totals
      const archive = (await desk.see('town', id)).steps.find(({ move }) => move === 'archive')
      return [toFollowUp, toArchive, archive?.blocked]
    }
    expect(await visit()).toEqual([1, 0, ['followedUp']])
    // the same day, and within the term of the first, says nothing of a month later
    expect(await visit()).toEqual([1, 0, ['followedUp']])
    desk.later(7)
    expect(await visit()).toEqual([1, 0, ['followedUp']])
    desk.later(1)
    expect(await visit('relapse')).toEqual([1, 0, ['stable']])
    expect(await visit()).toEqual([0, 1, []])
  })

  test('my work: a red case that a ledger closed on no day is closed out after two visits on days of their own', async () => {
    const { id } = await desk.enter('town')
    await desk.sql(`UPDATE dispute SET state = 'followed_up', followed_up = TRUE, colour = 'red' WHERE id = ${id};
      UPDATE dispute_life SET holder = 'village', performance = 'full', plan = '走访', lead_post = '镇长' WHERE id = ${id}`)
    const seen: unknown[] = []
    for (const days of [0, 0, 1]) {
      desk.later(days)
      await desk.move('village', id, 'followUp', { followedOn: desk.today(), followResult: 'stable' })
      const { toFollowUp, toArchive } = (await myWork(desk.ctx, desk.who.town)).totals
      seen.push([toFollowUp, toArchive, (await desk.see('town', id)).steps.find(({ move }) => move === 'archive')?.blocked])
    }
    expect(seen).toEqual([[1, 0, ['followedUp']], [1, 0, ['followedUp']], [0, 1, []]])
  })

  test('a new year of a case that was entered in the old one is asked for as of its days', async () => {
    const { id } = await desk.enter('town', { occurredOn: day('2024-03-01') })
    desk.later(1)
    await desk.move('town', id, 'triage', { colour: 'yellow', reason: '较大' })
    await expect(desk.see('town', id, day('2024-03-03'))).rejects.toMatchObject({ status: 404, field: 'asOf' })
    await expect(desk.see('town', id, day('2024-03-06'))).rejects.toMatchObject({ status: 400, field: 'asOf' })
    expect(await desk.see('town', id, day('2024-03-04'))).toMatchObject({ colour: 'none', state: 'registered', asOf: '2024-03-04', may: [] })
    expect(await enterCase(desk.ctx, desk.who.town, { occurredOn: day('2024-03-01'), area: VILLAGE, category: '02', channel: 'grid', summary: '机井旁两家争水' })).toMatchObject({ id: id + 1 })
  })
})
