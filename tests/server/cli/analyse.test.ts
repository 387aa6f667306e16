import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { exitCode } from '../../../server/cli.ts'
import type { Analysis } from '../../../server/services/analyse/analyse.ts'

const folder = mkdtempSync(join(tmpdir(), 'fengtu-analyse-'))
const env = { ...process.env, FENGTU_DATA: join(folder, 'data'), INIT_CWD: folder, LC_ALL: '', LANG: 'zh_CN.UTF-8' }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function fengtu(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true))
  try {
    return { code: await exitCode(['analyse', ...args], env), ...said }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

async function found(...args: string[]): Promise<Analysis> {
  const { code, out, err } = await fengtu(...args, '--json')
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as Analysis
}

type Properties = Record<string, unknown>

/** A square of 5 × 5 cells, each `size` wide from `west` and 36 on; `more` adds to, and replaces, what a cell has. */
function grid(name: string, more: (cell: number) => Properties = () => ({}), { west = 112, size = 0.01, point = false } = {}): string {
  const features = Array.from({ length: 25 }, (_, cell) => {
    const [x, y] = [west + (cell % 5) * size, 36 + Math.floor(cell / 5) * size]
    const ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    const geometry = point ? { type: 'Point', coordinates: [x, y] } : { type: 'Polygon', coordinates: [ring] }
    const corner = cell % 5 < 2 && cell < 10
    return { type: 'Feature', properties: { 代码: `V${cell}`, 件数: corner ? 20 + cell : (cell * 3) % 4, 人口: 1000, ...more(cell) }, geometry }
  })
  writeFileSync(join(folder, name), JSON.stringify({ type: 'FeatureCollection', features }))
  return name
}

const file = grid('网格.geojson')
const CASES = ['--value', '件数']

describe('analyse', () => {
  test('finds the hot corner, prints what the methods depend on, and keeps the order of the file', async () => {
    const { method, parameters, rows, global } = await found(file, ...CASES, '--method', 'gistar', '--id', '代码')
    expect(method).toBe('gistar')
    expect(parameters).toMatchObject({ value: '件数', weights: 'queen', style: 'binary', crs: 'WGS84', p: 'normal', permutations: 0, seed: null, places: 25, left: 0, islands: 0 })
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, i) => `V${i}`))
    expect(Object.keys(rows[0]!)).toEqual(['id', 'value', 'statistic', 'z', 'p', 'pFdr', 'class'])
    expect(rows[0]).toMatchObject({ value: 20, class: 'hot99' })
    expect(rows[0]!.pFdr).toBeGreaterThanOrEqual(rows[0]!.p!)
    expect(rows[24]!.class).toBe('none')
    expect(global).toBeNull()
  })

  test.each(['rate', 'eb', 'eb-local', 'smooth', 'moran', 'geary', 'eb-moran', 'lisa', 'eb-lisa', 'gi', 'gistar'])('%s answers for every place', async (method) => {
    const { rows, parameters } = await found(file, ...CASES, '--population', '人口', '--method', method)
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, i) => i))
    expect(rows.filter(({ value }) => typeof value !== 'number')).toEqual([])
    expect(parameters.population).toBe('人口')
  })

  test('the whole map: Moran above, Geary below what chance gives', async () => {
    const moran = await found(file, ...CASES, '--method', 'moran')
    const geary = await found(file, ...CASES, '--method', 'geary')
    expect(moran.global).toMatchObject({ expectation: -1 / 24 })
    expect((moran.global as { z: number }).z).toBeGreaterThan(3)
    expect((geary.global as { z: number }).z).toBeLessThan(-3)
    expect(moran.rows[0]).toEqual({ id: 0, value: 20, statistic: null, z: null, p: null, pFdr: null, class: null })
  })

  test('permutations are the same for the same seed', async () => {
    const asked = [file, ...CASES, '--method', 'lisa', '--permutations', '999']
    const first = await found(...asked)
    expect(first.parameters).toMatchObject({ p: 'permutation', permutations: 999, seed: 1, style: 'row' })
    expect(first.rows[0]).toMatchObject({ class: 'high-high' })
    expect(await found(...asked, '--seed', '1')).toEqual(first)
    expect(await found(...asked, '--seed', '2')).not.toEqual(first)
  })

  test('rook, nearest and band in metres: a cell is 900 m wide and 1,112 m high', async () => {
    const sums = async (weights: string): Promise<(number | null)[]> => {
      const { rows } = await found(grid('ones.geojson', (cell) => ({ 件数: cell === 24 ? 2 : 1 })), ...CASES, '--method', 'gistar', '--weights', weights)
      return [rows[0]!.statistic, rows[12]!.statistic]
    }
    expect(await sums('queen')).toEqual([4, 9])
    expect(await sums('rook')).toEqual([3, 5])
    expect(await sums('knn:3')).toEqual([4, 4])
    expect(await sums('band:950')).toEqual([2, 3])
    expect(await sums('band:1200')).toEqual([3, 5])
  })

  test('without a value or residents a place takes no part', async () => {
    const holes = grid('holes.geojson', (cell) => (cell === 3 ? { 件数: null } : cell === 4 ? { 人口: 0 } : cell === 5 ? { 人口: null } : {}))
    const { rows, parameters } = await found(holes, ...CASES, '--population', '人口', '--method', 'smooth')
    expect(parameters).toMatchObject({ places: 22, left: 3 })
    expect(rows.map(({ id }) => id).slice(0, 5)).toEqual([0, 1, 2, 6, 7])
    const { out } = await fengtu(holes, ...CASES, '--method', 'gi', '--lang', 'en')
    expect(out).toContain('1 without a value or residents took no part')
  })

  test('points have nearest and bands', async () => {
    const points = grid('points.geojson', undefined, { point: true })
    const { rows } = await found(points, ...CASES, '--method', 'gistar', '--weights', 'knn:4')
    expect(rows[0]!.z).toBeGreaterThan(3)
  })

  test('coordinates on a plane, and in a system that is named', async () => {
    const plane = grid('plane.geojson', undefined, { west: 500_000, size: 1000 })
    const onPlane = await found(plane, ...CASES, '--method', 'gistar', '--crs', 'plane')
    expect(onPlane.parameters).toMatchObject({ crs: 'plane', unit: 'plane' })
    const { rows } = await found(file, ...CASES, '--method', 'gistar')
    expect(onPlane.rows).toEqual(rows)
    // of whatever unit: here a hundredth of it a cell
    expect((await found(file, ...CASES, '--method', 'gistar', '--crs', 'plane')).rows).toEqual(rows)
    expect((await found(plane, ...CASES, '--method', 'gistar', '--crs', 'EPSG:4547')).rows).toEqual(rows)
  })

  test('islands are counted, and have no Gi', async () => {
    const far = JSON.parse(JSON.stringify({ type: 'Polygon', coordinates: [[[113, 36], [113.01, 36], [113.01, 36.01], [113, 36]]] })) as object
    const features = [0, 1, 2, 3, 4].map((cell) => {
      const x = 112 + cell * 0.01
      const ring = [[x, 36], [x + 0.01, 36], [x + 0.01, 36.01], [x, 36.01], [x, 36]]
      return { type: 'Feature', id: `k${cell}`, properties: { n: cell * cell }, geometry: cell === 4 ? far : { type: 'Polygon', coordinates: [ring] } }
    })
    writeFileSync(join(folder, 'island.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
    const { rows, parameters } = await found('island.geojson', '--value', 'n', '--method', 'gi')
    expect(parameters.islands).toBe(1)
    expect(rows[4]).toEqual({ id: 'k4', value: 16, statistic: null, z: null, p: null, pFdr: null, class: null })
  })
})

