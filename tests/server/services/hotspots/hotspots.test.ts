import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../../geodata/place/area.ts'
import { figuresScope } from '../../../../server/access/scope.ts'
import type { Day } from '../../../../server/contract/day.ts'
import { HOT_METHODS, LISA_CLASSES, type HotMethod } from '../../../../server/contract/hotTerms.ts'
import { hotspots, type HotspotsAsk } from '../../../../server/services/hotspots/hotspots.ts'
import { engines } from '../../../databases.ts'
import { COUNTY, put, remove, SCOPE, type County, type Row } from '../county.ts'
import { EAST, gridRows, openGrid, PLANTED, TODAY, villageCode, WEST } from './grid.ts'

let grid: County
beforeAll(async () => {
  grid = await openGrid()
})
afterAll(() => grid.drop())

const found = async (method: HotMethod, more: Partial<HotspotsAsk> = {}, county = grid) => (await hotspots(county.ctx, SCOPE, { method, filter: {}, ...more })).result
const fault = (asked: Partial<HotspotsAsk>) => found('gistar', asked).then(() => null, (error: unknown) => error as { field: string; status: number; code: string })

describe('Gi* against what was to be expected', () => {
  test('finds the planted block and hardly anything else', async () => {
    const { rows, parameters, sufficiency, finding, global, revision, packVersion } = await found('gistar')
    expect(rows).toHaveLength(64)
    expect(rows.filter(({ class: named }) => named === 'hot99').map(({ id }) => id)).toEqual(expect.arrayContaining(PLANTED))
    expect(rows.filter(({ class: named }) => named.startsWith('hot')).length).toBeLessThan(24)
    expect(parameters).toEqual({
      method: 'gistar', level: 'village', area: COUNTY, filter: {}, today: TODAY, search: null, from: '2024-04-03', to: TODAY, step: null, weights: 'queen', seed: 20_260_101, permutations: null, basis: 'residents',
    })
    const total = rows.reduce((sum, { count }) => sum + count!, 0)
    expect(sufficiency).toMatchObject({ enough: true, cases: total, areas: 64, say: null })
    expect(rows.reduce((sum, { expected }) => sum + expected!, 0)).toBeCloseTo(total, 6)
    expect(global).toMatchObject({ statistic: 'moran' })
    expect(global!.value).toBeGreaterThan(global!.expected)
    expect(finding.zh).toMatch(/近 90 天有 \d+ 个村偏多，最突出的是西/)
    expect([revision, packVersion]).toEqual([2, 'a'.repeat(64)])
  })

  test('tells instead of colouring where there is too little', async () => {
    const { rows, sufficiency, finding } = await found('gistar', { filter: { from: TODAY, to: TODAY } })
    expect(sufficiency.enough).toBe(false)
    expect(finding).toEqual(sufficiency.say)
    expect(new Set(rows.map(({ class: named }) => named))).toEqual(new Set(['none']))
  })

  test('on towns, and by a filter, is another answer', async () => {
    expect((await found('gistar', { level: 'town' })).rows.map(({ id }) => id)).toEqual([WEST, EAST])
    const [all, some] = [await found('gistar'), await found('gistar', { filter: { category: ['05'] } })]
    expect(some.rows.reduce((sum, { count }) => sum + count!, 0)).toBeLessThan(all.rows.reduce((sum, { count }) => sum + count!, 0))
  })

  test('refuses what cannot be asked, and names it', async () => {
    expect(await fault({ level: 'grid' })).toMatchObject({ status: 400, field: 'level', code: 'level_without_neighbours' })
    expect(await fault({ filter: { from: '2024-07-02' as Day } })).toMatchObject({ status: 400, field: 'from' })
    expect(await fault({ filter: { to: '1931-01-01' as Day } })).toMatchObject({ status: 400, field: 'to' })
    expect((await found('gistar', { filter: { to: '1960-02-01' as Day } })).parameters.from).toBe('1960-01-01')
    expect(await fault({ step: 'week' })).toMatchObject({ status: 400, field: 'step' })
    expect(await fault({ method: 'emerging', filter: { from: TODAY } })).toMatchObject({ status: 400, field: 'from' })
    expect(await fault({ filter: { area: '123' as AreaCode } })).toMatchObject({ status: 400, field: 'area' })
  })
})

