import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scan } from '../../server/analysis/scan/scan.ts'
import type { Cluster, ScanInput, ScanOptions } from '../../server/analysis/scan/types.ts'

/** Clusters of SaTScan 10.3.2 with 9,999 simulations; see the README there for origin and licences. */
const DATA = resolve('../shared/data/reference/scan')
const REPLICATIONS = 9999
const SIMULATIONS = 999

interface Reference {
  data: {
    x?: number[]; y?: number[]; x_km?: number[]; y_km?: number[]; population?: number[]
    locations?: { id: string; lat: number; lon: number }[]
    cases: (number | { loc: number; t: number } | { loc: string; n: number; day: number })[]
    T?: number
    days?: number
  }
  clusters: { ids: string[]; time_frame: string | null; cases: number; LLR: number; p: number }[]
}

interface Study {
  input: ScanInput
  ids: string[]
  /** how the reference writes a window in time */
  frame: (cluster: Cluster) => string | null
}

function read(name: string): Reference {
  return JSON.parse(readFileSync(`${DATA}/${name}.json`, 'utf8'))
}

function burkitt({ data }: Reference): Study {
  const cases = data.cases as { loc: number; t: number }[]
  return {
    input: {
      axes: [Float64Array.from(data.x!), Float64Array.from(data.y!)],
      cases: { place: cases.map((one) => one.loc), day: cases.map((one) => one.t) },
      period: { from: 0, to: data.T! - 1 },
      model: { kind: 'permutation' },
    },
    ids: data.x!.map((_, at) => String(at)),
    frame: ({ from, to }) => `${from} to ${to}`,
  }
}

/** On a sphere: chords order places as great circles do. */
const EARTH_KM = 6371
const CHORD_OF_3_KM = 2 * EARTH_KM * Math.sin(3 / EARTH_KM / 2)

function fever({ data }: Reference): Study {
  const ids = data.locations!.map((one) => one.id)
  const cases = (data.cases as { loc: string; n: number; day: number }[]).flatMap((one) => Array.from({ length: one.n }, () => one))
  const points = data.locations!.map(({ lat, lon }) => {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180]
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)].map((one) => one * EARTH_KM)
  })
  return {
    input: {
      axes: [0, 1, 2].map((axis) => Float64Array.from(points, (point) => point[axis]!)),
      cases: { place: cases.map((one) => ids.indexOf(one.loc)), day: cases.map((one) => one.day) },
      period: { from: 0, to: data.days! - 1 },
      model: { kind: 'permutation' },
    },
    ids,
    frame: ({ from, to }) => `2001/11/${from + 1} to 2001/11/${to + 1}`,
  }
}

function counties({ data }: Reference): Study {
  const counts = data.cases as number[]
  const place = counts.flatMap((count, at) => Array.from({ length: count }, () => at))
  return {
    input: {
      axes: [Float64Array.from(data.x_km!), Float64Array.from(data.y_km!)],
      cases: { place, day: place.map(() => 0) },
      period: { from: 0, to: 0 },
      model: { kind: 'poisson', places: Float64Array.from(data.population!) },
    },
    ids: counts.map((_, at) => String(at)),
    frame: () => null,
  }
}

const STUDIES: Record<string, { study: (reference: Reference) => Study; options: ScanOptions }> = {
  NYleukemia_spatial_poisson: { study: counties, options: { time: 'spatial' } },
  pennLC_spatial_poisson: { study: counties, options: { time: 'spatial' } },
  burkitt_stp_prospective: { study: burkitt, options: { time: 'prospective', maxDays: 8 } },
  burkitt_stp_retro: { study: burkitt, options: { time: 'retrospective', maxDays: 8 } },
  nyc_fever_stp_prospective: { study: fever, options: { time: 'prospective', maxDays: 7, maxRadius: CHORD_OF_3_KM } },
  nyc_fever_stp_retrospective: { study: fever, options: { time: 'retrospective', maxDays: 7, maxRadius: CHORD_OF_3_KM } },
}

describe.skipIf(!existsSync(DATA))('scans, beside SaTScan', () => {
  test.for(Object.entries(STUDIES))('%s: the same clusters', ([name, { study, options }]) => {
    const reference = read(name)
    const { input, ids, frame } = study(reference)
    const { clusters } = scan(input, { ...options, simulations: SIMULATIONS, seed: 1 })
    const listed = clusters.slice(0, reference.clusters.length)
    expect(listed.map((one) => ({ ids: Array.from(one.locations, (place) => ids[place]!).sort(), time: frame(one), cases: one.cases }))).toEqual(
      reference.clusters.map((one) => ({ ids: one.ids.toSorted(), time: one.time_frame, cases: one.cases })),
    )
    reference.clusters.forEach(({ LLR, p }, at) => {
      expect(Math.abs(listed[at]!.llr / LLR - 1)).toBeLessThan(1e-6)
      const error = Math.sqrt(Math.max(p * (1 - p), 1 / REPLICATIONS) * (1 / SIMULATIONS + 1 / REPLICATIONS))
      expect(Math.abs(listed[at]!.p - p)).toBeLessThanOrEqual(4 * error)
    })
  })
})
