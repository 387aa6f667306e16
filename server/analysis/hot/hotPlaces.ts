import type { Weights } from '../weights.ts'
import type { HotTest } from './testHot.ts'

/** new: more than in the same weeks of earlier years, too. recurring: hot, but as it uses to be then. unknown: no earlier year tells. */
export type Mark = 'new' | 'recurring' | 'unknown'

/** A place that is named hot, and the neighbourhood that makes it so. */
export interface HotPlace {
  area: number
  observed: number
  expected: number
  /** one-sided p of the place by itself */
  ownP: number
  neighbourhood: {
    /** the area in whose neighbourhood it lies; often the place itself */
    centre: number
    observed: number
    expected: number
    z: number
    p: number
    logP: number
    adjusted: number
  }
  mark: Mark
}

export interface NamingOptions {
  /** false-discovery rate of the neighbourhoods; 0.05 by default */
  level?: number
  /** the same counts against what is usual, where earlier years tell it */
  usual?: HotTest | null
}

/** By itself, a place must be as unlikely as this to be named for a hot neighbourhood. */
const OWN_LEVEL = 0.05

/**
 * Which places to name. A neighbourhood is hot by `testHot`, but a quiet village beside a hot one has a hot neighbourhood too, and a
 * meeting asks about villages. So within each hot neighbourhood (adjusted p ≤ level and more than expected) those are named that
 * have too many by themselves, at the plain level of 5 % (a second step inside what the first has selected; it can only shorten
 * the list, so that without any structure a name appears in at most 5 % of counties). Where the counts are too small for any
 * to stand out alone, the most unlikely one is named for all. A place in several hot neighbourhoods is told with the clearest.
 *
 * By evidence: the neighbourhood's p first, as that is what was tested, then the place's own, then the order of the areas. Not by
 * the ratio of observed to expected, which is largest where least is known.
 */
export function hotPlaces(test: HotTest, weights: Weights, { level = 0.05, usual = null }: NamingOptions = {}): HotPlace[] {
  const best = new Map<number, number>()
  for (let centre = 0; centre < weights.n; centre++) {
    if (!(test.adjusted[centre]! <= level && test.observed[centre]! > test.expected[centre]!)) continue
    for (const area of contributors(test, weights, centre)) {
      const other = best.get(area)
      if (other === undefined || clearer(test, { area, centre, other })) best.set(area, centre)
    }
  }
  const places = [...best].map(([area, centre]) => placeOf(test, usual, { area, centre }))
  return places.sort((a, b) => a.neighbourhood.logP - b.neighbourhood.logP || test.own.logP[a.area]! - test.own.logP[b.area]! || a.area - b.area)
}

/** Smaller p first; of equal ones a place's own neighbourhood, then the first. */
function clearer(test: HotTest, { area, centre, other }: { area: number; centre: number; other: number }): boolean {
  const gap = test.logP[centre]! - test.logP[other]!
  return gap !== 0 ? gap < 0 : centre === area
}

function contributors(test: HotTest, weights: Weights, centre: number): number[] {
  const { observed, expected, p, logP } = test.own
  const inside = [centre, ...weights.to.subarray(weights.start[centre]!, weights.start[centre + 1]!)].filter((i) => observed[i]! > expected[i]!)
  const named = inside.filter((i) => p[i]! <= OWN_LEVEL)
  if (named.length > 0 || inside.length === 0) return named
  return [inside.reduce((least, i) => (logP[i]! < logP[least]! ? i : least))]
}

function placeOf(test: HotTest, usual: HotTest | null, { area, centre }: { area: number; centre: number }): HotPlace {
  const { own } = test
  return {
    area,
    observed: own.observed[area]!,
    expected: own.expected[area]!,
    ownP: own.p[area]!,
    neighbourhood: {
      centre,
      observed: test.observed[centre]!,
      expected: test.expected[centre]!,
      z: test.z[centre]!,
      p: test.p[centre]!,
      logP: test.logP[centre]!,
      adjusted: test.adjusted[centre]!,
    },
    mark: usual === null ? 'unknown' : usual.upper[centre]! <= OWN_LEVEL ? 'new' : 'recurring',
  }
}