describe('the other methods', () => {
  test('LISA finds the block high among high', async () => {
    const { rows, parameters, finding } = await found('lisa')
    const high = rows.filter(({ class: named }) => named === 'high-high').map(({ id }) => id)
    expect(high.filter((id) => PLANTED.includes(id)).length).toBeGreaterThan(1)
    expect(parameters).toMatchObject({ method: 'lisa', permutations: 9_999 })
    expect(finding.zh).toContain(LISA_CLASSES.row('high-high').label.zh)
  })

  test('change tells the steps, whole ones alone, and reaches back to twelve', async () => {
    const { rows, steps, parameters } = await found('emerging')
    expect(parameters).toMatchObject({ step: 'week', from: '2024-04-08', to: '2024-06-30' })
    expect([steps.length, steps[0], steps.at(-1)]).toEqual([12, '2024-04-08', '2024-06-24'])
    expect(rows.every((row) => row.steps?.length === 12)).toBe(true)
    expect(rows.filter(({ id }) => PLANTED.includes(id)).some(({ class: named }) => named.endsWith('-hot'))).toBe(true)
    const year = await found('emerging', { filter: { from: '2023-06-01' as Day, to: '2024-06-30' as Day } })
    expect(year.parameters).toMatchObject({ step: 'month', from: '2023-06-01', to: '2024-06-30' })
    expect(year.steps).toHaveLength(13)
  })

  test('a scan finds the burst that is going on', async () => {
    const { clusters, rows, parameters, finding } = await found('scan')
    const [first] = clusters
    expect(first!.areas.filter((code) => (PLANTED as string[]).includes(code)).length).toBeGreaterThanOrEqual(3)
    expect(first!.recurrenceDays).toBe(Math.round(1 / first!.p))
    expect(first!.recurrenceDays).toBeGreaterThanOrEqual(100)
    expect([first!.to, first!.rank, first!.radiusM > 0, first!.indices.length]).toEqual([TODAY, 1, true, first!.areas.length])
    expect([rows, parameters.permutations, parameters.basis, parameters.search!.counted]).toEqual([[], 999, 'own', 'place-days'])
    expect(first!.count).toBeGreaterThan(first!.placeDays)
    expect(first!.expected / first!.placeDaysExpected).toBeCloseTo(first!.count / first!.placeDays, 9)
    expect(finding.zh).toContain('集中发生')
  })

  test('a longer window, or one that ended, is scanned for what there was, and chance is no burst', async () => {
    const { clusters: [first, ...more] } = await found('scan', { filter: { from: '2024-01-01' as Day } })
    expect([first!.recurrenceDays, first!.p <= 0.05]).toEqual([null, true])
    expect(first!.areas.filter((code) => (PLANTED as string[]).includes(code)).length).toBeGreaterThanOrEqual(3)
    const places = [first!, ...more].flatMap(({ areas }) => areas)
    expect(new Set(places).size).toBe(places.length)
    const { clusters, finding, parameters } = await found('scan', { filter: { from: '2023-01-01' as Day, to: '2023-06-30' as Day } })
    expect(clusters).toEqual([])
    expect(finding.zh).toContain('没有哪一片')
    // where chance explains it, draws stop early
    expect(parameters.permutations).toBeGreaterThan(49)
    expect(parameters.permutations).toBeLessThan(999)
  })

  test('a ledger entered on the day that it was made is told for what it is, not for too few cases', async () => {
    const [like] = gridRows()
    const rows = Array.from({ length: 300 }, (_, k): Row => ({ ...like!, id: k + 1, area: villageCode(k % 4, 3), occurredOn: '2024-06-20' }))
    const county = await openGrid({ rows, threads: 1 })
    try {
      const { clusters, sufficiency, finding } = await found('scan', {}, county)
      expect([clusters, sufficiency.enough, finding.zh.includes('300 件只落在 4 个村、日上')]).toEqual([[], false, true])
    } finally {
      await county.drop()
    }
  })

  test('what was entered for one village in one day is no burst, and hides none', async () => {
    const batch = (rows: Row[], size: number): Row[] => {
      const like = rows.find(({ area, occurredOn }) => area === villageCode(6, 2) && occurredOn >= '2024-06-01')!
      return [...rows, ...Array.from({ length: size }, (_, k) => ({ ...like, id: rows.length + 1 + k }))]
    }
    const [quiet, busy] = await Promise.all([openGrid({ rows: batch(gridRows({ planted: 0 }), 25) }), openGrid({ rows: batch(gridRows(), 25) })])
    for (const level of ['village', 'town'] as const) expect((await found('scan', { level }, quiet)).clusters).toEqual([])
    const { clusters, sufficiency } = await found('scan', {}, busy)
    const { clusters: plain, sufficiency: before } = await found('scan')
    expect(sufficiency.cases).toBe(before.cases! + 25)
    expect(clusters).toEqual(plain)
    await Promise.all([quiet.drop(), busy.drop()])
  })
})

