import { readFileSync, existsSync } from 'node:fs'
import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { describe, expect, test } from 'vitest'
import type { Area } from '../../../geodata/place/area.ts'
import type { AreaShape } from '../../../geodata/ground/find.ts'
import { casesOf, code, contextOf, readAll, text } from './ground.ts'

const DATA = new URL('../../../../shared/data/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, DATA))

function ground(features: { name: string; geometry: Polygon | MultiPolygon }[], bbox: [number, number, number, number]) {
  const root: Area = { code: code('root'), name: 'County', level: 'county', parent: null, placement: 'none' }
  const areas = features.map((item): Area => ({ code: code(item.name), name: item.name, level: 'town', parent: root.code, placement: 'boundary' }))
  const shapes = features.map((item): AreaShape => ({ code: code(item.name), level: 'town', geometry: item.geometry }))
  return contextOf([root, ...areas], { shapes, bbox })
}

describe.skipIf(!existsSync(DATA))('open crime data without any mapping', () => {
  test('Lancashire: every row has a district', async () => {
    const { features } = JSON.parse(read('lancashire/lancashire_districts.geojson').toString()) as FeatureCollection<Polygon | MultiPolygon>
    const context = ground(features.map((item) => ({ name: item.properties?.district as string, geometry: item.geometry })), [-3.2, 53.4, -1.9, 54.4])
    const bytes = new Uint8Array(read('lancashire/lancashire_asb_2022.tsv.gz'))
    const { rows, plan } = await readAll({ name: 'lancashire_asb_2022.tsv.gz', bytes }, context, { category: '99', crs: 'WGS84' })
    expect(plan.columns.map((column) => column.field)).toEqual(['occurredOn', 'lng', 'lat', null, null])
    const counts = new Map<string, number>()
    for (const { draft } of casesOf(rows)) counts.set(String(draft.area), (counts.get(String(draft.area)) ?? 0) + 1)
    expect(casesOf(rows).length).toBe(56_434)
    expect([counts.get('Blackpool'), counts.get('Preston'), counts.get('Blackburn with Darwen')]).toEqual([9638, 7540, 6048])
    expect(counts.has('null')).toBe(false)
  })

  test('Chicago: 91 of 148,636 rows lie outside and are told so', async () => {
    const document = new DOMParser().parseFromString(read('chicago/chicago_police_districts.kml').toString(), 'text/xml')
    const shapes = kml(document as unknown as Document).features.flatMap((item, at) => polygons(item as Feature, `d${at}`))
    const bytes = new Uint8Array(read('chicago/chicago_aggravated_assaults.csv.gz'))
    const { rows, plan } = await readAll({ name: 'chicago.csv.gz', bytes }, ground(shapes, [-87.95, 41.6, -87.5, 42.05]), { category: '99', crs: 'WGS84' })
    expect(plan.ready).toBe(true)
    const outside = rows.filter((row) => row.outcome === 'rejected' && row.reason === 'outside_county')
    expect([casesOf(rows).length, outside.length]).toEqual([148_545, 91])
  })
})

function polygons(feature: Feature, name: string): { name: string; geometry: Polygon | MultiPolygon }[] {
  const all = feature.geometry?.type === 'GeometryCollection' ? feature.geometry.geometries : [feature.geometry]
  return all
    .filter((item): item is Polygon | MultiPolygon => item?.type === 'Polygon' || item?.type === 'MultiPolygon')
    .map((geometry) => ({ name, geometry }))
}

describe('columns of open data', () => {
  const context = ground([{ name: 'A', geometry: { type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]] } }], [0, 0, 2, 2])

  test('location beside coordinates is a street, without them the place', async () => {
    const both = await readAll(text('month,longitude,latitude,location\n2022-01-01,1,1,High Street\n'), context, { category: '99', crs: 'WGS84' })
    expect(both.plan.columns.map((column) => column.field)).toEqual(['occurredOn', 'lng', 'lat', null])
    const alone = await readAll(text('date,location\n2022-01-01,A\n'), context, { category: '99' })
    expect(alone.plan.columns.map((column) => column.field)).toEqual(['occurredOn', 'place'])
  })

  test('days before months are read where one row shows which is which', async () => {
    const { rows } = await readAll(text('date,longitude,latitude\n05/12/2024,1,1\n25/12/2024,1,1\n'), context, { category: '99', crs: 'WGS84' })
    expect(casesOf(rows).map((row) => row.draft.occurredOn)).toEqual(['2024-12-05', '2024-12-25'])
    const unclear = await readAll(text('date,longitude,latitude\n05/12/2024,1,1\n'), context, { category: '99', crs: 'WGS84' })
    expect(unclear.rows[1]).toMatchObject({ outcome: 'rejected', reason: 'date_ambiguous' })
  })

  test('decimal commas with semicolons', async () => {
    const { rows } = await readAll(text('date;longitude;latitude;amount\n2024-01-02;1,25;1,5;1.234,5\n'), context, { category: '99', crs: 'WGS84' })
    expect(casesOf(rows)[0]?.draft).toMatchObject({ point: { lng: 1.25, lat: 1.5 }, amountFen: 123_450 })
  })

  test('a category that no column and no option gives is missing', async () => {
    const { plan } = await readAll(text('date,longitude,latitude\n2024-01-02,1,1\n'), context)
    expect([plan.ready, plan.missing]).toEqual([false, ['category']])
  })
})
