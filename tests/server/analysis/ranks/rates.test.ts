import { describe, expect, test } from 'vitest'
import { gammaDraw } from '../../../../server/analysis/gamma.ts'
import { random } from '../../../../server/analysis/random.ts'
import { rankIntervals } from '../../../../server/analysis/ranks/ranks.ts'
import { chanceOfNone, rateLaws, shrunkenRates } from '../../../../server/analysis/ranks/rates.ts'
import { shrunkenShares } from '../../../../server/analysis/ranks/shares.ts'
import fc from '../../../property.ts'
import { countDraw } from './draws.ts'

const SEED = 20_260_101

describe('rates', () => {
  test('of laws by hand', () => {
    // 70 cases of 40,000 residents, 17.5 expected of each: Σ (o − e)² / e = 243 / 17.5, less 3 degrees of freedom, over 70 − 17.5, times 3 for Morris
    const laws = rateLaws([30, 10, 18, 12], [10_000, 10_000, 10_000, 10_000])!
    const strength = 1 / (((243 / 17.5 - 3) / 52.5) * 3)
    expect(laws.strength).toBeCloseTo(strength, 12)
    const { mean, low, high } = shrunkenRates({ ...laws, shape: laws.shape.map((a) => a - strength + 5), expected: laws.expected.map((e) => e - strength + 7.5) })
    expect(mean[0]).toBeCloseTo((35 / 25) * 17.5, 12)
    // scipy.stats.gamma.ppf([.05, .95], 35, scale=1/25) * 17.5
    expect(low[0]).toBeCloseTo(18.10874732, 6)
    expect(high[0]).toBeCloseTo(31.6859289, 6)
  })

  test('that differ no more than chance would have it are those of all, as sure as all cases make them', () => {
    const laws = rateLaws([10, 11, 9, 10, 10], [1_000, 1_000, 1_000, 1_000, 1_000])!
    expect(laws.strength).toBeCloseTo(50, 12)
  })

  test('nobody lives there, or nobody has a case', () => {
    const { mean } = shrunkenRates(rateLaws([5, 3, 2], [1_000, NaN, 500])!)
    expect([...mean].map(Number.isNaN)).toEqual([false, true, false])
    expect(rateLaws([0, 0], [100, 200])).toBeNull()
    expect(rateLaws([4], [0])).toBeNull()
  })

  test('lie between their own and that of all', () => {
    const places = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.integer({ min: 50, max: 90_000 })), { minLength: 2, maxLength: 40 })
    fc.assert(fc.property(places, fc.double({ min: 1, max: 4, noNaN: true }), (rows, dispersion) => {
      const [cases, residents] = [rows.map(([n]) => n), rows.map(([, people]) => people)]
      const laws = rateLaws(cases, residents, { dispersion })
      fc.pre(laws !== null)
      const { mean, low, high } = shrunkenRates(laws!)
      rows.forEach(([n, people], i) => {
        const [own, all] = [(n / people) * 10_000, laws!.rate * 10_000]
        expect(mean[i]!).toBeGreaterThanOrEqual(Math.min(own, all) * 0.999_999)
        expect(mean[i]!).toBeLessThanOrEqual(Math.max(own, all) * 1.000_001)
        expect(low[i]! < mean[i]! && mean[i]! < high[i]!).toBe(true)
      })
    }), { seed: 2, numRuns: 150 })
  })
})

/** Towns whose true rates differ by a gamma law of this shape. */
function county(seed: number, { towns, shape, dispersion = 1 }: { towns: number; shape: number; dispersion?: number }) {
  const chance = random(7, seed)
  const residents = Array.from({ length: towns }, (_, town) => 2_000 + town * 3_000)
  const truth = residents.map(() => (gammaDraw(shape, chance) / shape) * 0.002)
  return { residents, truth, cases: residents.map((people, town) => countDraw(people * truth[town]!, dispersion, chance)) }
}

test.each([1, 2])('nine intervals in ten hold the true rate, with %i times the variance', (dispersion) => {
  let [held, all] = [0, 0]
  for (let seed = 0; seed < 200; seed++) {
    const { residents, truth, cases } = county(seed, { towns: 15, shape: 8, dispersion })
    const { low, high } = shrunkenRates(rateLaws(cases, residents, { dispersion })!)
    truth.forEach((rate, town) => {
      all++
      if (rate * 10_000 >= low[town]! && rate * 10_000 <= high[town]!) held++
    })
  }
  expect(held / all).toBeGreaterThan(0.86)
  expect(held / all).toBeLessThan(0.94)
})

