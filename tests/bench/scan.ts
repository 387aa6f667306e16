import { openAnalyses } from '../../server/live/analyses.ts'
import { random } from '../../server/analysis/random.ts'
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

/** Of each setting so many simulations are run; where these are fewer than 999, the whole is reckoned from them, and said to be. */
const SETTINGS: { options: ScanOptions; run: number }[] = [
  { options: { time: 'prospective', maxShare: 0.5, maxDays: 30 }, run: SIMULATIONS },
  { options: { time: 'prospective', maxShare: 0.5, maxDays: 90 }, run: 192 },
  { options: { time: 'retrospective', maxShare: 0.1, maxDays: 30 }, run: 32 },
]

/** Space-time permutation scans of a county of 3,600 cells on two threads, beside a plain pass over its cells × days. */
export async function benchScan(): Promise<void> {
  const input = county()
  const cube = Float64Array.from({ length: PLACES * DAYS }, (_, at) => at % 7)
  const pass = await measure(() => cube.reduce((sum, one) => sum + one, 0))
  print(`${PLACES} places × ${DAYS} days, ${CASES} cases, ${THREADS} threads; one plain pass over the cells × days: ${(pass.medianS * 1000).toFixed(1)} ms`)
  for (const { options, run } of SETTINGS) {
    const analyses = openAnalyses({ threads: THREADS })
    try {
      const begun = performance.now()
      const { preparedS } = await analyses.ask('scan', (job) => simulated(job, input, options, run)).result
      const tookS = (performance.now() - begun) / 1000
      const wholeS = run === SIMULATIONS ? tookS : preparedS + ((tookS - preparedS) * SIMULATIONS) / run
      const how = run === SIMULATIONS ? 'measured' : `reckoned from ${run}`
      print(`${options.time}, circles up to ${options.maxShare! * 100} % of cases, windows up to ${options.maxDays} days: ${wholeS.toFixed(1)} s for ${SIMULATIONS} simulations (${how}), ${Math.round(wholeS / pass.medianS)} passes; looking for the clusters ${preparedS.toFixed(1)} s of it`)
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

/** Uneven places: a quarter of them have half of the cases. */
function county(): ScanInput {
  const draw = random(SEED)
  const place = Uint32Array.from({ length: CASES }, () => Math.floor(PLACES * draw.uniform() ** 1.5))
  const axes = [0, 1].map((axis) => Float64Array.from({ length: PLACES }, (_, at) => (axis === 0 ? at % SIDE : Math.floor(at / SIDE)) + 0.3 * draw.uniform()))
  return { axes, cases: { place, day: Int32Array.from({ length: CASES }, () => draw.below(DAYS)) }, period: { from: 0, to: DAYS - 1 }, model: { kind: 'permutation' } }
}
