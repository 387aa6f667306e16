import { tails, twoSidedLog } from '../tails.ts'
import type { Weights } from '../weights.ts'

/** Whether a county has cases enough in a window for its map to mean something, with the figures. */
export interface Sufficiency {
  /** whole: the typical neighbourhood is all of the ground, so that nothing can be set against anything */
  verdict: 'enough' | 'coarse' | 'few' | 'whole'
  cases: number
  /** areas that can be judged */
  areas: number
  /** expected cases of the median neighbourhood */
  median: number
  /** cases that it must have to be hot if it is the only one; Infinity where all of the county's would not do */
  critical: number
  /** how many times the expected cases it must bring to be found with the power asked for; Infinity where nothing does */
  detectable: number
}

export interface SufficiencyOptions {
  dispersion: number
  /** variance of each expected count as an estimate; none by default */
  variance?: Float64Array
  /** false-discovery rate; 0.05 by default */
  level?: number
  /** chance to be found; 0.8 by default */
  power?: number
}

/** Up to here a place with what people would call many cases is found … */
const ENOUGH = 4
/** … and beyond this even ten times the expected cases go unseen more often than not asked for. */
const COARSE = 10

/**
 * What relative risk a hot place must have to be found at all. The only hot neighbourhood of a county is called after
 * false-discovery control if its two-sided p ≤ level / areas; for the neighbourhood of median expectation E this takes `critical`
 * cases, and it has them with the power asked for if its cases come `detectable` times as often as expected: a share ρE / (T − E +
 * ρE) of the county's T. Found by halving; every figure stands under the same law as the test itself (`tails`).
 *
 * Where the expected counts are estimates, φ is raised as in `testHot`, by the median of the neighbourhoods' v / E.
 *
 * `few` is no map: more than 10. `coarse` shows only extremes: more than 4. These two limits are a choice, the figures are not.
 */
export function sufficiency(expected: Float64Array, weights: Weights, { dispersion: phi, variance, level = 0.05, power = 0.8 }: SufficiencyOptions): Sufficiency {
  const sums = neighbourhoods(expected, expected, weights)
  const areas = sums.length
  const dispersion = phi + (variance ? medianOf(neighbourhoods(variance, expected, weights).map((one, k) => (sums[k]! > 0 ? one / sums[k]! : 0))) : 0)
  const cases = Math.round(expected.reduce((sum, one) => (one >= 0 ? sum + one : sum), 0))
  const median = medianOf(sums)
  const share = cases > 0 ? median / cases : 0
  const wanted = Math.log(level / Math.max(1, areas))
  const critical = leastCount(cases, (k) => k > median && twoSidedLog(tails(k, { cases, share, dispersion })) <= wanted)
  const detectable = critical === Infinity || share >= 1 ? Infinity : leastRisk({ cases, share, dispersion, critical, power })
  if (cases > 0 && share >= 1 - 1e-9) return { verdict: 'whole', cases, areas, median, critical, detectable }
  return { verdict: detectable <= ENOUGH ? 'enough' : detectable <= COARSE ? 'coarse' : 'few', cases, areas, median, critical, detectable }
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort()
  return sorted.length > 0 ? (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2 : 0
}

/** Sums of values over all neighbourhoods that can be judged. */
function neighbourhoods(values: Float64Array, expected: Float64Array, { n, start, to }: Weights): Float64Array {
  const sums: number[] = []
  for (let i = 0; i < n; i++) {
    if (!(expected[i]! >= 0)) continue
    let sum = values[i]!
    for (let k = start[i]!; k < start[i + 1]!; k++) if (expected[to[k]!]! >= 0) sum += values[to[k]!]!
    sums.push(sum)
  }
  return Float64Array.from(sums)
}

/** The least count of 0 … most that fits, where all larger ones do as well. */
function leastCount(most: number, fits: (k: number) => boolean): number {
  if (!fits(most)) return Infinity
  let [low, high] = [0, most]
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(middle)) high = middle
    else low = middle + 1
  }
  return low
}

interface Search {
  cases: number
  share: number
  dispersion: number
  critical: number
  power: number
}

function leastRisk({ cases, share, dispersion, critical, power }: Search): number {
  const found = (risk: number): boolean => {
    const raised = (risk * share) / (1 - share + risk * share)
    return tails(critical, { cases, share: raised, dispersion }).upper >= Math.log(power)
  }
  const most = 1e4
  if (!found(most)) return Infinity
  let [low, high] = [1, most]
  while (high - low > 1e-3 * low) {
    const middle = Math.sqrt(low * high)
    if (found(middle)) high = middle
    else low = middle
  }
  return high
}