describe('ranks', () => {
  test('hold the true one nine times in ten', () => {
    let [held, all] = [0, 0]
    for (let seed = 0; seed < 60; seed++) {
      const { residents, truth, cases } = county(seed, { towns: 15, shape: 8 })
      const { low, high } = rankIntervals(rateLaws(cases, residents)!, { seed: SEED })
      truth.forEach((rate, town) => {
        const rank = 1 + truth.filter((other) => other > rate).length
        all++
        if (rank >= low[town]! && rank <= high[town]!) held++
      })
    }
    expect(held / all).toBeGreaterThan(0.87)
  })

  test('a hamlet with two cases does not lead a town with three hundred', () => {
    const [cases, residents] = [[2, 300, 90, 80, 110, 95], [400, 80_000, 50_000, 45_000, 60_000, 52_000]]
    const { rank, low, high } = rankIntervals(rateLaws(cases, residents)!, { seed: SEED })
    // by its crude rate of 50 it would be the first
    expect(rank[1]).toBe(1)
    expect(rank[0]).toBeGreaterThan(1)
    expect(high[0]! - low[0]!).toBeGreaterThan(high[1]! - low[1]!)
  })

  test('are the same for the same seed, hold their own rank, and leave out where nobody lives', () => {
    const laws = rateLaws([5, 9, 4, 30], [900, 1_000, NaN, 4_000])!
    const found = rankIntervals(laws, { seed: SEED })
    expect(rankIntervals(laws, { seed: SEED })).toEqual(found)
    expect([...found.rank].sort()).toEqual([0, 1, 2, 3])
    expect([found.rank[2], found.low[2], found.high[2]]).toEqual([0, 0, 0])
    found.rank.forEach((rank, i) => expect(found.low[i]! <= rank && rank <= found.high[i]!).toBe(true))
  })

  test('do not depend on the order of the areas', () => {
    const laws = rateLaws([40, 9, 25], [9_000, 5_000, 7_000])!
    const turned = { shape: laws.shape.slice().reverse(), expected: laws.expected.slice().reverse() }
    expect([...rankIntervals(turned, { seed: SEED }).rank].reverse()).toEqual([...rankIntervals(laws, { seed: SEED }).rank])
  })
})

describe('a town without a case', () => {
  test('is as rare as the county lets it be', () => {
    expect(chanceOfNone(10, { strength: 1e9 })).toBeCloseTo(Math.exp(-10), 9)
    // negative binomial of mean 10 and variance 20: (½)^10
    expect(chanceOfNone(10, { strength: 1e9, dispersion: 2 })).toBeCloseTo(2 ** -10, 9)
    expect(chanceOfNone(10, { strength: 3 })).toBeCloseTo((3 / 13) ** 3, 12)
    expect(chanceOfNone(0, { strength: 3, dispersion: 2 })).toBe(1)
  })

  test('as often as simulated', () => {
    const chance = random(5)
    let none = 0
    for (let k = 0; k < 20_000; k++) if (countDraw(4 * (gammaDraw(4, chance) / 4), 2, chance) === 0) none++
    expect(none / 20_000).toBeCloseTo(chanceOfNone(4, { strength: 4, dispersion: 2 }), 1.9)
  })
})

describe('shares', () => {
  test('are drawn the more the fewer cases they are of', () => {
    const { mean, share } = shrunkenShares([1, 90, 40, 55], [1, 100, 80, 90])
    expect(share).toBeCloseTo(186.5 / 272, 12)
    expect(Math.abs(mean[0]! - share)).toBeLessThan(Math.abs(mean[1]! - share))
  })

  test('all of them and none of them leave room for doubt', () => {
    const { mean, low, high } = shrunkenShares([5, 0], [5, 0])
    expect(mean[0]).toBeLessThan(1)
    expect(low[0]).toBeLessThan(0.9)
    expect(high[0]).toBeLessThanOrEqual(1)
    expect([mean[1], low[1], high[1]]).toEqual([NaN, NaN, NaN])
  })

  test('of equal towns hardly one in twenty stands clear of the county on the bad side', () => {
    let [clear, all] = [0, 0]
    for (let seed = 0; seed < 300; seed++) {
      const chance = random(3, seed)
      const whole = [8, 15, 22, 30, 41, 55, 70, 90, 120, 160]
      const part = whole.map((n) => Array.from({ length: n }, () => chance.uniform() < 0.3).filter(Boolean).length)
      const { low, share } = shrunkenShares(part, whole)
      clear += low.filter((one) => one > share).length
      all += whole.length
    }
    expect(clear / all).toBeLessThan(0.05)
  })
})
