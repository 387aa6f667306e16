import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromWgs84 } from '../../../geodata/crs/systems.ts'
import { buildPack } from '../../../geodata/pack/build.ts'
import { checkPack } from '../../../geodata/pack/check.ts'
import { packShapes, readPack } from '../../../geodata/pack/read.ts'
import { coverFaults } from '../../../geodata/pack/shapes/cover.ts'
import { areaM2, insideMulti, type Multi } from '../../../geodata/pack/shapes/measure.ts'
import { collection, countySource, feature, square, tempFolder, writeFiles, apartFromResidents } from './files.ts'

const folder = tempFolder()
let count = 0

async function build(files: Record<string, object | string>) {
  const [source, out] = [join(folder, `s${++count}`), join(folder, `p${count}`)]
  writeFiles(source, files)
  const { findings } = await buildPack(source, out)
  const read = await readPack(out)
  if (!read.pack) throw new Error(JSON.stringify(findings))
  const multi = new Map(packShapes(read.pack).map(({ code, geometry }): [string, Multi] => [code, geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates]))
  const placement = Object.fromEntries(read.pack.areas.map((area) => [area.name, area.placement]))
  return { pack: read.pack, findings: apartFromResidents(findings), multi, placement, faults: apartFromResidents(await checkPack(out)) }
}

const towns = collection([feature({ code: '990101101000', name: '东镇' }, [square(110, 34, 0.1)]), feature({ code: '990101102000', name: '西镇' }, [square(110.1, 34, 0.1)])])
const townLayer = { file: 'towns.geojson', level: 'town', fields: { code: 'code', name: 'name' } }
const pointLayer = { file: 'v.csv', level: 'village', fields: { code: 'code', name: 'name', lng: 'lng', lat: 'lat' } }
const head = 'code,name,lng,lat\n'

describe('villages with only a point', () => {
  it('get cells that fill their town and are marked', async () => {
    const rows = '990101101201,甲村,110.02,34.02\n990101101202,乙村,110.08,34.03\n990101101203,丙村,110.05,34.09\n'
    const { pack, findings, multi, placement, faults } = await build({ 'source.json': countySource([townLayer, pointLayer]), 'towns.geojson': towns, 'v.csv': head + rows })
    expect(faults).toEqual([])
    expect(placement).toMatchObject({ 东镇: 'boundary', 甲村: 'approximate', 乙村: 'approximate', 丙村: 'approximate' })
    const cells = ['201', '202', '203'].map((end) => multi.get(`990101101${end}`)!)
    expect(Math.abs(cells.reduce((sum, cell) => sum + areaM2(cell), 0) / areaM2(multi.get('990101101000')!) - 1)).toBeLessThan(1e-5)
    expect(coverFaults(cells)?.overlaps).toEqual([])
    expect(pack.areas.find((area) => area.name === '甲村')?.centre).toEqual([110.02, 34.02])
    expect(findings.find((one) => one.rule === 'cell_village')).toMatchObject({ severity: 'repaired', feature: '甲村(990101101201)、乙村(990101101202)、丙村(990101101203)' })
  })

  it('take only the land that surveyed villages leave', async () => {
    const villages = collection([feature({ code: '990101101209', name: '实测村' }, [square(110, 34, 0.05)])])
    const rows = '990101101201,甲村,110.08,34.08\n990101101202,乙村,110.08,34.02\n990101101203,占地村,110.02,34.02\n'
    const surveyed = { file: 'v.geojson', level: 'village', fields: { code: 'code', name: 'name' } }
    const { findings, multi, placement } = await build({ 'source.json': countySource([townLayer, surveyed, pointLayer]), 'towns.geojson': towns, 'v.geojson': villages, 'v.csv': head + rows })
    expect(placement).toMatchObject({ 实测村: 'boundary', 甲村: 'approximate', 乙村: 'approximate', 占地村: 'none' })
    expect(findings.find((one) => one.rule === 'point_in_neighbour')?.feature).toBe('占地村(990101101203)')
    const [taken, left] = [multi.get('990101101209')!, [...multi.get('990101101201')!, ...multi.get('990101101202')!]]
    expect(insideMulti(110.02, 34.02, left)).toBe(false)
    expect(Math.abs((areaM2(taken) + areaM2(left)) / areaM2(multi.get('990101101000')!) - 1)).toBeLessThan(1e-5)
  })

  it('are reported and not drawn when the point lies outside their town, and shared points are told', async () => {
    const rows = '990101101201,甲村,110.15,34.05\n990101101202,乙村,110.05,34.05\n990101101203,丙村,110.05,34.05\n990101101204,丁村,,\n'
    const { findings, placement, multi } = await build({ 'source.json': countySource([townLayer, pointLayer]), 'towns.geojson': towns, 'v.csv': head + rows })
    expect(placement).toMatchObject({ 甲村: 'none', 乙村: 'approximate', 丙村: 'approximate', 丁村: 'none' })
    const found = Object.fromEntries(findings.map((one) => [one.rule, one.feature]))
    expect(found.point_outside_parent).toBe('甲村(990101101201)')
    expect(found.points_same).toBe('乙村(990101101202)、丙村(990101101203)')
    expect(found.not_on_map).toBe('甲村(990101101201)、丁村(990101101204)')
    const [second, third] = [areaM2(multi.get('990101101202')!), areaM2(multi.get('990101101203')!)]
    expect(Math.abs(second / third - 1)).toBeLessThan(0.01)
  })
})

