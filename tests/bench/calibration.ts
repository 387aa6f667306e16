import { falseDiscovery } from '../../server/analysis/adjust.ts'
import { countsIn, expectedCounts } from '../../server/analysis/expected/expectedCounts.ts'
import { findHot } from '../../server/analysis/hot/findHot.ts'
import { refusalOf } from '../../server/analysis/hot/refusal.ts'
import { giStar } from '../../server/analysis/localG.ts'
import { random } from '../../server/analysis/random.ts'
import { randomCounty, type RandomCounty, type Scene } from '../server/analysis/counties.ts'
import { told, TRIALS } from './answered.ts'
import { print } from './measure.ts'

/** Names hot places of a county in its window. */
export type Method = (county: RandomCounty) => number[]

export const SCENES: Record<string, Scene> = {
  '2 cases a village': { areas: [30, 400], perArea: 2, historyDays: 1000, windowDays: 90, shape: 'voronoi' },
  'on a lattice': { areas: [30, 400], perArea: 2, historyDays: 1000, windowDays: 90, shape: 'lattice' },
  '0.3 cases a village': { areas: [30, 400], perArea: 0.3, historyDays: 1000, windowDays: 90, shape: 'voronoi' },
  '30 days, first year': { areas: [30, 400], perArea: 1, historyDays: 200, windowDays: 30, shape: 'voronoi' },
  'no history': { areas: [30, 400], perArea: 2, historyDays: 0, windowDays: 90, shape: 'voronoi' },
  'varying twice as much': { areas: [30, 400], perArea: 2, historyDays: 1000, windowDays: 90, shape: 'voronoi', dispersion: 2 },
  '5 days, varying twice': { areas: [30, 400], perArea: 2, historyDays: 700, windowDays: 5, shape: 'voronoi', dispersion: 2 },
  'varying 1.5 ×, 0.3 cases': { areas: [30, 400], perArea: 0.3, historyDays: 1000, windowDays: 90, shape: 'voronoi', dispersion: 1.5 },
  '3 days before the window': { areas: [30, 400], perArea: 2, historyDays: 3, windowDays: 90, shape: 'voronoi' },
  '14 days before the window': { areas: [30, 400], perArea: 2, historyDays: 14, windowDays: 90, shape: 'voronoi' },
  '30 days before the window': { areas: [30, 400], perArea: 5, historyDays: 30, windowDays: 90, shape: 'voronoi' },
  'first 27 days, varying twice': { areas: [30, 400], perArea: 2, historyDays: 0, windowDays: 27, shape: 'voronoi', dispersion: 2 },
  'first 34 days, varying twice': { areas: [30, 400], perArea: 2, historyDays: 27, windowDays: 7, shape: 'voronoi', dispersion: 2 },
}

/** Five neighbours with three times the cases. */
const PLANT = { risk: 3, size: 5 }

/** As the product has it: with its refusals. */
export const expected: Method = ({ events, residents, calendar, kinds, since, from, to, weights }) => {
  const expectation = expectedCounts(events, residents, calendar, { kinds, since, from, to })
  const { places, enough } = findHot(expectation, weights)
  return refusalOf(expectation, enough, to - since + 1) === null ? places.map(({ area }) => area) : []
}

/** The same counties without a census: by their own past. */
export const past: Method = (county) => expected({ ...county, residents: county.residents.map(() => NaN) })

/** Gi* on plain values, that any area might have as well as any other. */
const exchangeable = (values: (counts: Float64Array, residents: Float64Array) => Float64Array): Method => ({ events, residents, weights, from, to }) => {
  const { z, p } = giStar(values(countsIn(events, weights.n, { from, to }), residents), weights)
  return [...falseDiscovery(p).entries()].flatMap(([i, one]) => (one <= 0.05 && z[i]! > 0 ? [i] : []))
}

/** Add a method here, and it is calibrated with the others. */
const METHODS: Record<string, Method> = {
  'expected': expected,
  'expected, no census': past,
  'Gi* of counts': exchangeable((counts) => counts),
  'Gi* of rates': exchangeable((counts, residents) => counts.map((count, i) => count / residents[i]!)),
}

export interface Tally {
  counties: number
  /** counties where a place was named */
  alarms: number
  /** … and a planted one among them */
  found: number
  named: number
  right: number
  planted: number
}

/** Names hot places in so many counties of a scene; the same seed gives the same counties to every method. */
export function tryOut(method: Method, scene: Scene, { counties, seed, plant }: { counties: number; seed: number; plant?: typeof PLANT }): Tally {
  const tally: Tally = { counties, alarms: 0, found: 0, named: 0, right: 0, planted: 0 }
  for (let stream = 0; stream < counties; stream++) {
    const [least, most] = scene.areas
    const areas = least + random(seed, 1_000_000 + stream).below(most - least + 1)
    const county = randomCounty({ ...scene, areas, ...(plant && { plant }) }, { seed, stream })
    const named = method(county)
    const right = named.filter((area) => county.planted.includes(area)).length
    tally.alarms += named.length > 0 ? 1 : 0
    tally.found += right > 0 ? 1 : 0
    tally.named += named.length
    tally.right += right
    tally.planted += county.planted.length
  }
  return tally
}

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`.padStart(7)

/** False alarms in counties without any structure, and what is found where five neighbours have three times the cases. */
export async function benchCalibration({ counties = 200, seed = 20_261_130 } = {}): Promise<void> {
  // at a true rate of 5 %, so many of the counties may have an alarm by the luck of the draw (two standard errors)
  print(`${counties} counties a line; a promised 5 % may show as up to ${percent(5 + 200 * Math.sqrt((0.05 * 0.95) / counties), 100).trim()}`)
  for (const [name, method] of Object.entries(METHODS)) {
    print(`${name.padEnd(26)}  false alarm · planted: found, of the named right, of the planted named`)
    for (const [label, scene] of Object.entries(SCENES)) {
      const none = tryOut(method, scene, { counties, seed })
      const some = tryOut(method, scene, { counties, seed: seed + 1, plant: PLANT })
      print(`  ${label.padEnd(26)} ${percent(none.alarms, counties)} · ${percent(some.found, counties)} ${percent(some.right, some.named)} ${percent(some.right, some.planted)}`)
    }
  }
  await benchAnswers({ counties, seed })
}

/** The same of what the server answers by other methods, see `TRIALS`. */
async function benchAnswers({ counties, seed }: { counties: number; seed: number }): Promise<void> {
  for (const [name, { promised, part = 1, answer, scenes }] of Object.entries(TRIALS)) {
    const asked = Math.ceil(counties * part)
    print(`${name.padEnd(26)}  in ${asked} counties, promised ${percent(promised, 1).trim()}: told of something · a step hot or cold at 95 % · with cases enough`)
    for (const [label, scene] of Object.entries(scenes)) {
      const { alarms, steps, judged } = await told(answer, scene, { counties: asked, seed })
      print(`  ${label.padEnd(26)} ${percent(alarms, asked)} · ${percent(steps, asked)} · ${percent(judged, asked)}`)
    }
  }
}
