import { momentsOf, type Moments } from './moments.ts'
import { twoSidedP } from './normal.ts'
import type { Weights } from './weights.ts'
import { neighbourSums } from './weightsOf.ts'
import { weightSums, type WeightSums } from './weightSums.ts'

/** A statistic of the whole map against what it would be if the values lay at random. */
export interface GlobalStatistic {
  statistic: number
  expectation: number
  variance: number
  /** (statistic − expectation) / √variance */
  z: number
  /** two-sided, by the normal distribution */
  p: number
}

interface GlobalOptions {
  /** what is random: which area has which value (`randomisation`, the default), or the values, drawn from a normal distribution */
  variance?: 'randomisation' | 'normality'
}

/**
 * Moran's I, above its expectation −1 / (n − 1) where neighbours are alike. Variances by Cliff and Ord (1981), "Spatial
 * Processes", eq. 1.37 and 1.39. Islands count in n and in the mean and add no pair.
 *
 * Null where there is nothing to tell: fewer than four areas, no neighbours, or all values equal.
 */
export function moran(values: ArrayLike<number>, weights: Weights, { variance = 'randomisation' }: GlobalOptions = {}): GlobalStatistic | null {
  const moments = momentsOf(values)
  if (untold(moments, weights)) return null
  const { n } = weights
  const { centred, squares } = moments
  const sums = weightSums(weights)
  const lag = neighbourSums(centred, weights)
  const statistic = (n / sums.s0) * (lag.reduce((sum, one, i) => sum + centred[i]! * one, 0) / squares)
  const expectation = -1 / (n - 1)
  return tested(statistic, expectation, (variance === 'normality' ? moranNormal : moranRandom)(n, kurtosis(moments), sums) - expectation ** 2)
}

/**
 * Geary's C, below its expectation 1 (and z below 0) where neighbours are alike. Variances by Cliff and Ord (1981), eq. 1.40 f.
 * Islands count in n and in the variance of the values and add no pair. Null as for Moran's I.
 */
export function geary(values: ArrayLike<number>, weights: Weights, { variance = 'randomisation' }: GlobalOptions = {}): GlobalStatistic | null {
  const moments = momentsOf(values)
  if (untold(moments, weights)) return null
  const { n } = weights
  const sums = weightSums(weights)
  const statistic = ((n - 1) / (2 * sums.s0)) * (squaredDifferences(values, weights) / moments.squares)
  return tested(statistic, 1, (variance === 'normality' ? gearyNormal : gearyRandom)(n, kurtosis(moments), sums))
}

function untold({ squares }: Moments, { n, to }: Weights): boolean {
  return n < 4 || to.length === 0 || squares === 0
}

function tested(statistic: number, expectation: number, variance: number): GlobalStatistic {
  const z = variance > 0 ? (statistic - expectation) / Math.sqrt(variance) : 0
  return { statistic, expectation, variance: Math.max(0, variance), z, p: twoSidedP(z) }
}

function squaredDifferences(values: ArrayLike<number>, { n, start, to, weight }: Weights): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) sum += (weight ? weight[at]! : 1) * (values[i]! - values[to[at]!]!) ** 2
  }
  return sum
}

function kurtosis({ centred, squares, fourths }: Moments): number {
  return (centred.length * fourths) / squares ** 2
}

function moranNormal(n: number, _: number, { s0, s1, s2 }: WeightSums): number {
  return (n * n * s1 - n * s2 + 3 * s0 * s0) / (s0 * s0 * (n * n - 1))
}

function moranRandom(n: number, b2: number, { s0, s1, s2 }: WeightSums): number {
  const first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
  const second = b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
  return (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0)
}

function gearyNormal(n: number, _: number, { s0, s1, s2 }: WeightSums): number {
  return ((2 * s1 + s2) * (n - 1) - 4 * s0 * s0) / (2 * (n + 1) * s0 * s0)
}

function gearyRandom(n: number, b2: number, { s0, s1, s2 }: WeightSums): number {
  const first = (n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * b2)
  const second = 0.25 * (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b2)
  const third = s0 * s0 * (n * n - 3 - (n - 1) ** 2 * b2)
  return (first - second + third) / (n * (n - 2) * (n - 3) * s0 * s0)
}
