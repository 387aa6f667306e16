import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { areaFinder } from '../../../geodata/ground/find.ts'
import { buildPack } from '../../../geodata/pack/build.ts'
import { checkPack } from '../../../geodata/pack/check.ts'
import type { Finding } from '../../../geodata/pack/format.ts'
import { packNeighbours, packShapes, readPack } from '../../../geodata/pack/read.ts'
import { apartFromResidents, tempFolder, writeFiles } from './files.ts'

/** Reference data beside the checkout; see its README for origin and licences. */
const data = resolve('../shared/data')
const folder = tempFolder()
// whole counties, on machines that may be busy
vi.setConfig({ testTimeout: 180_000 })

async function build(name: string, source: object) {
  const out = join(folder, `${name}.zip`)
  writeFiles(folder, { [`${name}/source.json`]: source })
  const { findings } = await buildPack(join(folder, name), out)
  const read = await readPack(out)
  if (!read.pack) throw new Error(JSON.stringify(findings))
  return { pack: read.pack, findings: apartFromResidents(findings), faults: apartFromResidents(await checkPack(out)) }
}

const rules = (findings: Finding[]) => [...new Set(findings.map((one) => one.rule))].sort()
const origin = { source: '参考数据', licence: '见说明' }

describe.skipIf(!existsSync(join(data, 'lancashire')))('Lancashire', () => {
  const source = {
    code: 'LANCS', name: '兰开夏', codes: 'free', levels: [{ level: 'county' }, { level: 'town' }, { level: 'village' }],
    layers: [
      { file: join(data, 'lancashire/lancashire_districts.geojson'), crs: 'WGS84', level: 'town', fields: { code: 'objectid', name: 'district' }, ...origin },
      { file: join(data, 'lancashire/lancashire_wards_epsg27700.shp.zip'), crs: 'EPSG:27700', level: 'village', fields: { code: 'ward_code', name: 'ward_name' }, ...origin },
    ],
    tables: [{ file: join(data, 'lancashire/lancashire_ward_pop.xlsx'), key: 'gss_code', fields: { population: 'population' }, ...origin }],
  }

  it('has 271 wards in 14 districts, each in its own, with clean borders', async () => {
    const { pack, findings, faults } = await build('lancs', source)
    expect(faults).toEqual([])
    expect(rules(findings)).toEqual(['outline_joined', 'parent_by_place', 'table_row_unmatched', 'winding'])
    const at = (level: string) => pack.areas.filter((area) => area.level === level)
    expect([at('town').length, at('village').length]).toEqual([14, 271])
    expect(at('village').filter((area) => area.population !== undefined)).toHaveLength(245)
    const bispham = pack.areas.find((area) => area.code === 'E05001644')
    expect(bispham).toMatchObject({ name: 'Bispham', population: 6291, parent: 'E06000009' })
    // Bispham town hall stands at 53.852 N, 3.041 W
    const { findAt } = areaFinder(packShapes(pack))
    expect(findAt('town', -3.041, 53.852)).toBe('E06000009')
    expect(packNeighbours(pack).village?.queen.every((list) => list.length > 0)).toBe(true)
  })

  it('is refused when its wards are declared to be in degrees', async () => {
    const wrong = { ...source, layers: [{ ...source.layers[1], crs: 'WGS84' }] }
    writeFiles(folder, { 'wrong/source.json': wrong })
    const { manifest, findings } = await buildPack(join(folder, 'wrong'), join(folder, 'wrong.zip'))
    expect(manifest).toBeNull()
    expect(rules(findings)).toContain('crs_conflict')
  })
})

describe.skipIf(!existsSync(join(data, 'chicago')))('Chicago', () => {
  it('has 23 districts in 25 placemarks, the three parts of the 31st as one', async () => {
    const { pack, findings, faults } = await build('chicago', {
      code: 'CHI', name: '芝加哥', codes: 'free', levels: [{ level: 'county' }, { level: 'town' }],
      layers: [{ file: join(data, 'chicago/chicago_police_districts.kml'), level: 'town', fields: { code: 'name', name: 'description' }, ...origin }],
    })
    expect(faults).toEqual([])
    expect(rules(findings)).toEqual(['features_merged', 'outline_joined', 'winding'])
    expect(pack.areas.filter((area) => area.level === 'town')).toHaveLength(23)
    const parts = packShapes(pack).find((shape) => shape.code === '31')?.geometry
    expect(parts?.type === 'MultiPolygon' && parts.coordinates.length).toBe(3)
  })
})

describe.skipIf(!existsSync(join(data, 'shapefiles')))('赤峰', () => {
  it.each(['cpg936', 'nocpg'])('shows its twelve units by name (%s)', async (kind) => {
    const { pack, faults } = await build(`chifeng-${kind}`, {
      code: '150400', name: '赤峰市', crs: 'GCJ02', levels: [{ level: 'prefecture' }, { level: 'county', label: '旗县区' }],
      layers: [{ file: join(data, `shapefiles/chifeng_gbk_${kind}.shp.zip`), level: 'county', fields: { code: '行政代码', name: '名称', parent: '上级名称' }, ...origin }],
    })
    expect(faults).toEqual([])
    expect(pack.areas.map((area) => area.name)).toEqual([
      '赤峰市', '红山区', '元宝山区', '松山区', '阿鲁科尔沁旗', '巴林左旗', '巴林右旗', '林西县', '克什克腾旗', '翁牛特旗', '喀喇沁旗', '宁城县', '敖汉旗',
    ])
    expect(pack.manifest.levels[1]?.label.zh).toBe('旗县区')
  })
})

describe.skipIf(!existsSync(join(data, 'ledgers')))('counties of which only lists are known', () => {
  it.each([
    ['xiangyuan', '140423', '襄垣县', 10, 239, 9],
    ['minle', '620722', '民乐县', 11, 191, 11],
  ])('%s: every town and village in the tree, towns with a point approximate', async (file, code, name, townCount, villageCount, drawn) => {
    const { pack, findings, faults } = await build(file, {
      code, name, crs: 'GCJ02', levels: [{ level: 'county' }, { level: 'town' }, { level: 'village' }],
      layers: [{ file: join(data, `ledgers/places_${file}_2023.csv`), fields: { code: 'code', name: 'name', parent: 'parent_code', level: 'level', lng: 'lon_gcj02', lat: 'lat_gcj02' }, ...origin }],
    })
    expect(faults).toEqual([])
    expect(rules(findings)).toEqual(['cell_town', 'not_on_map', 'outline_approximate'])
    const at = (level: string) => pack.areas.filter((area) => area.level === level)
    expect([at('town').length, at('village').length]).toEqual([townCount, villageCount])
    expect(at('town').filter((area) => area.placement === 'approximate')).toHaveLength(drawn)
  })

  it('reads the gazetteer of the ledgers, both counties in one file, each for itself', async () => {
    const { pack, findings } = await build('gazetteer', {
      code: '620722', name: '民乐县', levels: [{ level: 'county' }, { level: 'town' }, { level: 'village' }],
      layers: [{ file: join(data, 'ledgers/gazetteer.csv'), fields: { code: 'code', name: 'name', parent: 'parent_code', level: 'level', aliases: 'short_name' }, ...origin }],
    })
    expect(pack.areas.every((area) => area.code.startsWith('620722'))).toBe(true)
    expect(pack.areas.length).toBeGreaterThan(20)
    expect(rules(findings)).toEqual(['not_on_map', 'outside_pack'])
  })
})
