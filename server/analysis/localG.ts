import { momentsOf, momentsWithout } from './moments.ts'
import { twoSidedP } from './normal.ts'
import { permuted, type Permuted } from './permute.ts'
import type { Weights } from './weights.ts'
import { islandsOf, neighbourSums, rowSums, spread } from './weightsOf.ts'

/** One entry an area, in the order of the values. */
export interface LocalG {
  /**
   * Σ w(i,j) · x(j), and what it is expected to be and varies by where the values lie at random. The literature's G is
   * sum ÷ Σ x(j), its expectation and variance likewise; z is the same.
   */
  sum: Float64Array
  expectation: Float64Array
  variance: Float64Array
  z: Float64Array
  /** two-sided, by the normal distribution */
  p: Float64Array
  /** null where no permutations were asked for */
  permuted: Permuted | null
}

export interface LocalOptions {
  /** 0 for none, the default */
  permutations?: number
  /** of the permutations; 0 by default */
  seed?: number
}

/**
 * Getis–Ord Gi* of each area: its neighbours and itself (with the weight 1) against all areas.
 * Ord and Getis (1995), "Local spatial autocorrelation statistics", Geographical Analysis 27, eq. 6 with table 1.
 *
 * Rows may be scaled without a change of z; row-standardised ones must count the area itself before they are divided.
 * An island is compared by its own value. Where nothing can stand out – all values equal, fewer than two areas, or an
 * area that neighbours all others – z is 0 and p is 1.
 */
export function giStar(values: ArrayLike<number>, weights: Weights, { permutations = 0, seed = 0 }: LocalOptions = {}): LocalG {
  const { n } = weights
  const moments = momentsOf(values)
  const sums = rowSums(weights, 1)
  const sum = neighbourSums(values, weights, 1)
  const [expectation, variance] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    expectation[i] = sums.sum[i]! * moments.mean
    variance[i] = n < 2 ? 0 : (moments.squares / n) * (spread(n, sums.squares[i]!, sums.sum[i]!) / (n - 1))
  }
  return { sum, expectation, variance, ...tested(sum, expectation, variance), permuted: asked(values, weights, permutations, seed) }
}

/**
 * Getis–Ord Gi of each area: its neighbours without itself against all other areas. Ord and Getis (1995), eq. 5.
 *
 * An island has no Gi: all its entries are NaN. Where nothing can stand out – the other values all equal, fewer than
 * three areas, or an area that neighbours all others – z is 0 and p is 1.
 */
export function gi(values: ArrayLike<number>, weights: Weights, { permutations = 0, seed = 0 }: LocalOptions = {}): LocalG {
  const { n } = weights
  const moments = momentsOf(values)
  const sums = rowSums(weights)
  const sum = neighbourSums(values, weights)
  const [expectation, variance] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    const others = n < 2 ? { mean: 0, squares: 0 } : momentsWithout(values, moments, i)
    expectation[i] = sums.sum[i]! * others.mean
    variance[i] = n < 3 ? 0 : (others.squares / (n - 1)) * (spread(n - 1, sums.squares[i]!, sums.sum[i]!) / (n - 2))
  }
  for (const i of islandsOf(weights)) sum[i] = expectation[i] = variance[i] = NaN
  const drawn = asked(values, weights, permutations, seed)
  if (drawn) for (const i of islandsOf(weights)) drawn.p[i] = NaN
  return { sum, expectation, variance, ...tested(sum, expectation, variance), permuted: drawn }
}

function tested(sum: Float64Array, expectation: Float64Array, variance: Float64Array): { z: Float64Array; p: Float64Array } {
  const z = sum.map((value, i) => (variance[i] === 0 ? 0 : (value - expectation[i]!) / Math.sqrt(variance[i]!)))
  return { z, p: z.map(twoSidedP) }
}

function asked(values: ArrayLike<number>, weights: Weights, permutations: number, seed: number): Permuted | null {
  return permutations > 0 ? permuted(values, weights, { permutations, seed }) : null
}
