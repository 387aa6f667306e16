import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { readAsciiGrid } from '../../../geodata/pack/layers/grid.ts'
import { readGeoJson } from '../../../geodata/pack/layers/geojson.ts'
import { readKml } from '../../../geodata/pack/layers/kml.ts'
import { openLayer } from '../../../geodata/pack/layers/open.ts'
import { readCsv } from '../../../geodata/pack/layers/table.ts'
import { collection, dbf, feature, gbk, shp, square, tempFolder, utf8, writeFiles, zip } from './files.ts'

const folder = tempFolder()
const shapes = [[square(110, 34, 0.1)], [square(110.1, 34, 0.1)]]
const columns: [string, number][] = [['代码', 12], ['名称', 20]]
const rows = [['140423101000', '王桥镇'], ['140423102000', '侯堡镇']]

async function openZip(name: string, files: Record<string, Uint8Array | string>, options: { entry?: string } = {}) {
  writeFiles(folder, { [name]: zip(files) })
  return openLayer(join(folder, name), { file: name, ...options })
}

describe('a zipped shapefile', () => {
  const read = { 代码: '140423101000', 名称: '王桥镇' }

  it.each([
    ['its .cpg', { 'a.cpg': '936' }, gbk, 0],
    ['a .cpg that names GBK', { 'a.cpg': 'GBK\r\n' }, gbk, 0x57],
    ['its .cpg against the language id', { 'a.cpg': 'UTF-8' }, utf8, 0x4d],
    ['the language id 0x4D', {}, gbk, 0x4d],
    ['detection of GBK', {}, gbk, 0],
    ['detection of GBK under 0x57, which only says "some ANSI page"', {}, gbk, 0x57],
    ['detection of UTF-8', {}, utf8, 0],
  ] as const)('finds the encoding by %s', async (_, extra, encode, languageId) => {
    const layer = await openZip('a.zip', { 'a.shp': shp(shapes), 'a.dbf': dbf(columns, rows, { encode, languageId }), ...extra })
    expect(layer.features?.map((one) => one.properties)[0]).toEqual(read)
    expect(layer.features?.[1]?.properties['名称']).toBe('侯堡镇')
  })

  it('reads what the bytes are when the .cpg is wrong, and says so', async () => {
    const layer = await openZip('b.zip', { 'b.shp': shp(shapes), 'b.dbf': dbf(columns, rows, { encode: gbk }), 'b.cpg': 'UTF-8' })
    expect(layer.features?.[0]?.properties).toEqual(read)
    expect(layer.findings).toMatchObject([{ severity: 'warning', rule: 'encoding_contradicted' }])
  })

  it('keeps coordinates as they stand and tells the .prj', async () => {
    const far: [number, number][] = [[500000, 4000000], [500100, 4000000], [500100, 4000100], [500000, 4000000]]
    const layer = await openZip('c.zip', { 'c.shp': shp([[far]]), 'c.dbf': dbf(columns, [rows[0]!]), 'c.prj': 'PROJCS["CGCS2000_3_Degree_GK_CM_114E"]' })
    expect(layer.features?.[0]?.geometry).toEqual({ type: 'MultiPolygon', coordinates: [[far]] })
    expect(layer.features && layer.crs).toEqual({ kind: 'wkt', text: 'PROJCS["CGCS2000_3_Degree_GK_CM_114E"]' })
  })

  it('leaves out deleted records', async () => {
    const layer = await openZip('d.zip', { 'd.shp': shp(shapes), 'd.dbf': dbf(columns, rows, { deleted: [0] }) })
    expect(layer.features?.map((one) => one.properties['名称'])).toEqual(['侯堡镇'])
  })

  it('refuses one cut short, one without attributes, one with fewer rows than shapes', async () => {
    const cut = await openZip('e.zip', { 'e.shp': shp(shapes).slice(0, -20), 'e.dbf': dbf(columns, rows) })
    const bare = await openZip('f.zip', { 'f.shp': shp(shapes) })
    const short = await openZip('g.zip', { 'g.shp': shp(shapes), 'g.dbf': dbf(columns, rows.slice(0, 1)) })
    const broken = await openZip('h.zip', { 'h.shp': utf8('nothing of the kind'), 'h.dbf': dbf(columns, rows) })
    const rules = [cut, bare, short, broken].map((layer) => layer.findings.filter((one) => one.severity === 'error').map((one) => one.rule))
    expect(rules).toEqual([['shp_truncated', 'dbf_rows'], ['dbf_missing'], ['dbf_rows'], ['shp_unreadable']])
  })

  it('asks which one when a zip holds several, and takes the one named', async () => {
    const files = { '镇.shp': shp(shapes), '镇.dbf': dbf(columns, rows), '村.shp': shp(shapes), '村.dbf': dbf(columns, rows) }
    const unsure = await openZip('i.zip', files)
    expect(unsure.findings).toMatchObject([{ rule: 'zip_several' }])
    expect(unsure.findings[0]?.say.zh).toContain('镇.shp')
    expect((await openZip('i.zip', files, { entry: '村.shp' })).features).toHaveLength(2)
  })

  it('is read loose from its folder too', async () => {
    writeFiles(folder, { 'loose.shp': shp(shapes), 'loose.DBF': dbf(columns, rows, { encode: gbk }), 'loose.cpg': '936' })
    const layer = await openLayer(join(folder, 'loose.shp'), { file: 'loose.shp' })
    expect(layer.features?.[0]?.properties).toEqual(read)
  })
})

