import { LARGE, stirlingRest } from './gamma.ts'
import { quantileOfLog } from './normal.ts'

/** Natural logarithms of both tails at a count, the count itself included in both. */
export interface Tails {
  /** ln P(X ≤ k) */
  lower: number
  /** ln P(X ≥ k) */
  upper: number
  /** ln P(X = k) */
  chance: number
}

export interface Dealt {
  /** T, how many cases are dealt out; a whole number ≥ 0 */
  cases: number
  /** chance of one case to fall here, in [0, 1] */
  share: number
  /** φ ≥ 1, how many times as much as independent cases the count varies */
  dispersion: number
}

/** Of a sum, what adds less than this share of it no longer shows. */
const NEGLIGIBLE = 1e-18

/**
 * How far in the tails a count lies when T cases are dealt to places. With φ = 1 each case falls by itself: binomial. With
 * φ > 1 the places' own counts vary φ times as much as Poisson counts (negative binomial with variance φ × mean); dealt out
 * under the condition of their total T they are Dirichlet-multinomial with weights mean / (φ − 1), and any union of places is
 * beta-binomial with α + β = T / (φ − 1) (Johnson, Kotz and Balakrishnan 1997, chapter 35). So one φ serves places and neighbourhoods.
 *
 * Sums the probabilities outwards from the count, all of one sign, by the exact ratio of each to the next; only the first is
 * taken from logarithms of gamma functions. Relative error below 1e-9 for T ≤ 1e5, also where the tail underflows: results are
 * logarithms. Cost: some standard deviations of terms.
 */
export function tails(k: number, dealt: Dealt): Tails {
  const { cases: n, share, dispersion } = dealt
  if (share <= 0) return { lower: 0, upper: k > 0 ? -Infinity : 0, chance: k > 0 ? -Infinity : 0 }
  if (share >= 1) return { lower: k < n ? -Infinity : 0, upper: 0, chance: k < n ? -Infinity : 0 }
  const law = lawOf(n, share, dispersion > 1 ? n / (dispersion - 1) : Infinity)
  const chance = logChance(law, k)
  if (k > n * share) {
    const upper = chance + outwards(law, k, 1)
    return { upper, lower: k >= n ? 0 : complement(upper, chance), chance }
  }
  const lower = chance + outwards(law, k, -1)
  return { lower, upper: k <= 0 ? 0 : complement(lower, chance), chance }
}

/** ln p of the two-sided test that doubles the smaller tail: never below the level under the null, whatever the skew. */
export function twoSidedLog({ lower, upper }: Tails): number {
  return Math.min(0, Math.LN2 + Math.min(lower, upper))
}

/**
 * The count as a standard normal deviate: z with Φ(−z) = P(X > k) + ½ P(X = k), the mid-p of Lancaster (1961), "Significance tests in
 * discrete distributions", JASA 56. With half of the count's own chance on either side Φ(z) is ½ in the mean however few cases there are; by
 * the whole tail counts would look low. 0 where there is but one count that may come.
 */
export function normalScore({ lower, upper, chance }: Tails): number {
  const halved = (tail: number): number => tail + Math.log1p(-Math.exp(chance - tail) / 2)
  const [below, above] = [halved(lower), halved(upper)]
  // both are ½ at a median, and a rounding may lift them above it
  return above < below ? -quantileOfLog(Math.min(-Math.LN2, above)) : quantileOfLog(Math.min(-Math.LN2, below))
}

/** A binomial or beta-binomial law of a count 0 … n. */
export interface Law {
  n: number
  share: number
  /** both infinite for the binomial law */
  alpha: number
  beta: number
}

/** `strength` is α + β; infinite for the binomial law. */
export function lawOf(n: number, share: number, strength: number): Law {
  return { n, share, alpha: share * strength, beta: (1 - share) * strength }
}

/** ln of the sum of the chances from k on, upwards (1) or downwards (−1), over that of k itself. */
function outwards(law: Law, k: number, step: 1 | -1): number {
  const { n, beta, alpha } = law
  // a law with a second heap at the far end must be summed to that end; upwards it is β < 1 that heaps there, downwards α < 1
  const early = (step > 0 ? beta : alpha) >= 1
  let [sum, term] = [1, 1]
  for (let j = k; step > 0 ? j < n : j > 0; j += step) {
    term *= step > 0 ? ratio(law, j) : 1 / ratio(law, j - 1)
    sum += term
    if (early && term < sum * NEGLIGIBLE) break
  }
  return Math.log(sum)
}

/** P(X = j + 1) / P(X = j). */
export function ratio({ n, share, alpha, beta }: Law, j: number): number {
  const odds = alpha === Infinity ? share / (1 - share) : (alpha + j) / (beta + n - j - 1)
  return ((n - j) / (j + 1)) * odds
}

/** ln P(X = k). */
function logChance({ n, share, alpha, beta }: Law, k: number): number {
  const ways = logRising(n - k + 1, k) - logRising(1, k)
  if (alpha === Infinity) return ways + k * Math.log(share) + (n - k) * Math.log1p(-share)
  return ways + logRising(alpha, k) + logRising(beta, n - k) - logRising(alpha + beta, n)
}

/** ln P(X ≥ k) from ln P(X ≤ k), or the other way round: the count itself lies in both. */
function complement(tail: number, chance: number): number {
  return Math.log1p(-Math.max(0, Math.exp(tail) - Math.exp(chance)))
}

/** ln of a (a + 1) … (a + n − 1) = ln Γ(a + n) / Γ(a); a > 0, n a whole number. Abramowitz and Stegun 6.1.41. */
function logRising(a: number, n: number): number {
  let [product, at, left] = [1, a, n]
  for (; at < LARGE && left > 0; at++, left--) product *= at
  const small = Math.log(product)
  if (left === 0) return small
  return small + (at - 0.5) * Math.log1p(left / at) + left * Math.log(at + left) - left + stirlingRest(at + left) - stirlingRest(at)
}
