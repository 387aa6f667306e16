import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Area, AreaCode, Day } from '../../../../geodata/place/area.ts'
import { figuresScope, PROGRAM } from '../../../../server/access/scope.ts'
import { dayNumber, dayOfNumber } from '../../../../server/contract/day.ts'
import type { Filter } from '../../../../server/contract/filter.ts'
import type { TownMeasure } from '../../../../server/contract/towns.ts'
import { ranksOf } from '../../../../server/services/ranks/ranks.ts'
import { townsOf } from '../../../../server/services/ranks/towns.ts'
import { summarise } from '../../../../server/services/summary.ts'
import { areaTree } from '../../../../geodata/place/tree.ts'
import { AREAS, COUNTY, install, openCounty, put, rows, SCOPE, type County, type Row } from '../county.ts'

const TODAY = '2024-07-01' as Day
const HALF = { from: '2024-01-01' as Day, to: '2024-06-30' as Day }
const code = (town: number): AreaCode => `9901010${String(town).padStart(2, '0')}000` as AreaCode

/** Ten towns of 20,000 residents each, and two villages in the first. */
const TOWNS: Area[] = [
  AREAS[0]!,
  ...Array.from({ length: 10 }, (_, k) => k + 1).flatMap((town): Area[] => [
    { ...AREAS[1]!, code: code(town), name: `第${town}镇`, nameEn: `Town ${town}`, population: 20_000 },
    ...(town > 1 ? [] : [1, 2].map((village): Area => ({ ...AREAS[2]!, code: `${code(1).slice(0, 9)}20${village}` as AreaCode, name: `第${village}村`, parent: code(1), population: 5_000 }))),
  ]),
]

let id = 0
/** Cases of a town one after the other at equal steps between two days. */
function cases(town: number, count: number, { from, to }: { from: string; to: string }, more: Partial<Row> = {}): Row[] {
  const [first, last] = [dayNumber(from as Day), dayNumber(to as Day)]
  return Array.from({ length: count }, (_, k): Row => ({
    ...rows(1)[0]!, id: ++id, area: code(town), town: null, sensitive: false, state: 'closed', channel: 'screening', category: '02', closedOn: null,
    occurredOn: dayOfNumber(first + Math.floor(((last - first) * k) / Math.max(1, count - 1))), dueOn: null, ...more,
  }))
}

const BEFORE = { from: '2023-07-01', to: '2023-12-31' }
const NOW = { from: '2024-01-01', to: '2024-06-30' }

let county: County
beforeAll(async () => {
  county = await openCounty(0)
  await install(county.ctx, 'b', TOWNS)
  const steady = [3, 4, 5, 6, 7, 8].flatMap((town) => [
    ...cases(town, 60, { from: '2022-07-01', to: '2023-06-30' }), ...cases(town, 30, BEFORE), ...cases(town, 24, { from: '2024-01-01', to: '2024-05-31' }),
    // of the last month most are open, as they must be
    ...cases(town, 6, { from: '2024-06-02', to: '2024-07-01' }, { state: 'mediating' }),
  ])
  await put(county.ctx, [
    ...steady,
    // twice as many as before
    ...cases(1, 60, { from: '2022-07-01', to: '2023-06-30' }), ...cases(1, 41, BEFORE), ...cases(1, 90, NOW, { state: 'mediating', channel: 'court' }),
    // nothing since March
    ...cases(2, 60, { from: '2022-07-01', to: '2023-06-30' }), ...cases(2, 30, BEFORE), ...cases(2, 12, { from: '2024-01-01', to: '2024-03-01' }),
    // all resolved, to the last day
    ...cases(9, 60, { from: '2022-07-01', to: '2023-06-30' }), ...cases(9, 30, BEFORE), ...cases(9, 30, NOW),
    // hardly ever a case, and the last one half a year ago
    ...cases(10, 1, NOW), ...cases(10, 2, BEFORE), ...cases(10, 7, { from: '2022-07-01', to: '2023-06-30' }),
  ])
})
afterAll(() => county.drop())

