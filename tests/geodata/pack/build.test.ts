import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildPack } from '../../../geodata/pack/build.ts'
import { checkPack } from '../../../geodata/pack/check.ts'
import type { Finding } from '../../../geodata/pack/format.ts'
import { packFacilities, packNeighbours, packReport, packShapes, readPack, type Pack } from '../../../geodata/pack/read.ts'
import { apartFromResidents, collection, countySource, dbf, feature, gbk, shp, square, tempFolder, wriggledCounty, writeFiles, zip } from './files.ts'

const folder = tempFolder()
let count = 0

/** Builds from files in a folder of their own; the pack is null when it was refused. */
async function build(files: Record<string, string | Uint8Array | object>): Promise<{ pack: Pack | null; findings: Finding[]; out: string; source: string }> {
  const source = join(folder, `source-${++count}`)
  const out = join(folder, `pack-${count}`)
  writeFiles(source, files)
  const { manifest, findings } = await buildPack(source, out)
  if (!manifest) return { pack: null, findings, out, source }
  const read = await readPack(out)
  return { pack: read.pack ?? null, findings, out, source }
}

const townLayer = { file: 'towns.geojson', level: 'town', fields: { code: 'code', name: 'name' } }
const villageLayer = { file: 'villages.geojson', level: 'village', fields: { code: 'code', name: 'name', population: 'people' } }
const rules = (findings: Finding[], severity?: Finding['severity']) => findings.filter((one) => !severity || one.severity === severity).map((one) => one.rule)
const names = (pack: Pack | null) => pack?.areas.map((area) => area.name)

describe('a county of clean layers', () => {
  const { towns, villages } = wriggledCounty()
  const files = { 'source.json': countySource([townLayer, villageLayer]), 'towns.geojson': towns, 'villages.geojson': villages }

  it('becomes a sound pack in depth-first order, with a root made of its towns', async () => {
    const { pack, findings, out } = await build(files)
    expect(rules(findings)).toEqual(['outline_joined'])
    expect(await checkPack(out)).toEqual([])
    expect(pack?.areas.slice(0, 3)).toMatchObject([
      { code: '990101000000', name: '测试县', level: 'county', parent: null, placement: 'boundary' },
      { code: '990101101000', name: '东镇', level: 'town', parent: '990101000000' },
      { code: '990101101201', name: '东1村', level: 'village', parent: '990101101000', population: 100 },
    ])
    expect(pack?.areas).toHaveLength(1 + 4 + 16)
    expect(packShapes(pack!)).toHaveLength(21)
    const [west, south, east, north] = pack!.manifest.bbox
    expect(west).toBeCloseTo(110, 2)
    expect(north).toBeCloseTo(34.6, 2)
    for (const { bbox, centre } of pack!.areas) {
      expect(centre![0] > bbox![0] && centre![0] < bbox![2] && centre![1] > bbox![1] && centre![1] < bbox![3]).toBe(true)
    }
    expect(south < north && west < east).toBe(true)
  })

  it('knows its neighbours: a rook has 2 to 4 of them, a queen 3 to 8', async () => {
    const { village } = packNeighbours((await build(files)).pack!)
    const counts = (lists: number[][]) => [Math.min(...lists.map((list) => list.length)), Math.max(...lists.map((list) => list.length))]
    expect(counts(village!.rook)).toEqual([2, 4])
    expect(counts(village!.queen)).toEqual([3, 8])
  })

  it('has the same bytes for the same sources, as folder and as zip', async () => {
    const first = await build(files)
    const second = await build(files)
    expect(second.pack?.manifest.version).toBe(first.pack?.manifest.version)
    expect([...second.pack!.files]).toEqual([...first.pack!.files])
    const [one, other] = [join(folder, 'one.zip'), join(folder, 'other.zip')]
    await buildPack(first.source, one)
    await buildPack(second.source, other)
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true)
    expect(await checkPack(one)).toEqual([])
    expect((await readPack(one)).pack?.manifest).toEqual(first.pack?.manifest)
  })

  it('has another version when a name or a preset changes', async () => {
    const version = async (more: object) => (await build({ ...files, 'source.json': countySource([townLayer, villageLayer], more) })).pack?.manifest.version
    const plain = await version({})
    expect(await version({ presets: { dueDays: 15 } })).not.toBe(plain)
    expect(await version({ nameEn: 'Test' })).not.toBe(plain)
  })

  it('carries the English form of what is printed beside the map, and says in English too that a source is not stated', async () => {
    const [stated, silent] = [{ ...townLayer, source: '县局', sourceEn: 'County office' }, { ...villageLayer, source: undefined }]
    const { pack } = await build({ ...files, 'source.json': countySource([stated, silent], { attribution: '测绘院', attributionEn: 'Survey' }) })
    expect(pack?.manifest.print).toMatchObject({ attribution: '测绘院', attributionEn: 'Survey' })
    expect(pack?.manifest.layers.map(({ source, sourceEn }) => [source, sourceEn])).toEqual([['县局', 'County office'], ['未注明', 'not stated']])
  })

  it('keeps the layers as they came, and no path of the builder', async () => {
    const { pack } = await build(files)
    expect(new TextDecoder().decode(pack!.files.get('originals/towns.geojson'))).toBe(JSON.stringify(towns))
    for (const [path, bytes] of pack!.files) expect(path.endsWith('.json') && new TextDecoder().decode(bytes).includes(folder)).toBe(false)
  })

  it('replaces an old pack, but nothing else that stands there', async () => {
    const { out, source } = await build(files)
    expect((await buildPack(source, out)).manifest).not.toBeNull()
    const taken = join(folder, 'taken')
    writeFiles(taken, { 'letter.txt': 'dear' })
    expect(rules((await buildPack(source, taken)).findings)).toEqual(['target_taken'])
    expect(existsSync(join(taken, 'letter.txt'))).toBe(true)
  })
})

