import { afterEach, describe, expect, test, vi } from 'vitest'
import type { AreaRow, CountRow } from '../../server/contract/answers.ts'
import { api, ApiError, request } from '../../web/api/client.ts'
import { areaClasses, areaFigures, labelValues, levelAbove, ranked, SMALL_CLASS, sorted, WITHHELD_CLASS } from '../../web/areas/figures.ts'
import { csv } from '../../server/contract/csv.ts'
import { counted } from '../../web/i18n/format.ts'
import { fetchFigures, MovingError, type FiguresAsk } from '../../web/stores/figures.ts'

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
afterEach(() => vi.unstubAllGlobals())

describe('asking the server', () => {
  const ask: FiguresAsk = { county: '990101000000', filter: { category: ['01'] }, level: 'town', step: 'month' }

  test('shows figures only when all answers carry one revision', async () => {
    let calls = 0
    const asked: string[] = []
    vi.stubGlobal('fetch', (path: string) => {
      asked.push(path)
      // an import commits after the first answer
      return Promise.resolve(json({ revision: calls++ < 1 ? 7 : 8, rows: [], points: [] }))
    })
    const set = await fetchFigures(ask, () => 5)
    expect(set).toMatchObject({ revision: 8, at: 5, summary: { revision: 8 }, areas: { revision: 8 }, categories: { revision: 8 }, series: { revision: 8 } })
    expect(asked).toHaveLength(8)
  })

  test('shows no figures of two packs', async () => {
    let version = 0
    vi.stubGlobal('fetch', (path: string) => Promise.resolve(json({ revision: 1, ...(path.includes('/counts') && { packVersion: String(Math.min(version++, 1)) }) })))
    const set = await fetchFigures(ask, () => 0)
    expect([set.packVersion, set.areas.packVersion, set.categories.packVersion]).toEqual(['1', '1', '1'])
  })

  test('gives up on data that never stand still', async () => {
    let revision = 0
    vi.stubGlobal('fetch', () => Promise.resolve(json({ revision: revision++ })))
    await expect(fetchFigures(ask, () => 0)).rejects.toBeInstanceOf(MovingError)
  })

  test('asks for categories without the filter of categories', async () => {
    const asked: string[] = []
    vi.stubGlobal('fetch', (path: string) => {
      asked.push(path)
      return Promise.resolve(json({ revision: 1 }))
    })
    await fetchFigures({ ...ask, filter: { category: ['01'], colour: ['red'] } }, () => 0)
    expect(asked.find((path) => path.includes('by=category'))).toBe('/api/counties/990101000000/counts?by=category&colour=red')
    expect(asked.find((path) => path.includes('by=town'))).toContain('category=01&colour=red')
  })

  test('tells a silent server from one that says no', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')))
    await expect(api.counties()).rejects.toMatchObject({ kind: 'offline' })
    vi.stubGlobal('fetch', () => Promise.resolve(json({ title: 'x', detail: '不可用', code: 'bad_parameter', field: 'to' }, 400)))
    await expect(request('/x')).rejects.toMatchObject({ kind: 'refused', status: 400, message: '不可用', problem: { field: 'to' } })
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })))
    await expect(request('/x')).rejects.toMatchObject({ kind: 'offline' })
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 200 })))
    await expect(request('/x')).rejects.toBeInstanceOf(ApiError)
  })
})

