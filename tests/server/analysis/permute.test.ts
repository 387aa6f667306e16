import { describe, expect, test } from 'vitest'
import { permuted } from '../../../server/analysis/permute.ts'
import { random } from '../../../server/analysis/random.ts'
import { shuffle } from '../../../server/analysis/shuffle.ts'
import { listWeights } from '../../../server/analysis/weightsFrom.ts'
import { rowStandardised } from '../../../server/analysis/weightsOf.ts'
import { lattice, matrixOf, ordersOf } from './grounds.ts'

const values = [3, 1, 4, 1, 9, 2]
const ground = listWeights([[1, 2], [0, 2, 3], [4], [], [0, 1, 2, 3, 5], [0, 3, 4]])

/** The share of all orders of the others whose weighted sum is at least, and at most, the observed. */
function exact(numbers: readonly number[], matrix: number[][], i: number): [number, number] {
  const row = matrix[i]!
  const sumOf = (order: readonly number[]): number => row.reduce((sum, w, j) => sum + w * order[j]!, 0)
  const others = ordersOf(numbers.filter((_, j) => j !== i)).map((rest) => rest.toSpliced(i, 0, numbers[i]!))
  const share = (counts: (sum: number) => boolean): number => others.filter((order) => counts(sumOf(order))).length / others.length
  const observed = sumOf(numbers)
  return [share((sum) => sum >= observed - 1e-9), share((sum) => sum <= observed + 1e-9)]
}

describe('conditional permutation', () => {
  test.each([
    ['equal weights', ground],
    ['unequal weights', { ...ground, weight: Float64Array.from(ground.to, (_, at) => 1 + (at % 3) / 2) }],
    ['row-standardised weights', rowStandardised(ground)],
  ])('comes near the share of all orders, %s', (_, weights) => {
    const permutations = 20_000
    const found = permuted(values, weights, { permutations, seed: 7 })
    values.forEach((__, i) => {
      const [atLeast, atMost] = exact(values, matrixOf(weights), i)
      const within = (share: number): number => 4.5 * Math.sqrt((share * (1 - share)) / permutations) + 1e-12
      expect(Math.abs(found.atLeast[i]! / permutations - atLeast)).toBeLessThanOrEqual(within(atLeast))
      expect(Math.abs(found.atMost[i]! / permutations - atMost)).toBeLessThanOrEqual(within(atMost))
    })
  })

  test('ties count on both sides: of tenths as of whole numbers', () => {
    const options = { permutations: 500, seed: 3 }
    const tenths = permuted(values.map((value) => value / 10), ground, options)
    expect(tenths).toEqual(permuted(values, ground, options))
    const uneven = { ...ground, weight: Float64Array.from(ground.to, (_, at) => (1 + (at % 3)) / 10) }
    expect(permuted(values.map((value) => value / 10), uneven, options)).toEqual(permuted(values.map((value) => value * 7), uneven, options))
    // 0.1 + 0.2 + 0.3 adds up otherwise than 0.3 + 0.2 + 0.1
    const all = listWeights(Array.from({ length: 4 }, () => [0, 1, 2, 3]))
    expect([...permuted([0.1, 0.2, 0.3, 0.7], all, options).atMost]).toEqual([500, 500, 500, 500])
  })

  test('is the same each time, of whatever size the numbers, and another with another seed', () => {
    const numbers = Array.from({ length: 100 }, (_, i) => (i * 37) % 23)
    const counts = permuted(numbers, lattice(10), { permutations: 99, seed: 1 })
    expect(permuted(numbers.map((one) => one * 1e-290), lattice(10), { permutations: 99, seed: 1 })).toEqual(counts)
    expect(permuted(numbers, lattice(10), { permutations: 99, seed: 2 })).not.toEqual(counts)
    // as any machine has it
    expect([...counts.atLeast.subarray(0, 8)]).toEqual([54, 94, 5, 44, 43, 46, 91, 4])
  })

  test('an island and equal values have only ties', () => {
    expect(permuted(values, ground, { permutations: 99, seed: 1 }).p[3]).toBe(1)
    expect([...permuted([2, 2, 2, 2], lattice(2), { permutations: 99, seed: 1 }).p]).toEqual([1, 1, 1, 1])
    expect([...permuted([0, 0, 0, 0], lattice(2), { permutations: 99, seed: 1 }).p]).toEqual([1, 1, 1, 1])
  })

  test('p is twice the smaller side, with the observed itself counted in', () => {
    const top = Array.from({ length: 400 }, (_, i) => (i < 3 || (i >= 20 && i < 23) || (i >= 40 && i < 43) ? 100 : i % 7))
    const { p, atLeast } = permuted(top, lattice(20), { permutations: 999, seed: 1 })
    expect(atLeast[21]).toBe(0)
    expect(p[21]).toBe(0.002)
  })
})

test('a shuffle gives every order as often', () => {
  const times = new Map<string, number>()
  const draws = random(11)
  for (let t = 0; t < 24_000; t++) {
    const items = Uint32Array.of(0, 1, 2, 3)
    shuffle(items, draws)
    times.set(items.join(''), (times.get(items.join('')) ?? 0) + 1)
  }
  const chiSquared = [...times.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
  expect(times.size).toBe(24)
  // 23 degrees of freedom: beyond 49.7 once in a thousand seeds
  expect(chiSquared).toBeLessThan(49.7)
})
