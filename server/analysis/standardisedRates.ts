import { inhabited, priorOf } from './rates.ts'

/**
 * Rates made comparable between areas of few and of many residents: their deviation from the rate of all in standard
 * deviations, for Moran's I and its local form. Assunção and Reis (1999), "A new proposal to adjust Moran's I for population
 * density", Statistics in Medicine 18, eq. 7 to 9; where their variance of an area comes out at 0 or below, that of chance
 * alone stands in for it, as they advise.
 *
 * NaN where the population is none (0, NaN or below): leave such areas out of the weights by `weightsAmong`. 0 everywhere
 * else when there is no case.
 */
export function standardisedRates(cases: ArrayLike<number>, population: ArrayLike<number>): Float64Array {
  const prior = priorOf(cases, population)
  return Float64Array.from(cases, (count, i) => {
    const residents = population[i]
    if (!prior || !inhabited(residents)) return NaN
    if (prior.mean === 0) return 0
    const chance = prior.mean / residents
    const variance = prior.variance + chance > 0 ? prior.variance + chance : chance
    return (count / residents - prior.mean) / Math.sqrt(variance)
  })
}
