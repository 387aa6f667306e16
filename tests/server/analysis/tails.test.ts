import { describe, expect, it } from 'vitest'
import { erfc } from '../../../server/analysis/normal.ts'
import { normalScore, tails, twoSidedLog } from '../../../server/analysis/tails.ts'
import fc from '../../property.ts'

/** ln of a fraction of whole numbers of any size, from their leading digits. */
function logFraction(above: bigint, below: bigint): number {
  const log = (value: bigint) => {
    const digits = value.toString()
    return Math.log(Number(`0.${digits.slice(0, 20)}`)) + digits.length * Math.LN10
  }
  return above === 0n ? -Infinity : log(above) - log(below)
}

const choose = (n: number, k: number): bigint => {
  let ways = 1n
  for (let j = 1; j <= k; j++) ways = (ways * BigInt(n - k + j)) / BigInt(j)
  return ways
}
const rising = (a: bigint, step: bigint, n: number): bigint => {
  let product = 1n
  for (let j = 0; j < n; j++) product *= a + BigInt(j) * step
  return product
}

/**
 * Both tails in whole numbers. Share a/b. Binomial: chances are C(n,k) a^k (b−a)^(n−k) / b^n. With φ = 1 + n·s/b for a whole s,
 * the beta-binomial's α = a/s, β = (b−a)/s, and its chances are C(n,k) Π(a + j s) Π(b−a + j s) / Π(b + j s).
 */
function exact(k: number, { n, a, b, s }: { n: number; a: number; b: number; s: number }) {
  const chance = (j: number) => choose(n, j) * rising(BigInt(a), BigInt(s), j) * rising(BigInt(b - a), BigInt(s), n - j)
  const whole = rising(BigInt(b), BigInt(s), n)
  let [lower, upper] = [0n, 0n]
  for (let j = 0; j <= n; j++) {
    const one = chance(j)
    if (j <= k) lower += one
    if (j >= k) upper += one
  }
  return { lower: logFraction(lower, whole), upper: logFraction(upper, whole) }
}

describe('tails of counts that are dealt out', () => {
  it('are those of whole-number arithmetic to 1e-9, in the middle and far out', () => {
    const law = fc.record({
      n: fc.integer({ min: 1, max: 140 }),
      a: fc.integer({ min: 1, max: 60 }),
      more: fc.integer({ min: 1, max: 3000 }),
      s: fc.constantFrom(0, 0, 1, 7, 300),
      k: fc.integer({ min: 0, max: 140 }),
    })
    fc.assert(
      fc.property(law, ({ n, a, more, s, k }) => {
        fc.pre(k <= n)
        const b = a + more
        const found = tails(k, { cases: n, share: a / b, dispersion: 1 + (n * s) / b })
        const truth = exact(k, { n, a, b, s })
        expect(Math.abs(found.lower - truth.lower)).toBeLessThan(1e-9)
        expect(Math.abs(found.upper - truth.upper)).toBeLessThan(1e-9)
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('keep their digits where doubles underflow and totals are large', () => {
    const law = { n: 1200, a: 1, b: 200, s: 0 }
    const found = tails(500, { cases: 1200, share: 1 / 200, dispersion: 1 })
    expect(found.upper).toBeLessThan(-1500)
    expect(Math.abs(found.upper - exact(500, law).upper)).toBeLessThan(1e-9)
  })

  it('come near the binomial ones as the dispersion comes near 1', () => {
    const at = (dispersion: number) => tails(19, { cases: 360, share: 0.02, dispersion }).upper
    expect(at(1 + 1e-9)).toBeCloseTo(at(1), 7)
    expect(at(1.5)).toBeGreaterThan(at(1))
    expect(at(3)).toBeGreaterThan(at(1.5))
  })

  it('are certain where a place can have nothing or all', () => {
    expect(tails(0, { cases: 9, share: 0, dispersion: 1 })).toEqual({ lower: 0, upper: 0, chance: 0 })
    expect(tails(1, { cases: 9, share: 0, dispersion: 1 }).upper).toBe(-Infinity)
    expect(tails(9, { cases: 9, share: 1, dispersion: 2 })).toEqual({ lower: 0, upper: 0, chance: 0 })
    expect(tails(0, { cases: 0, share: 0.3, dispersion: 1 })).toEqual({ lower: 0, upper: 0, chance: 0 })
  })

  it('double to a test that keeps its level under the null', () => {
    for (const [cases, share] of [[20, 0.03], [360, 0.02], [50, 0.5]] as const) {
      for (const level of [0.1, 0.01, 0.0002]) {
        let wrong = 0
        for (let k = 0; k <= cases; k++) {
          const both = tails(k, { cases, share, dispersion: 1 })
          if (twoSidedLog(both) <= Math.log(level)) wrong += Math.exp(both.upper) + Math.exp(both.lower) - 1
        }
        expect(wrong).toBeLessThanOrEqual(level)
      }
    }
  })

  it('make a normal deviate that is low as often as high, by half of the count itself', () => {
    const law = fc.record({
      cases: fc.integer({ min: 1, max: 60 }), share: fc.double({ min: 0.001, max: 0.999, noNaN: true }), dispersion: fc.constantFrom(1, 1.5, 4),
    })
    fc.assert(
      fc.property(law, (dealt) => {
        let [mean, before] = [0, -Infinity]
        for (let k = 0; k <= dealt.cases; k++) {
          const found = tails(k, dealt)
          const z = normalScore(found)
          mean += Math.exp(found.chance) * (1 - erfc(z * Math.SQRT1_2) / 2)
          expect(z).toBeGreaterThan(before)
          before = z
          expect(Math.log(erfc(Math.abs(z) * Math.SQRT1_2) / 2)).toBeLessThanOrEqual(Math.min(found.lower, found.upper) + 1e-9)
        }
        expect(mean).toBeCloseTo(0.5, 9)
      }),
      { seed: 9 },
    )
  })

  it('make the deviate by hand: two of two where a half was due, and where one count alone can come', () => {
    // ½ · ¼ lies above
    expect(normalScore(tails(2, { cases: 2, share: 0.5, dispersion: 1 }))).toBeCloseTo(1.1503493803760079, 12)
    expect(normalScore(tails(1, { cases: 2, share: 0.5, dispersion: 1 }))).toBeCloseTo(0, 12)
    expect(normalScore(tails(9, { cases: 9, share: 1, dispersion: 1 }))).toBe(0)
    expect(normalScore(tails(500, { cases: 1200, share: 1 / 200, dispersion: 1 }))).toBeGreaterThan(50)
  })
})
