import { describe, expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import { engines } from '../../../databases.ts'
import { useDesk } from './life.ts'

const states = (events: { to: string | null; kind: string }[]) => events.map(({ kind, to }) => `${kind} ${to}`)

describe.each(engines)('the life of a case on $name', ({ fresh }) => {
  const desk = useDesk(fresh)

  test('a grave case, from the doorstep to its close', async () => {
    const { id, dueOn } = await desk.enter('worker', { people: 40, summary: '四十户村民因宅基地补偿扬言集体上访' })
    expect(dueOn).toBe('2024-04-03')
    expect((await desk.see('town', id)).proposed).toMatchObject({ colour: 'red', reasons: expect.arrayContaining([expect.objectContaining({ zh: '涉及 40 人（达到 30 人）' })]) })

    await desk.move('town', id, 'triage', { colour: 'red', reason: '涉及人数多，扬言上访' })
    expect((await desk.see('town', id)).steps.find(({ move }) => move === 'dispatch')).toMatchObject({ blocked: ['plan'] })
    await expect(desk.move('town', id, 'dispatch', { holder: 'village' })).rejects.toMatchObject({ status: 409, code: 'move_blocked' })
    await desk.move('town', id, 'plan', { plan: '一日一访，三日内拿出补偿方案', leadPost: '副镇长' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')

    await desk.move('county', id, 'whistle', { departments: ['housing', 'police'], reason: '到场说明补偿标准', limitDays: 2 })
    desk.later(1)
    await desk.move('police', id, 'reportIn', { whistle: '2' })
    await desk.move('police', id, 'result', { whistle: '2', note: '已到场维持秩序' })
    await expect(desk.move('county', id, 'resume')).rejects.toMatchObject({ code: 'move_blocked' })
    desk.later(3)
    // called on Monday with two working days: due on Wednesday, this is Friday
    expect((await desk.see('county', id)).clocks.filter(({ code }) => code === 'whistle')).toMatchObject([
      { of: '1', due: '2024-03-06', state: 'overdue', left: -2, working: true },
      { of: '2', state: 'met', stopped: '2024-03-05' },
    ])
    await desk.move('housing', id, 'result', { whistle: '1', note: '补偿标准已书面答复' })
    expect((await desk.see('county', id)).clocks).toContainEqual(expect.objectContaining({ code: 'whistle', of: '1', state: 'missed' }))
    await desk.move('county', id, 'resume', { mediationType: 'joint' })

    await desk.move('village', id, 'agree', { agreement: 'written', agreedOn: desk.today(), performBy: '2024-03-20' as Day, amountYuan: 88_000 })
    expect((await desk.see('village', id)).clocks).toContainEqual(expect.objectContaining({ code: 'confirmation', due: '2024-04-07' }))
    await desk.move('village', id, 'applyConfirmation', { appliedOn: desk.today() })
    desk.later(5)
    await desk.move('village', id, 'confirm', { decidedOn: desk.today() })
    await expect(desk.move('village', id, 'close', { closedOn: desk.today(), performance: 'none' })).rejects.toMatchObject({ status: 400, field: 'performance' })
    await desk.move('village', id, 'close', { closedOn: desk.today(), performance: 'full' })
    expect((await desk.see('village', id)).clocks.filter(({ code }) => code === 'follow_up').map(({ due }) => due)).toEqual(['2024-03-20', '2024-04-12'])
    await expect(desk.move('county', id, 'archive')).rejects.toMatchObject({ code: 'move_not_now' })
    desk.later(7)
    await desk.move('village', id, 'followUp', { followedOn: desk.today(), followResult: 'stable' })
    // red wants a second visit
    await expect(desk.move('county', id, 'archive')).rejects.toMatchObject({ code: 'move_blocked' })
    desk.later(23)
    await desk.move('village', id, 'followUp', { followedOn: desk.today(), followResult: 'stable' })
    const last = await desk.move('county', id, 'archive')
    expect(last.clocks.filter(({ code }) => code === 'follow_up').map(({ state }) => state)).toEqual(['met', 'met'])

    expect(last).toMatchObject({ state: 'archived', agreedFen: 8_800_000, confirmation: { appliedOn: '2024-03-08', decidedOn: '2024-03-13' }, closedOn: '2024-03-13' })
    expect(states(last.events)).toEqual([
      'entered registered', 'triage triaged', 'plan triaged', 'dispatch dispatched', 'accept accepted', 'whistle whistled', 'reportIn whistled',
      'result whistled', 'result whistled', 'resume mediating', 'agree agreed', 'applyConfirmation confirming', 'confirm performing',
      'close closed', 'followUp followed_up', 'followUp followed_up', 'archive archived',
    ])
    expect(await desk.see('county', id, '2024-03-06' as Day)).toMatchObject({ state: 'whistled', colour: 'red', agreedOn: null, steps: [], whistles: [{ resultOn: null }, { resultOn: '2024-03-05' }] })
    const lines = await desk.sql<{ action: string; after: string }>(`SELECT action, after FROM audit_line WHERE subject = 'case ${id}' ORDER BY seq`)
    expect(lines.map(({ action }) => action)).toEqual(['case_entered', ...Array.from({ length: 16 }, () => 'case_moved')])
    expect(JSON.stringify(lines)).not.toMatch(/上访|补偿/)
  })

  test('a case that fails, goes up, comes back and is terminated', async () => {
    const { id } = await desk.enter('village')
    await desk.move('village', id, 'takeOn', { colour: 'blue', reason: '情节轻微' })
    await desk.move('village', id, 'mediate', { mediationType: 'people' })
    desk.later(10)
    await desk.move('village', id, 'escalate', { to: 'county', note: '双方分歧较大，村里调不了' })
    expect(await desk.see('county', id)).toMatchObject({ state: 'escalated', escalatedTo: { name: '枫溪县综治中心' } })
    desk.later(2)
    // the term goes on, and with it the clock
    expect((await desk.move('county', id, 'sendBack', { note: '退回重新调解' })).clocks[0]).toMatchObject({ code: 'handling', start: '2024-03-04', due: '2024-04-03', stopped: null })
    await desk.move('county', id, 'recolour', { colour: 'yellow', reason: '久调不决', plan: '联合调解', leadPost: '镇党委副书记' })
    await desk.move('county', id, 'dispatch', { holder: 'town' })
    await desk.move('town', id, 'accept')
    await desk.move('town', id, 'mediate', { mediationType: 'joint' })
    const last = await desk.move('town', id, 'terminate', { advice: 'litigation', note: '达不成协议，告知诉讼' })
    expect(last).toMatchObject({ state: 'terminated', advice: 'litigation', closedOn: desk.today(), holder: { name: '柳河镇综治中心' } })
    expect(await desk.sql('SELECT reopened FROM dispute_life')).toEqual([{ reopened: 0 }])
    expect(last.clocks.find(({ code }) => code === 'handling')).toMatchObject({ start: '2024-03-04', state: 'met' })
  })

  test('a case under supervision is closed and archived once the supervision is answered', async () => {
    const { id } = await desk.enter('town')
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')
    await desk.move('village', id, 'mediate', { mediationType: 'people' })
    await desk.move('leader', id, 'supervise', { reason: '限期', limitDays: 2 })
    await desk.move('village', id, 'agree', { agreement: 'oral', agreedOn: desk.today() })
    await expect(desk.move('village', id, 'close', { closedOn: desk.today(), performance: 'full' })).rejects.toMatchObject({ code: 'move_blocked' })
    await desk.move('village', id, 'answerSupervision', { supervision: '1', note: '已达成协议' })
    await desk.move('village', id, 'close', { closedOn: desk.today(), performance: 'full' })
    await desk.move('village', id, 'followUp', { followedOn: desk.today(), followResult: 'stable' })
    // raised after the close: the plan is owed, and can be given
    await desk.move('town', id, 'recolour', { colour: 'yellow', reason: '苗头再起' })
    await expect(desk.move('town', id, 'archive')).rejects.toMatchObject({ code: 'move_blocked' })
    await desk.move('village', id, 'plan', { plan: '每周上门一次', leadPost: '副镇长' })
    expect(await desk.move('town', id, 'archive')).toMatchObject({ state: 'archived', clocks: expect.not.arrayContaining([expect.objectContaining({ stopped: null })]) })
  })
})
