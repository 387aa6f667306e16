import { describe, expect, test } from 'vitest'
import { moran } from '../../server/analysis/global.ts'
import { bayesRates, localBayesRates, priorOf, rawRates, smoothedRates } from '../../server/analysis/rates.ts'
import { standardisedRates } from '../../server/analysis/standardisedRates.ts'
import { listWeights } from '../../server/analysis/weightsFrom.ts'
import { rowStandardised } from '../../server/analysis/weightsOf.ts'
import { FILES, groundOf, off, read, valuesOf } from './lisa.ts'

interface Reference {
  raw: number[]
  EBest_global: number[]
  EBest_parameters: { a: number; b: number }
  EBlocal_queen_geoda_TRUE: (number | 'NA' | 'NaN')[]
  EBImoran_queen_W: { statistic: number }
  esda_assuncao_rate: number[]
  esda_Spatial_Rate_queen_noself: number[]
}

const cases = FILES.flatMap((file) => {
  const [, dataset, events, residents] = /^([a-z]+)__EB_([A-Z0-9]+)_([A-Z0-9]+)\.json$/.exec(file) ?? []
  return dataset && events && residents ? [{ file, dataset, events, residents }] : []
})

describe.skipIf(FILES.length === 0)('rates as spdep, esda and GeoDa have them', () => {
  test('covers every file', () => {
    expect(cases).toHaveLength(4)
  })

  test.each(cases)('$dataset $events', ({ file, dataset, events, residents }) => {
    const reference = read<Reference>(file)
    const [count, population] = [valuesOf(dataset, events), valuesOf(dataset, residents)]
    const weights = listWeights(groundOf(dataset).nb.queen)
    const { mean, variance } = priorOf(count, population)!
    // nobody in the window has a case: the reference has 0 ÷ 0 there, and we say 0
    const local = reference.EBlocal_queen_geoda_TRUE.map((value) => (typeof value === 'number' ? value : 0))
    expect([
      ...off('raw', rawRates(count, population, { per: 1 }), reference.raw),
      ...off('prior', [variance, mean], [reference.EBest_parameters.a, reference.EBest_parameters.b]),
      ...off('global', bayesRates(count, population, { per: 1 }), reference.EBest_global),
      ...off('local', localBayesRates(count, population, weights, { per: 1 }), local),
      ...off('smoothed', smoothedRates(count, population, weights, { per: 1 }), reference.esda_Spatial_Rate_queen_noself),
      ...off('standardised', standardisedRates(count, population), reference.esda_assuncao_rate),
      ...off('I', [moran(standardisedRates(count, population), rowStandardised(weights))!.statistic], [reference.EBImoran_queen_W.statistic]),
    ]).toEqual([])
  })
})
