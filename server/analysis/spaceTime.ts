import { normalScore, tails, twoSidedLog } from './tails.ts'
import type { Weights } from './weights.ts'
import { neighbourSums } from './weightsOf.ts'

/**
 * A cube of areas × steps lies step by step: the value of an area in a step is `[step * areas + area]`. Steps are whole: who counts
 * cases leaves out a week or a month that has not ended.
 */
interface ExcessOptions {
  /** steps before its own that a neighbourhood reaches back; default 1. The first steps have fewer behind them */
  back?: number
  /** φ ≥ 1 of the areas' counts; default 1 */
  dispersion?: number
  /** variance of each share as an estimate; none by default */
  variance?: Float64Array
}

/** In the order of the counts; z 0 and p 1 where nothing can stand out, NaN in an area that cannot be judged. */
export interface Excess {
  /** standard normal under no structure, whatever is expected */
  z: Float64Array
  /** exact, two-sided */
  p: Float64Array
}

/**
 * How far a neighbourhood in space and time lies above what was to be expected: the cases of an area and its neighbours, each once, in a
 * step and in the `back` steps before. The null is that of `testHot`: all cases of these steps fall to the areas by their shares, so that
 * the neighbourhood's count is binomial, or beta-binomial where counts vary φ times as much (counts of one φ over several steps add up
 * to one of the same). p doubles the smaller of its exact tails; z is its `normalScore`, for trends and for telling how far.
 *
 * By the deviance residual instead, sgn(O − E) · √(2(O ln(O/E) − O + E) / φ), 10 to 18 % of counties without any structure had some hot or
 * cold step where counts vary two or four times as much as Poisson ones, though a false-discovery rate of 5 % was promised; by the exact
 * tails it is kept (the calibration bench prints it).
 * @param counts areas × steps, step by step
 * @param share of the county's cases that falls to each area; NaN for one that cannot be judged, whose cases count nowhere
 */
export function spaceTimeExcess(
  counts: Float64Array, share: Float64Array, { n, start, to }: Weights, { back = 1, dispersion = 1, variance }: ExcessOptions = {},
): Excess {
  const alike: Weights = { n, start, to, weight: null }
  const whole = share.reduce((sum, one) => (one >= 0 ? sum + one : sum), 0)
  const due = neighbourSums(share.map((one) => (one >= 0 ? one / whole : 0)), alike, 1)
  const unsure = variance && neighbourSums(variance.map((one, area) => (share[area]! >= 0 ? one / whole ** 2 : 0)), alike, 1)
  const inside = counts.map((count, at) => (share[at % n]! >= 0 ? count : 0))
  const [observed, totals] = [localSums(inside, alike), totalsByStep(inside, n)]
  const [z, p] = [new Float64Array(counts.length).fill(NaN), new Float64Array(counts.length).fill(NaN)]
  for (let step = 0; step < totals.length; step++) {
    const first = Math.max(0, step - back)
    const cases = totals.subarray(first, step + 1).reduce((sum, one) => sum + one, 0)
    for (let area = 0; area < n; area++) {
      if (!(share[area]! >= 0)) continue
      const own = Math.min(1, due[area]!)
      // of an expected count E = cases × share the variance v raises φ by v / E
      const phi = dispersion + (unsure && own > 0 ? (cases * unsure[area]!) / own : 0)
      const found = tails(overSteps(observed, n, first, step, area), { cases, share: own, dispersion: phi })
      z[step * n + area] = normalScore(found)
      p[step * n + area] = Math.exp(twoSidedLog(found))
    }
  }
  return { z, p }
}

function totalsByStep(counts: Float64Array, n: number): Float64Array {
  const totals = new Float64Array(n > 0 ? counts.length / n : 0)
  for (let at = 0; at < counts.length; at++) totals[Math.floor(at / n)]! += counts[at]!
  return totals
}

/** Sums over each area and its neighbours, within each step. */
function localSums(values: Float64Array, weights: Weights): Float64Array {
  const { n } = weights
  const sums = new Float64Array(values.length)
  for (let at = 0; at < values.length; at += n) sums.set(neighbourSums(values.subarray(at, at + n), weights, 1), at)
  return sums
}

function overSteps(sums: Float64Array, n: number, first: number, last: number, area: number): number {
  let sum = 0
  for (let step = first; step <= last; step++) sum += sums[step * n + area]!
  return sum
}
