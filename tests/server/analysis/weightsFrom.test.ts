import { describe, expect, test } from 'vitest'
import type { Weights } from '../../../server/analysis/weights.ts'
import { bandWeights, listWeights, nearestWeights } from '../../../server/analysis/weightsFrom.ts'
import { islandsOf } from '../../../server/analysis/weightsOf.ts'
import fc from '../../property.ts'

const listsOf = ({ n, start, to }: Weights): number[][] => Array.from({ length: n }, (_, i) => [...to.subarray(start[i], start[i + 1])])
const plane = (...points: [number, number][]) => [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis]!))

describe('from lists', () => {
  test('neighbours ascend, once each, never the area itself', () => {
    const weights = listWeights([[2, 1, 2], [0, 1], [0], []])
    expect(listsOf(weights)).toEqual([[1, 2], [0], [0], []])
    expect(weights.weight).toBeNull()
    expect(islandsOf(weights)).toEqual([3])
  })

  test('areas that count otherwise than by position, and neighbours that are not among them', () => {
    expect(listsOf(listWeights([[7, 9], [5], [5, 12]], { areas: [5, 7, 9] }))).toEqual([[1, 2], [0], [0]])
  })

  test('a position that there is not', () => {
    expect(() => listWeights([[1], [2]])).toThrow(RangeError)
    expect(() => listWeights([[0.5], []])).toThrow(RangeError)
  })
})

describe('the nearest', () => {
  test('of areas at equal distance the earlier comes first', () => {
    const cross = plane([0, 0], [0, 1], [1, 0], [0, -1], [-1, 0])
    expect(listsOf(nearestWeights(cross, 2))[0]).toEqual([1, 2])
    expect(listsOf(nearestWeights(cross, 2))[1]).toEqual([0, 2])
  })

  test('areas at one and the same point', () => {
    expect(listsOf(nearestWeights(plane([1, 1], [1, 1], [1, 1]), 1))).toEqual([[1], [0], [0]])
  })

  test.each([0, 3, 1.5, NaN])('%s of three areas is refused', (k) => {
    expect(() => nearestWeights(plane([0, 0], [1, 0], [2, 0]), k)).toThrow(RangeError)
  })

  test('are those that a look at all of them finds, in the plane and in space', () => {
    const coordinate = fc.integer({ min: 0, max: 12 })
    const points = fc.array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 3, maxLength: 30 })
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 6 }), fc.constantFrom(1, 2, 3), (at, most, dimensions) => {
        const axes = Array.from({ length: dimensions }, (_, axis) => Float64Array.from(at, (point) => point[axis]!))
        const k = Math.min(most, at.length - 1)
        const far = (i: number, j: number): number => axes.reduce((sum, axis) => sum + (axis[i]! - axis[j]!) ** 2, 0)
        const expected = at.map((_, i) => {
          const others = [...at.keys()].filter((j) => j !== i).sort((a, b) => far(i, a) - far(i, b) || a - b)
          return others.slice(0, k).sort((a, b) => a - b)
        })
        expect(listsOf(nearestWeights(axes, k))).toEqual(expected)
        const within = at.map((_, i) => [...at.keys()].filter((j) => j !== i && far(i, j) <= most * most))
        expect(listsOf(bandWeights(axes, most))).toEqual(within)
      }),
      { seed: 4 },
    )
  })
})

describe('a band', () => {
  test('reaches to its very edge, and leaves islands', () => {
    const weights = bandWeights(plane([0, 0], [3, 4], [20, 0]), 5)
    expect(listsOf(weights)).toEqual([[1], [0], []])
    expect(islandsOf(weights)).toEqual([2])
  })

  test.each([0, -1, NaN, Infinity])('a radius of %s is refused', (radius) => {
    expect(() => bandWeights(plane([0, 0], [1, 0]), radius)).toThrow(RangeError)
  })
})