describe('what rises', () => {
  test('is told first, in a sentence of its numbers', async () => {
    const { rows: [first, ...rest], before, days } = await ranksOf(county.ctx, SCOPE, { by: 'town', filter: HALF })
    expect([days, before.days, before.missing]).toEqual([HALF, { from: '2023-07-01', to: '2023-12-31' }, null])
    expect(first).toMatchObject({ key: code(1), count: 90, before: { count: 41, verdict: 'rising' } })
    expect(first!.before!.say).toEqual({
      zh: '第1镇 90 件，上期 41 件；按全县波动，上升明确',
      en: 'Town 1: 90 cases, 41 in the period before; as counts vary in this county, clear rise',
    })
    expect(rest.find(({ key }) => key === code(2))!.before!.verdict).toBe('falling')
    expect(rest.find(({ key }) => key === code(10))!.before).toMatchObject({ verdict: 'few', say: { zh: '第10镇 1 件，上期 2 件；件数太少，不判断' } })
    expect(rest.filter(({ before: change }) => change?.verdict === 'rising')).toEqual([])
  })

  test('is the same when it is asked again', async () => {
    const ask = () => ranksOf(county.ctx, SCOPE, { by: 'town', filter: HALF })
    expect(await ask()).toEqual(await ask())
  })

  test('has ranks whose intervals part a town of many cases from one of few', async () => {
    const { rows: list, rate } = await ranksOf(county.ctx, SCOPE, { by: 'town', filter: HALF })
    const of = (town: number) => list.find(({ key }) => key === code(town))!.rate!
    expect(of(1)).toMatchObject({ rank: 1, rankLow: 1, rankHigh: 1, crude: 45 })
    expect(of(1).shrunken).toBeLessThan(45)
    expect(of(10).rank).toBe(10)
    expect(of(5).rankLow).toBeLessThan(of(5).rankHigh)
    expect(rate).toMatchObject({ numerator: list.reduce((sum, { count }) => sum + count, 0), denominator: 200_000 })
  })

  test.each<[string, Filter, string, string]>([
    ['an open period', {}, 'open', 'open'],
    ['one that has not begun', { from: '2024-08-01' as Day, to: '2024-08-31' as Day }, 'future', 'future'],
    ['one before which nothing is on record', { from: '2022-07-01' as Day, to: '2022-12-31' as Day }, 'short', 'short'],
    ['two years', { from: '2022-07-02' as Day, to: '2024-06-30' as Day }, 'short', 'itself'],
    ['cases of which it is not known how far they had come', { ...HALF, phase: ['handling'] }, 'standing', 'standing'],
    ['cases chosen by a mark', { ...HALF, mark: ['agreed'] }, 'standing', 'standing'],
    ['cases chosen by age, of all times', { age: ['over90'] }, 'open', 'open'],
  ])('%s has nothing to compare with, and says so', async (_, filter, before, yearBefore) => {
    const found = await ranksOf(county.ctx, SCOPE, { by: 'town', filter })
    expect([found.before.missing, found.yearBefore.missing]).toEqual([before, yearBefore])
    expect(found.before.say!.zh).toMatch(/可比|还没有开始/)
    expect(found.rows.every((row) => row.before === null && row.yearBefore === null)).toBe(true)
  })

  test('of cases that no past day can be asked by the matrix has no change, and the headline none either', async () => {
    const filter: Filter = { ...HALF, phase: ['open'] }
    const { before, days, columns, rows: list } = await townsOf(county.ctx, SCOPE, { filter })
    const change = columns.findIndex(({ measure }) => measure === 'change')
    expect([before.missing, days, list.map(({ cells }) => cells[change])]).toEqual(['standing', HALF, list.map(() => null)])
    const { before: earlier, yearBefore } = await summarise(county.ctx, SCOPE, filter)
    expect([earlier, yearBefore]).toEqual([null, null])
    const plain = await summarise(county.ctx, SCOPE, HALF)
    expect([plain.before, plain.yearBefore].map((side) => side?.count)).toEqual([283, 273])
  })

  test('agrees with the headline, also where the period is not over, and of cases chosen by how they stood', async () => {
    const asked: Filter[] = [HALF, { ...HALF, due: ['overdue', 'open'] }, { ...HALF, phase: ['resolved'] }, { ...HALF, to: '2024-12-31' as Day }, { from: '2024-06-12' as Day, to: '2024-07-31' as Day }]
    for (const filter of asked) {
      const [ranks, headline] = [await ranksOf(county.ctx, SCOPE, { by: 'town', filter }), await summarise(county.ctx, SCOPE, filter)]
      expect([ranks.before.total, ranks.yearBefore.total]).toEqual([headline.before?.count, headline.yearBefore?.count])
      expect([ranks.before.asOf, ranks.yearBefore.asOf]).toEqual([headline.before?.asOf, headline.yearBefore?.asOf])
    }
  })

  test('ends today, and is compared with as many days', async () => {
    const found = await ranksOf(county.ctx, SCOPE, { by: 'town', filter: { from: '2024-06-12' as Day, to: '2024-07-31' as Day } })
    expect([found.days, found.before.days]).toEqual([{ from: '2024-06-12', to: TODAY }, { from: '2024-05-23', to: '2024-06-11' }])
  })

  test('a post in a town is told of its villages alone, and of the county only through its own filter', async () => {
    const holder = { by: { ...PROGRAM, role: 'clerk' as const }, area: code(1), organisationCounty: null }
    const scope = figuresScope(holder, { county: COUNTY, tree: areaTree(TOWNS), today: TODAY })!
    expect((await ranksOf(county.ctx, scope, { by: 'village', filter: HALF })).rows.map(({ name }) => name).sort()).toEqual(['第1村', '第2村'])
    expect((await ranksOf(county.ctx, scope, { by: 'town', filter: HALF })).rows.map(({ key }) => key)).toEqual([code(1)])
    expect((await townsOf(county.ctx, scope, { filter: HALF })).rows.map(({ name }) => name)).toEqual(['第1村', '第2村'])
  })
})

