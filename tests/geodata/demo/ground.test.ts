import type { Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { ringArea } from '../../../geodata/demo/borders.ts'
import { areaFinder } from '../../../geodata/ground/find.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { packSourceSchema } from '../../../geodata/pack/source.ts'
import { demo, layer, text } from './county.ts'

const LEVELS = ['county', 'towns', 'villages', 'grids'] as const
const areaOf = ({ coordinates }: Polygon) => coordinates.reduce((sum, ring) => sum + ringArea(ring), 0) / 2
const total = (polygons: Polygon[]) => polygons.reduce((sum, polygon) => sum + areaOf(polygon), 0)
const segments = ({ coordinates }: Polygon) =>
  coordinates.flatMap((ring) => ring.slice(1).map((to, k) => [ring[k] as Position, to] as const))
const key = ([a, b]: readonly [Position, Position]) => `${a.join(' ')} ${b.join(' ')}`

describe('the areas of the demo county', () => {
  it('are as many as stated', () => {
    expect(LEVELS.map((level) => layer(level).features.length)).toEqual([1, 10, 243, 450])
    const kinds = layer('villages').features.map(({ properties }) => properties.kind)
    expect([kinds.filter((kind) => kind === '村').length, kinds.filter((kind) => kind === '社区').length]).toEqual([
      234, 9,
    ])
    expect(layer('towns').features.filter(({ properties }) => properties.code.startsWith('9901014')).length).toBe(1)
    expect(layer('grids').features.filter(({ properties }) => properties.code.length !== 15)).toEqual([])
  })

  it('have closed rings, the outer one counter-clockwise, holes clockwise', () => {
    for (const level of LEVELS) {
      for (const { geometry } of layer(level).features) {
        geometry.coordinates.forEach((ring, k) => {
          expect(ring.length).toBeGreaterThan(3)
          expect(ring[0]).toEqual(ring.at(-1))
          expect(Math.sign(ringArea(ring))).toBe(k === 0 ? 1 : -1)
        })
      }
    }
  })

  it('fill their parent without gap or overlap', () => {
    const children = new Map<string, Polygon[]>()
    for (const level of ['towns', 'grids'] as const) {
      for (const { geometry, properties } of layer(level).features)
        children.set(properties.parent ?? '', [...(children.get(properties.parent ?? '') ?? []), geometry])
    }
    for (const { geometry, properties } of layer('villages').features)
      children.set(properties.parent ?? '', [...(children.get(properties.parent ?? '') ?? []), geometry])
    const parents = (['county', 'towns', 'villages'] as const).flatMap((level) => layer(level).features)
    const unlike = parents.filter(
      ({ geometry, properties }) =>
        !(Math.abs(total(children.get(properties.code) ?? []) / areaOf(geometry) - 1) < 1e-4),
    )
    expect(unlike.map(({ properties }) => properties.name)).toEqual([])
  })

  it('share every stretch of border with exactly one neighbour', () => {
    const outline = new Set(layer('county').features.flatMap(({ geometry }) => segments(geometry).map(key)))
    for (const level of ['towns', 'grids'] as const) {
      const drawn = new Set<string>()
      for (const { geometry } of layer(level).features) {
        for (const segment of segments(geometry)) {
          expect(drawn.has(key(segment))).toBe(false)
          drawn.add(key(segment))
        }
      }
      const open = layer(level)
        .features.flatMap(({ geometry }) => segments(geometry))
        .filter(([a, b]) => !drawn.has(key([b, a])))
      expect(open.length).toBe(outline.size)
      expect(open.every((segment) => outline.has(key(segment)))).toBe(true)
    }
  })

  it('hold their own seats', () => {
    const finder = areaFinder(
      layer('villages').features.map(({ geometry, properties }) => ({
        code: properties.code as AreaCode,
        level: 'village',
        geometry,
      })),
    )
    const seats = layer('villages').features.map(({ properties }) =>
      finder.find(properties.seat_lng, properties.seat_lat),
    )
    expect(seats).toEqual(layer('villages').features.map(({ properties }) => properties.code))
  })

  it('have people that add up', () => {
    const people = (level: (typeof LEVELS)[number]) =>
      layer(level).features.reduce((sum, { properties }) => sum + (properties.population ?? 0), 0)
    expect([people('county'), people('towns'), people('villages')]).toEqual([280_000, 280_000, 280_000])
    for (const { properties } of layer('villages').features) expect(properties.population).toBeGreaterThan(50)
  })

  it('are named once in a town, and twice in the county only where a trap is set', () => {
    const { traps } = demo().truth
    const villages = layer('villages').features.map(({ properties }) => properties)
    expect(new Set(villages.map(({ parent, name }) => `${parent}/${name}`)).size).toBe(243)
    const twice = villages.filter(({ name }) => villages.filter((other) => other.name === name).length > 1)
    expect(twice.map(({ code }) => code).sort()).toEqual([...traps.homonyms].sort())
    const called = (code: string) => villages.find((village) => village.code === code)
    expect(traps.prefix.map((code) => called(code)?.name)).toEqual(['太坪村', '太坪口村'])
    expect(called(traps.prefix[0])?.parent).toBe(called(traps.prefix[1])?.parent)
    expect(called(traps.renamed.code)?.aliases).toBe(traps.renamed.former)
    expect(called(traps.merged)).toBeUndefined()
    expect(text('history.csv')).toContain(traps.merged)
  })
})

describe('the rest of the ground', () => {
  it('is described by a source that the pack builder reads', () => {
    const source = packSourceSchema.parse(JSON.parse(text('source.json')))
    expect(source.fictional).toBe(true)
    const named = [...source.layers, ...source.facilities, ...source.base, ...(source.relief ? [source.relief] : [])]
    expect(named.map(({ file }) => file).filter((file) => !demo().files.has(file))).toEqual([])
  })

  it('has the facilities of the county, each inside the area it serves', () => {
    expect(demo().truth.facilities).toMatchObject({
      // the county's, its towns' and those of 150 villages
      centre: 161,
      mediation_committee: 253,
      sector_committee: 16,
      procuratorate: 1,
      legal_service: 3,
      // the county's two and ten, one and ten
      police_station: 12,
      justice_office: 11,
      department: 18,
    })
    const finder = areaFinder(
      layer('county').features.map(({ geometry, properties }) => ({
        code: properties.code as AreaCode,
        level: 'county',
        geometry,
      })),
    )
    const facilities = JSON.parse(text('facilities.geojson')) as {
      features: { geometry: { coordinates: [number, number] }; properties: { id: string; area: string } }[]
    }
    const codes = new Set(LEVELS.flatMap((level) => layer(level).features.map(({ properties }) => properties.code)))
    const astray = facilities.features.filter(
      ({ geometry, properties }) => !codes.has(properties.area) || finder.find(...geometry.coordinates) === null,
    )
    expect(astray).toEqual([])
  })

  it('has head counts whose parts do not exceed the whole, and no other word of people', () => {
    const { features } = JSON.parse(text('facilities.geojson')) as { features: { properties: Record<string, number | string> }[] }
    const counted = features.map(({ properties }) => properties).filter(({ staff }) => staff !== undefined)
    expect(counted.length).toBeGreaterThan(400)
    const parts = ['fullTime', 'law', 'bachelor'] as const
    expect(counted.filter((one) => parts.some((part) => Number(one[part]) > Number(one.staff)))).toEqual([])
    const keys = new Set(features.flatMap(({ properties }) => Object.keys(properties)))
    expect([...keys].toSorted()).toEqual(['area', 'bachelor', 'domain', 'fullTime', 'id', 'kind', 'law', 'name', 'staff', 'star'])
  })

  it('has heights in whole metres for every cell of the sheet', () => {
    const lines = text('dem.asc').trimEnd().split('\n')
    const heights = lines.slice(6).flatMap((line) => line.split(' ').map(Number))
    expect(heights.length).toBe(584 * 448)
    expect(Math.min(...heights.filter((_, k) => k % 97 === 0))).toBeGreaterThan(300)
    expect(heights.every((z) => Number.isInteger(z) && z < 2100)).toBe(true)
  })

  it('lets every river run downhill', () => {
    const [columns, rows] = [584, 448]
    const heights = text('dem.asc')
      .trimEnd()
      .split('\n')
      .slice(6)
      .map((line) => line.split(' ').map(Number))
    const at = ([lng, lat]: Position) =>
      heights[Math.min(rows - 1, Math.max(0, Math.floor((34.24 + rows / 1000 - (lat as number)) * 1000)))]?.[
        Math.min(columns - 1, Math.max(0, Math.floor(((lng as number) - 110.62) * 1000)))
      ] as number
    const rivers = JSON.parse(text('rivers.geojson')) as { features: { geometry: { coordinates: Position[] } }[] }
    for (const { geometry } of rivers.features) {
      const [first, last] = [geometry.coordinates[0] as Position, geometry.coordinates.at(-1) as Position]
      expect(at(last)).toBeLessThanOrEqual(at(first) + 25)
    }
  })
})
