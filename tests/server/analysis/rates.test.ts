import { describe, expect, test } from 'vitest'
import { bayesRates, localBayesRates, priorOf, rawRates, smoothedRates } from '../../../server/analysis/rates.ts'
import { standardisedRates } from '../../../server/analysis/standardisedRates.ts'
import { listWeights } from '../../../server/analysis/weightsFrom.ts'
import fc from '../../property.ts'

const chain = listWeights([[1], [0, 2], [1, 3], [2]])

describe('rates', () => {
  test('are cases per 10,000 residents, or per what is asked', () => {
    expect([...rawRates([3, 0], [2_000, 500])]).toEqual([15, 0])
    expect([...rawRates([3], [2_000], { per: 1_000 })]).toEqual([1.5])
  })

  test('by hand: county 10 of 1,000, spread 0.0001, of which chance explains 0.00004', () => {
    // rates 0.02, 0.02, 0, 0; chance 0.01 ÷ 250; a tenth of a thousand each
    const [cases, residents] = [[5, 5, 0, 0], [250, 250, 250, 250]]
    const prior = priorOf(cases, residents)!
    expect(prior.mean).toBeCloseTo(0.01, 15)
    expect(prior.variance).toBeCloseTo(0.00006, 15)
    expect(bayesRates(cases, residents)[0]).toBeCloseTo(160, 9)
    expect(bayesRates(cases, residents)[3]).toBeCloseTo(40, 9)
    expect([...smoothedRates(cases, residents, chain)].map(Math.round)).toEqual([200, 133, 67, 0])
    // the first has a neighbour with the same rate: nothing to be drawn to; the last has none with a case
    expect(localBayesRates(cases, residents, chain)[0]).toBeCloseTo(200, 9)
    expect(localBayesRates(cases, residents, chain)[3]).toBe(0)
  })

  test('without residents there is no rate, and neither residents nor cases count for the others', () => {
    const nobody = [0, NaN, -5]
    for (const residents of nobody) {
      const [cases, population] = [[5, 99, 0, 1], [250, residents, 250, 100]]
      const among = [0, 2, 3]
      const [fewer, few] = [among.map((i) => cases[i]!), among.map((i) => population[i]!)]
      const rest = listWeights([[], [2], [1]])
      expect(rawRates(cases, population)[1]).toBeNaN()
      const pairs = [
        [bayesRates(cases, population), bayesRates(fewer, few)],
        [standardisedRates(cases, population), standardisedRates(fewer, few)],
        [smoothedRates(cases, population, chain), smoothedRates(fewer, few, rest)],
        [localBayesRates(cases, population, chain), localBayesRates(fewer, few, rest)],
      ] as const
      for (const [all, only] of pairs) expect(among.map((i) => all[i])).toEqual([...only])
      for (const [all] of pairs) expect(all[1]).toBeNaN()
    }
    expect(priorOf([1, 2], [0, 0])).toBeNull()
    expect([...bayesRates([1, 2], [0, 0])]).toEqual([NaN, NaN])
  })

  test('of no case at all are 0', () => {
    const [none, residents] = [[0, 0, 0, 0], [10, 20, 30, 40]]
    for (const found of [bayesRates(none, residents), localBayesRates(none, residents, chain), standardisedRates(none, residents)]) {
      expect([...found]).toEqual([0, 0, 0, 0])
    }
  })

  test('that vary less than chance would have it are all that of the county', () => {
    const [cases, residents] = [[5, 5, 6, 5], [1_000, 1_000, 1_000, 1_000]]
    expect(priorOf(cases, residents)!.variance).toBeLessThan(0)
    for (const rate of bayesRates(cases, residents)) expect(rate).toBeCloseTo(52.5, 9)
  })

  test('standardised by chance alone where the variance of a large area comes out below 0', () => {
    const [cases, residents] = [[1, 1, 101], [100, 100, 10_000]]
    const { mean, variance } = priorOf(cases, residents)!
    expect(variance + mean / 10_000).toBeLessThan(0)
    const found = standardisedRates(cases, residents)
    expect(found[2]).toBeCloseTo((0.0101 - mean) / Math.sqrt(mean / 10_000), 12)
    expect(found[0]).toBeCloseTo((0.01 - mean) / Math.sqrt(variance + mean / 100), 12)
  })

  test('lie between the raw rate and that of the county, nearer to the latter the fewer the residents', () => {
    const area = fc.record({ count: fc.nat(40), residents: fc.integer({ min: 50, max: 5_000 }) })
    fc.assert(
      fc.property(fc.array(area, { minLength: 2, maxLength: 20 }), (areas) => {
        const [cases, residents] = [areas.map(({ count }) => count), areas.map((one) => one.residents)]
        const county = priorOf(cases, residents)!.mean * 10_000
        const [raw, drawn] = [rawRates(cases, residents), bayesRates(cases, residents)]
        raw.forEach((rate, i) => {
          expect(drawn[i]).toBeGreaterThanOrEqual(Math.min(rate, county) - 1e-9)
          expect(drawn[i]).toBeLessThanOrEqual(Math.max(rate, county) + 1e-9)
        })
      }),
      { seed: 4 },
    )
  })
})