describe('what is repaired and told', () => {
  it('tells names under one town that differ by their suffix, and asks no more once an alias settles them', async () => {
    const named = (list: [string, string?][]) => `code,name,aliases\n${list.map(([name, alias = ''], k) => `99010110120${k + 1},${name},${alias}`).join('\n')}\n`
    const layers = [townLayer, { file: 'v.csv', level: 'village', fields: { code: 'code', name: 'name', aliases: 'aliases' } }]
    const { towns } = wriggledCounty()
    const alike = async (list: [string, string?][]) => {
      const { pack, findings } = await build({ 'source.json': countySource(layers), 'towns.geojson': towns, 'v.csv': named(list) })
      expect(pack).not.toBeNull()
      return findings.filter((one) => one.rule.startsWith('name_'))
    }
    const found = await alike([['东周村'], ['东周社区'], ['东周村委会'], ['西周村'], ['东村'], ['东社区']])
    expect(found.map((one) => one.feature).sort()).toEqual(['东周村委会(990101101203)', '东周社区(990101101202)'])
    for (const { severity, rule, file, say } of found) {
      expect({ severity, rule, file }).toEqual({ severity: 'warning', rule: 'name_alike', file: 'v.csv' })
      expect([say.zh, say.en]).toEqual([expect.stringContaining('东周村(990101101201)'), expect.stringMatching(/"东周".*alias/)])
    }
    expect(rules(await alike([['东周村'], ['东周村'], ['东周居委会']]))).toEqual(['name_twice', 'name_alike'])
    expect(await alike([['东周村', '东周'], ['东周社区']])).toEqual([])
  })

  it('joins attributes of a GBK shapefile, numbers as codes, several features of one code', async () => {
    const columns: [string, number][] = [['代码', 15], ['名称', 20], ['常住人口', 10]]
    const rows = [['1.40423101E+11', '王桥镇', '12,345'], ['140423102', '侯堡镇', '约两万'], ['140423102000.0', '侯堡镇', '']]
    const shapes = [[square(113, 36.5, 0.1)], [square(113.1, 36.5, 0.1)], [square(113.3, 36.5, 0.02)]]
    const source = { ...countySource([{ file: 'towns.zip', level: 'town', fields: { code: '代码', name: '名称', population: '常住人口' } }]), code: 140423, name: '襄垣县', fictional: false }
    const { pack, findings } = await build({ 'source.json': source, 'towns.zip': zip({ 'x.shp': shp(shapes), 'x.dbf': dbf(columns, rows, { encode: gbk }), 'x.cpg': '936' }) })
    expect(names(pack)).toEqual(['襄垣县', '王桥镇', '侯堡镇'])
    expect(pack?.areas.map((area) => area.population)).toEqual([undefined, 12345, undefined])
    expect(packShapes(pack!).at(-1)?.geometry).toMatchObject({ type: 'MultiPolygon' })
    expect(rules(findings, 'repaired').sort()).toEqual(['code_padded', 'code_scientific', 'features_merged', 'outline_joined'])
    expect(rules(findings, 'warning')).toEqual(['population_not_number', 'population_missing'])
    expect(packReport(pack!)).toEqual(findings)
    for (const one of findings) expect(one.say.zh.length > 4 && one.say.en.length > 10 && one.file.length > 0).toBe(true)
  })

  it('keeps the hole of a shapefile that has no .prj, even one that winds wrongly', async () => {
    const ring = square(110, 34, 0.1)
    const shapes = [[ring, square(110.04, 34.04, 0.02)]]
    const layer = { file: 'towns.zip', level: 'town', fields: { code: 'code', name: 'name' } }
    const { pack } = await build({ 'source.json': countySource([layer]), 'towns.zip': zip({ 'x.shp': shp(shapes), 'x.dbf': dbf([['code', 12], ['name', 12]], [['990101101000', 'East']]) }) })
    expect(packShapes(pack!).map((shape) => shape.geometry.type === 'Polygon' && shape.geometry.coordinates.length)).toEqual([2, 2])
  })

  it('tells overlaps, self-intersections, a village outside its town, equal names', async () => {
    const towns = collection([feature({ code: '990101101000', name: '东镇' }, [square(110, 34, 0.1)]), feature({ code: '990101102000', name: '西镇' }, [square(110.09, 34, 0.1)])])
    const bowTie: [number, number][] = [[110, 34], [110.02, 34.02], [110.02, 34], [110, 34.02], [110, 34]]
    const villages = collection([
      feature({ code: '990101101201', name: '甲村', people: 1 }, [square(110.15, 34.05, 0.01)]),
      feature({ code: '990101101202', name: '乙村', people: 1 }, [[...bowTie.slice(0, 3), [110, 34.021], [110, 34]]]),
      feature({ code: '990101101203', name: '乙村', people: 1 }, [square(110.05, 34.05, 0.01)]),
    ])
    const { pack, findings } = await build({ 'source.json': countySource([townLayer, villageLayer]), 'towns.geojson': towns, 'villages.geojson': villages })
    expect(pack).not.toBeNull()
    const found = rules(findings, 'warning')
    expect(found).toEqual(expect.arrayContaining(['overlap', 'self_intersection', 'outside_parent', 'name_twice', 'not_covered']))
    const overlap = findings.find((one) => one.rule === 'overlap')
    expect(overlap?.feature).toBe('东镇(990101101000) × 西镇(990101102000)')
    expect(overlap?.say.zh).toMatch(/重叠 10,\d{3},\d{3} 平方米，位于 110\.09\d{3}, 34\.0\d{4}/)
  })

  it('settles parents by column, by code, by place, and tells the last', async () => {
    const { towns } = wriggledCounty()
    const csv = 'code,name,parent,lng,lat\nA1,甲村,东镇,110.05,34.45\nA2,乙村,,110.15,34.55\nA3,丙村,990101103000,110.05,34.55\n'
    const layer = { file: 'v.csv', level: 'village', fields: { code: 'code', name: 'name', parent: 'parent', lng: 'lng', lat: 'lat' } }
    const { pack, findings } = await build({ 'source.json': countySource([townLayer, layer], { codes: 'free', code: 'R' }), 'towns.geojson': towns, 'v.csv': csv })
    const parents = pack?.areas.filter((area) => area.level === 'village').map((area) => [area.code, area.parent])
    expect(parents?.sort()).toEqual([['A1', '990101101000'], ['A2', '990101104000'], ['A3', '990101103000']])
    expect(findings.find((one) => one.rule === 'parent_by_place')?.feature).toBe('乙村(A2)')
  })

  it('leaves other counties out and says so', async () => {
    const towns = collection([feature({ code: '990101101000', name: '东镇' }, [square(110, 34, 0.1)]), feature({ code: '990102101000', name: '外镇' }, [square(110.1, 34, 0.1)])])
    const { pack, findings } = await build({ 'source.json': countySource([townLayer]), 'towns.geojson': towns })
    expect(names(pack)).toEqual(['测试县', '东镇'])
    expect(findings.find((one) => one.rule === 'outside_pack')?.feature).toBe('外镇(990102101000)')
  })

  it('finds codes by name for boundaries without codes', async () => {
    const list = 'code,name,level\n990101101000,东镇,镇\n990101101201,甲村,村\n'
    const layer = { file: 'list.csv', fields: { code: 'code', name: 'name', level: 'level' } }
    const towns = collection([feature({ name: '东镇' }, [square(110, 34, 0.1)])])
    const { pack, findings } = await build({ 'source.json': countySource([layer, { ...townLayer, fields: { name: 'name' } }]), 'list.csv': list, 'towns.geojson': towns })
    expect(pack?.areas.map((area) => area.placement)).toEqual(['boundary', 'boundary', 'none'])
    expect(rules(apartFromResidents(findings), 'warning')).toEqual(['not_on_map'])
    const stray = collection([feature({ name: '无名镇' }, [square(110, 34, 0.1)])])
    expect(rules((await build({ 'source.json': countySource([layer, { ...townLayer, fields: { name: 'name' } }]), 'list.csv': list, 'towns.geojson': stray })).findings, 'error')).toEqual(['code_missing'])
  })

  describe('one file of towns and villages', () => {
    const CSV = 'code,name,parent_code,level\n990101101000,东镇,990101000000,town\n990101101201,新庄村,990101101000,village\n990101102000,西镇,990101000000,town\n990101102201,新庄村,990101102000,village\n'
    const bare = CSV.replace(/,(level|town|village)$/gm, '')
    const fields = { code: 'code', name: 'name' }
    const source = (...layers: object[]) => countySource(layers.map((layer) => ({ file: 'places.csv', ...layer })))

    it('is read by its column of levels, where equal names of two towns are no fault', async () => {
      const { pack, findings } = await build({ 'source.json': source({ fields: { ...fields, level: 'level' } }), 'places.csv': CSV })
      expect(pack?.areas.map(({ level }) => level)).toEqual(['county', 'town', 'village', 'town', 'village'])
      expect(rules(findings).filter((rule) => /^(name|level)_/.test(rule))).toEqual([])
    })

    it.each<[string, string, object[], RegExp]>([
      ['its column', CSV, [{ level: 'village', fields }], /两级（乡镇、村社区）.*去掉这个图层的 level.*"level": "level".*拆成两个图层/],
      ['its column, stated twice', CSV, [{ level: 'town', fields }, { level: 'village', fields }], /两级/],
      ['its codes', bare, [{ level: 'village', fields }], /两级（乡镇、村社区）.*fields 里加 level 列/],
    ])('is refused where the layer states one level, by %s', async (_, csv, layers, advice) => {
      const { pack, findings } = await build({ 'source.json': source(...layers), 'places.csv': csv })
      expect([pack, rules(findings)]).toEqual([null, layers.map(() => 'two_levels')])
      expect(findings[0]?.say.zh).toMatch(advice)
      expect(findings[0]?.say.en).toMatch(/two levels \(Town, Village\)/)
    })

    it('is refused by its column of parents where codes are free', async () => {
      const free = 'code,name,up\nA,东镇,R\nA1,甲村,A\n'
      const layer = { file: 'places.csv', level: 'village', fields: { ...fields, parent: 'up' } }
      const { findings } = await build({ 'source.json': countySource([layer], { codes: 'free', code: 'R' }), 'places.csv': free })
      expect(rules(findings)).toEqual(['two_levels'])
    })

    it('a farm that stands among the villages is no second level', async () => {
      const villages = 'code,name\n990101101201,甲村\n990101400000,国营农场\n'
      const towns = 'code,name\n990101101000,东镇\n'
      const layers = [{ file: 'towns.csv', level: 'town', fields }, { file: 'v.csv', level: 'village', fields }]
      const { findings } = await build({ 'source.json': countySource(layers), 'towns.csv': towns, 'v.csv': villages })
      expect(rules(findings)).not.toContain('two_levels')
    })

    it('villages without their towns: the missing layer is told, and not that names of two towns are one', async () => {
      const villages = 'code,name\n990101101201,新庄村\n990101102201,新庄村\n'
      const { findings } = await build({ 'source.json': countySource([{ file: 'v.csv', level: 'village', fields }]), 'v.csv': villages })
      expect(rules(findings).filter((rule) => /^(name|level)_/.test(rule))).toEqual(['level_empty'])
    })
  })

  it('keeps ended areas with their successor, off the map', async () => {
    const { towns } = wriggledCounty()
    const csv = 'code,name,to,into\n990101105000,旧镇,2020-06-01,东镇\n'
    const layer = { file: 'old.csv', level: 'town', fields: { code: 'code', name: 'name', validTo: 'to', successor: 'into' } }
    const { pack } = await build({ 'source.json': countySource([townLayer, layer]), 'towns.geojson': towns, 'old.csv': csv })
    expect(pack?.areas.at(-1)).toMatchObject({ name: '旧镇', placement: 'none', validTo: '2020-06-01', successor: '990101101000' })
  })
})

