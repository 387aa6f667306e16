import { describe, expect, test } from 'vitest'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import { undoBatch } from '../../../server/services/batches.ts'
import { countCases } from '../../../server/services/counts.ts'
import type { Context } from '../../../server/services/context.ts'
import { listUnlocated, settlePlace } from '../../../server/services/places.ts'
import { summarise } from '../../../server/services/summary.ts'
import { engines } from '../../databases.ts'
import { csv, numbers, useOffice } from './clerk.ts'
import { AREAS, install, SCOPE } from './county.ts'
import { told as numberOf } from '../../told.ts'

const EAST = '990101001201' as AreaCode

describe.each(engines)('a place that becomes known on $name', ({ fresh }) => {
  const office = useOffice(fresh)
  const { load, sql } = office
  const areas = () => sql<{ area: string | null }>('SELECT area FROM dispute ORDER BY id').then((rows) => rows.map(({ area }) => area))

  test.each([
    ['none', { town: '', village: '' }, {}],
    ['a misspelt one', { village: '东州村' }, {}],
    ['a misspelt one, with words', { village: '完全别处' }, { text: '某甲与某乙因宅基地滴水发生争执' }],
    ['no town and words', { town: '', village: '完全别处' }, { text: '某甲与某乙因宅基地滴水发生争执' }],
  ])('fills the cases that came with %s, and the old ledger is known again', async (_, wrong, more) => {
    const rows = [{ people: 3, ...more }, { people: 3, ...more }, { people: 4, ...more }]
    const old = csv(...rows.map((row) => ({ ...row, ...wrong })))
    const first = await load(old)
    const mended = await load(csv(...rows))
    expect(numbers(mended)).toMatchObject({ accepted: 0, updated: first.accepted })
    expect(await areas()).toEqual(Array.from({ length: first.accepted }, () => EAST))
    expect((await load(csv(...rows))).batch).toBeNull()
    expect((await load(old)).batch).toBeNull()
    await undoBatch(office.ctx, SCOPE, mended.batch!)
    expect(await areas()).toEqual(Array.from({ length: first.accepted }, () => null))
    expect((await load(old)).batch).toBeNull()
  })

  test('is not taken for that of another town, or of words that nothing likens', async () => {
    await load(csv({ village: '完全别处', people: 3 }, { village: '东州村', people: 4 }))
    const rows = csv({ people: 3 }, { people: 4, town: '太峪镇', village: '太峪村' })
    expect(await load(rows)).toMatchObject({ accepted: 2, updated: 0 })
  })

  test('one more case of the place is a new case', async () => {
    await load(csv({ village: '东州村', people: 3 }))
    expect(await load(csv({ people: 3 }, { people: 3 }))).toMatchObject({ accepted: 1, updated: 1 })
  })

  test('by an alias, for all words that it explains', async () => {
    const text = csv({ village: '王家坡', people: 3 }, { village: '王家坡3组', people: 4 })
    expect((await load(text)).unlocated).toBe(2)
    const settled = await settlePlace(office.ctx, SCOPE, { words: '柳河镇 / 王家坡', area: EAST, learn: true })
    expect(settled.cases).toBe(2)
    expect(await listUnlocated(office.ctx, SCOPE)).toEqual([])
    expect((await load(text)).batch).toBeNull()
  })

  test('and is lost again with its pack: the ledger calls it as it always did', async () => {
    const text = csv({ village: '东周', people: 3 }, { village: '东周', people: 3 })
    await load(text)
    await install(office.ctx, 'b', AREAS.filter(({ code, parent }) => code !== EAST && parent !== EAST))
    expect(await areas()).toEqual([null, null])
    expect((await load(text)).batch).toBeNull()
    await install(office.ctx, 'c')
    expect(await areas()).toEqual([EAST, EAST])
    expect((await load(text)).batch).toBeNull()
  })
  const without = AREAS.filter(({ code, parent }) => code !== EAST && parent !== EAST)
  const ended = AREAS.filter(({ parent }) => parent !== EAST).map((area) =>
    area.code === EAST ? { ...area, validTo: '2024-05-01' as Day, successor: '990101001202' as AreaCode } : area,
  )

  test.each([
    ['lost', [without], { area: null, located_by: 'unknown', place_words: '柳河镇 / 东周村' }],
    ['merged', [ended, without], { area: '990101001202', located_by: 'name', place_words: null }],
  ])('and an undo does not bring a %s village back', async (_, packs, expected) => {
    await load(csv({ no: '2024-001', state: '调解中' }))
    const later = await load(csv({ no: '2024-001', state: '已办结' }))
    for (const [at, pack] of packs.entries()) await install(office.ctx, 'bc'[at], pack)
    await undoBatch(office.ctx, SCOPE, later.batch!)
    expect(await sql('SELECT area, located_by, place_words FROM dispute')).toEqual([expected])
  })

  test.each<[string, (known: Context['packs']) => Context['packs']]>([
    ['cannot be read', () => ({ get: () => Promise.reject(new Error('Connection terminated')) })],
    ['is of a version before', (known) => known],
  ])('and its heir and aliases are kept where what the process holds of the pack %s', async (_, held) => {
    await load(csv({ people: 3 }, { village: '王家坡', people: 4 }))
    await settlePlace(office.ctx, SCOPE, { words: '柳河镇 / 王家坡', area: EAST, learn: true })
    const stale = await office.ctx.packs.get(SCOPE.county)
    await install(office.ctx, 'b', ended)
    await install({ ...office.ctx, packs: held({ get: () => Promise.resolve(stale) }) }, 'c', without)
    expect(await areas()).toEqual(['990101001202', '990101001202'])
    expect(await sql('SELECT area FROM alias')).toEqual([{ area: '990101001202' }])
  })
})

