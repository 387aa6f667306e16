import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { Level } from '../../../geodata/place/level.ts'
import { areaFinder, type AreaShape } from '../../../geodata/ground/find.ts'
import fc from '../../property.ts'

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south], [east, south], [east, north], [west, north], [west, south],
]
const polygon = (...rings: Position[][]): Polygon => ({ type: 'Polygon', coordinates: rings })
const shape = (code: string, geometry: Polygon | MultiPolygon, level: Level = 'village'): AreaShape => ({
  code: code as AreaCode,
  level,
  geometry,
})

describe('areaFinder', () => {
  const finder = areaFinder([
    shape('county', polygon(box(0, 0, 10, 10)), 'county'),
    shape('town', polygon(box(0, 0, 5, 10)), 'town'),
    shape('ring', polygon(box(1, 1, 4, 4), box(2, 2, 3, 3))),
    shape('parts', { type: 'MultiPolygon', coordinates: [[box(1, 6, 2, 7)], [box(3, 6, 4, 7)]] }),
    shape('empty', { type: 'MultiPolygon', coordinates: [] }),
  ])

  it('gives the deepest level', () => {
    expect(finder.find(1.5, 1.5)).toBe('ring')
    expect(finder.find(4.5, 9)).toBe('town')
    expect(finder.find(9, 9)).toBe('county')
    expect(finder.find(11, 9)).toBeNull()
  })
  it('knows holes and parts', () => {
    expect(finder.find(2.5, 2.5)).toBe('town')
    expect(finder.find(3.5, 6.5)).toBe('parts')
    expect(finder.find(2.5, 6.5)).toBe('town')
  })
  it('answers for one level', () => {
    expect(finder.findAt('town', 1.5, 1.5)).toBe('town')
    expect(finder.findAt('village', 2.5, 2.5)).toBeNull()
    expect(finder.findAt('grid', 1.5, 1.5)).toBeNull()
  })
  it('is null for what is no point', () => {
    expect(finder.find(NaN, 1)).toBeNull()
    expect(finder.find(1, Infinity)).toBeNull()
    expect(areaFinder([]).find(1, 1)).toBeNull()
  })
  it('counts every point of an outer border as inside', () => {
    const square = areaFinder([shape('a', polygon(box(0, 0, 1, 1)))])
    for (const [x, y] of [[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]]) {
      expect(square.find(x!, y!)).toBe('a')
    }
    expect(square.find(1.000001, 0.5)).toBeNull()
  })
  it('prefers the smaller of two that overlap', () => {
    const shapes = [shape('b', polygon(box(0, 0, 4, 4))), shape('a', polygon(box(1, 1, 2, 2)))]
    expect(areaFinder(shapes).find(1.5, 1.5)).toBe('a')
    expect(areaFinder([...shapes].reverse()).find(1.5, 1.5)).toBe('a')
  })
})

/** A jittered lattice cut into quadrilaterals: a partition of a square whose borders are all shared. */
function patchwork(seed: number, size: number): { code: string; ring: Position[] }[] {
  let state = seed
  const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647
  const corner = Array.from({ length: (size + 1) ** 2 }, (_, at): Position => {
    const [x, y] = [at % (size + 1), Math.floor(at / (size + 1))]
    const rim = x === 0 || y === 0 || x === size || y === size
    return [x + (rim ? 0 : 0.7 * random() - 0.35), y + (rim ? 0 : 0.7 * random() - 0.35)]
  })
  return Array.from({ length: size * size }, (_, at) => {
    const first = (at % size) + Math.floor(at / size) * (size + 1)
    const ring = [first, first + 1, first + size + 2, first + size + 1, first].map((index) => corner[index]!)
    return { code: String(at), ring: at % 2 === 0 ? ring : ring.toReversed() }
  })
}

describe('a partition', () => {
  const patches = patchwork(7, 6)
  const shapes = patches.map(({ code, ring }) => shape(code, polygon(ring)))
  const alone = shapes.map((one) => areaFinder([one]))
  const finder = areaFinder(shapes)

  it('puts every point, and every point of a border, into one area, whatever the order of the shapes', () => {
    const shuffled = areaFinder([...shapes].reverse())
    const onBorder = fc
      .tuple(fc.constantFrom(...patches), fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, 0.5, 0.25, 1 / 3))
      .map(([{ ring }, edge, share]): Position => {
        const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = [ring[edge]!, ring[edge + 1]!]
        return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share]
      })
    const anywhere = fc.tuple(fc.double({ min: 0, max: 6, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true }))
    fc.assert(
      fc.property(fc.oneof(onBorder, anywhere), ([x = 0, y = 0]) => {
        const found = finder.find(x, y)
        expect(found).not.toBeNull()
        expect(shuffled.find(x, y)).toBe(found)
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  it('agrees with each area asked alone', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 6, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true }), (x, y) => {
        const owners = alone.flatMap((one, at) => (one.find(x, y) === null ? [] : [String(at)]))
        expect(owners).toContain(finder.find(x, y))
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
