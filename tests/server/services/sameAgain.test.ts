import { describe, expect, test } from 'vitest'
import type { Area, AreaCode } from '../../../geodata/place/area.ts'
import { undoBatch } from '../../../server/services/batches.ts'
import { importLedger } from '../../../server/services/importLedger.ts'
import { installPack } from '../../../server/services/installPack.ts'
import { listUnlocated, settlePlace } from '../../../server/services/places.ts'
import { engines } from '../../databases.ts'
import { csv, numbers, useOffice, type Line } from './clerk.ts'
import { AREAS, COUNTY, install, SCOPE, TILES } from './county.ts'

const TOWN = '990101001000' as AreaCode
const EAST = '990101001201' as AreaCode
const WEST = '990101001202' as AreaCode
const bytes = (text: string) => new TextEncoder().encode(text)

describe.each(engines)('a case is one case, whatever was learnt of its place meanwhile, on $name', ({ fresh }) => {
  const office = useOffice(fresh)
  const { load, sql } = office
  const areas = () => sql<{ area: string | null }>('SELECT area FROM dispute ORDER BY id').then((rows) => rows.map(({ area }) => area))
  const settle = (words: string, area: AreaCode, learn: boolean) => settlePlace(office.ctx, SCOPE, { words: `柳河镇 / ${words}`, area, learn })
  const knownAgain = async (text: string) => expect(await load(text)).toMatchObject({ accepted: 0, updated: 0 })

  test('an alias that is put right moves every case that it explained', async () => {
    const first = csv({ village: '王家坡', people: 3 }, { village: '王家坡3组', people: 4 })
    const later = csv({ village: '王家坡', people: 9 })
    await load(first)
    await settle('王家坡', EAST, true)
    await load(later)
    expect(await areas()).toEqual([EAST, EAST, EAST])
    await settle('王家坡', WEST, true)
    expect(await areas()).toEqual([WEST, WEST, WEST])
    expect(await listUnlocated(office.ctx, SCOPE)).toEqual([])
    await knownAgain(first)
    await knownAgain(later)
  })

  test('settled without learning, then known by the pack', async () => {
    const text = csv({ village: '王家坡', people: 3 })
    await load(text)
    await settle('王家坡', EAST, false)
    await knownAgain(text)
    await install(office.ctx, 'b', AREAS.map((area) => (area.code === EAST ? { ...area, aliases: ['王家坡'] } : area)))
    await knownAgain(text)
    expect(await areas()).toEqual([EAST])
  })

  test('settled without learning, then explained by the alias of a shorter form', async () => {
    const text = csv({ village: '王家坡3组', people: 3 }, { village: '王家坡', people: 4 })
    await load(text)
    await settle('王家坡3组', EAST, false)
    await settle('王家坡', WEST, true)
    await knownAgain(text)
    expect(await areas()).toEqual([EAST, WEST])
  })

  test('brought up to date twice while it waited, then told by the older ledger', async () => {
    const rows = (over: Line) => csv({ people: 3, ...over }, { people: 3, ...over })
    const old = rows({ village: '东州村', state: '已登记' })
    await load(old)
    await load(rows({ village: '东州村', state: '调解中' }))
    expect(numbers(await load(rows({ village: '东周村', state: '已办结' })))).toMatchObject({ accepted: 0, updated: 2 })
    await knownAgain(old)
  })

  test('with coordinates, when the pack has learnt the grid cells', async () => {
    const box = (west: number, south: number, east: number, north: number) =>
      ({ type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] })
    const shape = (code: string, geometry: object) => ({ type: 'Feature', properties: { code, placement: 'boundary' }, geometry })
    const villages = AREAS.filter(({ level }) => level !== 'grid')
    const cell: Area = { ...AREAS.find(({ level }) => level === 'grid')!, bbox: [104.95, 34.95, 105.05, 35.05] }
    const shapes = [shape(COUNTY, box(104.9, 34.9, 105.1, 35.1)), shape(TOWN, box(104.9, 34.9, 105.1, 35.1)), shape(EAST, box(104.95, 34.95, 105.05, 35.05))]
    const put = async (version: string, list: Area[], features: object[]) => {
      const { manifest } = await office.ctx.packs.get(COUNTY)
      const next = { ...manifest, version: version.repeat(64), presets: { ...manifest.presets, ledgerCrs: 'WGS84' } }
      const file = (value: unknown) => bytes(JSON.stringify(value))
      const files = new Map([['pack.json', file(next)], ['areas.json', file(list)], ['shapes.geojson', file({ type: 'FeatureCollection', features })], ['boundaries.pmtiles', TILES]])
      await installPack(office.ctx, { manifest: next, areas: list, files })
    }
    const text = ['乡镇,村,发生日期,纠纷类型,简要情况,涉及人数,经度,纬度,办理结果',
      '柳河镇,东周村,2024-03-05,邻里纠纷,某甲与某乙因宅基地滴水发生争执多次,3,105.01,35.01,调解中',
      '柳河镇,东周村,2024-03-06,邻里纠纷,,4,105.01,35.01,调解中'].join('\n')
    await put('b', villages, shapes)
    expect(numbers(await load(text))).toMatchObject({ accepted: 2 })
    const at = villages.findIndex(({ code }) => code === EAST) + 1
    await put('c', [...villages.slice(0, at), cell, ...villages.slice(at)], [...shapes, shape(cell.code, box(104.95, 34.95, 105.05, 35.05))])
    await knownAgain(text)
    // the words differ a little, and the case is told of its cell now
    expect(numbers(await load(text.replace('争执多次', '争吵多次').replaceAll('调解中', '已办结')))).toMatchObject({ accepted: 0, updated: 2 })
  })

  test('places settled while a ledger comes in refuse it, and the next try knows them', async () => {
    const waiting = [{ village: '王家坡', people: 3 }, { village: '王家坡', people: 4 }]
    await load(csv(...waiting))
    const all = bytes(csv(...waiting, ...Array.from({ length: 3_000 }, (_, at) => ({ people: at + 5 }))))
    async function* stream() {
      yield all.subarray(0, 150_000)
      await settle('王家坡', EAST, true)
      yield all.subarray(150_000)
    }
    await expect(importLedger(office.ctx, SCOPE, { name: 'a.csv', stream: stream() }, {})).rejects.toMatchObject({ code: 'places_learnt', status: 409 })
    expect(await areas()).toEqual([EAST, EAST])
    expect(numbers(await importLedger(office.ctx, SCOPE, { name: 'a.csv', bytes: all }, {}))).toMatchObject({ accepted: 3_000, duplicates: 2 })
    expect(await listUnlocated(office.ctx, SCOPE)).toEqual([])
  })

  test('one number of one day in two villages and of two kinds is two cases', async () => {
    const rows = [
      { no: '2024-001', text: '因宅基地边界问题发生争执', kind: '邻里纠纷' },
      { no: '2024-001', village: '西周村', text: '婚姻彩礼返还问题', kind: '婚姻家庭' },
    ]
    expect(numbers(await load(csv(...rows)))).toMatchObject({ accepted: 2, duplicates: 0 })
    await knownAgain(csv(...rows))
    await knownAgain(csv(rows[1]!))
    await office.reset()
    expect(numbers(await load(csv(rows[0]!)))).toMatchObject({ accepted: 1 })
    expect(numbers(await load(csv(rows[1]!)))).toMatchObject({ accepted: 1 })
    // the same kind, or a place that is not known, and it is the same case as before
    expect(numbers(await load(csv({ ...rows[0]!, village: '西周村' }, { ...rows[0]!, village: '完全别处' })))).toMatchObject({ accepted: 0, duplicates: 2 })
  })

  describe('two families whose names are masked', () => {
    const first = { text: '村民王建国与李红梅因宅基地边界问题发生争执', on: '2024-03-05' }
    const second = { text: '村民张大山与刘小花因宅基地边界问题发生争执', on: '2024-03-07' }

    test.each([['two days', second.on], ['one day', first.on]])('are two cases on %s, in one file and in two', async (_, on) => {
      const both = csv(first, { ...second, on })
      expect(numbers(await load(both))).toMatchObject({ accepted: 2, duplicates: 0 })
      expect(await sql<{ summary: string }>('SELECT DISTINCT summary FROM dispute')).toEqual([{ summary: '村民某与某因宅基地边界问题发生争执' }])
      await knownAgain(both)
      expect(numbers(await load(both.replaceAll('争执', '争吵').replaceAll(',,\n', ',已办结,\n')))).toMatchObject({ accepted: 0 })
      await office.reset()
      await load(csv(first))
      expect(numbers(await load(csv(first, { ...second, on })))).toMatchObject({ accepted: 1, duplicates: 1 })
    })

    test('are one case for each family, however often a file tells of it', async () => {
      const again = { ...first, text: '(部门报)村民王建国与李红梅因宅基地边界问题发生争执', on: '2024-03-06' }
      expect(numbers(await load(csv(first, second, again)))).toMatchObject({ accepted: 2, duplicates: 1 })
    })

    test('are told apart by a column of names that is refused', async () => {
      const head = '乡镇,村(社区),发生日期,纠纷类型,简要情况,当事人姓名,调解员\n'
      const row = (party: string, on: string, clerk: string) => `柳河镇,东周村,${on},邻里纠纷,双方因宅基地边界问题多次发生争执,${party},${clerk}\n`
      const text = head + row('王建国、李红梅', '2024-03-05', '赵一') + row('张大山、刘小花', '2024-03-06', '赵一') + row('李红梅', '2024-03-07', '钱二')
      expect(numbers(await load(text))).toMatchObject({ accepted: 2, duplicates: 1 })
    })

    test('leave nothing of the names', async () => {
      await load(csv(first, second))
      const [row] = await sql<{ all: string }>(`SELECT string_agg(to_jsonb(d)::text, ' ') AS all FROM dispute d`)
      expect(row!.all).not.toMatch(/建国|红梅|大山|小花|parties/)
    })
  })

  test('an update that a later ledger tells as well is not undone beneath it', async () => {
    await load(csv({ no: 'GD20240301', state: '调解中' }))
    const closed = { no: 'GD20240301', state: '已办结', closed: '2024-03-12' }
    const update = await load(csv(closed))
    const later = await load(csv(closed, { people: 5 }))
    await expect(undoBatch(office.ctx, SCOPE, update.batch!)).rejects.toMatchObject({ code: 'batch_changed_since' })
    await undoBatch(office.ctx, SCOPE, later.batch!)
    await undoBatch(office.ctx, SCOPE, update.batch!)
    expect(await sql('SELECT state, closed_on FROM dispute')).toEqual([{ state: 'mediating', closed_on: null }])
  })

  test('an import that was cancelled stores nothing, however far it is', async () => {
    const before = importLedger(office.ctx, SCOPE, { name: 'a.csv', bytes: bytes(csv({ people: 3 })) }, { signal: AbortSignal.abort() })
    await expect(before).rejects.toMatchObject({ code: 'request_cancelled' })
    const going = new AbortController()
    const onProgress = () => going.abort()
    const during = importLedger(office.ctx, SCOPE, { name: 'a.csv', bytes: bytes(csv({ people: 3 })) }, { signal: going.signal, onProgress })
    await expect(during).rejects.toMatchObject({ code: 'request_cancelled' })
    expect(await sql('SELECT id FROM dispute')).toEqual([])
  })
})
