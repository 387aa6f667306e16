import { openAnalyses } from '../../server/live/analyses.ts'
import { random } from '../../server/analysis/random.ts'
import { placeDays } from '../../server/analysis/scan/placeDays.ts'
import type { ScanInput, ScanOptions } from '../../server/analysis/scan/types.ts'
import type { Job } from '../../server/services/analyses.ts'
import { measure, print } from './measure.ts'

const SIDE = 60
const PLACES = SIDE * SIDE
const DAYS = 365
const CASES = 20_000
const SIMULATIONS = 999
const CHUNK = 100
const THREADS = 2
const SEED = 5

interface Setting {
  name: string
  /** of the year's last days so many, cut into slots of so many days */
  days: number
  slotDays: number
  options: ScanOptions
  /** simulations that are run; where these are fewer than 999, the whole is reckoned from them, and said to be */
  run: number
}

/** Circles and windows as the service asks for them; `maxDays` counts slots. */
const ASKED = { maxShare: 0.25, minCases: 3 }
const SETTINGS: Setting[] = [
  { name: 'as SaTScan was timed', days: DAYS, slotDays: 1, options: { time: 'prospective', maxShare: 0.5, maxDays: 30 }, run: SIMULATIONS },
  { name: 'the service, 90 days to today', days: 90, slotDays: 1, options: { ...ASKED, time: 'prospective', maxDays: 45 }, run: SIMULATIONS },
  { name: 'the service, a past quarter', days: 90, slotDays: 1, options: { ...ASKED, time: 'retrospective', maxDays: 45 }, run: 16 },
  { name: 'the service, a year by weeks', days: 364, slotDays: 7, options: { ...ASKED, time: 'retrospective', maxDays: 13 }, run: 16 },
]

/** Space-time permutation scans of a county of 3,600 cells on two threads, beside a plain pass over its cells × days. */
export async function benchScan(): Promise<void> {
  const cases = county()
  const cube = Float64Array.from({ length: PLACES * DAYS }, (_, at) => at % 7)
  const pass = await measure(() => cube.reduce((sum, one) => sum + one, 0))
  print(`${PLACES} places × ${DAYS} days, ${CASES} cases, ${THREADS} threads; one plain pass over the cells × days: ${(pass.medianS * 1000).toFixed(1)} ms`)
  for (const setting of SETTINGS) {
    const { name, days, slotDays, options, run } = setting
    const input = within(cases, setting)
    const analyses = openAnalyses({ threads: THREADS })
    try {
      const begun = performance.now()
      const { preparedS } = await analyses.ask('scan', (job) => simulated(job, input, options, run)).result
      const tookS = (performance.now() - begun) / 1000
      const wholeS = run === SIMULATIONS ? tookS : preparedS + ((tookS - preparedS) * SIMULATIONS) / run
      const how = run === SIMULATIONS ? 'measured' : `reckoned from ${run}`
      print(`${name} (${options.time}, ${input.cases.day.length} cases in ${days / slotDays} slots, circles up to ${options.maxShare! * 100} % of cases, windows up to ${options.maxDays} slots): ${wholeS.toFixed(1)} s for ${SIMULATIONS} simulations (${how}), ${Math.round(wholeS / pass.medianS)} passes; looking for the clusters ${preparedS.toFixed(1)} s of it`)
    } finally {
      await analyses.close()
    }
  }
}

async function simulated(job: Job, input: ScanInput, options: ScanOptions, run: number): Promise<{ preparedS: number }> {
  const begun = performance.now()
  const { prepared: own } = await job.run('scan', { input, options, most: 20, floor: 5 })
  const preparedS = (performance.now() - begun) / 1000
  const prepared = job.share(own)
  const pieces = Array.from({ length: Math.ceil(run / CHUNK) }, (_, at) =>
    job.run('simulate', { prepared, from: at * CHUNK, to: Math.min(run, (at + 1) * CHUNK), seed: SEED }))
  await Promise.all(pieces)
  return { preparedS }
}

/** The last days of the year, in slots; of each place and day one case, as the service scans them. */
function within(input: ScanInput, { days, slotDays }: Setting): ScanInput {
  const { place, day } = input.cases
  const kept = placeDays(place, day).filter((at) => day[at]! >= DAYS - days)
  const slotOf = (one: number): number => -Math.floor((DAYS - 1 - one) / slotDays)
  return { ...input, cases: { place: Uint32Array.from(kept, (at) => place[at]!), day: Int32Array.from(kept, (at) => slotOf(day[at]!)) }, period: { from: slotOf(DAYS - days), to: 0 } }
}

/** Uneven places: a quarter of them have half of the cases. */
function county(): ScanInput {
  const draw = random(SEED)
  const place = Uint32Array.from({ length: CASES }, () => Math.floor(PLACES * draw.uniform() ** 1.5))
  const axes = [0, 1].map((axis) => Float64Array.from({ length: PLACES }, (_, at) => (axis === 0 ? at % SIDE : Math.floor(at / SIDE)) + 0.3 * draw.uniform()))
  return { axes, cases: { place, day: Int32Array.from({ length: CASES }, () => draw.below(DAYS)) }, period: { from: 0, to: DAYS - 1 }, model: { kind: 'permutation' } }
}
