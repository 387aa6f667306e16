import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outlookOf } from '../../../server/services/outlook.ts'
import { AREAS, COUNTY, openCounty, put, rows, SCOPE, type County, type Row } from './county.ts'

let county: County
let cases: Row[]

/** Quarrels about water each August, in 东周村, beside cases that come alike in all months. */
beforeAll(async () => {
  county = await openCounty(0)
  const even = rows(1_200, 3)
  const water = ['2022-08', '2023-08'].flatMap((month, year) => Array.from({ length: 14 }, (_, at): Row => ({
    ...even[at]!, id: 2_000 + year * 100 + at, area: '990101001201', town: null, sensitive: false, category: '08', occurredOn: `${month}-${String(at + 10)}`,
  })))
  cases = [...even, ...water]
  await put(county.ctx, cases)
})
afterAll(() => county.drop())

const ask = (options: Partial<Parameters<typeof outlookOf>[2]> = {}) => outlookOf(county.ctx, SCOPE, { filter: {}, language: 'zh', ...options })
const inMonth = (month: string, of = cases) => of.filter(({ occurredOn }) => occurredOn.startsWith(month))

describe('what a month brought in earlier years', () => {
  test('is told of the coming month, of years that lie on record from its first day to its last', async () => {
    const outlook = await ask()
    expect(outlook).toMatchObject({ asOf: '2024-07-01', month: '2024-08-01', level: 'town', area: COUNTY, months: 30 })
    expect(outlook.years).toEqual([{ year: 2023, count: inMonth('2023-08').length }, { year: 2022, count: inMonth('2022-08').length }])
    expect(outlook.times.map(({ code }) => code)).toEqual(['summerIrrigation'])
  })

  test('names the category and the place that stand out, with what was counted', async () => {
    const { categories, places } = await ask()
    const of = (month: string) => inMonth(month).filter(({ category }) => category === '08').length
    const all = cases.filter(({ category, occurredOn }) => category === '08' && occurredOn < '2024-07-01').length
    expect(categories[0]).toEqual({ key: '08', name: expect.any(String) as string, count: of('2023-08') + of('2022-08'), lastYear: of('2023-08'), usual: all / 30, stands: true })
    expect(categories.slice(1).filter(({ stands }) => stands)).toEqual([])
    expect(places.map(({ name }) => name).sort()).toEqual(['太峪镇', '柳河镇'])
    const villages = await ask({ filter: { area: '990101001000' as never } })
    expect(villages.level).toBe('village')
    expect(villages.places[0]).toMatchObject({ name: '东周村', index: AREAS.findIndex(({ name }) => name === '东周村'), stands: true })
  })

  test('of another month nothing stands out, and of kinds it counts those alone', async () => {
    const march = await ask({ month: '2025-03' })
    expect(march.years.map(({ year }) => year)).toEqual([2024, 2023, 2022])
    expect(march.categories.some(({ stands }) => stands)).toBe(false)
    const water = await ask({ filter: { category: ['08'] } })
    expect(water.categories.map(({ key }) => key)).toEqual(['08'])
  })

  test('says nothing of what is not on record, and refuses what is no month', async () => {
    const empty = await openCounty(0)
    expect(await outlookOf(empty.ctx, SCOPE, { filter: {}, language: 'zh' })).toMatchObject({ years: [], months: 0, categories: [], places: [] })
    await empty.drop()
    for (const month of ['2024-13', '2024-1', 'August', '1950-01']) await expect(ask({ month })).rejects.toMatchObject({ status: 400, field: 'month' })
  })

  test('a year that was mistyped begins no record, and months that were not imported are no quiet ones', async () => {
    const holed = await openCounty(0)
    const kept = cases.filter(({ occurredOn }) => occurredOn < '2023-02-10' || occurredOn > '2023-04-20')
    await put(holed.ctx, [...kept, { ...cases[0]!, id: 3_000, category: '08', sensitive: false, occurredOn: '2010-03-05' }])
    const march = await outlookOf(holed.ctx, SCOPE, { filter: {}, language: 'zh', month: '2025-03' })
    expect([march.months, march.years.map(({ year }) => year)]).toEqual([27, [2024, 2022]])
    const recorded = kept.filter(({ occurredOn }) => !['2023-02', '2023-04'].includes(occurredOn.slice(0, 7)) && occurredOn < '2024-07-01')
    const water = march.categories.find(({ key }) => key === '08')!
    expect(water.usual).toBeCloseTo(recorded.filter(({ category }) => category === '08').length / 27, 9)
    await holed.drop()
  })

  test('is not for a screen wall', async () => {
    const wall = { ...SCOPE, by: { ...SCOPE.by, role: 'wall' as const } }
    await expect(outlookOf(county.ctx, wall, { filter: {}, language: 'zh' })).rejects.toMatchObject({ status: 403, code: 'not_told' })
  })
})
