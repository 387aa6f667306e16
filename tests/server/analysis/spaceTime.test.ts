import { describe, expect, test } from 'vitest'
import { twoSidedP } from '../../../server/analysis/normal.ts'
import { random } from '../../../server/analysis/random.ts'
import { spaceTimeExcess } from '../../../server/analysis/spaceTime.ts'
import { normalScore, tails, twoSidedLog } from '../../../server/analysis/tails.ts'
import { testHot } from '../../../server/analysis/hot/testHot.ts'
import fc from '../../property.ts'
import { inARow } from './cubes.ts'

const cube = fc.tuple(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 1, max: 6 })).chain(([n, steps]) =>
  fc.record({
    counts: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n * steps, maxLength: n * steps }).map((list) => Float64Array.from(list)),
    share: fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 20 }) }, fc.constant(NaN)), { minLength: n, maxLength: n }).map((list) => Float64Array.from(list)),
  }),
)

describe('excess over what was expected', () => {
  const share = new Float64Array(5).fill(0.2)
  const counts = Float64Array.from([1, 1, 1, 1, 1, 1, 1, 7, 1, 1])

  test('sums the neighbourhood in space and time, under the cases of its steps', () => {
    const { z, p } = spaceTimeExcess(counts, share, inARow(5))
    // three areas of five, in both steps, hold 12 of 16 cases
    const found = tails(12, { cases: 16, share: 0.6, dispersion: 1 })
    expect(z[7]).toBeCloseTo(normalScore(found), 12)
    expect(p[7]).toBeCloseTo(Math.exp(twoSidedLog(found)), 12)
    expect(z[5]).toBeCloseTo(normalScore(tails(4, { cases: 16, share: 0.4, dispersion: 1 })), 12)
    const own = spaceTimeExcess(counts, share, inARow(5), { back: 0 })
    expect(own.z[7]).toBeCloseTo(normalScore(tails(9, { cases: 11, share: 0.6, dispersion: 1 })), 12)
  })

  test('by itself a step is what the test of hot places says of its counts', () => {
    fc.assert(
      fc.property(cube, fc.constantFrom(1, 1.7, 4), ({ counts: all, share: weight }, dispersion) => {
        const n = weight.length
        const { p } = spaceTimeExcess(all, weight, inARow(n), { back: 0, dispersion })
        for (let at = 0; at < all.length; at += n) {
          const step = all.slice(at, at + n)
          const total = step.reduce((sum, one, area) => (weight[area]! > 0 ? sum + one : sum), 0)
          const whole = weight.reduce((sum, one) => (one > 0 ? sum + one : sum), 0)
          const hot = testHot(step, weight.map((one) => (total * one) / whole), inARow(n), { dispersion })
          expect(Array.from(p.subarray(at, at + n), (one) => Number.isNaN(one))).toEqual(Array.from(hot.p, (one) => Number.isNaN(one)))
          hot.p.forEach((one, area) => expect((p[at + area] || 0) - (one || 0)).toBeCloseTo(0, 10))
        }
      }),
      { seed: 5 },
    )
  })

  test('reaching back is counting the steps together', () => {
    fc.assert(
      fc.property(cube, ({ counts: all, share: weight }) => {
        const n = weight.length
        const together = Float64Array.from({ length: n }, (_, area) => all[area]! + (all[n + area] ?? 0))
        const { z } = spaceTimeExcess(all, weight, inARow(n))
        const sum = spaceTimeExcess(together, weight, inARow(n)).z
        const last = Math.min(1, all.length / n - 1)
        for (let area = 0; area < n; area++) expect(z[last * n + area]).toEqual(sum[area])
      }),
      { seed: 6 },
    )
  })

  test('shrinks with the dispersion, and with what is not sure of the shares', () => {
    const plain = spaceTimeExcess(counts, share, inARow(5))
    const restless = spaceTimeExcess(counts, share, inARow(5), { dispersion: 4 })
    const unsure = spaceTimeExcess(counts, share, inARow(5), { variance: share.map((one) => one * one * 0.3) })
    for (const { z, p } of [restless, unsure]) {
      expect(Math.abs(z[7]!)).toBeLessThan(0.9 * plain.z[7]!)
      expect(p[7]).toBeGreaterThan(1.2 * plain.p[7]!)
    }
    // three shares of variance 0.012 against an expected share of 0.6, times 16 cases
    expect(unsure.z[7]).toBeCloseTo(spaceTimeExcess(counts, share, inARow(5), { dispersion: 1 + (16 * 3 * 0.012) / 0.6 }).z[7]!, 12)
  })

  test('weights of neighbours do not count cases twice or by half', () => {
    const row = inARow(5)
    const weights = { ...row, weight: new Float64Array(row.to.length).fill(0.5) }
    expect(spaceTimeExcess(counts, share, weights)).toEqual(spaceTimeExcess(counts, share, row))
  })

  test('an area that cannot be judged says nothing, and its cases make no neighbour look hot', () => {
    const unknown = Float64Array.from(share).fill(NaN, 2, 3)
    const found = spaceTimeExcess(counts, unknown, inARow(5), { back: 0 })
    expect([found.z[7], found.p[7]]).toEqual([NaN, NaN])
    expect(found.z[6]).toBeCloseTo(0, 12)
  })

  test('where there is nothing to tell nothing is said', () => {
    expect(spaceTimeExcess(Float64Array.of(3, 0), Float64Array.of(1), inARow(1))).toEqual({ z: Float64Array.of(0, 0), p: Float64Array.of(1, 1) })
    expect(spaceTimeExcess(new Float64Array(3), new Float64Array(3).fill(1), inARow(3))).toEqual({ z: new Float64Array(3), p: new Float64Array(3).fill(1) })
    expect(spaceTimeExcess(new Float64Array(0), new Float64Array(0), inARow(0)).z).toHaveLength(0)
  })

  test('where cases fall by the shares z is about standard normal, however few they are', () => {
    const [n, cases, runs] = [40, 30, 400]
    const draw = random(3)
    let [sum, squares, beyond, all] = [0, 0, 0, 0]
    for (let run = 0; run < runs; run++) {
      const dealt = new Float64Array(n)
      for (let k = 0; k < cases; k++) dealt[draw.below(n)]!++
      for (const z of spaceTimeExcess(dealt, new Float64Array(n).fill(1 / n), inARow(n)).z) {
        sum += z
        squares += z * z
        beyond += twoSidedP(z) <= 0.05 ? 1 : 0
        all++
      }
    }
    expect(Math.abs(sum / all)).toBeLessThan(0.04)
    expect(Math.abs(squares / all - 1)).toBeLessThan(0.15)
    expect(beyond / all).toBeLessThan(0.06)
  })
})