describe('what cannot be analysed is refused, saying what to do', () => {
  const broken = (name: string, text: string): string => (writeFileSync(join(folder, name), text), name)
  const few = (n: number): string => {
    const features = Array.from({ length: n }, (_, i) => ({ type: 'Feature', properties: { n: i }, geometry: { type: 'Point', coordinates: [112 + i, 36] } }))
    return broken(`few${n}.geojson`, JSON.stringify({ type: 'FeatureCollection', features }))
  }
  const GISTAR = ['--method', 'gistar']

  test.each([
    ['no GeoJSON', [broken('bad.geojson', '{"type": "FeatureColl'), ...CASES, ...GISTAR], 'FeatureCollection'],
    ['empty', [broken('empty.geojson', '{"type": "FeatureCollection", "features": []}'), ...CASES, ...GISTAR], '没有要素'],
    ['no such file', ['无.geojson', ...CASES, ...GISTAR], '没有这个文件'],
    ['no such field', [file, '--value', '案件', ...GISTAR], '件数'],
    ['no number', [grid('words.geojson', () => ({ 件数: '很多' })), ...CASES, ...GISTAR], '很多'],
    ['an id twice', [grid('twice.geojson', () => ({ 代码: 'V1' })), ...CASES, ...GISTAR, '--id', '代码'], '--id'],
    ['an id missing', [grid('no-id.geojson', (cell) => ({ id: cell || null })), ...CASES, ...GISTAR], '--id'],
    ['negative residents', [grid('minus.geojson', () => ({ 人口: -1 })), ...CASES, '--population', '人口', '--method', 'rate'], '负数'],
    ['negative cases', [grid('less.geojson', () => ({ 件数: -1 })), ...CASES, '--population', '人口', '--method', 'rate'], '负数'],
    ['three places', [few(3), '--value', 'n', ...GISTAR, '--weights', 'knn:1'], '至少要 4 处'],
    ['too many nearest', [few(5), '--value', 'n', ...GISTAR, '--weights', 'knn:5'], '小于 5'],
    ['nobody near', [few(5), '--value', 'n', ...GISTAR, '--weights', 'band:1000'], '放大距离'],
    ['points without borders', [few(5), '--value', 'n', ...GISTAR], 'knn:4'],
    ['no degrees', [grid('metres.geojson', undefined, { west: 500_000, size: 1000 }), ...CASES, ...GISTAR], '--crs'],
    ['an unknown system', [file, ...CASES, ...GISTAR, '--crs', 'MOON'], 'MOON'],
  ])('%s', async (_, args, words) => {
    const { code, err } = await fengtu(...args)
    expect(code).toBe(1)
    expect(err).toContain(words)
  })

  test.each([
    ['no file', [...CASES, ...GISTAR], 'GeoJSON'],
    ['no field named', [file, ...GISTAR], '--value'],
    ['no method', [file, ...CASES], 'gistar'],
    ['an unknown method', [file, ...CASES, '--method', 'toString'], 'gistar'],
    ['a rate without residents', [file, ...CASES, '--method', 'rate'], '--population'],
    ['permutations of a rate', [file, ...CASES, '--population', '人口', '--method', 'rate', '--permutations', '9'], '--permutations'],
    ['half a permutation', [file, ...CASES, ...GISTAR, '--permutations', '1.5'], '--permutations'],
    ['weights of a rate', [file, ...CASES, '--population', '人口', '--method', 'rate', '--weights', 'rook'], '--weights'],
    ['unknown weights', [file, ...CASES, ...GISTAR, '--weights', 'knn:0'], 'band'],
  ])('wrong use: %s', async (_, args, words) => {
    const { code, err } = await fengtu(...args)
    expect(code).toBe(2)
    expect(err).toContain(words)
  })
})
