import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import { areaTree } from '../../../geodata/place/tree.ts'
import { USUAL_AGAIN, type AgainAsk } from '../../../server/contract/again.ts'
import { dayNumber } from '../../../server/contract/day.ts'
import type { Filter } from '../../../server/contract/filter.ts'
import { againIn } from '../../../server/services/again/again.ts'
import { relapsedCases } from '../../../server/services/again/relapses.ts'
import { cubeCache } from '../../../server/services/cubes.ts'
import { engines } from '../../databases.ts'
import { OTHER_TOWN, OTHER_VILLAGE, TOWN, useDesk, VILLAGE } from './caseLife/life.ts'
import { AREAS, openCounty, put, rows, SCOPE, type County } from './county.ts'
import { TODAY } from './ledger.ts'
import { ask } from './sql.ts'

const TREE = areaTree(AREAS)

describe.each(engines)('several cases at one place, on $name', (engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(0, engine)
    await put(county.ctx, rows(600, 4))
  })
  afterAll(() => county.drop())

  /** Of each narrow area and category the most cases within the days, by looking at every start. */
  async function naive(filter: Filter, { days, least, same }: AgainAsk): Promise<Map<string, number>> {
    const found = await ask<{ area: AreaCode; category: string; day: string }>(county.ctx, 'd.area, d.category, d.occurred_on AS day', {
      filter, areas: AREAS, today: TODAY, tail: 'AND d.area IS NOT NULL AND NOT d.sensitive',
    })
    const most = new Map<string, number>()
    for (const [index, { level }] of AREAS.entries()) {
      if (level !== 'village' && level !== 'grid') continue
      const inside = found.filter(({ area }) => {
        const at = TREE.current(area, TODAY)
        return at >= index && at < TREE.end[index]!
      })
      for (const category of same === 'any' ? [null] : new Set(inside.map((one) => one.category))) {
        const on = inside.filter((one) => category === null || one.category === category).map(({ day }) => dayNumber(day as Day))
        const n = Math.max(0, ...on.map((first) => on.filter((day) => day >= first && day < first + days).length))
        if (n >= least) most.set(`${AREAS[index]!.code} ${category}`, n)
      }
    }
    return most
  }

  test.each<[string, Filter, AgainAsk]>([
    ['as usual', {}, USUAL_AGAIN],
    ['of any kind', {}, { ...USUAL_AGAIN, same: 'any', least: 12 }],
    ['of a town and a year', { area: TOWN, from: '2023-01-01' as Day, to: '2023-12-31' as Day }, { least: 2, days: 120, same: 'category' }],
  ])('is what a plain look at every day finds: %s', async (_, filter, asked) => {
    const wanted = await naive(filter, asked)
    const { places, total } = await againIn(county.ctx, SCOPE, filter, asked)
    expect(total).toBe(places.length)
    expect(places.length).toBeGreaterThan(0)
    for (const { place, category, count, first, last } of places) {
      expect([place.code, category, count]).toEqual([place.code, category, wanted.get(`${place.code} ${category}`)])
      expect(dayNumber(last) - dayNumber(first)).toBeLessThan(asked.days)
    }
    // of a village and its grid cells one place stands for all
    const village = (code: string) => (code.length > 12 && code.startsWith('990101001201') ? '990101001201' : code)
    const branches = new Set([...wanted.keys()].map((key) => key.split(' ')).map(([code, category]) => `${village(code!)} ${category}`))
    expect(new Set(places.map(({ place, category }) => `${village(place.code)} ${category}`))).toEqual(branches)
  })

  test('expects of a place its part of the cases that can stand at such a place', async () => {
    const found = await ask<{ area: AreaCode; category: string; day: string }>(county.ctx, 'd.area, d.category, d.occurred_on AS day', {
      filter: {}, areas: AREAS, today: TODAY, tail: 'AND d.area IS NOT NULL AND NOT d.sensitive',
    })
    const levelOf = ({ area }: { area: AreaCode }) => AREAS[TREE.current(area, TODAY)]!.level
    const narrow = found.filter((one) => ['village', 'grid'].includes(levelOf(one)))
    expect(narrow.length).toBeLessThan(found.length)
    const { places } = await againIn(county.ctx, SCOPE, {}, USUAL_AGAIN)
    expect(places.length).toBeGreaterThan(0)
    for (const { category, last, level, expected } of places) {
      const end = dayNumber(last)
      const all = narrow.filter((one) => one.category === category && dayNumber(one.day as Day) <= end && dayNumber(one.day as Day) > end - USUAL_AGAIN.days)
      // of a county whose residents are not all known the places of a level have equal parts
      expect(expected).toBeCloseTo(all.length / AREAS.filter((area) => area.level === level && !area.validTo).length, 9)
    }
  })

  test('stands in the order of its oddness, and never at a town', async () => {
    const { places } = await againIn(county.ctx, SCOPE, {}, { ...USUAL_AGAIN, same: 'any' })
    const chances = places.map(({ chance }) => chance)
    expect(chances).toEqual([...chances].sort((a, b) => a - b))
    expect(places.every(({ level }) => level === 'village' || level === 'grid')).toBe(true)
  })

  test('a screen wall is told nothing', async () => {
    const wall = { ...SCOPE, by: { ...SCOPE.by, role: 'wall' as const } }
    await expect(againIn(county.ctx, wall, {}, USUAL_AGAIN)).rejects.toMatchObject({ status: 403, code: 'not_told' })
  })
})

