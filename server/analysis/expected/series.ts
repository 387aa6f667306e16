import { sumOf } from '../sum.ts'
import { tails } from '../tails.ts'
import { countsIn, type Expectation } from './expectedCounts.ts'
import type { Events } from './types.ts'

/** One area's cases against expectation, arrays by step. */
export interface Series {
  observed: Float64Array
  /** the county's cases of the step × the area's share, as in `expectedCounts` */
  expected: Float64Array
  /** counts from `lower` to `upper` are nothing special: 95 of 100 steps of an area without anything special lie there, or more */
  lower: Float64Array
  upper: Float64Array
}

const OUTSIDE = 0.05

/**
 * The course of one area for its card. Step s has the days `edges[s]` … `edges[s + 1] − 1`; each is judged under the county's cases
 * of that very step. The band is that of the test's law around `expected`
 * (`tails`). NaN where the area cannot be judged. Cost: one pass over the cases a step.
 */
export function seriesExpected({ share, dispersion }: Pick<Expectation, 'share' | 'dispersion'>, events: Events, { area, edges }: { area: number; edges: Int32Array }): Series {
  const steps = Math.max(0, edges.length - 1)
  const blank = (): Float64Array => new Float64Array(steps).fill(NaN)
  const series: Series = { observed: blank(), expected: blank(), lower: blank(), upper: blank() }
  for (let s = 0; s < steps; s++) {
    const span = { from: edges[s]!, to: edges[s + 1]! - 1 }
    const counts = countsIn(events, share.length, span)
    series.observed[s] = counts[area]!
    if (!(share[area]! >= 0)) continue
    const cases = sumOf(counts.map((count, i) => (share[i]! >= 0 ? count : 0)))
    const band = bandOf({ cases, share: share[area]!, dispersion })
    series.expected[s] = cases * share[area]!
    series.lower[s] = band.lower
    series.upper[s] = band.upper
  }
  return series
}

/** The counts of which neither tail is rarer than half of what may lie outside. */
function bandOf(dealt: { cases: number; share: number; dispersion: number }): { lower: number; upper: number } {
  const rare = Math.log(OUTSIDE / 2)
  const middle = Math.round(dealt.cases * dealt.share)
  let [lower, upper] = [middle, middle]
  while (lower > 0 && tails(lower - 1, dealt).lower > rare) lower--
  while (upper < dealt.cases && tails(upper + 1, dealt).upper > rare) upper++
  return { lower, upper }
}