describe('towns with only a point', () => {
  const list = 'code,name,level,lng,lat\n990101101000,东镇,town,110.02,34.05\n990101102000,西镇,town,110.08,34.05\n990101103000,北镇,town,110.05,34.09\n990101101201,甲村,village,110.01,34.05\n990101102201,乙村,village,,\n'
  const layer = { file: 'list.csv', fields: { code: 'code', name: 'name', level: 'level', lng: 'lng', lat: 'lat' } }

  it('divide the county, and their villages with a point divide them', async () => {
    const county = { file: 'county.geojson', level: 'county', fields: { code: 'code', name: 'name' } }
    const { placement, multi, faults } = await build({
      'source.json': countySource([county, layer]), 'list.csv': list,
      'county.geojson': collection([feature({ code: 990101, name: '测试县' }, [square(110, 34, 0.1)])]),
    })
    expect(placement).toEqual({ 测试县: 'boundary', 东镇: 'approximate', 西镇: 'approximate', 北镇: 'approximate', 甲村: 'approximate', 乙村: 'none' })
    expect(areaM2(multi.get('990101101201')!)).toBeCloseTo(areaM2(multi.get('990101101000')!), -2)
    expect(faults).toEqual([])
  })

  it('stand in an outline drawn around them where no boundary is known at all, and that is said', async () => {
    const { placement, findings, multi } = await build({ 'source.json': countySource([layer]), 'list.csv': list })
    expect(placement).toMatchObject({ 测试县: 'approximate', 东镇: 'approximate', 乙村: 'none' })
    expect(findings.map((one) => one.rule)).toContain('outline_approximate')
    for (const [lng, lat] of [[110.02, 34.05], [110.08, 34.05], [110.05, 34.09]]) expect(insideMulti(lng!, lat!, multi.get('990101000000')!)).toBe(true)
  })

  it('and not even that lie around the points of their villages, each village inside its town', async () => {
    const villages = ['甲,110.01,34.05,1', '乙,110.04,34.06,1', '丙,110.02,34.01,1', '丁,110.09,34.05,2', '戊,110.08,34.02,2', '己,110.06,34.09,2']
    const points = villages.map((text, index) => {
      const [name, lng, lat, town] = text.split(',')
      return { code: `99010110${town}2${String(index).padStart(2, '0')}`, name: `${name}村`, town: `99010110${town}000`, lng: Number(lng), lat: Number(lat) }
    })
    const rows = ['code,name,level,lng,lat', '990101101000,东镇,town,,', '990101102000,西镇,town,,', '990101103000,空镇,town,,',
      ...points.map(({ code, name, lng, lat }) => `${code},${name},village,${lng},${lat}`)]
    const { placement, findings, multi, faults } = await build({ 'source.json': countySource([layer]), 'list.csv': rows.join('\n') })
    expect(faults).toEqual([])
    expect(placement).toMatchObject({ 测试县: 'approximate', 东镇: 'approximate', 西镇: 'approximate', 空镇: 'none', 甲村: 'approximate', 己村: 'approximate' })
    for (const { code, town, lng, lat } of points) {
      expect([insideMulti(lng, lat, multi.get(code)!), insideMulti(lng, lat, multi.get(town)!)]).toEqual([true, true])
    }
    const [county, east, west] = ['000000', '101000', '102000'].map((end) => areaM2(multi.get(`990101${end}`)!))
    expect(Math.abs((east! + west!) / county! - 1)).toBeLessThan(1e-5)
    expect(coverFaults([multi.get('990101101000')!, multi.get('990101102000')!])?.overlaps).toEqual([])
    expect(findings.find((one) => one.rule === 'not_on_map')?.feature).toBe('空镇(990101103000)')
  })

  it('stay off the map without point or boundary, but in the list', async () => {
    const plain = { file: 'list.csv', fields: { code: 'code', name: 'name', level: 'level' } }
    const { placement, faults, pack } = await build({ 'source.json': countySource([plain], { crs: undefined }), 'list.csv': list })
    expect(new Set(Object.values(placement))).toEqual(new Set(['none']))
    expect(pack.areas).toHaveLength(6)
    expect(faults).toEqual([])
  })
})

describe('coordinates', () => {
  it('are converted from the declared system and the originals kept', async () => {
    const shift = fromWgs84({ kind: 'GCJ02' })
    const ring = square(110, 34, 0.1).map(([x, y]) => shift(x, y) as [number, number])
    const gcj = collection([feature({ code: '990101101000', name: '东镇' }, [ring])])
    const { pack } = await build({ 'source.json': countySource([{ ...townLayer, crs: '火星坐标' }]), 'towns.geojson': gcj })
    const box = pack.areas[1]!.bbox!
    ;[110, 34, 110.1, 34.1].forEach((degrees, index) => expect(Math.abs(box[index]! - degrees)).toBeLessThan(2e-7))
    expect(pack.manifest.layers[0]).toMatchObject({ file: 'towns.geojson', crs: 'GCJ02', features: 1 })
    expect(new TextDecoder().decode(pack.files.get('originals/towns.geojson'))).toBe(JSON.stringify(gcj))
  })
})