describe.each(engines)('places as they grow, on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  // the county begins anew for each test, at the revisions of the one before
  beforeEach(() => void (desk.ctx.cubes = cubeCache(desk.ctx.db, desk.ctx.packs, desk.ctx.now)))

  test('small cases that become large ones are said to', async () => {
    for (const [days, people] of [[0, 2], [10, 4], [20, 12]] as const) {
      const { id } = await desk.enter('town', { occurredOn: `2024-02-${String(1 + days).padStart(2, '0')}` as Day, people })
      await desk.move('town', id, 'triage', { colour: days === 20 ? 'red' : 'blue', reason: '一般', plan: '上门', leadPost: '副镇长' })
    }
    const { places } = await againIn(desk.ctx, desk.who.county, {}, USUAL_AGAIN)
    expect(places).toMatchObject([{ place: { code: VILLAGE }, count: 3, pending: 3, first: '2024-02-01', last: '2024-02-21', graver: { from: 'blue', to: 'red' }, more: { from: 2, to: 12 } }])
  })

  test('but not to a mediator organisation, to which two cases are too few as well', async () => {
    for (const [days, people] of [[0, 2], [10, 4], [20, 12]] as const) {
      await desk.enter('town', { occurredOn: `2024-02-${String(3 + days).padStart(2, '0')}` as Day, people })
    }
    const { places: [told] } = await againIn(desk.ctx, desk.who.county, {}, { ...USUAL_AGAIN, least: 2 })
    expect(told).toMatchObject({ count: 3, more: { from: 2, to: 12 } })
    const { places, total } = await againIn(desk.ctx, desk.who.housing, {}, USUAL_AGAIN)
    // and of three it is told the months
    expect([told!.first, told!.last]).toEqual(['2024-02-03', '2024-02-23'])
    const end = desk.today() < '2024-02-29' ? desk.today() : '2024-02-29'
    expect([places, total]).toEqual([[{ ...told!, graver: null, more: null, first: '2024-02-01', last: end }], 1])
    await expect(againIn(desk.ctx, desk.who.housing, {}, { ...USUAL_AGAIN, least: 2 })).rejects.toMatchObject({ status: 400, code: 'bad_parameter', field: 'least' })
  })

  test('and reckons with the whole months of cases that lie across the end of one', async () => {
    // of the months, and of no 30 days that hold the others
    await desk.enter('other', { occurredOn: '2024-01-02' as Day, area: OTHER_VILLAGE })
    for (const day of ['01-20', '02-01', '02-10']) await desk.enter('town', { occurredOn: `2024-${day}` as Day })
    const asked = { ...USUAL_AGAIN, days: 30 }
    const { places: [read] } = await againIn(desk.ctx, desk.who.county, {}, asked)
    const { places: [told], rule } = await againIn(desk.ctx, desk.who.housing, {}, asked)
    expect(told).toMatchObject({ place: { code: VILLAGE }, count: 3, first: '2024-01-01', around: read!.around })
    expect(told!.expected / read!.expected).toBeCloseTo(4 / 3, 12)
    expect(told!.chance).toBeGreaterThan(read!.chance)
    expect(read!.chance).toBeGreaterThan(0)
    expect(rule.zh).toContain('所列月份里')
  })

  test('of sensitive cases no place is told', async () => {
    for (let n = 0; n < 4; n++) await desk.enter('town', { category: '01', summary: '家庭暴力，报警' })
    expect((await desk.sql('SELECT 1 FROM dispute WHERE sensitive')).length).toBe(4)
    expect((await againIn(desk.ctx, desk.who.county, {}, USUAL_AGAIN)).places).toEqual([])
  })
})