describe('the same question', () => {
  const bytes = async (county: County) => JSON.stringify(await Promise.all(HOT_METHODS.codes.map((method) => found(method, {}, county))))

  test('has the same bytes with one thread and with three, and on both databases', async () => {
    const [one, three] = await Promise.all([openGrid({ threads: 1 }), openGrid({ threads: 3, engine: engines[1]! })])
    const [a, b] = [await bytes(one), await bytes(three)]
    await Promise.all([one.drop(), three.drop()])
    expect(b).toBe(a)
    expect(await bytes(grid)).toBe(a)
  })

  test('is worked out once for twenty who ask, and anew when a case came', async () => {
    const county = await openGrid()
    const { pool } = county.ctx.analyses as unknown as { pool: { begun: number } }
    const answers = await Promise.all(Array.from({ length: 20 }, () => found('gistar', {}, county)))
    expect([new Set(answers).size, pool.begun]).toEqual([1, 1])
    const rows = gridRows()
    await put(county.ctx, [{ ...rows[0]!, id: rows.length + 1, occurredOn: TODAY }])
    const later = await found('gistar', {}, county)
    expect([later.revision, later.sufficiency.cases, pool.begun]).toEqual([3, answers[0]!.sufficiency.cases! + 1, 2])
    await remove(county.ctx, [rows.length + 1])
    const again = await found('gistar', {}, county)
    expect({ ...again, revision: 2 }).toEqual(answers[0])
    county.clock.now += 86_400_000
    expect((await found('gistar', {}, county)).parameters.to).toBe('2024-07-02')
    await county.drop()
  })

  test('of a part tells nothing of the rest: not in any byte', async () => {
    const tree = { county: COUNTY, tree: (await grid.ctx.packs.get(COUNTY)).tree, today: TODAY }
    const by = { account: null, login: 'x', role: 'leader', organisation: null, address: null } as const
    const west = figuresScope({ by, area: WEST as AreaCode, organisationCounty: null }, tree)!
    const eastEmpty = await openGrid({ rows: gridRows({ places: (column) => column < 4 }) })
    for (const method of HOT_METHODS.codes) {
      const [here, there] = await Promise.all([grid, eastEmpty].map(async ({ ctx }) => (await hotspots(ctx, west, { method, filter: {} })).result))
      expect(here!.rows.every(({ id }) => id.startsWith(WEST.slice(0, 9)))).toBe(true)
      expect({ ...here, revision: 1 }).toEqual({ ...there, revision: 1 })
      // whoever sees all and asks for the part is told the same
      expect(await found(method, { filter: { area: WEST as AreaCode } })).toEqual(here)
    }
    await eastEmpty.drop()
  })
})

test('a county without cases is told so', async () => {
  const empty = await openGrid({ rows: [] })
  for (const method of HOT_METHODS.codes) {
    const { sufficiency, finding } = await found(method, {}, empty)
    expect(sufficiency).toMatchObject({ enough: false, cases: 0 })
    expect(finding).toEqual(sufficiency.say)
  }
  await empty.drop()
})
