import { expect } from 'vitest'
import type { Weights } from '../../../server/analysis/weights.ts'
import { listWeights } from '../../../server/analysis/weightsFrom.ts'
import fc from '../../property.ts'

/** A square of `side` × `side` cells, row by row; cells that share a corner are neighbours. */
export function lattice(side: number): Weights {
  const near = (at: number): number[] => [at - 1, at, at + 1].filter((one) => one >= 0 && one < side)
  return listWeights(
    Array.from({ length: side * side }, (_, cell) => {
      const [row, column] = [Math.floor(cell / side), cell % side]
      return near(row).flatMap((r) => near(column).map((c) => r * side + c))
    }),
  )
}

/** The full matrix, `self` on its diagonal. */
export function matrixOf({ n, start, to, weight }: Weights, self = 0): number[][] {
  return Array.from({ length: n }, (_, i) => {
    const row = Array.from({ length: n }, (__, j) => (i === j ? self : 0))
    for (let at = start[i]!; at < start[i + 1]!; at++) row[to[at]!] = weight ? weight[at]! : 1
    return row
  })
}

/** The same ground with its areas in another order: new position of each. */
export function reordered(weights: Weights, position: readonly number[]): Weights {
  const lists: number[][] = []
  const matrix = matrixOf(weights)
  position.forEach((at, i) => (lists[at] = matrix[i]!.flatMap((one, j) => (one > 0 ? [position[j]!] : []))))
  const plain = listWeights(lists)
  if (!weights.weight) return plain
  const back = new Map(position.map((at, i) => [at, i]))
  const weight = new Float64Array(plain.to.length)
  for (let i = 0; i < plain.n; i++) {
    for (let at = plain.start[i]!; at < plain.start[i + 1]!; at++) weight[at] = matrix[back.get(i)!]![back.get(plain.to[at]!)!]!
  }
  return { ...plain, weight }
}

interface ValuesOnGround {
  values: number[]
  weights: Weights
}

/** Small grounds with islands, one-sided neighbours and ties among the values. */
export const aMap: fc.Arbitrary<ValuesOnGround> = fc.integer({ min: 4, max: 14 }).chain((n) =>
  fc.record({
    values: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }),
    weights: fc
      .array(fc.array(fc.integer({ min: 0, max: n - 1 }), { maxLength: 4 }), { minLength: n, maxLength: n })
      .map((lists) => listWeights(lists)),
  }),
)

/** Every order of the items. */
export function ordersOf(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((first, at) => ordersOf([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [first, ...rest]))
}

export const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/** Divided by how many there are: the variance of a whole population. */
export function varianceOf(numbers: readonly number[]): number {
  const mean = meanOf(numbers)
  return meanOf(numbers.map((one) => (one - mean) ** 2))
}

/** Matches each number to so many decimals, NaN by NaN. */
export const near = (numbers: ArrayLike<number>, digits: number): unknown[] =>
  Array.from(numbers, (one) => (Number.isNaN(one) ? NaN : (expect.closeTo(one, digits) as unknown)))
