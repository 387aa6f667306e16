import { describe, expect, it } from 'vitest'
import { voronoiCells } from '../../../geodata/pack/areas/approximate.ts'
import { differenceOf, intersectionOf } from '../../../geodata/pack/shapes/clip.ts'
import { coverFaults } from '../../../geodata/pack/shapes/cover.ts'
import { selfIntersection } from '../../../geodata/pack/shapes/crossings.ts'
import { areaM2, insideMulti, ringAreaM2, type Multi, type Ring } from '../../../geodata/pack/shapes/measure.ts'
import { readShape, rounded } from '../../../geodata/pack/shapes/rings.ts'
import { seamlessUnion } from '../../../geodata/pack/shapes/seams.ts'
import fc from '../../property.ts'
import { square, wriggledCounty } from './files.ts'

const project = (x: number, y: number): [number, number] => [x, y]
const asIs = { project }
const box = (x: number, y: number, side: number): Multi => [[square(x, y, side).map(rounded)]]

describe('what is repaired in a geometry', () => {
  const town = square(110, 34, 0.1)

  it('closes, drops repeated points, turns, drops what has no area', () => {
    const open = town.slice(0, -1)
    const repeated = [town[0]!, town[0]!, ...town.slice(1)]
    const clockwise = [...town].reverse()
    const needle: Ring = [[110, 34], [110.1, 34], [110, 34]]
    const read = (coordinates: Ring[]) => readShape({ type: 'Polygon', coordinates }, asIs)
    expect([...read([open]).repairs]).toEqual(['ring_open'])
    expect([...read([repeated]).repairs]).toEqual(['points_repeated'])
    expect([...read([clockwise]).repairs]).toEqual(['winding'])
    expect([...read([needle]).repairs]).toEqual(['ring_degenerate'])
    for (const coordinates of [open, repeated, town]) expect(read([coordinates]).polygons).toEqual([[town]])
    expect(ringAreaM2(read([clockwise]).polygons[0]![0]!)).toBeGreaterThan(0)
    expect(read([needle]).polygons).toEqual([])
    expect(read([town]).repairs.size).toBe(0)
  })

  it('groups the loose rings of a shapefile by where they lie, whatever their winding', () => {
    const rings = [square(0, 0, 10), square(2, 2, 6), square(4, 4, 2), square(20, 0, 5)]
    for (const turned of [0, 5, 10, 15]) {
      const coordinates = rings.map((one, index) => [turned & (1 << index) ? [...one].reverse() : one])
      const { polygons } = readShape({ type: 'MultiPolygon', coordinates }, { project, looseRings: true })
      expect(polygons.map((parts) => parts.length).sort()).toEqual([1, 1, 2])
      expect(polygons.every((parts) => parts.every((part, index) => ringAreaM2(part) > 0 === (index === 0)))).toBe(true)
      expect([[1, 1], [3, 3], [5, 5], [22, 2]].map(([x, y]) => insideMulti(x!, y!, polygons))).toEqual([true, false, true, true])
    }
  })

  it('never leaves a ring open, wound wrongly or with repeated points', () => {
    const position = fc.tuple(fc.double({ min: 110, max: 111, noNaN: true }), fc.double({ min: 34, max: 35, noNaN: true }))
    fc.assert(
      fc.property(fc.array(fc.array(position, { maxLength: 12 }), { minLength: 1, maxLength: 3 }), (coordinates) => {
        for (const rings of readShape({ type: 'Polygon', coordinates }, asIs).polygons) {
          rings.forEach((ring, index) => {
            expect(ring[0]).toEqual(ring.at(-1))
            expect(ring.length).toBeGreaterThanOrEqual(4)
            expect(ringAreaM2(ring) > 0).toBe(index === 0)
            for (let at = 1; at < ring.length; at++) expect(ring[at]).not.toEqual(ring[at - 1])
          })
        }
      }),
      { seed: 1 },
    )
  })
})

describe('self-intersection', () => {
  it('finds where a bow tie crosses, and passes rings that only touch in a vertex', () => {
    const bowTie: Ring = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    const touching: Ring = [[0, 0], [1, 1], [2, 0], [2, 2], [1, 1], [0, 2], [0, 0]]
    expect(selfIntersection([[bowTie]])).toEqual([1, 1])
    expect(selfIntersection([[touching]])).toBeNull()
    expect(selfIntersection([[square(0, 0, 4), square(1, 1, 1)]])).toBeNull()
    expect(selfIntersection([[square(0, 0, 4), square(3, 3, 2)]])).not.toBeNull()
  })
})

