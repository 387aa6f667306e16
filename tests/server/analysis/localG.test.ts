import { describe, expect, test } from 'vitest'
import { gi, giStar } from '../../../server/analysis/localG.ts'
import { listWeights } from '../../../server/analysis/weightsFrom.ts'
import { rowStandardised } from '../../../server/analysis/weightsOf.ts'
import fc from '../../property.ts'
import { aMap, lattice, matrixOf, meanOf, near, ordersOf, reordered, varianceOf } from './grounds.ts'

/** Ord and Getis's z, term by term from the full matrix, over the areas `at`; 0 where there is nothing to divide by. */
function byMatrix(values: readonly number[], row: readonly number[], at: readonly number[]): number {
  const n = at.length
  const x = at.map((j) => values[j]!)
  const w = at.map((j) => row[j]!)
  const sum = w.reduce((total, one) => total + one, 0)
  const squares = w.reduce((total, one) => total + one * one, 0)
  const variance = new Set(x).size > 1 ? (varianceOf(x) * (n * squares - sum * sum)) / (n - 1) : 0
  return variance === 0 ? 0 : (w.reduce((total, one, j) => total + one * x[j]!, 0) - sum * meanOf(x)) / Math.sqrt(variance)
}

describe('Gi* and Gi', () => {
  test('are what the formula gives on the full matrix with, and without, the area itself', () => {
    fc.assert(
      fc.property(aMap, ({ values, weights }) => {
        const all = [...values.keys()]
        const star = all.map((i) => byMatrix(values, matrixOf(weights, 1)[i]!, all))
        const without = all.map((i) => {
          const others = all.filter((j) => j !== i)
          return weights.start[i] === weights.start[i + 1] ? NaN : byMatrix(values, matrixOf(weights)[i]!, others)
        })
        expect([...giStar(values, weights).z]).toEqual(near(star, 9))
        expect([...gi(values, weights).z]).toEqual(near(without, 9))
      }),
      { seed: 4 },
    )
  })

  test('have the mean and variance of every order in which the values could lie', () => {
    const values = [3, 1, 4, 1, 9]
    const weights = listWeights([[1, 2], [0, 2, 3], [4], [], [0, 1, 2, 3]])
    const [star, without] = [giStar(values, weights), gi(values, weights)]
    const orders = ordersOf(values)
    const sums = (i: number, self: number, among: number[][]): number[] =>
      among.map((order) => matrixOf(weights, self)[i]!.reduce((sum, w, j) => sum + w * order[j]!, 0))
    const free = values.map((_, i) => sums(i, 1, orders))
    const held = values.map((value, i) => (i === 3 ? [NaN] : sums(i, 0, orders.filter((order) => order[i] === value))))
    expect([...star.expectation]).toEqual(near(free.map(meanOf), 10))
    expect([...star.variance]).toEqual(near(free.map(varianceOf), 10))
    expect([...without.expectation]).toEqual(near(held.map(meanOf), 10))
    expect([...without.variance]).toEqual(near(held.map(varianceOf), 10))
  })

  test('do not mind the order of the areas, a constant, or the unit', () => {
    fc.assert(
      fc.property(aMap, fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 40 }), fc.nat(), ({ values, weights }, constant, unit, seed) => {
        const { z } = giStar(values, weights)
        const other = giStar(values.map((value) => value * unit + constant), weights).z
        const position = [...values.keys()].sort((a, b) => Math.imul(a + 1, seed | 1) - Math.imul(b + 1, seed | 1))
        const moved: number[] = []
        position.forEach((at, i) => (moved[at] = values[i]!))
        const elsewhere = giStar(moved, reordered(weights, position)).z
        z.forEach((one, i) => {
          expect(other[i]).toBeCloseTo(one, 8)
          expect(elsewhere[position[i]!]).toBeCloseTo(one, 8)
        })
      }),
      { seed: 4 },
    )
  })

  test('Gi does not mind rows being scaled', () => {
    const values = Array.from({ length: 25 }, (_, i) => (i * 7) % 11)
    const [binary, standardised] = [gi(values, lattice(5)), gi(values, rowStandardised(lattice(5)))]
    binary.z.forEach((z, i) => expect(standardised.z[i]).toBeCloseTo(z, 12))
  })
})

describe('where nothing can stand out', () => {
  test('an island is its own Gi*, and has no Gi', () => {
    const weights = listWeights([[1], [0], []])
    const star = giStar([1, 2, 9], weights, { permutations: 99 })
    expect(star.z[2]).toBeCloseTo((9 - 4) / Math.sqrt(varianceOf([1, 2, 9])), 12)
    expect(star.permuted!.p[2]).toBe(1)
    const without = gi([1, 2, 9], weights, { permutations: 99 })
    expect([without.sum[2], without.expectation[2], without.variance[2], without.z[2], without.p[2], without.permuted!.p[2]]).toEqual(Array(6).fill(NaN))
    expect(without.p[0]).not.toBeNaN()
  })

  test('equal values, also such as no double holds exactly', () => {
    for (const value of [0, 0.1, -3.7]) {
      for (const found of [giStar(Array(9).fill(value), lattice(3)), gi(Array(9).fill(value), lattice(3))]) {
        expect([...found.z]).toEqual(Array(9).fill(0))
        expect([...found.p]).toEqual(Array(9).fill(1))
      }
    }
  })

  test('the others equal: only they count for Gi', () => {
    const values = [1e9, 0.1, 0.1, 0.1, 0.1]
    const found = gi(values, listWeights([[1], [0], [3], [2], [0, 1]]))
    expect([found.z[0], found.p[0]]).toEqual([0, 1])
    expect(found.z[1]).toBeGreaterThan(1)
  })

  test.each([1e3, 1e5, 1e7, 1e9])('one area at %s leaves their own differences to its Gi', (far) => {
    const others = [0.1, 0.7, 0.2, 0.4]
    const found = gi([far, ...others], listWeights([[2], [0], [0], [0], [0]]))
    expect(found.z[0]).toBeCloseTo(byMatrix(others, [0, 1, 0, 0], [0, 1, 2, 3]), 12)
  })

  test('areas that neighbour all others, whatever their shares add up to', () => {
    for (let n = 3; n < 30; n++) {
      const all = listWeights(Array.from({ length: n }, () => Array.from({ length: n }, (_, j) => j)))
      const values = Array.from({ length: n }, (_, i) => (i * 7) % 5)
      expect([...giStar(values, all).z, ...gi(values, rowStandardised(all)).z]).toEqual(Array(2 * n).fill(0))
    }
  })

  test.each([0, 1, 2])('%s areas', (n) => {
    const weights = listWeights(Array.from({ length: n }, (_, i) => (n > 1 ? [1 - i] : [])))
    const values = [3, 8].slice(0, n)
    expect([...giStar(values, weights).z]).toEqual(Array(n).fill(0))
    expect([...gi(values, weights).z]).toEqual(Array(n).fill(n === 1 ? NaN : 0))
  })

  test.each([NaN, Infinity])('a value of %s is refused', (value) => {
    expect(() => giStar([1, value, 2], listWeights([[1], [0], [1]]))).toThrow(RangeError)
  })
})