describe.each(engines)('a case of a known town that waits for its village on $name', ({ fresh }) => {
  const office = useOffice(fresh)
  const { load, sql } = office
  const TOWN = '990101001000' as AreaCode
  async function counted(by: 'town' | 'village') {
    const { total, unlocated, coarser, rows } = await countCases(office.ctx, SCOPE, { by, filter: {}, language: 'zh' })
    return { total, unlocated, coarser, rows: Object.fromEntries(rows.filter(({ count }) => numberOf(count) > 0).map(({ name, count }) => [name, count])) }
  }
  const summary = (area: AreaCode) => summarise(office.ctx, SCOPE, { area })
  const text = csv({ people: 1 }, { village: '完全别处', people: 2 }, { town: '', village: '完全别处', people: 3 }, { town: '太峪镇', people: 4 })

  test('counts in its town and stays in plain sight', async () => {
    // the fourth row says a town and a village of another one: neither is sure
    expect((await load(text)).unlocated).toBe(3)
    expect(await counted('town')).toEqual({ total: 4, unlocated: 2, coarser: 0, rows: { 柳河镇: 2 } })
    expect(await counted('village')).toEqual({ total: 4, unlocated: 3, coarser: 0, rows: { 东周村: 1 } })
    expect(await summary(TOWN)).toMatchObject({ count: 2, unlocated: 1 })
    expect(await summary(EAST)).toMatchObject({ count: 1, unlocated: 0 })
  })

  test('until a person settles it', async () => {
    await load(text)
    await settlePlace(office.ctx, SCOPE, { words: '柳河镇 / 完全别处', area: '990101001202' as AreaCode, learn: false })
    expect(await counted('village')).toEqual({ total: 4, unlocated: 2, coarser: 0, rows: { 东周村: 1, 西周村: 1 } })
    expect((await load(text)).batch).toBeNull()
  })

  test('as each pack knows the town, also after an undo', async () => {
    await load(csv({ no: '2024-001', village: '完全别处', state: '调解中' }))
    const later = await load(csv({ no: '2024-001', village: '完全别处', state: '已办结' }))
    await install(office.ctx, 'b', AREAS.filter(({ code, parent }) => code !== TOWN && !parent?.startsWith('990101001')))
    expect(await counted('town')).toMatchObject({ unlocated: 1, rows: {} })
    await undoBatch(office.ctx, SCOPE, later.batch!)
    expect(await sql('SELECT town, place_words FROM dispute')).toEqual([{ town: null, place_words: '柳河镇 / 完全别处' }])
    await install(office.ctx, 'c')
    expect(await counted('town')).toMatchObject({ unlocated: 0, rows: { 柳河镇: 1 } })
  })

  test('as its lost village leaves it', async () => {
    await load(csv({ people: 1 }))
    await install(office.ctx, 'b', AREAS.filter(({ code, parent }) => code !== EAST && parent !== EAST))
    expect(await counted('town')).toMatchObject({ unlocated: 0, rows: { 柳河镇: 1 } })
    expect(await counted('village')).toMatchObject({ unlocated: 1, rows: {} })
  })
})