describe('overlaps and gaps', () => {
  it('tells the pair, the area and the place of an overlap', () => {
    const faults = coverFaults([box(110, 34, 0.02), box(110.019, 34, 0.02), box(110.04, 34, 0.02)])
    expect(faults?.overlaps).toHaveLength(1)
    const [{ a, b, areaM2: area, at }] = faults!.overlaps as [NonNullable<typeof faults>['overlaps'][0]]
    expect([a, b]).toEqual([0, 1])
    // 0.001° × 0.02° at 34° N: 92.2 m × 2224 m
    expect(area).toBeGreaterThan(200_000)
    expect(area).toBeLessThan(210_000)
    expect(at[0]).toBeCloseTo(110.0195, 3)
  })

  it('tells the area and the place of a gap, and finds nothing in clean borders', () => {
    const ring = [[0, 0], [1, 0], [2, 0], [0, 1], [2, 1], [0, 2], [1, 2], [2, 2]].map(([x, y]) => box(110 + x! * 0.01, 34 + y! * 0.01, 0.01))
    const faults = coverFaults(ring)
    expect(faults?.overlaps).toEqual([])
    expect(faults?.gaps).toHaveLength(1)
    expect(faults!.gaps[0]!.at[0]).toBeCloseTo(110.015, 3)
    expect(Math.abs(faults!.gaps[0]!.areaM2 / areaM2(box(110.01, 34.01, 0.01)) - 1)).toBeLessThan(1e-4)
    expect(coverFaults([...ring, box(110.01, 34.01, 0.01)])).toMatchObject({ overlaps: [], gaps: [] })
  })

  it('sees one area lying wholly inside another, and the same area twice', () => {
    expect(coverFaults([box(110, 34, 0.1), box(110.02, 34.02, 0.01)])?.overlaps).toHaveLength(1)
    expect(coverFaults([box(110, 34, 0.1), box(110, 34, 0.1)])?.overlaps).toHaveLength(1)
  })
})

describe('the union of areas that fit', () => {
  const polygons = wriggledCounty().villages.features.map((one) => readShape((one as GeoJSON.Feature).geometry, asIs).polygons)

  it('has the area of the sum and one ring, as the clipper says', () => {
    const union = seamlessUnion(polygons)!
    expect(union).toHaveLength(1)
    expect(union[0]).toHaveLength(1)
    const sum = polygons.reduce((total, multi) => total + areaM2(multi), 0)
    expect(Math.abs(areaM2(union) - sum)).toBeLessThan(1)
    expect(areaM2(differenceOf(union, polygons)!)).toBeLessThan(1)
  })

  it('keeps lakes, islands and corners that touch', () => {
    const around = [[0, 0], [1, 0], [2, 0], [0, 1], [2, 1], [0, 2], [1, 2], [2, 2]].map(([x, y]) => box(x!, y!, 1))
    expect(seamlessUnion(around)?.map((rings) => rings.length)).toEqual([2])
    expect(seamlessUnion([...around, box(1.3, 1.3, 0.4)])?.map((rings) => rings.length).sort()).toEqual([1, 2])
    expect(seamlessUnion([box(0, 0, 1), box(1, 1, 1)])?.map((rings) => rings.length)).toEqual([1, 1])
  })

  it('leaves to the clipper what overlaps, crosses, nests or meets in the middle of an edge', () => {
    const middle: Multi = [[[[0, 0], [1, 0], [1, 2], [0, 2], [0, 0]]]]
    expect(seamlessUnion([box(0, 0, 2), box(1, 1, 2)])).toBeNull()
    expect(seamlessUnion([box(0, 0, 4), box(1, 1, 1)])).toBeNull()
    expect(seamlessUnion([box(0, 0, 2), box(0, 0, 2)])).toBeNull()
    expect(seamlessUnion([middle, box(1, 0.5, 1)])).toBeNull()
  })
})

describe('approximate cells', () => {
  it('divide their land without overlap or gap, each around its own point', () => {
    const point = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }))
    const land = box(110, 34, 0.1)
    fc.assert(
      fc.property(fc.uniqueArray(point, { minLength: 2, maxLength: 12, selector: String }), (grid) => {
        const points = grid.map(([x, y]): [number, number] => [110 + x / 10_000, 34 + y / 10_000])
        const cells = voronoiCells(points, [110, 34, 110.1, 34.1]).map((cell) => intersectionOf([[cell!]], land)!)
        const sum = cells.reduce((total, cell) => total + areaM2(cell), 0)
        expect(Math.abs(sum / areaM2(land) - 1)).toBeLessThan(1e-5)
        cells.forEach((cell, index) => expect(insideMulti(...points[index]!, cell)).toBe(true))
      }),
      { seed: 1, numRuns: 40 },
    )
  })

  it('give places on one point a slice each', () => {
    const cells = voronoiCells([[110.05, 34.05], [110.05, 34.05], [110.05, 34.05], [110.01, 34.01]], [110, 34, 110.1, 34.1])
    const areas = cells.map((cell) => areaM2(intersectionOf([[cell!]], box(110, 34, 0.1))!))
    expect(Math.min(...areas)).toBeGreaterThan(1_000_000)
  })
})
