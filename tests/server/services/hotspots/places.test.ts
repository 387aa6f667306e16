import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../../geodata/place/area.ts'
import { figuresScope } from '../../../../server/access/scope.ts'
import type { Day } from '../../../../server/contract/day.ts'
import type { Scope } from '../../../../server/contract/scope.ts'
import { hotBacktest, hotCard, hotDensity, hotPlaces, hotspots } from '../../../../server/services/hotspots/hotspots.ts'
import { risingSince } from '../../../../server/services/hotspots/rising.ts'
import { seriesEdges } from '../../../../server/services/hotspots/steps.ts'
import { toldHotspots } from '../../../../server/services/told/hotspots.ts'
import { COUNTY, SCOPE, type County } from '../county.ts'
import { gridRows, openGrid, PLANTED, TODAY, villageCode, WEST } from './grid.ts'

let grid: County
beforeAll(async () => {
  grid = await openGrid()
})
afterAll(() => grid.drop())

const places = async (filter = {}) => (await hotPlaces(grid.ctx, SCOPE, { filter })).result
const card = async (code: string, filter = {}) => (await hotCard(grid.ctx, SCOPE, { filter }, code as AreaCode)).result

describe('the list of hot places', () => {
  test('names the planted ones, ranked, each with a reason to be read aloud', async () => {
    const { places: found, finding, sufficiency, parameters } = await places()
    const codes = found.map(({ place }) => place.code)
    expect(codes).toEqual(expect.arrayContaining(PLANTED))
    expect(codes.length).toBeLessThan(8)
    expect(found.map(({ rank }) => rank)).toEqual(found.map((_, at) => at + 1))
    expect(found.every(({ pFdr }, at) => at === 0 || pFdr >= found[at - 1]!.pFdr)).toBe(true)
    const first = found[0]!
    expect(first.confidence).toBe('high')
    expect(first.reason.zh).toMatch(/^西\d\d村：近 90 天 \d+ 件，按人口和同期总件数应约 [\d.]+ 件；相邻 8 个村/)
    expect(first.reason.en).toMatch(/cases in the last 90 days, about [\d.]+ expected by residents and the total of these days/)
    expect(first.figures).toHaveLength(2)
    expect(first.categories.reduce((sum, { count }) => sum + count, 0)).toBe(first.count)
    expect(first.earlierYears).toHaveLength(2)
    expect(first.recurring).toBe(false)
    expect(finding.zh).toContain(`有 ${found.length} 个村偏多，最突出的是${first.place.name}`)
    expect([sufficiency.enough, parameters.level]).toEqual([true, 'village'])
  })

  test('names none where nothing tells how many there should be', async () => {
    const recent = gridRows().filter(({ occurredOn }) => occurredOn >= '2024-04-03').map((row, at) => ({ ...row, id: at + 1 }))
    const county = await openGrid({ rows: recent, residents: null })
    try {
      const { places: found, sufficiency, parameters } = await (await hotPlaces(county.ctx, SCOPE, { filter: {} })).result
      expect([found, sufficiency.enough, parameters.basis]).toEqual([[], false, 'even'])
      expect(sufficiency.say!.zh).toContain('补上常住人口')
      const map = await (await hotspots(county.ctx, SCOPE, { method: 'gistar', filter: {} })).result
      const wall = toldHotspots(map)
      expect([map.sufficiency.refusal, wall.finding, wall.sufficiency.say]).toEqual(['nothing', sufficiency.say, sufficiency.say])
    } finally {
      await county.drop()
    }
  })

  test('names none where the year before has too few cases to tell shares by, and says what is missing', async () => {
    const recent = gridRows().filter(({ occurredOn }) => occurredOn >= '2024-03-20').map((row, at) => ({ ...row, id: at + 1 }))
    const county = await openGrid({ rows: recent, residents: null })
    try {
      const { places: found, sufficiency, parameters, finding } = await (await hotPlaces(county.ctx, SCOPE, { filter: {} })).result
      expect([found, sufficiency.enough, parameters.basis]).toEqual([[], false, 'past'])
      expect(finding.zh).toMatch(/没有常住人口，此前一年对得上的台账也只有 28 件，分在 64 个村.*补上常住人口/)
      expect(finding.en).toContain('only 28 cases of this kind over 64 villages')
    } finally {
      await county.drop()
    }
  })

  test('names none where the ledger has only begun, and says what to do', async () => {
    const young = gridRows().filter(({ occurredOn }) => occurredOn >= '2024-06-10').map((row, at) => ({ ...row, id: at + 1 }))
    const county = await openGrid({ rows: young })
    try {
      const { places: found, sufficiency, finding } = await (await hotPlaces(county.ctx, SCOPE, { filter: {} })).result
      expect([found, sufficiency.enough]).toEqual([[], false])
      expect(finding.zh).toMatch(/不满四周.*请等台账满四周再看，或导入更早的台账/)
      expect(finding.en).toMatch(/fewer than four weeks.*import earlier ledgers/)
    } finally {
      await county.drop()
    }
  })

  test('says nothing of earlier years, and nothing of the season, that were not imported', async () => {
    const gap = gridRows().filter(({ occurredOn }) => occurredOn < '2023-02-01' || occurredOn > '2023-08-15').map((row, at) => ({ ...row, id: at + 1 }))
    const county = await openGrid({ rows: gap })
    try {
      const { places: [first], finding } = await (await hotPlaces(county.ctx, SCOPE, { filter: {} })).result
      expect(first!.earlierYears).toEqual([])
      expect(first!.reason.zh).not.toContain('同期 ')
      expect(finding.zh).not.toContain('往年这时')
    } finally {
      await county.drop()
    }
  })

  test('names none where there is too little, and says so', async () => {
    const { places: found, finding, sufficiency } = await places({ from: TODAY })
    expect(found).toEqual([])
    expect(sufficiency.enough).toBe(false)
    expect(finding).toEqual(sufficiency.say)
  })
})

