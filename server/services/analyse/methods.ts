import { falseDiscovery } from '../../analysis/adjust.ts'
import { geary, moran, type GlobalStatistic } from '../../analysis/global.ts'
import { gi, giStar, type LocalG } from '../../analysis/localG.ts'
import { localMoran } from '../../analysis/localMoran.ts'
import { bayesRates, localBayesRates, priorOf, rawRates, smoothedRates } from '../../analysis/rates.ts'
import { standardisedRates } from '../../analysis/standardisedRates.ts'
import type { Weights } from '../../analysis/weights.ts'
import { rowStandardised } from '../../analysis/weightsOf.ts'
import type { HotClass, LisaClass } from '../../contract/hotTerms.ts'

/** What a method is given: values are cases where a population belongs to them. Weights are binary. */
export interface Subject {
  values: Float64Array
  population: Float64Array | null
  weights: Weights | null
  permutations: number
  seed: number
}

/** One entry a place in each list that there is. */
export interface Findings {
  value: Float64Array
  statistic?: Float64Array
  z?: Float64Array
  p?: Float64Array
  classes?: (z: number, pFdr: number, i: number) => HotClass | LisaClass
  global: GlobalStatistic | Record<string, number> | null
}

interface Method {
  /** is made of cases and residents */
  needsPopulation: boolean
  needsWeights: boolean
  /** is tested for each place, so that permutations can be asked for */
  local: boolean
  /** how the weights are used */
  style: 'binary' | 'row' | null
  run(subject: Subject): Findings
}

const rate = (run: Method['run'], needsWeights = false): Method => ({
  needsPopulation: true, needsWeights, local: false, style: needsWeights ? 'binary' : null, run,
})
const whole = (run: Method['run'], needsPopulation = false): Method => ({ needsPopulation, needsWeights: true, local: false, style: 'row', run })
const local = (style: 'binary' | 'row', run: Method['run'], needsPopulation = false): Method => ({
  needsPopulation, needsWeights: true, local: true, style, run,
})

/** Methods of the command line. Those that need no population take the rate per 10,000 where one is given. */
export const METHODS: Record<string, Method> = {
  rate: rate(({ values, population }) => ({ value: rawRates(values, population!), global: overall(values, population!) })),
  eb: rate(({ values, population }) => ({ value: bayesRates(values, population!), global: { ...overall(values, population!), ...prior(values, population!) } })),
  'eb-local': rate(({ values, population, weights }) => ({ value: localBayesRates(values, population!, weights!), global: overall(values, population!) }), true),
  smooth: rate(({ values, population, weights }) => ({ value: smoothedRates(values, population!, weights!), global: overall(values, population!) }), true),
  moran: whole((subject) => ({ value: measured(subject), global: moran(measured(subject), rowStandardised(subject.weights!)) })),
  geary: whole((subject) => ({ value: measured(subject), global: geary(measured(subject), rowStandardised(subject.weights!)) })),
  'eb-moran': whole((subject) => ({ value: standardised(subject), global: moran(standardised(subject), rowStandardised(subject.weights!)) }), true),
  lisa: local('row', (subject) => lisa(measured(subject), subject)),
  'eb-lisa': local('row', (subject) => lisa(standardised(subject), subject), true),
  gi: local('binary', (subject) => hot(measured(subject), gi(measured(subject), subject.weights!, subject))),
  gistar: local('binary', (subject) => hot(measured(subject), giStar(measured(subject), subject.weights!, subject))),
}

const measured = ({ values, population }: Subject): Float64Array => (population ? rawRates(values, population) : values)
const standardised = ({ values, population }: Subject): Float64Array => standardisedRates(values, population!)
const sum = (numbers: Float64Array): number => numbers.reduce((total, one) => total + one, 0)

function overall(values: Float64Array, population: Float64Array): Record<string, number> {
  const [cases, residents] = [sum(values), sum(population)]
  return { cases, residents, rate: (cases / residents) * 10_000 }
}

function prior(values: Float64Array, population: Float64Array): Record<string, number> {
  const { mean, variance } = priorOf(values, population)!
  return { mean, variance }
}

function lisa(value: Float64Array, { weights, permutations, seed }: Subject): Findings {
  const rows = rowStandardised(weights!)
  const found = localMoran(value, rows, { permutations, seed })
  return {
    value,
    statistic: found.i,
    z: found.z,
    p: found.permuted?.p ?? found.p,
    classes: (_, pFdr, i) => (pFdr <= 0.05 ? (found.quadrant[i] ?? 'none') : 'none'),
    global: moran(value, rows),
  }
}

function hot(value: Float64Array, { sum: statistic, z, p, permuted }: LocalG): Findings {
  return { value, statistic, z, p: permuted?.p ?? p, classes: hotClass, global: null }
}

function hotClass(z: number, pFdr: number): HotClass {
  const level = pFdr <= 0.01 ? 99 : pFdr <= 0.05 ? 95 : pFdr <= 0.1 ? 90 : null
  return level === null ? 'none' : z > 0 ? `hot${level}` : `cold${level}`
}

export interface Row {
  id: string | number
  /** what the method measures or makes: the value, or the rate per 10,000 */
  value: number | null
  /** of the place: local Moran's I, or the sum over its neighbours (and, for Gi*, itself) */
  statistic: number | null
  z: number | null
  p: number | null
  /** after Benjamini–Hochberg */
  pFdr: number | null
  class: string | null
}

/** A number that could not be had, as of an island, is null. */
export function rowsOf(ids: readonly (string | number)[], { value, statistic, z, p, classes }: Findings): Row[] {
  const pFdr = p && falseDiscovery(p)
  const at = (list: Float64Array | undefined, i: number): number | null => (list && !Number.isNaN(list[i]) ? list[i]! : null)
  return ids.map((id, i) => {
    const [found, corrected] = [at(z, i), at(pFdr, i)]
    const named = classes && found !== null && corrected !== null ? classes(found, corrected, i) : null
    return { id, value: at(value, i), statistic: at(statistic, i), z: found, p: at(p, i), pFdr: corrected, class: named }
  })
}
