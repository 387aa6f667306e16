import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../../geodata/place/area.ts'
import { undoBatch } from '../../../../server/services/batches.ts'
import { correctCase } from '../../../../server/services/caseLife/correct.ts'
import { importLedger } from '../../../../server/services/importLedger.ts'
import { settlePlace } from '../../../../server/services/places.ts'
import { summarise } from '../../../../server/services/summary.ts'
import { engines } from '../../../databases.ts'
import { csv, type Line } from '../clerk.ts'
import { SCOPE } from '../county.ts'
import { GRID, TOWN, useDesk, VILLAGE } from './life.ts'

const MARCH: Line = { no: 'GD20240301', text: '两家因地界多次争吵互不相让', colour: '蓝', state: '正在调处', on: '2024-03-01' }

describe.each(engines)('a ledger and a case that people work on, on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  const load = (...lines: Line[]) => importLedger(desk.ctx, SCOPE, { name: '台账.csv', bytes: new TextEncoder().encode(csv(...lines)) }, {})

  test('a ledger’s case shows where it came from, and goes on in Fengtu', async () => {
    await load(MARCH)
    desk.later(1)
    await load({ ...MARCH, people: 6 })
    expect((await desk.see('town', 1)).events).toMatchObject([
      { kind: 'imported', to: 'mediating', changes: [] },
      { kind: 'carried', changes: [{ field: 'people', before: null, after: 6 }] },
    ])
    expect((await desk.see('town', 1)).daysInState).toBeNull()
    desk.later(1)
    await desk.move('town', 1, 'reassign', { holder: 'village' })
    await desk.move('village', 1, 'agree', { agreement: 'written', agreedOn: desk.today() })
    const seen = await desk.see('village', 1)
    expect(seen.events.map(({ kind }) => kind)).toEqual(['imported', 'carried', 'reassign', 'agree'])
    expect(seen).toMatchObject({ state: 'agreed', daysInState: 0 })
    expect(await desk.see('town', 1, '2024-03-04' as typeof seen.asOf)).toMatchObject({ people: null, holder: null, state: 'mediating' })
    expect(await desk.see('town', 1, '2024-03-05' as typeof seen.asOf)).toMatchObject({ people: 6, holder: null })
  })

  test('a later ledger fills its blanks and changes nothing else', async () => {
    await load(MARCH)
    await desk.move('town', 1, 'recolour', { colour: 'red', reason: '有升级苗头', plan: '包案', leadPost: '镇长' })
    const told = await load({ ...MARCH, people: 4, colour: '蓝', state: '已化解', closed: '2024-03-20' })
    expect(told).toMatchObject({ updated: 1, accepted: 0 })
    expect(await desk.see('town', 1)).toMatchObject({ people: 4, colour: 'red', state: 'mediating', closedOn: null })
    expect(await load({ ...MARCH, people: 9, state: '已化解' })).toMatchObject({ updated: 0, duplicates: 1 })
    expect((await desk.see('town', 1)).events.map(({ kind }) => kind)).toEqual(['imported', 'recolour', 'carried'])
  })

  test('a case that was entered here is known to a ledger, and stays', async () => {
    const { id } = await desk.enter('town', { category: '08', summary: '两家因地界多次争吵互不相让', occurredOn: '2024-03-01' as never })
    expect(await load({ on: '2024-03-01', kind: '山林土地', text: '两家因地界多次争吵互不相让', state: '已化解' })).toMatchObject({ accepted: 0 })
    expect(await desk.see('town', id)).toMatchObject({ state: 'registered' })
  })

  test('a ledger that tells of a family takes the exact place out of the past as well, and not again once somebody said it tells of none', async () => {
    const at = { lng: 105.01, lat: 34.98 }
    const told = { ...MARCH, text: '因家庭暴力请求保护' }
    await load(MARCH)
    const first = await desk.see('town', 1)
    await correctCase(desk.ctx, desk.who.town, 1, { version: first.version, area: GRID, ...at })
    desk.later(1)
    expect(await load(told)).toMatchObject({ updated: 1 })
    expect(await desk.sql('SELECT sensitive, area, lng FROM dispute')).toEqual([{ sensitive: true, area: VILLAGE, lng: null }])
    const past = JSON.stringify([await desk.sql('SELECT changes FROM dispute_event'), await desk.sql('SELECT area, lng, lat, original_x FROM dispute_before')])
    expect(past).not.toMatch(/9901010012|105\.01|34\.98/)
    expect(await desk.see('leader', 1, '2024-03-04' as never)).toMatchObject({ sensitive: true, area: TOWN, lng: null })
    const { version } = await desk.see('town', 1)
    await correctCase(desk.ctx, desk.who.town, 1, { version, sensitive: false, note: '另一件案件的文字' })
    await load(told)
    expect(await desk.sql('SELECT sensitive FROM dispute')).toEqual([{ sensitive: false }])
  })

  test('the log keeps no village of a sensitive case that is put to its place', async () => {
    await load({ ...MARCH, village: '王家坡', text: '因家庭暴力请求保护' })
    await desk.move('county', 1, 'note', { note: '上门一次' })
    await settlePlace(desk.ctx, SCOPE, { words: '柳河镇 / 王家坡', area: GRID, learn: false })
    expect(await desk.sql('SELECT area FROM dispute')).toEqual([{ area: VILLAGE }])
    expect(JSON.stringify(await desk.sql('SELECT changes FROM dispute_event'))).not.toMatch(/9901010012/)
    expect((await desk.see('county', 1)).events.map(({ kind }) => kind)).toContain('settled')
  })

  test('undoing an import takes its cases away but for those that people work on', async () => {
    const first = await load(MARCH, { no: 'GD20240302', text: '因水渠灌溉先后次序争执', on: '2024-03-02' })
    await desk.move('town', 1, 'note', { note: '上门一次' })
    expect(await undoBatch(desk.ctx, SCOPE, first.batch!)).toMatchObject({ removed: 1, restored: 0, kept: 1 })
    expect(await summarise(desk.ctx, SCOPE, {})).toMatchObject({ count: 1 })
    expect((await desk.see('town', 1)).events.map(({ kind }) => kind)).toEqual(['imported', 'note'])
    await expect(desk.see('town', 2)).rejects.toMatchObject({ status: 404 })
  })

  test('undoing an import does not put a case back that people work on', async () => {
    await load(MARCH)
    const second = await load({ ...MARCH, state: '已化解', closed: '2024-03-03' })
    await desk.move('town', 1, 'reopen', { note: '反复' })
    expect(await undoBatch(desk.ctx, SCOPE, second.batch!)).toMatchObject({ removed: 0, restored: 0, kept: 1 })
    expect(await desk.see('town', 1)).toMatchObject({ state: 'reopened' })
  })

  test('undoing an import leaves the past of a case that people work on as it was', async () => {
    const first = await load(MARCH, { no: 'GD20240302', text: '因水渠灌溉先后次序争执', on: '2024-03-02' })
    const monday = desk.today()
    desk.later(1)
    const closed = { state: '已化解', closed: '2024-03-03' }
    const second = await load({ ...MARCH, ...closed }, { no: 'GD20240302', text: '因水渠灌溉先后次序争执', on: '2024-03-02', ...closed })
    const tuesday = desk.today()
    desk.later(1)
    await desk.move('town', 1, 'reopen', { note: '反复' })
    const seen = async () => [await desk.see('town', 1, monday), await desk.see('town', 1, tuesday)].map(({ state, closedOn, events }) => ({ state, closedOn, kinds: events.map(({ kind }) => kind) }))
    const before = await seen()
    expect(before).toMatchObject([{ state: 'mediating', closedOn: null }, { state: 'closed', closedOn: '2024-03-03', kinds: ['imported', 'carried'] }])
    expect(await undoBatch(desk.ctx, SCOPE, second.batch!)).toMatchObject({ removed: 0, restored: 1, kept: 1 })
    expect(await seen()).toEqual(before)
    expect(await desk.see('town', 2)).toMatchObject({ closedOn: null })
    expect(await desk.sql('SELECT id FROM dispute_before')).toEqual([{ id: 1 }])
    // what was undone stands in the way of nothing
    expect(await undoBatch(desk.ctx, SCOPE, first.batch!)).toMatchObject({ removed: 1, restored: 0, kept: 1 })
    expect(await seen()).toEqual(before)
  })

  test('undoing an import leaves the past of a case that a later ledger told of again as it was', async () => {
    const first = await load(MARCH)
    const monday = desk.today()
    desk.later(1)
    await desk.move('town', 1, 'note', { note: '上门一次' })
    const tuesday = desk.today()
    desk.later(1)
    const second = await load(MARCH, { no: 'GD20240309', text: '因水渠灌溉先后次序争执', on: '2024-03-03' })
    const seen = async () => (await Promise.all([monday, tuesday, undefined].map((at) => desk.see('town', 1, at)))).map(({ state, events }) => [state, events.map(({ kind, at }) => [kind, at])])
    const before = await seen()
    expect(before.map(([, events]) => events!.length)).toEqual([1, 2, 2])
    expect(await undoBatch(desk.ctx, SCOPE, first.batch!)).toMatchObject({ removed: 0, restored: 0, kept: 1 })
    expect(await seen()).toEqual(before)
    // nor does it go with the later one
    expect(await undoBatch(desk.ctx, SCOPE, second.batch!)).toMatchObject({ removed: 1, restored: 0 })
    expect(await seen()).toEqual(before)
  })

  test('settling a place is in the log of a case that people work on', async () => {
    await load({ ...MARCH, village: '王家坡' })
    await desk.move('town', 1, 'note', { note: '上门一次' })
    expect((await desk.see('town', 1)).steps.length).toBeGreaterThan(0)
    desk.later(1)
    await settlePlace(desk.ctx, SCOPE, { words: '柳河镇 / 王家坡', area: VILLAGE, learn: true })
    const seen = await desk.see('town', 1)
    expect(seen).toMatchObject({ area: VILLAGE, locatedBy: 'person' })
    expect(seen.events.at(-1)).toMatchObject({ kind: 'settled', login: 'fengtu', changes: expect.arrayContaining([{ field: 'area', before: null, after: VILLAGE }]) })
    expect(await desk.see('town', 1, '2024-03-04' as typeof seen.asOf)).toMatchObject({ area: null, place: '柳河镇' })
    await settlePlace(desk.ctx, SCOPE, { words: '柳河镇 / 王家坡', area: GRID as AreaCode, learn: false })
    expect((await desk.see('town', 1)).events.map(({ kind }) => kind)).toEqual(['imported', 'note', 'settled', 'settled'])
  })
})
