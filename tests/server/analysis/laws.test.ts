import { describe, expect, test } from 'vitest'
import { betaBelow, betaQuantile } from '../../../server/analysis/beta.ts'
import { gammaBelow, gammaDraw, gammaQuantile, logGamma } from '../../../server/analysis/gamma.ts'
import { random } from '../../../server/analysis/random.ts'
import fc from '../../property.ts'

const P = [0.001, 0.05, 0.5, 0.95, 0.999]
/** Quantiles at P by SciPy 1.17.1 (Boost), `stats.gamma.ppf` and `stats.beta.ppf`. */
const GAMMA: [number, number[]][] = [
  [0.3, [6.972699096783344e-11, 3.211034699722965e-5, 0.07313113586695198, 1.372349944100886, 4.618936042791333]],
  [1, [0.001000500333583534, 0.05129329438755053, 0.6931471805599455, 2.9957322735539895, 6.907755278982137]],
  [2.5, [0.1051063013146096, 0.5727381130308846, 2.175730095547763, 5.535248846758176, 10.257502826216436]],
  [17, [7.028349394674142, 10.832140356275987, 16.66785368373961, 24.301183683647082, 32.62360873047122]],
  [400.5, [341.4946187902755, 368.160613785991, 400.16671603270055, 433.97626152271994, 465.20307037953194]],
  [25_000, [24514.239815691835, 24740.495560288655, 24999.6666674568, 25260.641466221572, 25491.459842736353]],
]
const BETA: [number, number, number[]][] = [
  [0.5, 0.5, [2.4673990709169446e-6, 0.0061558297024311365, 0.5, 0.9938441702975689, 0.999997532600929]],
  [1, 3, [0.00033344450621402194, 0.0169524275084415, 0.20629947401590026, 0.6315968501359612, 0.9]],
  [6.5, 2.5, [0.23735430440858793, 0.46218620866476956, 0.7392294155330101, 0.9236850141681927, 0.985545429587206]],
  [42, 23, [0.4562454088677887, 0.5467323928633152, 0.6476615025436865, 0.740421822023795, 0.8111605330479184]],
  [3000, 2900, [0.4883608668826348, 0.49776816982293737, 0.5084755339153326, 0.519177716034475, 0.5285719169251109]],
  [0.5, 40.5, [1.9512631520910955e-8, 4.884432335198746e-5, 0.005635320285176088, 0.046597283133328136, 0.12584010525974015]],
]

const off = (got: number, want: number): number => Math.abs(got - want) / want
const CLOSE = 1e-10

describe('the gamma law', () => {
  test('ln Γ of whole numbers and of ½', () => {
    expect(off(Math.exp(logGamma(5)), 24)).toBeLessThan(1e-14)
    expect(off(Math.exp(logGamma(0.5)), Math.sqrt(Math.PI))).toBeLessThan(1e-14)
    expect(off(logGamma(101), 363.7393755555635)).toBeLessThan(1e-15)
  })

  test.each(GAMMA)('quantiles of shape %f', (shape, quantiles) => {
    P.forEach((p, at) => expect(off(gammaQuantile(p, shape), quantiles[at]!)).toBeLessThan(CLOSE))
  })

  test('a quantile lies where the law says', () => {
    fc.assert(fc.property(fc.double({ min: 0.2, max: 5_000, noNaN: true }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (shape, p) => {
      expect(off(gammaBelow(gammaQuantile(p, shape), shape), p)).toBeLessThan(1e-9)
    }), { seed: 3, numRuns: 300 })
  })

  test.each([0.4, 1, 7.5, 300])('draws of shape %f fall as the law says', (shape) => {
    const chance = random(11)
    const counts = new Uint32Array(10)
    for (let k = 0; k < 20_000; k++) counts[Math.min(9, Math.floor(gammaBelow(gammaDraw(shape, chance), shape) * 10))]!++
    // 9 degrees of freedom: 27.9 is passed once in a thousand
    expect(counts.reduce((sum, count) => sum + (count - 2_000) ** 2 / 2_000, 0)).toBeLessThan(27.9)
  })
})

describe('the beta law', () => {
  test.each(BETA)('quantiles of (%f, %f)', (a, b, quantiles) => {
    P.forEach((p, at) => expect(off(betaQuantile(p, a, b), quantiles[at]!)).toBeLessThan(CLOSE))
  })

  test('turned round it is the law of the rest', () => {
    const shape = fc.double({ min: 0.5, max: 3_000, noNaN: true })
    fc.assert(fc.property(shape, shape, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, p) => {
      const x = betaQuantile(p, a, b)
      expect(betaBelow(x, a, b)).toBeCloseTo(p, 6)
      expect(betaBelow(1 - x, b, a)).toBeCloseTo(1 - p, 6)
    }), { seed: 3, numRuns: 300 })
  })
})