describe('what is refused', () => {
  const { towns } = wriggledCounty()
  const refusals: [what: string, files: Record<string, string | Uint8Array | object>, rule: string, severity?: Finding['severity']][] = [
    ['no coordinate system', { 'source.json': { ...countySource([townLayer]), crs: undefined }, 'towns.geojson': towns }, 'crs_missing'],
    ['an unknown coordinate system', { 'source.json': countySource([townLayer], { crs: '地方坐标' }), 'towns.geojson': towns }, 'crs_unknown'],
    ['a system that contradicts the file', { 'source.json': countySource([townLayer], { crs: 'EPSG:4547' }), 'towns.geojson': { ...towns, crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } } }, 'crs_conflict'],
    ['one code for two names', { 'source.json': countySource([townLayer]), 'towns.geojson': collection([feature({ code: '990101101000', name: '东镇' }, [square(110, 34, 0.1)]), feature({ code: '990101101000', name: '西镇' }, [square(110.1, 34, 0.1)])]) }, 'code_twice'],
    ['a village whose town is missing', { 'source.json': countySource([townLayer, { file: 'v.csv', level: 'village', fields: { code: 'code', name: 'name' } }]), 'towns.geojson': towns, 'v.csv': 'code,name\n990101109201,甲村\n' }, 'parent_missing'],
    ['a level that is none', { 'source.json': countySource([{ file: 'v.csv', fields: { code: 'code', name: 'name', level: 'level' } }]), 'v.csv': 'code,name,level\n990101109201,甲村,片区\n' }, 'level_unknown'],
    ['a column that is not there', { 'source.json': countySource([{ ...townLayer, fields: { code: '代码', name: 'name' } }]), 'towns.geojson': towns }, 'column_missing'],
    ['a lost code', { 'source.json': countySource([{ file: 'v.csv', level: 'village', fields: { code: 'code', name: 'name' } }]), 'v.csv': 'code,name\n9.90101E+11,甲村\n' }, 'code_lost'],
    ['a missing file', { 'source.json': countySource([townLayer]) }, 'file_missing'],
    ['a source.json that is no JSON', { 'source.json': '{"code": "990101",}' }, 'source_unreadable'],
    ['a source.json with a wrong field', { 'source.json': { ...countySource([]), colour: 'red' } }, 'source_schema'],
    ['swapped coordinates', { 'source.json': countySource([townLayer], { fictional: false }), 'towns.geojson': collection([feature({ code: '990101101000', name: '东镇' }, [square(34, 110, 0.1)])]) }, 'coords_swapped'],
    ['coordinates in metres declared as degrees', { 'source.json': countySource([townLayer]), 'towns.geojson': collection([feature({ code: '990101101000', name: '东镇' }, [square(500_000, 4_000_000, 1000)])]) }, 'coords_implausible'],
    ['coordinates outside China under GB codes', { 'source.json': countySource([townLayer], { fictional: false }), 'towns.geojson': collection([feature({ code: '990101101000', name: '东镇' }, [square(10, 50, 0.1)])]) }, 'coords_implausible'],
  ]

  it.each(refusals)('%s', async (_, files, rule) => {
    const { pack, findings, out } = await build(files)
    expect(pack).toBeNull()
    expect(existsSync(out)).toBe(false)
    expect(rules(findings, 'error')).toContain(rule)
  })

  it('tells a missing source and licence but builds', async () => {
    const source = countySource([{ ...townLayer, source: undefined, licence: undefined }])
    const { pack, findings, out } = await build({ 'source.json': source, 'towns.geojson': towns })
    expect(pack).not.toBeNull()
    expect(rules(apartFromResidents(findings), 'warning')).toEqual(['source_unnamed', 'licence_unnamed'])
    expect(rules(apartFromResidents(await checkPack(out)))).toEqual(['source_unnamed', 'licence_unnamed'])
  })

  it.each<[string, object, RegExp, RegExp]>([
    ['a key that is none', { colour: 'red' }, /没有“colour”这一项.*README“source\.json 各项”/, /no key "colour".*"Every key of source\.json"/],
    ['a value that is none', { codes: 'cn' }, /“codes”可用的值：gb, free/, /"codes" takes one of gb, free/],
    ['what is missing', { levels: undefined }, /缺少“levels”/, /"levels" is missing/],
    ['another type', { snapM: '1' }, /“snapM”应为数字/, /"snapM" must be of type number/],
  ])('says in both languages what source.json has wrong: %s', async (_, more, zh, en) => {
    const { findings } = await build({ 'source.json': countySource([townLayer], more), 'towns.geojson': towns })
    expect(findings).toMatchObject([{ severity: 'error', rule: 'source_schema', say: { zh: expect.stringMatching(zh) as string, en: expect.stringMatching(en) as string } }])
    expect(findings[0]?.say.zh).not.toMatch(/Invalid|expected|Unrecognized/)
  })

  it('values of the example of README are told, for they would be printed', async () => {
    const example = { approvalNumber: '审图号', attribution: '制图单位' }
    const told = async (more: object) => (await build({ 'source.json': countySource([townLayer], more), 'towns.geojson': towns })).findings.filter(({ rule }) => rule === 'placeholder').map((one) => one.feature)
    expect(await told(example)).toEqual(['approvalNumber', 'attribution'])
    expect(await told({ approvalNumber: '晋S(2024)001号', attribution: '县测绘院' })).toEqual([])
  })

  it('tells once where residents go, in build and check, and of gaps how many there are', async () => {
    const missing = (findings: Finding[]) => findings.filter(({ rule }) => rule === 'population_missing')
    const bare = await build({ 'source.json': countySource([townLayer]), 'towns.geojson': towns })
    for (const findings of [bare.findings, await checkPack(bare.out)]) expect(missing(findings)).toMatchObject([{ severity: 'warning', say: { zh: expect.stringContaining('fields.population') as string } }])
    const table = { file: 'p.csv', key: '代码', fields: { population: '人口' }, source: 's', licence: 'l' }
    const some = await build({ 'source.json': countySource([townLayer], { tables: [table] }), 'towns.geojson': towns, 'p.csv': '代码,人口\n990101101,5000\n' })
    expect(missing(some.findings).map(({ say }) => say.zh)).toEqual([expect.stringContaining('乡镇 3 个')])
  })

  it('a folder without source.json', async () => {
    expect(rules((await buildPack(join(folder, 'nowhere'), join(folder, 'x'))).findings)).toEqual(['source_missing'])
  })
})