describe('other layers', () => {
  it('reads GeoJSON, with the name in its crs member', () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } }
    const layer = readGeoJson(utf8(JSON.stringify(collection([feature({ code: 1 }, [square(0, 0, 1)])], { crs }))), 'a.geojson')
    expect(layer.features?.[0]?.properties).toEqual({ code: 1 })
    expect(layer.features && layer.crs?.text).toBe('urn:ogc:def:crs:EPSG::4547')
  })

  it.each([
    ['broken JSON', '{"type":', 'geojson_unreadable'],
    ['no features', '{"type":"Topology"}', 'geojson_unreadable'],
    ['coordinates at the wrong depth', JSON.stringify(collection([feature({}, [[1, 2]] as never)])), 'feature_malformed'],
    ['coordinates that are no numbers', JSON.stringify(collection([feature({}, [[['a', 'b']]] as never)])), 'feature_malformed'],
  ])('refuses GeoJSON with %s', (_, text, rule) => {
    expect(readGeoJson(utf8(text), 'a.geojson').findings).toMatchObject([{ severity: 'error', rule }])
  })

  it('reads KML placemarks with extended data, several polygons as one feature', async () => {
    const ring = (x: number) => square(x, 34, 0.1).map(([lng, lat]) => `${lng},${lat},0`).join(' ')
    const polygon = (x: number) => `<Polygon><outerBoundaryIs><LinearRing><coordinates>${ring(x)}</coordinates></LinearRing></outerBoundaryIs></Polygon>`
    const text = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>王桥镇</name><ExtendedData><Data name="code"><value>140423101000</value></Data></ExtendedData><MultiGeometry>${polygon(110)}${polygon(111)}</MultiGeometry></Placemark></Document></kml>`
    const layer = readKml(utf8(text), 'a.kml')
    expect(layer.features).toHaveLength(1)
    expect(layer.features?.[0]?.properties).toMatchObject({ name: '王桥镇', code: '140423101000' })
    expect(layer.features && layer.alwaysWgs84).toBe(true)
    writeFiles(folder, { 'a.kmz': zip({ 'doc.kml': text }) })
    expect((await openLayer(join(folder, 'a.kmz'), { file: 'a.kmz' })).features).toHaveLength(1)
  })

  it('refuses KML that is cut off or brings entities of its own', () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aaaa">]><kml><Placemark><name>&a;</name></Placemark></kml>'
    for (const text of ['<kml><Document>', bomb]) expect(readKml(utf8(text), 'a.kml').findings).toMatchObject([{ rule: 'kml_unreadable' }])
  })

  it.each([
    ['UTF-8 with BOM', utf8('\uFEFF代码,名称\r\n140423101000,"王桥,镇"\r\n')],
    ['GB18030', gbk('代码,名称\n140423101000,"王桥,镇"\n')],
    ['tabs', utf8('代码\t名称\n140423101000\t王桥,镇\n')],
    ['semicolons', utf8('代码;名称\n140423101000;王桥,镇\n')],
  ])('reads CSV in %s', (_, bytes) => {
    expect(readCsv(bytes, 'a.csv').features?.[0]).toEqual({ number: 2, properties: { 代码: '140423101000', 名称: '王桥,镇' }, geometry: null })
  })

  it('reads a sheet by name', async () => {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet([['x']]), '说明')
    utils.book_append_sheet(book, utils.aoa_to_sheet([['代码', '人口'], ['140423101000', 6278]]), '人口')
    writeFiles(folder, { 'p.xlsx': new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer) })
    const path = join(folder, 'p.xlsx')
    expect((await openLayer(path, { file: 'p.xlsx', sheet: '人口' })).features?.[0]?.properties).toEqual({ 代码: '140423101000', 人口: 6278 })
    expect((await openLayer(path, { file: 'p.xlsx', sheet: '没有' })).findings).toMatchObject([{ rule: 'sheet_missing' }])
  })

  it('reads an ASCII grid, corner or centre, unknown as NaN', () => {
    const body = '10 20 30\n40 -9999 60\n'
    const corner = readAsciiGrid(`ncols 3\nnrows 2\nxllcorner 100\nyllcorner 200\ncellsize 10\nNODATA_value -9999\n${body}`, 'dem.asc')
    const centre = readAsciiGrid(`NCOLS 3\nNROWS 2\nXLLCENTER 105\nYLLCENTER 205\nCELLSIZE 10\n${body}`, 'dem.asc')
    expect(corner).toEqual(centre)
    expect(corner).toMatchObject({ grid: { columns: 3, rows: 2, west: 105, north: 215, cell: 10 } })
    expect('grid' in corner && Array.from(corner.grid.heightsM)).toEqual([10, 20, 30, 40, Number.NaN, 60])
    expect(readAsciiGrid('ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3', 'dem.asc')).toMatchObject({ findings: [{ rule: 'grid_truncated' }] })
    expect(readAsciiGrid('hello', 'dem.asc')).toMatchObject({ findings: [{ rule: 'grid_unreadable' }] })
  })

  it('names a missing file and an unknown kind', async () => {
    writeFiles(folder, { 'a.dwg': 'AC1027' })
    expect((await openLayer(join(folder, 'none.csv'), { file: 'none.csv' })).findings).toMatchObject([{ rule: 'file_missing' }])
    expect((await openLayer(join(folder, 'a.dwg'), { file: 'a.dwg' })).findings).toMatchObject([{ rule: 'format_unknown' }])
  })
})