describe.each(engines)('cases that break out again, on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  // the county begins anew for each test, at the revisions of the one before
  beforeEach(() => void (desk.ctx.cubes = cubeCache(desk.ctx.db, desk.ctx.packs, desk.ctx.now)))

  async function closed(more: Parameters<typeof desk.enter>[1] = {}): Promise<number> {
    const { id } = await desk.enter('town', more)
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')
    await desk.move('village', id, 'mediate', { mediationType: 'people' })
    await desk.move('village', id, 'agree', { agreement: 'written', agreedOn: desk.today() })
    await desk.move('village', id, 'close', { closedOn: desk.today(), performance: 'full' })
    return id
  }
  const within = (from: string, to: string): Filter => ({ from: from as Day, to: to as Day })

  test('are told with how often and how soon, in the period of the reopening', async () => {
    const id = await closed()
    await closed()
    desk.later(12)
    await desk.move('town', id, 'reopen', { note: '又起争执' })
    const march = await relapsedCases(desk.ctx, desk.who.county, within('2024-03-10', '2024-03-31'))
    expect(march).toMatchObject({ total: 1, rows: [{ case: { id }, times: 1, closedOn: '2024-03-04', reopenedOn: '2024-03-16', days: 12 }] })
    expect((await relapsedCases(desk.ctx, desk.who.county, within('2024-03-01', '2024-03-15'))).rows).toEqual([])
    const { relapses } = await againIn(desk.ctx, desk.who.county, within('2024-03-10', '2024-03-31'), USUAL_AGAIN)
    expect(relapses).toMatchObject({ count: 1, towns: [{ town: { code: TOWN }, count: 1 }] })
  })

  test('are those that the asker sees', async () => {
    const id = await closed()
    desk.later(1)
    await desk.move('town', id, 'reopen', { note: '又起争执' })
    const seen = async (who: keyof typeof desk.who) => (await relapsedCases(desk.ctx, desk.who[who], {})).rows.map((row) => row.case.id)
    expect([await seen('county'), await seen('town'), await seen('village'), await seen('other'), await seen('far')]).toEqual([[id], [id], [id], [], []])
    await expect(relapsedCases(desk.ctx, desk.who.town, { area: OTHER_TOWN })).rejects.toMatchObject({ status: 400, field: 'area' })
  })

  test('are read once a revision, and anew after it', async () => {
    const id = await closed()
    desk.later(1)
    await desk.move('town', id, 'reopen', { note: '又起争执' })
    const query = vi.spyOn(desk.ctx.db.pool, 'query')
    const reads = () => query.mock.calls.filter(([text]) => String(text).includes("kind = 'reopen'")).length
    const found = async () => (await relapsedCases(desk.ctx, desk.who.county, {})).rows.map(({ times, closedOn }) => [times, closedOn])
    expect([await found(), await found(), (await againIn(desk.ctx, desk.who.county, {}, USUAL_AGAIN)).relapses.count, reads()]).toEqual([[[1, '2024-03-04']], [[1, '2024-03-04']], 1, 1])
    const other = await closed()
    desk.later(3)
    await desk.move('town', other, 'reopen', { note: '再起争执' })
    expect([await found(), reads()]).toEqual([[[1, '2024-03-05'], [1, '2024-03-04']], 2])
    query.mockRestore()
  })

  test('of a ledger that says so without a day, by the day of occurrence', async () => {
    const { id } = await desk.enter('town', { occurredOn: '2024-01-10' as Day })
    await desk.sql(`DELETE FROM dispute_event; UPDATE dispute SET state = 'reopened' WHERE id = ${id}`)
    const { rows: [row] } = await relapsedCases(desk.ctx, desk.who.county, within('2024-01-01', '2024-01-31'))
    expect(row).toMatchObject({ case: { id }, times: 1, closedOn: null, reopenedOn: null, days: null })
    expect((await relapsedCases(desk.ctx, desk.who.county, within('2024-03-01', '2024-03-31'))).total).toBe(0)
  })

  test('of a sensitive one the town alone, and no text', async () => {
    const id = await closed({ category: '01', summary: '家庭暴力，报警' })
    desk.later(1)
    await desk.move('town', id, 'reopen', { note: '又起争执' })
    const { rows: [row] } = await relapsedCases(desk.ctx, desk.who.leader, {})
    expect(row!.case).toMatchObject({ sensitive: true, summary: null, area: TOWN })
  })
})
