import type { Weights } from './weights.ts'

/** Cases of how many residents a rate tells. */
export interface RateOptions {
  /** 10,000 by default */
  per?: number
}

/**
 * Cases per 10,000 residents. NaN where the population is none (0, NaN or below): such an area has no rate and takes no part
 * in those of others either, nor do its cases.
 */
export function rawRates(cases: ArrayLike<number>, population: ArrayLike<number>, { per = 10_000 }: RateOptions = {}): Float64Array {
  return Float64Array.from(cases, (count, i) => (inhabited(population[i]) ? (count / population[i]!) * per : NaN))
}

export interface Prior {
  /** cases per resident of all areas together */
  mean: number
  /** of the true rates, beyond what chance makes of the counts: an estimate, below 0 where they vary less than chance would have it */
  variance: number
}

/**
 * Method of moments for the rates of all areas. Marshall (1991), "Mapping disease and mortality rates using empirical Bayes
 * estimators", Applied Statistics 40, eq. 3 and 4. Null where no area has a population.
 */
export function priorOf(cases: ArrayLike<number>, population: ArrayLike<number>): Prior | null {
  const window = emptyWindow()
  for (let i = 0; i < cases.length; i++) join(window, cases[i]!, population[i]!)
  if (window.areas === 0) return null
  for (let i = 0; i < cases.length; i++) spreadBy(window, cases[i]!, population[i]!)
  return priorIn(window)
}

/**
 * Empirical Bayes rates: the fewer the residents, the more a rate is drawn towards that of the whole county (Marshall 1991,
 * eq. 5). In cases per 10,000; NaN as in `rawRates`.
 */
export function bayesRates(cases: ArrayLike<number>, population: ArrayLike<number>, { per = 10_000 }: RateOptions = {}): Float64Array {
  const prior = priorOf(cases, population)
  return Float64Array.from(cases, (count, i) => (prior && inhabited(population[i]) ? shrunk(count, population[i]!, prior) * per : NaN))
}

/**
 * Local Empirical Bayes rates: as `bayesRates`, towards the rate of the area and its neighbours instead of the whole county,
 * with the variance about that same rate (as GeoDa has it; an island keeps its raw rate). Neighbours count alike, whatever
 * their weights. In cases per 10,000; NaN as in `rawRates`.
 */
export function localBayesRates(
  cases: ArrayLike<number>,
  population: ArrayLike<number>,
  weights: Weights,
  { per = 10_000 }: RateOptions = {},
): Float64Array {
  return Float64Array.from(cases, (count, i) => {
    if (!inhabited(population[i])) return NaN
    const window = windowOf(cases, population, weights, i)
    spreadBy(window, count, population[i]!)
    for (let at = weights.start[i]!; at < weights.start[i + 1]!; at++) {
      spreadBy(window, cases[weights.to[at]!]!, population[weights.to[at]!]!)
    }
    return shrunk(count, population[i]!, priorIn(window)) * per
  })
}

/**
 * Spatially smoothed rates: the cases of an area and its neighbours by their residents. In cases per 10,000; NaN as in
 * `rawRates`. Neighbours count alike, whatever their weights.
 */
export function smoothedRates(
  cases: ArrayLike<number>,
  population: ArrayLike<number>,
  weights: Weights,
  { per = 10_000 }: RateOptions = {},
): Float64Array {
  return Float64Array.from(cases, (_, i) => {
    if (!inhabited(population[i])) return NaN
    const window = windowOf(cases, population, weights, i)
    return (window.cases / window.residents) * per
  })
}

/** True for a number of residents of which a rate can be made. */
export function inhabited(residents: number | undefined): residents is number {
  return residents !== undefined && residents > 0 && residents < Infinity
}

/** A set of areas, gathered one by one. */
interface Window {
  areas: number
  cases: number
  residents: number
  /** Σ residents · (rate − rate of the whole)² */
  spread: number
}

const emptyWindow = (): Window => ({ areas: 0, cases: 0, residents: 0, spread: 0 })

function join(window: Window, cases: number, residents: number): void {
  if (!inhabited(residents)) return
  window.areas++
  window.cases += cases
  window.residents += residents
}

function spreadBy(window: Window, cases: number, residents: number): void {
  if (inhabited(residents)) window.spread += residents * (cases / residents - window.cases / window.residents) ** 2
}

function windowOf(cases: ArrayLike<number>, population: ArrayLike<number>, { start, to }: Weights, i: number): Window {
  const window = emptyWindow()
  join(window, cases[i]!, population[i]!)
  for (let at = start[i]!; at < start[i + 1]!; at++) join(window, cases[to[at]!]!, population[to[at]!]!)
  return window
}

function priorIn({ areas, cases, residents, spread }: Window): Prior {
  const mean = cases / residents
  return { mean, variance: spread / residents - mean / (residents / areas) }
}

/** Drawn towards the mean by the share that chance has in the variance: all the way where the rest is below 0. 0 where nobody has a case. */
function shrunk(cases: number, residents: number, { mean, variance }: Prior): number {
  if (mean === 0) return 0
  const between = Math.max(0, variance)
  return mean + (between / (between + mean / residents)) * (cases / residents - mean)
}