describe('tables and facilities', () => {
  it('joins residents from a table by code and tells rows that fit nothing', async () => {
    const { towns } = wriggledCounty()
    const table = { file: 'p.csv', key: '代码', fields: { population: '人口', aliases: '别名' }, source: 's', licence: 'l' }
    const { pack, findings } = await build({ 'source.json': countySource([townLayer], { tables: [table] }), 'towns.geojson': towns, 'p.csv': '代码,人口,别名\n990101101,5000,东关镇、城东\n990101999,1,\n' })
    expect(pack?.areas[1]).toMatchObject({ name: '东镇', population: 5000, aliases: ['东关镇', '城东'] })
    expect(findings.find((one) => one.rule === 'table_row_unmatched')?.feature).toBe('990101999')
  })

  it('tells of awards and of people versed in the law, and of a count that is none', async () => {
    const { towns } = wriggledCounty()
    const table = { file: 'p.csv', key: '代码', fields: { honours: '荣誉', legalAware: '法律明白人' }, source: 's', licence: 'l' }
    const { pack, findings } = await build({ 'source.json': countySource([townLayer], { tables: [table] }), 'towns.geojson': towns, 'p.csv': '代码,荣誉,法律明白人\n990101101,民主法治示范村、无讼村,3人\n990101102,,不详\n' })
    expect(pack?.areas[1]).toMatchObject({ name: '东镇', honours: ['民主法治示范村', '无讼村'], legalAware: 3 })
    expect(pack?.areas[2]).not.toHaveProperty('honours')
    expect(pack?.areas[2]).not.toHaveProperty('legalAware')
    expect(findings.find((one) => one.rule === 'legal_aware_not_number')?.feature).toBe('990101102')
  })

  it('gives a facility its area by code, name or place', async () => {
    const { towns } = wriggledCounty()
    const csv = 'id,name,kind,area,lng,lat\n1,县综治中心,综治中心,990101000000,,\n2,东镇司法所,司法所,东镇,110.02,34.42\n3,南法庭,court,,110.05,34.55\n4,某处,花店,东镇,,\n5,远所,派出所,,112,36\n'
    const facilities = [{ file: 'f.csv', fields: { id: 'id', name: 'name', kind: 'kind', area: 'area', lng: 'lng', lat: 'lat' }, source: 's', licence: 'l' }]
    const { pack, findings, out } = await build({ 'source.json': countySource([townLayer], { facilities }), 'towns.geojson': towns, 'f.csv': csv })
    expect(packFacilities(pack!)).toEqual([
      { id: '1', name: '县综治中心', kind: 'centre', area: '990101000000' },
      { id: '2', name: '东镇司法所', kind: 'justice_office', area: '990101101000', point: [110.02, 34.42] },
      { id: '3', name: '南法庭', kind: 'court', area: '990101103000', point: [110.05, 34.55] },
    ])
    expect(rules(apartFromResidents(findings), 'warning').sort()).toEqual(['facility_area_unknown', 'facility_kind_unknown'])
    expect(apartFromResidents(await checkPack(out))).toEqual([])
  })
})

