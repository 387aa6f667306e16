import type { LocalOptions } from './localG.ts'
import { momentsOf, momentsWithout, type Moments } from './moments.ts'
import { twoSidedP } from './normal.ts'
import { permuted, type Permuted } from './permute.ts'
import { sumOf } from './sum.ts'
import type { Weights } from './weights.ts'
import { islandsOf, neighbourSums, rowSums, spread } from './weightsOf.ts'

/** A place and its neighbours, each high (above the mean of all, or what else they are measured from) or low (not above it): `high-low` is a high one among low ones. */
export const QUADRANTS = ['high-high', 'low-low', 'low-high', 'high-low'] as const
export type Quadrant = (typeof QUADRANTS)[number]

/** One entry an area, in the order of the values; NaN and null for an island. */
export interface LocalMoran {
  i: Float64Array
  expectation: Float64Array
  variance: Float64Array
  z: Float64Array
  /** two-sided, by the normal distribution */
  p: Float64Array
  /** by the values' and their weighted neighbours' distance from what they are measured from, whether or not they are significant */
  quadrant: (Quadrant | null)[]
  /** null where no permutations were asked for */
  permuted: Permuted | null
}

/**
 * What is held: `conditional` (the default) keeps the area's own value and lets the others lie at random (Sokal, Oden
 * and Thomson 1998), `total` lets all of them. What values are measured from: `about`, by default their mean.
 */
type LocalMoranOptions = LocalOptions & ({ variance?: 'conditional'; about?: number } | { variance: 'total'; about?: never })

/**
 * Local Moran's I: z(i) / m₂ · Σ w(i,j) z(j), with z the values less their mean and m₂ = Σ z² / n.
 * Anselin (1995), "Local indicators of spatial association – LISA", Geographical Analysis 27, eq. 7; moments by Sokal,
 * Oden and Thomson (1998), Geographical Analysis 30. esda's values are (n − 1) / n times these.
 *
 * The conditional z is Gi's, with its sign turned for values below the mean. Where nothing can stand out – all values
 * equal, fewer than three areas, an area at the mean itself or one that neighbours all others – z is 0 and p is 1; where
 * all values are equal, I is 0.
 *
 * Values that have a zero of their own, such as what came less what was expected, are better measured `about` that: z(i) is then the
 * distance from it, and I tells whether a place and its neighbours lie on the same side of it. What is tested stays the same, how the
 * neighbours' sum lies among those that values drawn at random would make; only sign and scale of the place's own value change.
 */
export function localMoran(
  values: ArrayLike<number>,
  weights: Weights,
  { permutations = 0, seed = 0, variance: held = 'conditional', about }: LocalMoranOptions = {},
): LocalMoran {
  const moments = momentsOf(values)
  const measured = measuredFrom(about, values, moments)
  const { away, m2 } = measured
  const lag = neighbourSums(away, weights)
  const i = lag.map((sum, at) => (m2 === 0 ? 0 : (away[at]! / m2) * sum))
  const { expectation, variance } = held === 'total' ? total(moments, weights) : conditional(values, { ...moments, ...measured }, weights)
  const z = i.map((value, at) => (variance[at] === 0 ? 0 : (value - expectation[at]!) / Math.sqrt(variance[at]!)))
  const quadrant = Array.from(lag, (sum, at) => quadrantOf(away[at]!, sum))
  const drawn = permutations > 0 ? permuted(values, weights, { permutations, seed }) : null
  const result = { i, expectation, variance, z, p: z.map(twoSidedP), quadrant, permuted: drawn }
  for (const at of islandsOf(weights)) silence(result, at)
  return result
}

function quadrantOf(value: number, lag: number): Quadrant | null {
  return value > 0 ? (lag > 0 ? 'high-high' : 'high-low') : lag > 0 ? 'low-high' : 'low-low'
}

type Expected = Pick<LocalMoran, 'expectation' | 'variance'>

interface Measured {
  /** by area, from where they are measured */
  away: Float64Array
  /** Σ away */
  sum: number
  /** Σ away² / n; 0 where all values are equal */
  m2: number
}

function measuredFrom(about: number | undefined, values: ArrayLike<number>, { centred, squares }: Moments): Measured {
  const n = centred.length
  if (about === undefined || squares === 0) return { away: centred, sum: 0, m2: squares / n }
  const away = Float64Array.from(values, (value) => value - about)
  return { away, sum: sumOf(away), m2: sumOf(away.map((one) => one * one)) / n }
}

function conditional(values: ArrayLike<number>, moments: Moments & Measured, weights: Weights): Expected {
  const { n } = weights
  const { away, sum: all, m2 } = moments
  const { sum, squares: squared } = rowSums(weights)
  if (n < 3 || m2 === 0) return { expectation: new Float64Array(n), variance: new Float64Array(n) }
  const expectation = away.map((d, i) => (d * (all - d) * sum[i]!) / ((n - 1) * m2))
  const variance = away.map((d, i) => {
    const others = momentsWithout(values, moments, i).squares / (n - 2)
    return (d / m2) ** 2 * others * (spread(n - 1, squared[i]!, sum[i]!) / (n - 1))
  })
  return { expectation, variance }
}

function total({ squares, fourths }: Moments, weights: Weights): Expected {
  const { n } = weights
  const { sum, squares: squared } = rowSums(weights)
  if (n < 3 || squares === 0) return { expectation: new Float64Array(n), variance: new Float64Array(n) }
  const b2 = (n * fourths) / squares ** 2
  const a = (n - b2) / (n - 1)
  const b = (2 * b2 - n) / ((n - 1) * (n - 2))
  const expectation = sum.map((w) => -w / (n - 1))
  const variance = sum.map((w, i) => Math.max(0, a * squared[i]! + b * (w * w - squared[i]!) - (w / (n - 1)) ** 2))
  return { expectation, variance }
}

function silence({ i, expectation, variance, z, p, quadrant, permuted: drawn }: LocalMoran, at: number): void {
  for (const entries of [i, expectation, variance, z, p]) entries[at] = NaN
  if (drawn) drawn.p[at] = NaN
  quadrant[at] = null
}