describe('a village that stands out alone', () => {
  let lonely: County
  const CODE = villageCode(0, 2)
  beforeAll(async () => {
    const rows = gridRows({ planted: 0 })
    const own = Array.from({ length: 10 }, (_, k) => ({ ...rows[0]!, area: CODE, category: '05', occurredOn: shifted(TODAY, -6 * k) }))
    lonely = await openGrid({ rows: [...rows, ...own].map((row, at) => ({ ...row, id: at + 1 })) })
  })
  afterAll(() => lonely.drop())

  test('is that on list, map, wall and card, by what it was tested by', async () => {
    const { places: [place, ...more], finding } = await (await hotPlaces(lonely.ctx, SCOPE, { filter: {} })).result
    expect([place!.place.code, place!.by, more]).toEqual([CODE, 'alone', []])
    const map = await (await hotspots(lonely.ctx, SCOPE, { method: 'gistar', filter: {} })).result
    const row = map.rows.find(({ id }) => id === CODE)!
    expect([row.class, row.z, row.p, row.pFdr]).toEqual(['itself', place!.z, place!.p, place!.pFdr])
    expect(row.value).toBeCloseTo(row.count! - row.expected!, 9)
    expect(place!.pFdr).toBeLessThan(0.01)
    expect(place!.figures[0]!.zh).toMatch(/z = \d\.\d\d，各处一起检验后 q (< 0.001|= 0.00\d)$/)
    expect(map.rows.filter((one) => one.class !== 'none')).toEqual([row])
    expect([finding.zh.includes('有 1 个村偏多'), finding.zh.includes('连同相邻')]).toEqual([true, false])
    expect(toldHotspots(map).finding.zh).toBe('近来没有发现连片偏多的地方；1 个村本处偏多')
    const told = await (await hotCard(lonely.ctx, SCOPE, { filter: {} }, CODE as AreaCode)).result
    expect([told.class, told.confidence, told.reason]).toEqual(['itself', place!.confidence, place!.reason])
    expect(told.reason.zh).toContain('独自偏多')
    expect([told.facts!.emerging, told.facts!.recurring]).toEqual(['none', false])
  })

  test('on a wall a place of one case or two has the class of its neighbourhood, and none of the quadrants, which hang on its own count', async () => {
    const map = await (await hotspots(lonely.ctx, SCOPE, { method: 'lisa', filter: {} })).result
    const rows = map.rows.map((row, k) => ({ ...row, class: (k % 2 ? 'high-low' : 'low-high') as typeof row.class, count: k % 4 }))
    const told = toldHotspots({ ...map, rows })
    expect(told.rows.map((row) => row.class)).toEqual(rows.map(({ count, class: found }) => (count === 1 || count === 2 ? 'none' : found)))
    expect(told.finding.zh).toContain(`${told.rows.filter((row) => row.class === 'high-low').length} 个村`)
    const gi = await (await hotspots(lonely.ctx, SCOPE, { method: 'gistar', filter: {} })).result
    const named = toldHotspots({ ...gi, rows: gi.rows.map((row) => ({ ...row, count: 2, class: 'hot99' as const, named: true, around: 'hot90' as const })) })
    expect(new Set(named.rows.map((row) => row.class))).toEqual(new Set(['hot90']))
    expect(named.rows.some((row) => row.named)).toBe(false)
  })

  test('is not told a wall where its cases are too few to be shown', async () => {
    const map = await (await hotspots(lonely.ctx, SCOPE, { method: 'gistar', filter: {} })).result
    const told = toldHotspots({ ...map, rows: map.rows.map((row) => ({ ...row, count: Math.min(row.count!, 2) })) })
    expect([new Set(told.rows.map((row) => row.class)), told.finding.zh]).toEqual([new Set(['none']), '近来没有发现连片偏多的地方'])
  })
})

