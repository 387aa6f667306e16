import { describe, expect, test } from 'vitest'
import { casesOf, code, readAll, text, yuntang } from './ground.ts'

/** One row with these cells; the county is a half-degree raster at 100–101 E, 30–31 N. */
async function locate(cells: { town?: string; village?: string; place?: string; code?: string; x?: string; y?: string; crs?: string }, options: Parameters<typeof yuntang>[0] = { crs: 'WGS84' }) {
  const line = [cells.town, cells.village, cells.place, cells.code, cells.x, cells.y, cells.crs].map((cell) => cell ?? '').join('\t')
  const { rows } = await readAll(text(`日期\t类型\t乡镇\t村\t事发地址\t区划代码\t经度\t纬度\t坐标系\n2024-03-01\t邻里\t${line}\n`), yuntang(options))
  const row = rows[1]
  if (row?.outcome === 'rejected') return { rejected: row.reason }
  const found = casesOf(rows)[0]
  if (!found) throw new Error(JSON.stringify(row))
  const { area, locatedBy, point, placeWords, candidates } = found.draft
  return { area, locatedBy, lngLat: point ? [point.lng, point.lat] : null, crs: point?.crs, placeWords, candidates, notes: found.notes }
}

describe('the order: code, names, point, nothing', () => {
  test.each([
    [{ code: '990202100201', village: '桥头' }, { area: '990202100201', locatedBy: 'code' }],
    [{ town: '石桥镇', village: '桥头村委会' }, { area: '990202101202', locatedBy: 'name' }],
    [{ place: '云塘县石桥镇桥头沟村3组12号' }, { area: '990202101203', locatedBy: 'name' }],
    [{ x: '100.1', y: '30.1' }, { area: '990202100201', locatedBy: 'point', lngLat: [100.1, 30.1] }],
    [{ village: '东洲村', x: '100.1', y: '30.1' }, { area: '990202100201', locatedBy: 'point' }],
    [{ village: '东洲村' }, { area: null, locatedBy: 'unknown', lngLat: null }],
    [{}, { area: null, locatedBy: 'unknown', placeWords: null, candidates: [] }],
  ])('%j', async (cells, expected) => {
    expect(await locate(cells)).toMatchObject(expected)
  })

  test('a typing error is proposed and not applied', async () => {
    expect(await locate({ town: '石桥镇', village: '桥投村' })).toMatchObject({ area: null, candidates: expect.arrayContaining([code('990202101202')]) })
  })
})

describe('words and point', () => {
  test('a town with a point inside it gives the village', async () => {
    expect(await locate({ town: '柳溪镇', x: '100.7', y: '30.2' })).toMatchObject({ area: '990202100202', locatedBy: 'point' })
  })

  test('words win over a point elsewhere, which is dropped and told', async () => {
    expect(await locate({ town: '柳溪镇', village: '上柳村', x: '100.9', y: '30.9' })).toMatchObject({ area: '990202100201', locatedBy: 'name', lngLat: null, notes: ['crs_default', 'point_elsewhere'] })
  })

  test('a point just beyond a drawn boundary is kept, and an approximate cell refuses none', async () => {
    expect(await locate({ village: '上柳村', x: '100.503', y: '30.2' })).toMatchObject({ area: '990202100201', lngLat: [100.503, 30.2] })
    expect(await locate({ village: '桥头沟村', x: '100.1', y: '30.9' })).toMatchObject({ area: '990202101203', lngLat: [100.1, 30.9] })
  })
})

describe('points', () => {
  test.each([
    [{ x: '30.1', y: '100.1' }, ['point_swapped']],
    [{ x: '１００．１', y: '30.1°' }, []],
    [{ x: '100°6′0″', y: '30°6′' }, []],
    [{ x: '东经100.1', y: '北纬30.1' }, []],
  ])('%j is read', async (cells, notes) => {
    const found = await locate({ ...cells, crs: 'WGS84' })
    expect(found).toMatchObject({ area: '990202100201', locatedBy: 'point', notes })
    expect(found.lngLat?.[0]).toBeCloseTo(100.1, 9)
    expect(found.lngLat?.[1]).toBeCloseTo(30.1, 9)
  })

  test('alone and outside the county, the row is refused; with words, the words stay', async () => {
    expect(await locate({ x: '104.1', y: '30.1' })).toEqual({ rejected: 'outside_county' })
    expect(await locate({ village: '上柳村', x: '104.1', y: '30.1' })).toMatchObject({ area: '990202100201', lngLat: null, notes: ['crs_default', 'point_outside'] })
    expect(await locate({ village: '东洲村', x: '104.1', y: '30.1' })).toMatchObject({ area: null, locatedBy: 'unknown', placeWords: '东洲村' })
  })

  test('0,0 and scribbles are no points', async () => {
    expect(await locate({ village: '上柳村', x: '0', y: '0' })).toMatchObject({ lngLat: null, notes: ['point_zero'] })
    expect(await locate({ village: '上柳村', x: '不详处', y: '村口' })).toMatchObject({ lngLat: null, notes: ['point_unreadable'] })
    expect(await locate({ village: '上柳村', x: '/', y: '/' })).toMatchObject({ lngLat: null, notes: [] })
  })

  test('the row says the system, else the import, else nothing is taken', async () => {
    const declared = await locate({ x: '100.1', y: '30.1', crs: '百度' })
    expect(declared.crs).toBe('BD09')
    expect(Math.abs((declared.lngLat?.[0] ?? 0) - 100.1)).toBeGreaterThan(0.004)
    expect(await locate({ village: '上柳村', x: '100.1', y: '30.1', crs: '某坐标' })).toMatchObject({ lngLat: null, notes: ['crs_unknown'] })
    expect(await locate({ village: '上柳村', x: '100.1', y: '30.1' }, { crs: null })).toMatchObject({ lngLat: null, notes: ['crs_unknown'] })
  })

  test('an alias that a person taught finds the place', async () => {
    const { placeWords } = await locate({ village: '老供销社村' })
    const aliases = [{ words: placeWords as string, area: code('990202101201') }]
    expect(await locate({ village: '老供销社村' }, { aliases })).toMatchObject({ area: '990202101201', locatedBy: 'alias' })
  })
})