describe('what a facility says of itself', () => {
  const HEAD = 'id,name,kind,area,star,staff,full,law,bachelor'
  const fields = { id: 'id', name: 'name', kind: 'kind', area: 'area', star: 'star', staff: 'staff', fullTime: 'full', law: 'law', bachelor: 'bachelor' }
  const facilitiesOf = async (...lines: string[]) => {
    const { towns } = wriggledCounty()
    const facilities = [{ file: 'f.csv', fields, source: 's', licence: 'l' }]
    const { pack, findings } = await build({ 'source.json': countySource([townLayer], { facilities }), 'towns.geojson': towns, 'f.csv': [HEAD, ...lines].join('\n') })
    return { list: packFacilities(pack!), warnings: rules(apartFromResidents(findings), 'warning') }
  }

  it('reads stars and head counts, and leaves out those that do not fit together', async () => {
    const { list, warnings } = await facilitiesOf(
      '1,东镇调委会,调委会,东镇,三星级,5人,1,0,2',
      '2,东镇综治中心,综治中心,东镇,4,6,,,',
      '3,东镇司法所,司法所,东镇,六,3,4,,',
      '4,县司法局,司法局,990101000000,,,1,,',
      '5,县公安局,公安局,990101000000,,若干,,,',
    )
    expect(list).toEqual([
      { id: '1', name: '东镇调委会', kind: 'mediation_committee', area: '990101101000', star: 3, staff: { total: 5, fullTime: 1, law: 0, bachelor: 2 } },
      { id: '2', name: '东镇综治中心', kind: 'centre', area: '990101101000', star: 4, staff: { total: 6 } },
      { id: '3', name: '东镇司法所', kind: 'justice_office', area: '990101101000' },
      { id: '4', name: '县司法局', kind: 'justice_office', area: '990101000000' },
      { id: '5', name: '县公安局', kind: 'police_station', area: '990101000000' },
    ])
    expect(warnings.toSorted()).toEqual(['facility_staff_wrong', 'facility_staff_wrong', 'facility_staff_wrong', 'facility_star_wrong'])
  })

  it('knows departments and units by the words that offices use', async () => {
    const { list } = await facilitiesOf('1,县水务局,职能部门,990101000000,,,,,', '2,县总工会,社会力量,990101000000,,,,,', '3,县教育局,教育局,990101000000,,,,,', '4,县商会,商会,990101000000,,,,,')
    expect(list.map(({ kind }) => kind)).toEqual(['department', 'unit', 'department', 'unit'])
  })

  it('is known again without an id, wherever it stands in the file', async () => {
    const first = await facilitiesOf(',东镇调委会,调委会,东镇,,,,,', ',南镇调委会,调委会,南镇,,,,,')
    const later = await facilitiesOf(',县综治中心,综治中心,990101000000,,,,,', ',南镇调委会,调委会,南镇,,,,,', ',东镇调委会,调委会,东镇,,,,,', ',东镇调委会,调委会,东镇,,,,,')
    const ids = (list: { id: string; name: string }[]) => list.filter(({ name }) => name !== '县综治中心').map(({ id }) => id).toSorted()
    expect(ids(later.list)).toEqual(ids(first.list))
    expect(later.warnings).toEqual(['facility_twice'])
  })
})