describe('the card of a place', () => {
  test('of a hot one says the same as the list, with its course', async () => {
    const { places: [first] } = await places()
    const told = await card(first!.place.code)
    expect([told.reason, told.figures, told.confidence, told.facts?.count]).toEqual([first!.reason, first!.figures, first!.confidence, first!.count])
    expect(told.class).toMatch(/^hot/)
    expect(told.series.length).toBeGreaterThanOrEqual(13)
    expect(told.series.at(-1)!.start).toBe('2024-07-01')
    const june = told.series.find(({ start }) => start === '2024-06-01')!
    expect(june.count!).toBeGreaterThan(june.high!)
    expect(june.expected!).toBeGreaterThanOrEqual(june.low!)
  })

  test('of one that does not stand out, and of a town', async () => {
    const quiet = await card(`${WEST.slice(0, 9)}200`)
    expect([quiet.class, quiet.confidence]).toEqual(['none', null])
    expect(quiet.reason.zh).toMatch(/^西00村：近 90 天 \d+ 件，应.*，不突出$/)
    expect((await card(WEST)).level).toBe('town')
  })

  test('judges a place beside others, also where the filter is that place', async () => {
    const [alone, beside] = [await card(PLANTED[0]!, { area: PLANTED[0] }), await card(PLANTED[0]!)]
    expect(alone).toEqual(beside)
    const inTown = await card(PLANTED[0]!, { area: WEST })
    expect(inTown.facts!.count).toBe(beside.facts!.count)
    expect(inTown.sufficiency.areas).toBe(32)
  })

  test('of no area, or of one outside the part, there is none', async () => {
    const fault = (code: string, scope: Scope = SCOPE) => hotCard(grid.ctx, scope, { filter: {} }, code as AreaCode).then(() => null, (error: unknown) => error)
    expect(await fault('999')).toMatchObject({ status: 404, code: 'unknown_area' })
    const { tree } = await grid.ctx.packs.get(COUNTY)
    const by = { ...SCOPE.by, role: 'clerk' as const }
    const east = figuresScope({ by, area: '990101002000' as AreaCode, organisationCounty: null }, { county: COUNTY, tree, today: TODAY })!
    expect(await fault(PLANTED[0]!, east)).toMatchObject({ status: 404 })
  })
})

