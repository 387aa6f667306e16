import { falseDiscovery } from '../adjust.ts'
import { tails, twoSidedLog, type Dealt } from '../tails.ts'
import type { Weights } from '../weights.ts'

export interface HotOptions {
  /** φ ≥ 1 of the areas' counts */
  dispersion: number
  /** variance of each expected count as an estimate; none by default */
  variance?: Float64Array
}

/** Arrays by area; NaN (level 0) where an area cannot be judged. */
export interface HotTest {
  /** of the neighbourhood: the area itself and its neighbours */
  observed: Float64Array
  expected: Float64Array
  z: Float64Array
  /** exact, two-sided; `logP` is its logarithm, also where p itself underflows */
  p: Float64Array
  logP: Float64Array
  /** after false-discovery control over all areas that can be judged */
  adjusted: Float64Array
  /** hot at 99, 95, 90 % after that control, cold −99 … −90, neither 0 */
  level: Int8Array
  /** one-sided: to have so many or more in the neighbourhood */
  upper: Float64Array
  /** the area by itself: z under the same φ, p one-sided (to have so many or more), and that after false-discovery control over all areas */
  own: { observed: Float64Array; expected: Float64Array; z: Float64Array; p: Float64Array; logP: Float64Array; adjusted: Float64Array }
}

/**
 * Where are more cases together than expected, or fewer? The statistic of Getis and Ord's Gi*, the sum over an area and its
 * neighbours with equal weights (Ord and Getis 1995), under another null than theirs: not values that might be exchanged
 * between areas, but cases dealt to areas in proportion to what each should have. A neighbourhood that should have E of the
 * county's T cases then has a binomial count, or a beta-binomial one where the counts vary φ times as much (`tails`):
 *
 *   z = (O − E) / √(φ E (1 − E / T)),   p = 2 min(P(X ≤ O), P(X ≥ O)) exactly, at most 1
 *
 * valid with few cases too, where z is not. Doubling keeps the level under the null. Where the expected counts are estimates, of
 * variance v in sum over the neighbourhood, φ is raised by v / E. Over all areas Benjamini–Hochberg; sums of neighbours are
 * positively dependent, under which it holds (Benjamini and Yekutieli 2001).
 *
 * Only the binary pattern of the weights is used. An area without an expectation (NaN) has no result and adds nothing to its neighbours'.
 */
export function testHot(observed: Float64Array, expected: Float64Array, weights: Weights, { dispersion, variance }: HotOptions): HotTest {
  const { n } = weights
  const blank = (): Float64Array => new Float64Array(n).fill(NaN)
  const test: HotTest = {
    observed: blank(), expected: blank(), z: blank(), p: blank(), logP: blank(), adjusted: blank(), upper: blank(),
    level: new Int8Array(n),
    own: { observed: blank(), expected: blank(), z: blank(), p: blank(), logP: blank(), adjusted: blank() },
  }
  const judged = expected.map((one) => (one >= 0 ? 1 : 0))
  let [cases, whole] = [0, 0]
  for (let i = 0; i < n; i++) {
    if (!judged[i]) continue
    cases += observed[i]!
    whole += expected[i]!
  }
  for (let i = 0; i < n; i++) {
    if (!judged[i]) continue
    let [o, e, v] = [observed[i]!, expected[i]!, variance?.[i] ?? 0]
    const part = { cases, share: whole > 0 ? e / whole : 0, dispersion: dispersion + (e > 0 ? v / e : 0) }
    const own = tails(o, part)
    test.own.observed[i] = o
    test.own.expected[i] = e
    test.own.z[i] = standardised(o, e, part)
    test.own.logP[i] = own.upper
    test.own.p[i] = Math.exp(own.upper)
    for (let k = weights.start[i]!; k < weights.start[i + 1]!; k++) {
      const j = weights.to[k]!
      if (!judged[j]) continue
      o += observed[j]!
      e += expected[j]!
      v += variance?.[j] ?? 0
    }
    const dealt = { cases, share: whole > 0 ? Math.min(1, e / whole) : 0, dispersion: dispersion + (e > 0 ? v / e : 0) }
    const both = tails(o, dealt)
    test.observed[i] = o
    test.expected[i] = e
    test.z[i] = standardised(o, e, dealt)
    test.logP[i] = twoSidedLog(both)
    test.p[i] = Math.exp(test.logP[i]!)
    test.upper[i] = Math.exp(both.upper)
  }
  test.adjusted.set(falseDiscovery(test.p))
  test.own.adjusted.set(falseDiscovery(test.own.p))
  for (let i = 0; i < n; i++) test.level[i] = levelOf(test.adjusted[i]!) * (test.observed[i]! > test.expected[i]! ? 1 : -1)
  return test
}

function standardised(observed: number, expected: number, { share, dispersion }: Dealt): number {
  return share > 0 && share < 1 ? (observed - expected) / Math.sqrt(dispersion * expected * (1 - share)) : 0
}

function levelOf(adjusted: number): number {
  return adjusted <= 0.01 ? 99 : adjusted <= 0.05 ? 95 : adjusted <= 0.1 ? 90 : 0
}