describe('a broken pack', () => {
  async function broken(spoil: (out: string) => void): Promise<[read: string[], check: string[]]> {
    const { towns } = wriggledCounty()
    const { out } = await build({ 'source.json': countySource([townLayer]), 'towns.geojson': towns })
    spoil(out)
    return [rules((await readPack(out)).findings ?? []), rules(await checkPack(out))]
  }

  it('is refused when a file is altered, cut, missing or strange', async () => {
    expect(await broken((out) => writeFileSync(join(out, 'facilities.json'), '[ ]'))).toEqual([['version_differs'], ['version_differs']])
    expect(await broken((out) => writeFileSync(join(out, 'boundaries.pmtiles'), readFileSync(join(out, 'boundaries.pmtiles')).subarray(0, 900)))).toEqual([['version_differs'], ['version_differs']])
    expect(await broken((out) => writeFileSync(join(out, 'areas.json'), '[{"code":1}]'))).toMatchObject([expect.arrayContaining(['pack_schema']), expect.arrayContaining(['pack_schema'])])
    expect(await broken((out) => writeFileSync(join(out, 'pack.json'), '{'))).toEqual([['pack_file_broken'], ['pack_file_broken']])
    expect(rules((await readPack(join(folder, 'nowhere'))).findings ?? [])).toEqual(['pack_missing'])
  })
})
