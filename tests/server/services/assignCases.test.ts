import { describe, expect, test } from 'vitest'
import type { Day } from '../../../server/contract/day.ts'
import { assignCases } from '../../../server/services/caseTable/assignCases.ts'
import { engines } from '../../databases.ts'
import { OTHER_VILLAGE, useDesk, type Who } from './caseLife/life.ts'

describe.each(engines)('cases assigned together on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  const seen = (ids: number[]) =>
    Promise.all(ids.map(async (id) => ({ id, version: (await desk.sql<{ revision: number }>(`SELECT revision FROM dispute WHERE id = ${id}`))[0]?.revision ?? 1 })))
  const assign = async (by: Who, ids: number[], holder: string, dueOn?: Day) => assignCases(desk.ctx, desk.who[by], { cases: await seen(ids), holder, dueOn })
  const triaged = async () => {
    const { id } = await desk.enter('town')
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '邻里小事' })
    return id
  }
  const told = () => desk.sql<{ subject: string }>(`SELECT subject FROM audit_line WHERE action = 'cases_assigned' ORDER BY seq`)
  const revision = async () => (await desk.sql<{ revision: number }>('SELECT revision FROM county'))[0]!.revision

  test('are dispatched where they were triaged, and reassigned where somebody has them', async () => {
    const [first, second] = [await triaged(), await triaged()]
    await desk.move('town', second, 'dispatch', { holder: 'court' })
    await desk.move('court', second, 'accept')
    const before = (await told()).length
    const answer = await assign('town', [first, second, first], 'village', '2024-03-29' as Day)
    expect(answer).toEqual({ assigned: 2, revision: await revision() })
    expect(await desk.see('town', first)).toMatchObject({ state: 'dispatched', holder: { id: 'village' }, dueOn: '2024-03-29' })
    expect(await desk.see('town', second)).toMatchObject({ state: 'accepted', holder: { id: 'village' }, dueOn: '2024-03-29' })
    expect((await desk.see('town', second)).events.at(-1)).toMatchObject({ kind: 'reassign', organisation: { id: 'town' } })
    expect((await told()).slice(before).map(({ subject }) => subject)).toEqual([`case ${first}`, `case ${second}`])
  })

  test('are dispatched without a triage, too, where a colour was entered with them', async () => {
    const { id } = await desk.enter('town', { colour: 'blue' })
    await assign('town', [id], 'village')
    expect(await desk.see('town', id)).toMatchObject({ state: 'dispatched', holder: { id: 'village' } })
    await assign('town', [id], 'court')
    expect(await desk.see('town', id)).toMatchObject({ state: 'dispatched', holder: { id: 'court' } })
  })

  test.each<[string, Who, (ids: number[]) => Promise<number> | number, string, object]>([
    ['is in no state for it', 'town', async () => (await desk.enter('town')).id, 'village', { status: 409 }],
    ['is not there', 'town', () => 9_999, 'village', { status: 404 }],
    ['lies in another town', 'town', async () => (await desk.enter('other', { area: OTHER_VILLAGE })).id, 'village', { status: 404 }],
    ['goes to nobody', 'town', ([id]) => id!, 'nobody', { status: 400, field: 'holder' }],
  ])('stay all where they are when one of them %s, and it is named', async (_, by, another, holder, problem) => {
    const ids = [await triaged(), await triaged()]
    const bad = await another(ids)
    const [before, at] = [(await told()).length, await revision()]
    await expect(assign(by, [...ids, bad], holder)).rejects.toMatchObject({
      ...problem,
      say: { zh: expect.stringContaining(`第 ${holder === 'nobody' ? ids[0] : bad} 号案件`) as string },
    })
    for (const id of ids) expect(await desk.see('town', id)).toMatchObject({ state: 'triaged', holder: null })
    expect([(await told()).length, await revision()]).toEqual([before, at])
  })

  test('are dispatched once more after a reopening that was triaged, whoever had them before', async () => {
    const id = await triaged()
    await assign('town', [id], 'village')
    await desk.move('village', id, 'accept')
    await desk.move('village', id, 'terminate', { advice: 'litigation', note: '双方同意走诉讼' })
    await desk.move('town', id, 'reopen', { note: '撤诉后又起争执' })
    const other = await triaged()
    expect(await desk.see('town', id)).toMatchObject({ state: 'reopened', holder: { id: 'village' } })
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '邻里小事' })
    await assign('town', [id, other], 'court')
    for (const one of [id, other]) expect(await desk.see('town', one)).toMatchObject({ state: 'dispatched', holder: { id: 'court' } })
  })

  test('that changed since they were seen are named all of them, and none goes', async () => {
    const ids = [await triaged(), await triaged(), await triaged()]
    const cases = await seen(ids)
    await desk.move('town', ids[0]!, 'dispatch', { holder: 'village' })
    await desk.move('village', ids[0]!, 'accept')
    await desk.move('town', ids[2]!, 'note', { note: '当事人来过' })
    const [before, at] = [(await told()).length, await revision()]
    const error = { code: 'cases_changed', status: 409, more: { changed: [ids[0], ids[2]] }, say: { zh: expect.stringContaining(`第 ${ids[0]}、${ids[2]} 号`) as string } }
    await expect(assignCases(desk.ctx, desk.who.town, { cases, holder: 'court' })).rejects.toMatchObject(error)
    expect(await desk.see('town', ids[0]!)).toMatchObject({ state: 'accepted', holder: { id: 'village' } })
    expect(await desk.see('town', ids[1]!)).toMatchObject({ state: 'triaged', holder: null })
    expect([(await told()).length, await revision()]).toEqual([before, at])
    // whoever does not see a case is not told that it changed
    const far = (await desk.enter('other', { area: OTHER_VILLAGE })).id
    await expect(assignCases(desk.ctx, desk.who.town, { cases: [{ id: far, version: 0 }], holder: 'court' })).rejects.toMatchObject({ status: 404 })
  })

  test('are not for who may not direct', async () => {
    const id = await triaged()
    await expect(assign('leader', [id], 'village')).rejects.toMatchObject({ status: 403 })
  })
})
