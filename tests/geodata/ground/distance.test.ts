import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { boundsOf, centreOf, haversineM, joinBounds } from '../../../geodata/ground/distance.ts'
import { areaFinder } from '../../../geodata/ground/find.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'

describe('haversineM', () => {
  it('is a 360th of the meridian per degree, and shrinks with the latitude', () => {
    expect(haversineM([103, 38], [103, 39])).toBeCloseTo(111_195, 0)
    expect(haversineM([103, 60], [104, 60])).toBeCloseTo(55_597, -1)
    expect(haversineM([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6_371_008.8, 3)
    expect(haversineM([113, 36], [113, 36])).toBe(0)
  })
  it('is the same both ways', () => {
    const degrees = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
    fc.assert(fc.property(degrees, degrees, (a, b) => {
      expect(Math.abs(haversineM(a, b) - haversineM(b, a))).toBeLessThan(1e-6)
    }), { seed: 1 })
  })
})

const horseshoe: Polygon = {
  type: 'Polygon',
  coordinates: [[[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [2, 2], [2, 10], [0, 10], [0, 0]]],
}

describe('bounds and centre', () => {
  it('bounds of parts', () => {
    expect(boundsOf(horseshoe)).toEqual([0, 0, 10, 10])
    expect(boundsOf({ type: 'MultiPolygon', coordinates: [] })).toEqual([Infinity, Infinity, -Infinity, -Infinity])
    expect(joinBounds([0, 0, 1, 1], [-1, 0.5, 0.5, 3])).toEqual([-1, 0, 1, 3])
  })
  it('the centre lies inside, in the largest part', () => {
    const finder = areaFinder([{ code: 'a' as AreaCode, level: 'village', geometry: horseshoe }])
    const [x, y] = centreOf(horseshoe)!
    expect(finder.find(x, y)).toBe('a')
    const small = [[[50, 50], [51, 50], [51, 51], [50, 51], [50, 50]]]
    expect(centreOf({ type: 'MultiPolygon', coordinates: [small, horseshoe.coordinates] })![0]).toBeLessThan(11)
  })
  it('none without area', () => {
    expect(centreOf({ type: 'Polygon', coordinates: [] })).toBeNull()
    expect(centreOf({ type: 'Polygon', coordinates: [[[0, 0], [1, 1], [0, 0]]] })).toBeNull()
  })
})