describe('the matrix of towns', () => {
  const ask = (filter: Filter = HALF) => townsOf(county.ctx, SCOPE, { filter })

  test('warns where the whole interval is on the bad side', async () => {
    const { columns, rows: list, by } = await ask()
    const flags = (measure: TownMeasure) => list.filter(({ cells }) => cells[columns.findIndex((column) => column.measure === measure)]?.flag).map(({ key }) => key)
    expect(by).toBe('town')
    expect([flags('cases'), flags('change'), flags('lawsuits'), flags('resolved')]).toEqual([[code(1)], [code(1)], [code(1)], [code(1)]])
    // no case of these kinds: nothing to warn of
    expect([flags('relapses'), flags('petitions'), flags('overdue')]).toEqual([[], [], []])
  })

  test('notices who reports nothing, and who has everything resolved', async () => {
    const noticed = (await ask({ ...HALF, to: TODAY })).rows.flatMap(({ key, notices }) => notices.map(({ kind, say }) => ({ key, kind, zh: say.zh })))
    expect(noticed.map(({ key, kind }) => [key, kind])).toEqual([[code(2), 'silent'], [code(9), 'perfect'], [code(10), 'silent']])
    expect(noticed[0]!.zh).toMatch(/^到 2024-07-01 已 122 天一件未报；按各处同期的件数应约 \d+ 件，碰巧如此的可能/)
    expect(noticed[1]!.zh).toMatch(/^30 件全部化解，连近 30 天的 \d+ 件也是，而别处近 30 天的案件只化解了 \d+%/)
  })

  test('notices the same silence whatever kinds are on show', async () => {
    const silences = async (filter: Filter) => (await ask({ ...filter, to: TODAY })).rows.flatMap(({ key, notices }) => notices.filter(({ kind }) => kind === 'silent').map(({ say }) => [key, say.zh]))
    const all = await silences(HALF)
    expect(all.map(([key]) => key)).toEqual([code(2), code(10)])
    expect(await silences({ ...HALF, channel: ['court'] })).toEqual(all)
    expect(await silences({ ...HALF, phase: ['handling'] })).toEqual(all)
  })

  test('of a kind that nowhere came there is a figure of 0, and nothing to tell an interval by', async () => {
    const { columns, rows: [first] } = await ask()
    const cell = first!.cells[columns.findIndex(({ measure }) => measure === 'petitions')]
    expect(cell).toEqual({ numerator: 0, denominator: 20_000, value: 0, shrunken: null, low: null, high: null, flag: false })
  })

  test('of an earlier period no case is young, so that nothing looks too good', async () => {
    const kinds = (await ask({ from: '2023-07-01' as Day, to: '2023-12-31' as Day })).rows.flatMap(({ notices }) => notices.map(({ kind }) => kind))
    expect(kinds).toEqual([])
  })
})

test('how restless counts are is learnt from cases however they stand today', async () => {
  const restless = await openCounty(0)
  try {
    await install(restless.ctx, 'b', TOWNS)
    // each town has its cases in every other month, so that all months of it vary more than by chance; the latest are pending
    const added = [1, 2, 3, 4, 5, 6].flatMap((town) => Array.from({ length: 24 }, (_, month) => {
      const from = dayNumber(TODAY) - 28 * (24 - month)
      const old = month < 22
      return (month + town) % 2 === 0 ? cases(town, 10, { from: dayOfNumber(from), to: dayOfNumber(from + 20) }, { state: old ? 'closed' : 'mediating', dueOn: old ? null : '2024-06-01' }) : []
    }).flat())
    await put(restless.ctx, added)
    const of = async (filter: Filter) => (await ranksOf(restless.ctx, SCOPE, { by: 'town', filter })).dispersion
    const all = await of({})
    expect(all).toBeGreaterThan(3)
    const pending = added.filter(({ state }) => state === 'mediating').length
    for (const filter of [{ phase: ['handling'] }, { age: ['upto30', 'over30'] }, { due: ['overdue'] }] satisfies Filter[]) {
      expect(await of(filter)).toBeCloseTo(1 + (all - 1) * (pending / added.length), 9)
    }
    // what chooses by no standing is learnt from its own cases, as before
    expect(await of({ category: ['02'] })).toBe(all)
  } finally {
    await restless.drop()
  }
})
