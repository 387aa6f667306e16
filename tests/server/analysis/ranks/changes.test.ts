import { describe, expect, test } from 'vitest'
import { dispersionOf } from '../../../../server/analysis/expected/dispersion.ts'
import { random } from '../../../../server/analysis/random.ts'
import { changes } from '../../../../server/analysis/ranks/changes.ts'
import fc from '../../../property.ts'
import { countDraw } from './draws.ts'

const EVEN = { now: 90, before: 90 }

/** Twelve towns, from a few cases to some hundred a period. */
const MEANS = [3, 5, 8, 12, 18, 25, 31, 40, 60, 90, 140, 260]

function simulate(counties: number, { dispersion, told, factor = 1 }: { dispersion: number; told: number; factor?: number }) {
  const tally = { rising: 0, falling: 0, same: 0, few: 0, counties: 0, first: 0 }
  for (let county = 0; county < counties; county++) {
    const chance = random(20_260_705, county)
    const before = MEANS.map((mean) => countDraw(mean, dispersion, chance))
    const now = MEANS.map((mean, town) => countDraw(town === MEANS.length - 1 ? mean * factor : mean, dispersion, chance))
    const { verdict } = changes(now, before, { days: EVEN, dispersion: told })
    verdict.forEach((one) => tally[one]++)
    if (verdict.some((one) => one === 'rising' || one === 'falling')) tally.counties++
    if (verdict.at(-1) === 'rising') tally.first++
  }
  return tally
}

describe('counties in which nothing changed', () => {
  test.each([1, 2])('with %i times the variance of Poisson counts one in ten has a town that is called', (dispersion) => {
    const counties = 1_000
    const tally = simulate(counties, { dispersion, told: dispersion })
    // 10 % promised, and 2.6 standard deviations of a thousand counties
    expect(tally.counties / counties).toBeLessThan(0.125)
    expect((tally.rising + tally.falling) / (counties * MEANS.length)).toBeLessThan(0.02)
  })

  test('twice the variance that is not allowed for calls more than that', () => {
    expect(simulate(400, { dispersion: 2, told: 1 }).counties / 400).toBeGreaterThan(0.2)
  })
})

/** Half a year in steps of four weeks after two years of them, the dispersion learned from all of it as the service does. */
function learned(counties: number, dispersion: number): { called: number; dispersion: number } {
  const [steps, window] = [26, 6]
  let [called, sum] = [0, 0]
  for (let county = 0; county < counties; county++) {
    const chance = random(20_260_706, county)
    const table = Float64Array.from(MEANS.flatMap((mean) => Array.from({ length: steps }, () => countDraw(mean / window, dispersion, chance))))
    const part = (from: number, to: number): number[] => MEANS.map((_, town) => table.subarray(town * steps + from, town * steps + to).reduce((a, b) => a + b, 0))
    const totals = part(0, steps)
    const all = totals.reduce((a, b) => a + b, 0)
    const found = dispersionOf(table, steps, Float64Array.from(totals, (total) => total / all))
    const { verdict } = changes(part(steps - window, steps), part(steps - 2 * window, steps - window), { days: EVEN, dispersion: found })
    sum += found
    if (verdict.some((one) => one === 'rising' || one === 'falling')) called++
  }
  return { called: called / counties, dispersion: sum / counties }
}

test.each([1, 2])('where %i times the variance has to be learned from the record, one county in ten has a call too', (dispersion) => {
  const found = learned(200, dispersion)
  expect(Math.abs(found.dispersion - dispersion)).toBeLessThan(0.3)
  // 10 %, and 2.6 standard deviations of two hundred counties
  expect(found.called).toBeLessThan(0.155)
})

test('a large town that doubled is called nearly always, also with twice the variance', () => {
  expect(simulate(300, { dispersion: 1, told: 1, factor: 2 }).first / 300).toBeGreaterThan(0.98)
  expect(simulate(300, { dispersion: 2, told: 2, factor: 2 }).first / 300).toBeGreaterThan(0.95)
})

describe('one place alone', () => {
  test('is tested as Przyborowski and Wilenski have it', () => {
    // of 63 cases 41 or more by fair coins: P(X > 41) + ½ P(X = 41) = 0.0084 to one side by scipy.stats.binom
    expect(changes([41], [22], { days: EVEN, dispersion: 1 }).verdict).toEqual(['rising'])
    expect(changes([22], [41], { days: EVEN, dispersion: 1 }).verdict).toEqual(['falling'])
    expect(changes([35], [28], { days: EVEN, dispersion: 1 }).verdict).toEqual(['same'])
    // what four times the variance brings is no rise
    expect(changes([41], [22], { days: EVEN, dispersion: 4 }).verdict).toEqual(['same'])
  })

  test.each([[0, 0, 'few'], [4, 0, 'few'], [6, 0, 'few'], [7, 0, 'rising'], [0, 7, 'falling']] as const)('%i after %i: %s', (now, before, verdict) => {
    expect(changes([now], [before], { days: EVEN, dispersion: 1 }).verdict).toEqual([verdict])
  })

  test('without any case is no number', () => {
    const { ratio, verdict } = changes([0, 9], [0, 12], { days: EVEN, dispersion: 1 })
    expect([ratio[0], verdict[0]]).toEqual([NaN, 'few'])
  })

  test('periods of unequal length are compared by day', () => {
    const { ratio, verdict } = changes([93], [84], { days: { now: 31, before: 28 }, dispersion: 1 })
    expect(ratio[0]).toBeCloseTo(1, 2)
    expect(verdict).toEqual(['same'])
  })
})

const counts = fc.array(fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 300 })), { minLength: 1, maxLength: 30 })
const dispersions = fc.double({ min: 1, max: 5, noNaN: true })

test('a ratio lies in its interval, between its own and that of all; a verdict never says what the interval does not', () => {
  fc.assert(fc.property(counts, dispersions, (pairs, dispersion) => {
    const [now, before] = [pairs.map(([n]) => n), pairs.map(([, b]) => b)]
    const { ratio, low, high, verdict } = changes(now, before, { days: EVEN, dispersion })
    const sum = (list: number[]) => list.reduce((a, b) => a + b, 0)
    const all = (sum(now) + 0.5) / (sum(before) + 0.5)
    pairs.forEach(([n, b], i) => {
      if (n + b === 0) return
      expect(low[i]!).toBeLessThan(ratio[i]!)
      expect(high[i]!).toBeGreaterThan(ratio[i]!)
      expect(ratio[i]!).toBeGreaterThanOrEqual(Math.min(n / b, all) * 0.999_999)
      expect(ratio[i]!).toBeLessThanOrEqual(Math.max(n / b, all) * 1.000_001)
      expect(verdict[i] !== 'rising' || (low[i]! > 1 && n > b)).toBe(true)
      expect(verdict[i] !== 'falling' || (high[i]! < 1 && n < b)).toBe(true)
    })
  }), { seed: 5, numRuns: 200 })
})

test('now and before exchanged turn every verdict round', () => {
  const turned = { rising: 'falling', falling: 'rising', same: 'same', few: 'few' } as const
  fc.assert(fc.property(counts, dispersions, (pairs, dispersion) => {
    const [now, before] = [pairs.map(([n]) => n), pairs.map(([, b]) => b)]
    const one = changes(now, before, { days: EVEN, dispersion }).verdict
    expect(changes(before, now, { days: EVEN, dispersion }).verdict).toEqual(one.map((verdict) => turned[verdict]))
  }), { seed: 5, numRuns: 100 })
})
