import { falseDiscovery } from '../adjust.ts'
import type { Weights } from '../weights.ts'
import type { HotTest } from './testHot.ts'

/** A place that is named hot, and the neighbourhood that makes it so. */
export interface HotPlace {
  area: number
  observed: number
  expected: number
  /** the place by itself: p one-sided, q after false-discovery control over all areas */
  own: { z: number; p: number; q: number }
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
  /**
   * What speaks for it. place: it stands out among the members of a hot neighbourhood; around: its neighbourhood is hot and none of
   * its members stands out; alone: it has too many by itself and lies in no hot neighbourhood
   */
  by: 'place' | 'around' | 'alone'
}

export interface NamingOptions {
  /** false-discovery rate of the neighbourhoods; 0.05 by default. A fifth of it is for places that stand out alone */
  level?: number
}

/**
 * Which places to name. A neighbourhood is hot by `testHot`, but a quiet village beside a hot one has a hot neighbourhood too, and a
 * meeting asks about villages. So of all members of hot neighbourhoods (adjusted p ≤ level and more than expected) those are named
 * that have too many by themselves, one-sided, under false-discovery control at the same level among these members. This second
 * step inside what the first has selected can only shorten the list: without any structure, a name appears in no more
 * counties than a hot neighbourhood does. Where the counts of a hot neighbourhood are too small for any member to stand out alone,
 * its most unlikely one is named for it. A place in several hot neighbourhoods is told with the clearest.
 *
 * A village far too high among quiet ones is diluted by its neighbours. So each place is tested by itself as well, one-sided, under
 * false-discovery control over all of them at a fifth of the level, and what passes is named: as `alone`, unless it lies in a hot
 * neighbourhood. Both together promise no more than 1.2 times the level; over counties without any structure they keep below the level
 * itself (the calibration bench prints it).
 *
 * By evidence: the p of what speaks for it first, as that is what was tested, then the place's own, then the order of the areas. Not by
 * the ratio of observed to expected, which is largest where least is known.
 */
export function hotPlaces(test: HotTest, weights: Weights, { level = 0.05 }: NamingOptions = {}): HotPlace[] {
  const hot = [...test.adjusted.keys()].filter((i) => test.adjusted[i]! <= level && test.observed[i]! > test.expected[i]!)
  const standsOut = thoseThatStandOut(test, weights, { hot, level })
  const best = new Map<number, number>()
  for (const centre of hot) {
    for (const area of contributors(test, weights, { centre, standsOut })) {
      const other = best.get(area)
      if (other === undefined || clearer(test, { area, centre, other })) best.set(area, centre)
    }
  }
  const places = [...best].map(([area, centre]) =>
    placeOf(test, { area, centre, by: standsOut.has(area) ? 'place' : 'around' }))
  for (const area of test.own.adjusted.keys()) {
    if (clearAlone(test, { area, level }) && !best.has(area)) places.push(placeOf(test, { area, centre: area, by: 'alone' }))
  }
  const evidence = (place: HotPlace): number => (place.by === 'alone' ? test.own.logP[place.area]! : place.neighbourhood.logP)
  return places.sort((a, b) => evidence(a) - evidence(b) || test.own.logP[a.area]! - test.own.logP[b.area]! || a.area - b.area)
}

/** A fifth of the level is for places by themselves. */
const ALONE = 5

/** Smaller p first; of equal ones a place's own neighbourhood, then the first. */
function clearer(test: HotTest, { area, centre, other }: { area: number; centre: number; other: number }): boolean {
  const gap = test.logP[centre]! - test.logP[other]!
  return gap !== 0 ? gap < 0 : centre === area
}

function clearAlone({ own }: HotTest, { area, level }: { area: number; level: number }): boolean {
  return own.adjusted[area]! <= level / ALONE
}

/** Of the members of all hot neighbourhoods, those that have too many by themselves, under false-discovery control among them or over all. */
function thoseThatStandOut(test: HotTest, weights: Weights, { hot, level }: { hot: readonly number[]; level: number }): Set<number> {
  const members = [...new Set(hot.flatMap((centre) => neighbourhood(weights, centre)))].filter((i) => test.own.p[i]! >= 0)
  const adjusted = falseDiscovery(members.map((i) => test.own.p[i]!))
  return new Set(members.filter((area, k) => adjusted[k]! <= level || clearAlone(test, { area, level })))
}

function contributors({ own }: HotTest, weights: Weights, { centre, standsOut }: { centre: number; standsOut: Set<number> }): number[] {
  const inside = neighbourhood(weights, centre).filter((i) => own.observed[i]! > own.expected[i]!)
  const named = inside.filter((i) => standsOut.has(i))
  if (named.length > 0 || inside.length === 0) return named
  return [inside.reduce((least, i) => (own.logP[i]! < own.logP[least]! ? i : least))]
}

function neighbourhood({ start, to }: Weights, centre: number): number[] {
  return [centre, ...to.subarray(start[centre]!, start[centre + 1]!)]
}

function placeOf({ own, ...test }: HotTest, { area, centre, ...told }: { area: number; centre: number } & Pick<HotPlace, 'by'>): HotPlace {
  return {
    area,
    observed: own.observed[area]!,
    expected: own.expected[area]!,
    own: { z: own.z[area]!, p: own.p[area]!, q: own.adjusted[area]! },
    neighbourhood: {
      centre,
      observed: test.observed[centre]!,
      expected: test.expected[centre]!,
      z: test.z[centre]!,
      p: test.p[centre]!,
      logP: test.logP[centre]!,
      adjusted: test.adjusted[centre]!,
    },
    ...told,
  }
}
