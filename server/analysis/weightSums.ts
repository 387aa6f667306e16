import type { Weights } from './weights.ts'
import { rowSums } from './weightsOf.ts'

/** The sums over all pairs on which the variances of Moran's I and Geary's C rest (Cliff and Ord 1981, p. 20). */
export interface WeightSums {
  /** Σ w(i,j) */
  s0: number
  /** ½ Σ (w(i,j) + w(j,i))² */
  s1: number
  /** Σ (row i + column i)² */
  s2: number
}

export function weightSums(weights: Weights): WeightSums {
  const { n, start, to, weight } = weights
  const column = new Float64Array(n)
  let [squares, crossed] = [0, 0]
  for (let i = 0; i < n; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      const w = weight ? weight[at]! : 1
      column[to[at]!]! += w
      squares += w * w
      crossed += w * weightBetween(weights, to[at]!, i)
    }
  }
  const { sum: row } = rowSums(weights)
  let [s0, s2] = [0, 0]
  for (let i = 0; i < n; i++) {
    s0 += row[i]!
    s2 += (row[i]! + column[i]!) ** 2
  }
  return { s0, s1: squares + crossed, s2 }
}

/** w(i,j), 0 where j is no neighbour of i. */
function weightBetween({ start, to, weight }: Weights, i: number, j: number): number {
  let [low, high] = [start[i]!, start[i + 1]!]
  while (low < high) {
    const middle = (low + high) >> 1
    if (to[middle]! < j) low = middle + 1
    else high = middle
  }
  return low < start[i + 1]! && to[low] === j ? (weight ? weight[low]! : 1) : 0
}
