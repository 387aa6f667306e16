import { falseDiscovery } from './adjust.ts'
import { emerging } from './emerging.ts'
import { expectedCounts, type Expectation, type ExpectOptions } from './expected/expectedCounts.ts'
import { seriesExpected, type Series } from './expected/series.ts'
import type { DayCalendar, Events } from './expected/types.ts'
import { moran, type GlobalStatistic } from './global.ts'
import { findHot, type HotFindings } from './hot/findHot.ts'
import { localMoran, QUADRANTS } from './localMoran.ts'
import type { Permuted } from './permute.ts'
import { certainty, type Certainty, type CertaintyInput } from './ranks/certainty.ts'
import { prepare } from './scan/prepare.ts'
import { search } from './scan/search.ts'
import { simulate } from './scan/simulate.ts'
import type { Prepared, ScanInput, ScanOptions, Window } from './scan/types.ts'
import { geometriesOf, ringsOf, type Rings } from './outline.ts'
import { surfaceOf, type Surface, type SurfaceInput } from './surface.ts'
import { spaceTimeExcess, type Excess } from './spaceTime.ts'
import type { Weights } from './weights.ts'
import { rowStandardised, weightsAmong } from './weightsOf.ts'

interface HotInput {
  events: Events
  residents: Float64Array
  calendar: DayCalendar
  weights: Weights
  options: ExpectOptions
}

export interface HotBase extends HotFindings {
  expectation: Expectation
  /** of the standardised excess of the areas that can be judged */
  global: GlobalStatistic | null
}

interface SeriesInput {
  expectation: Pick<Expectation, 'share' | 'dispersion'>
  events: Events
  area: number
  edges: Int32Array
}

interface LisaInput {
  expectation: Pick<Expectation, 'observed' | 'expected' | 'dispersion'>
  weights: Weights
  permutations: number
  seed: number
}

/** By area, NaN (quadrant −1) where it cannot be judged or has no neighbour. */
export interface Lisa {
  i: Float64Array
  z: Float64Array
  p: Float64Array
  adjusted: Float64Array
  /** position in `QUADRANTS`, high being more than expected; −1 too where neighbours have more than the others' lot and yet fewer than expected, or the other way round */
  quadrant: Int8Array
}

interface EmergingInput {
  /** areas × steps, step by step */
  counts: Float64Array
  expectation: Pick<Expectation, 'share' | 'expectedVariance' | 'total' | 'dispersion'>
  weights: Weights
  alpha: number
  /** steps that a neighbourhood reaches back */
  back: number
}

/** What threads can be asked for: by name, one input that can be cloned, one output. */
export const TASKS = {
  hot({ events, residents, calendar, weights, options }: HotInput): HotBase {
    const expectation = expectedCounts(events, residents, calendar, options)
    const { kept, values, among } = excessAmong(expectation, weights)
    return { expectation, ...findHot(expectation, weights), global: kept.length > 0 ? moran(values, rowStandardised(among)) : null }
  },

  /** Local Moran's I of the standardised excess about what was expected, p by conditional permutation. */
  lisa({ expectation, weights, permutations, seed }: LisaInput): Lisa {
    const { kept, values, among } = excessAmong(expectation, weights)
    const { i, z, permuted, quadrant } = localMoran(values, rowStandardised(among), { permutations, seed, about: 0 })
    const p = permuted?.p ?? new Float64Array(kept.length).fill(NaN)
    const adjusted = falseDiscovery(p)
    const blank = (): Float64Array => new Float64Array(weights.n).fill(NaN)
    const lisa: Lisa = { i: blank(), z: blank(), p: blank(), adjusted: blank(), quadrant: new Int8Array(weights.n).fill(-1) }
    kept.forEach((area, at) => {
      lisa.i[area] = i[at]!
      lisa.z[area] = z[at]!
      lisa.p[area] = p[at]!
      lisa.adjusted[area] = adjusted[at]!
      const own = quadrant[at]
      if (own && permuted && own.endsWith(sideOf(permuted, at))) lisa.quadrant[area] = QUADRANTS.indexOf(own)
    })
    return lisa
  },

  /** The expectation is of all steps together. */
  emerging({ counts, expectation, weights, alpha, back }: EmergingInput) {
    const { share, expectedVariance, total, dispersion } = expectation
    const variance = expectedVariance.map((one) => (total > 0 ? one / total ** 2 : 0))
    const reaching = (steps: number): Excess => spaceTimeExcess(counts, share, weights, { dispersion, variance, back: steps })
    const { z, p } = reaching(back)
    return { z, p, ...emerging(z, { areas: weights.n, alpha, p, alone: back === 0 ? z : reaching(0).z }) }
  },

  /** One area step by step, see `seriesExpected`. */
  series: ({ expectation, events, area, edges }: SeriesInput): Series => seriesExpected(expectation, events, { area, edges }),

  certainty: (input: CertaintyInput): Certainty => certainty(input),

  surface: (input: SurfaceInput): Surface => surfaceOf(input),

  /** Rings of an area's outline, read from the file that holds all of them. */
  outline: ({ bytes, code }: { bytes: Uint8Array; code: string }): Rings => ringsOf(bytes, code),

  /** Outlines of areas as the text of the file has them, by code. */
  geometries: ({ bytes, codes }: { bytes: Uint8Array; codes: string[] }): Record<string, string> => geometriesOf(bytes, codes),

  /** Checks and lays out a scan, and looks for its clusters. */
  scan({ input, options, most, floor }: { input: ScanInput; options: ScanOptions; most: number; floor: number }): { prepared: Prepared; windows: Window[] } {
    const prepared = prepare(input, options)
    return { prepared, windows: search(prepared, { most, floor }) }
  },

  simulate: ({ prepared, from, to, seed }: { prepared: Prepared; from: number; to: number; seed: number }): Float64Array => simulate(prepared, from, to, seed),
}
export type Tasks = typeof TASKS

/** On which side of what chance would give them an area's neighbours lie. */
function sideOf({ atLeast, atMost }: Permuted, at: number): 'high' | 'low' {
  return atLeast[at]! < atMost[at]! ? 'high' : 'low'
}

/** (O − E) / √(φE) of the areas where something is expected, and the weights among them. */
function excessAmong({ observed, expected, dispersion }: LisaInput['expectation'], weights: Weights) {
  const kept = Uint32Array.from([...expected.keys()].filter((area) => expected[area]! > 0))
  const values = Float64Array.from(kept, (area) => (observed[area]! - expected[area]!) / Math.sqrt(dispersion * expected[area]!))
  return { kept, values, among: weightsAmong(weights, kept) }
}
