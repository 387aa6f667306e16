import type { Polygon } from 'geojson'
import { describe, expect, test } from 'vitest'
import { centroidOf, chordM, inSpace } from '../../../geodata/ground/centroid.ts'
import { distanceM } from '../../../geodata/ground/distance.ts'
import { adjacency } from '../../../geodata/ground/neighbours.ts'

const box = (x: number, y: number, width: number, height = width): [number, number][] => [
  [x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y],
]
const polygon = (...rings: [number, number][][]): Polygon => ({ type: 'Polygon', coordinates: rings })

describe('the centre of gravity', () => {
  test('of a box, whichever way it runs', () => {
    expect(centroidOf(polygon(box(2, 4, 2)))).toEqual([3, 5])
    expect(centroidOf(polygon([...box(2, 4, 2)].reverse()))).toEqual([3, 5])
  })

  test('a hole pushes it away, a second part draws it', () => {
    // 16 less 4 in the right half: (16 × 2 − 4 × 3) ÷ 12
    expect(centroidOf(polygon(box(0, 0, 4), box(2, 1, 2)))![0]).toBeCloseTo(20 / 12, 12)
    expect(centroidOf({ type: 'MultiPolygon', coordinates: [[box(0, 0, 2)], [box(10, 0, 2)]] })).toEqual([6, 1])
  })

  test('far from the origin it keeps its digits', () => {
    const [x, y] = centroidOf(polygon(box(500_000.25, 4_000_000.5, 0.5)))!
    expect([x, y]).toEqual([500_000.5, 4_000_000.75])
  })

  test('of a point is the point; without area there is none', () => {
    expect(centroidOf({ type: 'Point', coordinates: [1, 2] })).toEqual([1, 2])
    expect(centroidOf(polygon([[0, 0], [1, 1], [0, 0]]))).toBeNull()
  })
})

test('the chord between two points is that of their distance on the ground', () => {
  const [a, b] = [[112, 36], [114.5, 33]] as const
  const [x, y, z] = inSpace([a, b])
  const through = Math.hypot(x![0]! - x![1]!, y![0]! - y![1]!, z![0]! - z![1]!)
  expect(through).toBeCloseTo(chordM(distanceM(a, b)), 3)
  expect(chordM(1e9)).toBeCloseTo(2 * 6_371_008.8, 3)
})

test('neighbours on a plane, where no latitude bends anything', () => {
  const shapes = [box(500_000, 4_000_000, 100), box(500_100, 4_000_000, 100), box(500_200, 4_000_100, 100), box(500_300.5, 4_000_200, 100)]
  const { queen, rook } = adjacency(shapes.map((ring, index) => ({ index, geometry: polygon(ring) })), 0.1, { plane: true })
  expect(queen).toEqual([[1], [0, 2], [1], []])
  expect(rook).toEqual([[1], [0], [], []])
})