describe('the back-test', () => {
  test('scores the list on the months that followed, beside two rankings of as many places', async () => {
    const told = await (await hotBacktest(grid.ctx, SCOPE, { filter: {} })).result
    expect(told.months).toHaveLength(12)
    expect(told.months.at(-1)).toMatchObject({ origin: '2024-06-01', areas: 64 })
    expect([told.windowDays, told.level]).toEqual([90, 'village'])
    expect(told.scores.map(({ method }) => method)).toEqual(['hotspots', 'lastMonth', 'lastYear'])
    for (const { hitRate, pai, pei } of told.scores) {
      told.months.forEach(({ named }, at) => expect([hitRate[at] === null, pai[at] === null, pei[at] === null]).toEqual(Array.from({ length: 3 }, () => named === 0)))
      expect(hitRate.every((rate) => rate === null || (rate >= 0 && rate <= 1))).toBe(true)
    }
    expect(told.finding.zh).toMatch(/过去 12 个月/)
  })

  test('catches a block that stays hot better than chance', async () => {
    // what is planted in the last 30 days is planted all along: every 30 days back
    const base = gridRows()
    const lasting = base.slice(-60)
    const more = Array.from({ length: 14 }, (_, k) => lasting.map((row) => ({ ...row, occurredOn: shifted(row.occurredOn, -30 * (k + 1)) }))).flat()
    const placeless = Array.from({ length: 30 }, (_, k) => ({ ...base[0]!, area: null, town: WEST, occurredOn: shifted(TODAY, -1 - k) }))
    const rows = [...base, ...more, ...placeless].map((row, at) => ({ ...row, id: at + 1 }))
    const county = await openGrid({ rows })
    try {
      const { scores, months, finding } = await (await hotBacktest(county.ctx, SCOPE, { filter: {} })).result
      expect(months.every(({ named }) => named >= 4)).toBe(true)
      expect(scores[0]!.median.pai!).toBeGreaterThan(4)
      expect(scores[0]!.median.pei!).toBeGreaterThan(0.8)
      expect(finding.zh).toMatch(/12 个月里有 12 个月点了名/)
      // all cases of the month, those that have no village too
      expect(months.at(-1)!.cases).toBe(rows.filter(({ occurredOn }) => occurredOn.startsWith('2024-06')).length)
      // the list as it would have stood on that day
      const list = await (await hotPlaces(county.ctx, SCOPE, { filter: { from: '2024-03-03' as Day, to: '2024-05-31' as Day } })).result
      expect(months.at(-1)!.named).toBe(list.places.length)
    } finally {
      await county.drop()
    }
  })
})

describe('the back-test of a list that would have named nothing', () => {
  test('names nothing either', async () => {
    // of these there is no year before, and nobody knows the residents
    const base = gridRows({ planted: 0 }).map((row) => ({ ...row, category: '01' }))
    const sudden = Array.from({ length: 150 }, (_, k) => ({ ...base[0]!, category: '05', area: PLANTED[k % 4]!, occurredOn: shifted(TODAY, -k % 110) }))
    const others = base.slice(-200).map((row) => ({ ...row, category: '05' }))
    const county = await openGrid({ rows: [...base, ...others, ...sudden].map((row, at) => ({ ...row, id: at + 1 })), residents: null })
    try {
      const { months, finding } = await (await hotBacktest(county.ctx, SCOPE, { filter: { category: ['05'] } })).result
      expect([months.length, months.at(-1)!.cases > 50, months.map(({ named }) => named)]).toEqual([12, true, months.map(() => 0)])
      expect(finding.zh).toContain('没有一个月够得上点名热点')
    } finally {
      await county.drop()
    }
  })

  test('asks for a past before the window, not only before the month', async () => {
    const rows = gridRows().filter(({ occurredOn }) => occurredOn >= '2024-01-01').map((row, at) => ({ ...row, id: at + 1 }))
    const county = await openGrid({ rows })
    try {
      const { months, finding } = await (await hotBacktest(county.ctx, SCOPE, { filter: {} })).result
      expect([months, finding.zh]).toEqual([[], expect.stringContaining('记录还不够长')])
    } finally {
      await county.drop()
    }
  })
})

