import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { boundsOf, centreOf, joinBounds } from '../../../geodata/ground/distance.ts'
import { areaFinder } from '../../../geodata/ground/find.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'

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
