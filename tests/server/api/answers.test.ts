import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { batchListSchema, unlocatedListSchema } from '../../../server/api/importSchemas.ts'
import { outlookSchema } from '../../../server/api/outlook.ts'
import * as schemas from '../../../server/api/schemas.ts'
import { ranksSchema, townsSchema } from '../../../server/api/rankSchemas.ts'
import type { AreaDetail, AreaHits, AreaList, Counts, CountyInfo, Cross, Series, Summary } from '../../../server/contract/answers.ts'
import { COUNTY, put, rows } from '../services/county.ts'
import { openBench, type Bench } from './bench.ts'
import { told } from '../../told.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(800)
})
afterAll(() => bench.drop())

const at = (rest: string) => `/api/counties/${COUNTY}${rest}`
async function get<Answer>(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await bench.app.request(path, { headers })
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

describe('every answer keeps to its schema, to the last field', () => {
  test.each<[string, z.ZodType]>([
    ['/api/counties', schemas.countyListSchema],
    [at(''), schemas.countyInfoSchema],
    [at('/areas'), schemas.areaListSchema],
    [at('/areas?level=village'), schemas.areaListSchema],
    [at('/areas/search?q=taiyu'), schemas.areaHitsSchema],
    [at('/areas/tree'), schemas.areaTreeSchema],
    [at('/areas/990101001203'), schemas.areaDetailSchema],
    [at('/summary'), schemas.summarySchema],
    [at('/summary?from=2023-01-01&to=2023-03-31&area=990101001000'), schemas.summarySchema],
    [at('/counts?by=village'), schemas.countsSchema],
    [at('/counts?by=category&colour=red,none'), schemas.countsSchema],
    [at('/counts?by=week'), schemas.countsSchema],
    [at('/cross?by=village,month,category'), schemas.crossSchema],
    [at('/series?step=month'), schemas.seriesSchema],
    [at('/outlook'), outlookSchema],
    [at('/outlook?month=2024-03&area=990101001000&colour=red'), outlookSchema],
    [at('/ranks?by=village&from=2024-01-01&to=2024-06-30'), ranksSchema],
    [at('/ranks?by=town'), ranksSchema],
    [at('/ranks?by=category&from=2024-06-01&to=2024-06-30'), ranksSchema],
    [at('/towns?from=2024-01-01&to=2024-06-30'), townsSchema],
    [at('/towns?by=village&area=990101001000'), townsSchema],
    [at('/imports'), batchListSchema],
    [at('/unlocated'), unlocatedListSchema],
  ])('%s', async (path, schema) => {
    expect(schema.safeParse(await get(path)).error).toBeUndefined()
  })
})

describe('a county', () => {
  test('says what a page needs to open it', async () => {
    const info = await get<CountyInfo>(at(''))
    expect(info).toMatchObject({ name: '枫溪县', fictional: true, cases: 800, offMap: 1, today: '2024-07-01', writable: true })
    expect(info.tiles).toEqual({ boundaries: `/tiles/${COUNTY}/${'a'.repeat(64)}/boundaries.pmtiles`, base: null, relief: null })
    expect(info.days!.first >= '2022-01-01' && info.days!.last <= '2024-06-28').toBe(true)
    expect(info.unlocated).toBeGreaterThan(10)
  })

  test('lists its live areas in order, with the index that the tiles carry', async () => {
    const { areas } = await get<AreaList>(at('/areas?parent=990101001000'))
    expect(areas.map(({ name, index }) => [index, name])).toEqual([
      [2, '东周村'],
      [3, '东周一格'],
      [4, '东周二格'],
      [5, '西周村'],
    ])
    expect((await get<AreaList>(at('/areas?level=town'))).areas.map(({ name }) => name)).toEqual(['柳河镇', '太峪镇'])
  })

  test('finds places by Chinese, pinyin and initials, live ones only', async () => {
    for (const q of ['太峪口', 'taiyukou', 'tyk', 'Taiyukou Village']) {
      const { hits } = await get<AreaHits>(at(`/areas/search?q=${encodeURIComponent(q)}`))
      expect(hits[0]).toMatchObject({ name: '太峪口村', path: expect.stringContaining('太峪镇') as string, centre: null })
    }
    const { hits } = await get<AreaHits>(at(`/areas/search?q=${encodeURIComponent('老周村')}`))
    expect(hits.map(({ name }) => name)).not.toContain('老周村')
  })

  test('shows an area, and today’s area for a code that was merged', async () => {
    const detail = await get<AreaDetail>(at('/areas/990101001203'))
    expect(detail.area.name).toBe('西周村')
    expect(detail.formerly).toBe('990101001203')
    expect(detail.path.map(({ name }) => name)).toEqual(['枫溪县', '柳河镇', '西周村'])
    expect(detail.path.at(-1)).toMatchObject({ nameEn: 'Xizhou Village', pathEn: 'Fengxi County / Liuhe Town / Xizhou Village' })
    const town = await get<AreaDetail>(at('/areas/990101001000'))
    expect(town.children.map(({ name }) => name)).toEqual(['东周村', '西周村'])
  })

  test('adds residents up only where every part has them', async () => {
    expect((await get<AreaDetail>(at('/areas/990101001000'))).population).toBe(20_000)
    expect((await get<AreaDetail>(at('/areas/990101002000'))).population).toBeNull()
    expect((await get<AreaDetail>(at(''.concat('/areas/', COUNTY)))).population).toBeNull()
  })
})

describe('figures', () => {
  test('map, table and headline agree to the case', async () => {
    const filter = 'from=2023-01-01&to=2023-12-31&colour=red,yellow'
    const summary = await get<Summary>(at(`/summary?${filter}`))
    for (const by of ['county', 'town', 'village', 'grid', 'category', 'colour', 'phase', 'channel', 'month', 'week', 'day']) {
      const counts = await get<Counts>(at(`/counts?by=${by}&${filter}`))
      const sum = counts.rows.reduce((total, { count }) => total + told(count), 0)
      expect([by, sum + told(counts.unlocated) + told(counts.coarser)]).toEqual([by, summary.count])
    }
    const series = await get<Series>(at(`/series?step=week&${filter}`))
    expect(series.points.reduce((total, { count }) => total + told(count), 0)).toBe(summary.count)
    const cross = await get<Cross>(at(`/cross?by=village,month,category&${filter}`))
    expect(cross.count.reduce((total, count) => total + count, 0) + cross.unlocated + cross.coarser).toBe(summary.count)
  })

  test('compare with the months before and the year before', async () => {
    const of = (query: string) => get<Summary>(at(`/summary?${query}`))
    const quarter = await of('from=2024-01-01&to=2024-03-31')
    // 92 days after each of the quarters, and the same day a year earlier
    expect([quarter.asOf, quarter.before!.asOf, quarter.yearBefore!.asOf]).toEqual(['2024-07-01', '2024-04-01', '2023-07-01'])
    for (const side of [quarter.before!, quarter.yearBefore!]) {
      const { from, to, asOf, undated: _, ...then } = side
      expect(await of(`from=${from}&to=${to}&asOf=${asOf}`)).toMatchObject({ ...then, asOf })
    }
    // many of the last weeks were closed only later
    const [half, today] = [await of('from=2024-01-01&to=2024-06-30'), await of('from=2023-01-01&to=2023-06-30')]
    expect([today.count, told(today.resolved) > told(half.yearBefore!.resolved)]).toEqual([half.yearBefore!.count, true])
    expect(quarter.before!.count).toBeGreaterThan(0)
    expect((await of('from=2024-01-01')).before).toBeNull()
  })

  test.each([
    ['asOf=2024-07-02', 'asOf'], ['asOf=gestern', 'asOf'], ['asOf=2024-01-01&mark=agreed', 'mark'], ['asOf=2024-01-01&phase=open', 'phase'],
  ])('%s cannot be told of', async (query, field) => {
    const response = await bench.app.request(at(`/summary?${query}`))
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ field })])
  })

  test('overdue cases of before the period are told beside it, under the same filter', async () => {
    const of = (query: string) => get<Summary>(at(`/summary?${query}`))
    const all = await of('colour=red,yellow')
    const late = await of('colour=red,yellow&from=2024-01-01')
    expect(all.overdueBefore).toBe(0)
    expect(late.overdueBefore).toBeGreaterThan(0)
    expect(told(late.overdue) + told(late.overdueBefore)).toBe(all.overdue)
    expect(late.overdueBefore).toBe((await of('colour=red,yellow&to=2023-12-31')).overdue)
  })

  test('rates carry their numbers and their rule', async () => {
    const town = await get<Summary>(at('/summary?area=990101001000'))
    expect(town.perTenThousand).toMatchObject({ numerator: town.count, denominator: 20_000, value: told(town.count) / 2 })
    expect(town.resolutionRate).toMatchObject({ numerator: town.resolved, denominator: town.count })
    expect(town.resolutionRate!.rule.zh).toContain('化解率')
    expect((await get<Summary>(at(''.concat('/summary')))).perTenThousand).toBeNull()
    const villages = await get<Counts>(at('/counts?by=village'))
    const east = villages.rows.find(({ name }) => name === '东周村')!
    expect(east).toMatchObject({ index: 2, population: 1_200, perTenThousand: (told(east.count) / 1_200) * 10_000 })
    expect(villages.rows.find(({ name }) => name === '太峪口村')).toMatchObject({ population: null, perTenThousand: null })
    expect(villages.rows.map(({ name }) => name)).not.toContain('老周村')
  })

  test('an area wider than the filter’s has its part of the count and no rate', async () => {
    const { rows: towns, total } = await get<Counts>(at('/counts?by=town&area=990101001201'))
    expect(towns).toEqual([
      { key: '990101001000', name: '柳河镇', count: total, resolved: expect.any(Number) as number, index: 1, population: null, perTenThousand: null },
    ])
  })

  test('a merged village’s code filters today’s village', async () => {
    const old = await get<Summary>(at('/summary?area=990101001203'))
    expect(old).toEqual(await get<Summary>(at('/summary?area=990101001202')))
    expect(old.count).toBeGreaterThan(0)
  })

  test('name the pack that their indices belong to', async () => {
    const { packVersion } = await get<CountyInfo>(at(''))
    for (const by of ['village', 'category', 'month']) expect((await get<Counts>(at(`/counts?by=${by}`))).packVersion).toBe(packVersion)
  })

  test('names terms in the asker’s language', async () => {
    const zh = await get<Counts>(at('/counts?by=colour'))
    const en = await get<Counts>(at('/counts?by=colour'), { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.1' })
    expect(zh.rows.map(({ name }) => name)).toEqual(['红色', '橙色', '黄色', '蓝色', '绿色', '未定色'])
    expect(en.rows.map(({ name }) => name)).toEqual(['Red', 'Orange', 'Yellow', 'Blue', 'Green', 'No colour'])
  })

  test('follow what is written, at once and for concurrent askers alike', async () => {
    const before = await get<Summary>(at('/summary'))
    await put(bench.ctx, rows(900, 3).slice(800))
    const after = await Promise.all(Array.from({ length: 8 }, () => get<Summary>(at('/summary'))))
    for (const summary of after) {
      expect(summary.count).toBe(told(before.count) + 100)
      expect(summary.revision).toBe(before.revision + 1)
    }
  })

  test('an empty filter result is zeros, not an error', async () => {
    const none = await get<Summary>(at('/summary?from=1990-01-01&to=1990-12-31'))
    expect(none).toMatchObject({ count: 0, resolved: 0, medianDays: null, resolutionRate: { value: null } })
    expect((await get<Series>(at('/series?step=month&from=1990-01-01&to=1990-12-31'))).points).toEqual([])
  })
})