describe('density', () => {
  test('says so where no case has a point', async () => {
    const { located, bands, shapes, say, cases } = await (await hotDensity(grid.ctx, SCOPE, { filter: {}, bandwidthM: null })).result
    expect([located, bands, shapes.features]).toEqual([0, [], []])
    expect(cases).toBeGreaterThan(0)
    expect(say!.zh).toContain('没有坐标')
  })

  test('lies where the points lie, without the sensitive ones, and finds the spot where trouble comes back', async () => {
    const county = await openGrid()
    try {
      const { ctx } = county
      await ctx.db.pool.query(`UPDATE dispute SET lng = 105 + (id % 9) * 0.01, lat = 35 + (id / 9 % 8) * 0.01 WHERE county = $1`, [COUNTY])
      await ctx.db.pool.query(`UPDATE dispute SET lng = 105.0123 + (id % 5) * 0.0001, lat = 35.0544 WHERE county = $1 AND id > $2`, [COUNTY, gridRows().length - 60])
      await ctx.db.pool.query(`UPDATE dispute SET sensitive = true WHERE county = $1 AND id = $2`, [COUNTY, gridRows().length])
      const { located, cases, bands, shapes, spots, bandwidthM } = await (await hotDensity(ctx, SCOPE, { filter: {}, bandwidthM: 800 })).result
      expect([located, bandwidthM]).toEqual([cases - 1, 800])
      expect(bands.length).toBeGreaterThan(2)
      expect(bands).toEqual([...bands].sort((a, b) => a - b))
      expect(shapes.features.map(({ properties }) => properties.band)).toEqual(bands.map((_, at) => at))
      const top = shapes.features.at(-1)!.geometry.coordinates.flat(2)
      expect(top.every(([lng, lat]) => Math.abs(lng - 105.0125) < 0.02 && Math.abs(lat - 35.0544) < 0.02)).toBe(true)
      expect(spots![0]!.count).toBeGreaterThanOrEqual(59)
      // told to a hundred metres
      expect(spots![0]!.centre[0]).toBe(105.013)
    } finally {
      await county.drop()
    }
  })
})

describe('steps of a place', () => {
  test('a rise is told from the month on since which it does not break', () => {
    expect(risingSince([3, 2, 4, 3, 2, 3, 2, 4, 5, 6, 8, 9])).toBe(7)
    expect(risingSince([3, 2, 4, 3, 2, 3, 2, 4, 5, 6, 6, 9])).toBeNull()
    expect(risingSince([9, 9, 8, 9, 9, 9, 8, 9, 1, 2, 3, 4])).toBeNull()
    expect(risingSince([1, 2, 3])).toBeNull()
  })

  test('a series has its window, or a year and more where that is on record', () => {
    const day = (text: string) => Date.parse(text) / 86_400_000
    const window = { from: day('2024-04-03'), to: day('2024-07-01'), fewest: 13, most: 36 }
    expect(seriesEdges({ ...window, since: day('2020-01-01') }, 'month')).toHaveLength(14)
    expect(seriesEdges({ ...window, since: day('2024-02-10') }, 'month')[0]).toBe(day('2024-02-01'))
    expect(seriesEdges({ ...window, from: day('2015-01-01'), since: day('2015-01-01') }, 'month')).toHaveLength(37)
    expect(seriesEdges({ ...window, since: day('2020-01-01') }, 'month').at(-1)).toBe(day('2024-07-02'))
  })
})

function shifted(on: string, by: number): Day {
  return new Date(Date.parse(on) + by * 86_400_000).toISOString().slice(0, 10) as Day
}