describe('figures of areas', () => {
  const row = (index: number, count: number, perTenThousand: number | null): CountRow =>
    ({ key: `c${index}`, name: `n${index}`, count, resolved: Math.floor(count / 2), index, population: perTenThousand === null ? null : 1000, perTenThousand })
  const rows = [row(1, 5, 50), row(2, 0, 0), row(3, 9, null), row(4, 5, 20)]
  const areas = [{ index: 2, code: 'c2', name: 'n2', nameEn: 'N2', placement: 'none' }, { index: 3, code: 'c3', name: 'n3', nameEn: 'N3', placement: 'approximate' }] as AreaRow[]
  const chinese = ({ name }: { name: string }) => name

  test('no number is not zero', () => {
    const { classes } = areaClasses(areaFigures(rows, areas, 'rate', chinese), false)
    expect(classes.get(3)).toBe(-1)
    expect(classes.get(2)).toBe(0)
    expect(classes.get(1)).toBeGreaterThan(classes.get(4)!)
  })

  test('ranks by what is coloured, unknown last, ties in the pack\'s order', () => {
    const order = (metric: 'count' | 'rate') => ranked(areaFigures(rows, areas, metric, chinese)).map(({ index }) => index)
    expect(order('count')).toEqual([3, 1, 4, 2])
    expect(order('rate')).toEqual([1, 4, 2, 3])
  })

  test('sorts unknown numbers last both ways', () => {
    const figures = areaFigures(rows, areas, 'count', chinese)
    expect(sorted(figures, 'perTenThousand', true).map(({ index }) => index)).toEqual([1, 4, 2, 3])
    expect(sorted(figures, 'perTenThousand', false).map(({ index }) => index)).toEqual([2, 4, 1, 3])
    expect(sorted(figures, 'name', true).map(({ index }) => index)).toEqual([4, 3, 2, 1])
  })

  test('labels print no zero and no unknown', () => {
    expect([...labelValues(areaFigures(rows, areas, 'rate', chinese), String).keys()]).toEqual([1, 4])
  })

  test('say of a withheld count that it is small, or nothing', () => {
    const kept = [row(1, 5, 50), { ...row(2, 0, null), count: 'small', resolved: 'complement' }, { ...row(3, 0, null), count: 'complement', resolved: 'complement' }, row(4, 0, 0)] as CountRow[]
    const figures = areaFigures(kept, areas, 'count', chinese)
    const { breaks, classes } = areaClasses(figures, true)
    expect([breaks?.lows, [...classes.values()]]).toEqual([[5], [1, SMALL_CLASS, WITHHELD_CLASS, 0]])
    expect([...labelValues(figures, String)].map(([index, { text }]) => [index, text])).toEqual([[1, '5'], [2, '<3']])
    expect(ranked(figures).map(({ index }) => index)).toEqual([1, 2, 3, 4])
    // of what is small the order is known, of the rest nothing
    expect(sorted(figures, 'count', false).map(({ index }) => index)).toEqual([4, 2, 1, 3])
    expect(sorted(figures, 'rate', true).map(({ index }) => index)).toEqual([1, 2, 3, 4])
    expect(figures.map(({ count }) => counted(count))).toEqual(['5', '<3', '—', '0'])
  })

  test('are named in the language of the page where the area is known, else as the server counts it', () => {
    expect(areaFigures(rows, areas, 'count', ({ name, nameEn = name }) => nameEn).map(({ name }) => name)).toEqual(['n1', 'N2', 'N3', 'n4'])
  })

  test('an area of another pack that stood at the same index lends neither its name nor its place', () => {
    const old = [{ index: 1, code: 'x', name: '旧', nameEn: 'Old', placement: 'none' }] as unknown as AreaRow[]
    expect(areaFigures(rows.slice(0, 1), old, 'count', ({ name, nameEn = name }) => nameEn)[0]).toMatchObject({ code: 'c1', name: 'n1', placement: 'boundary' })
  })

  test('knows what lies off the map and which level orients', () => {
    expect(areaFigures(rows, areas, 'count', chinese).map(({ placement }) => placement)).toEqual(['boundary', 'none', 'approximate', 'boundary'])
    expect(levelAbove(['county', 'town', 'village'], 'village')).toBe('town')
    expect(levelAbove(['county', 'town', 'village'], 'town')).toBeNull()
  })
})

test('a table opens in a spreadsheet as it was, and runs no formula', () => {
  expect(csv(['地点', 'n'], [['柳河镇', 3], ['a,"b"', null], ['=1+1', -2]])).toBe('\uFEFF地点,n\r\n柳河镇,3\r\n"a,""b""",\r\n\'=1+1,-2\r\n')
})
