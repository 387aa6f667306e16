import { gammaQuantile } from '../gamma.ts'
import { inhabited } from '../rates.ts'
import { priorWorth, type Chance } from './prior.ts'

/** What is known of the true rates: a gamma law of each area's ratio to the rate of all. */
export interface RateLaws {
  /** cases per resident of all areas together */
  rate: number
  /** NaN where nobody lives */
  shape: Float64Array
  /** of the gamma laws, in expected cases */
  expected: Float64Array
  /** of the prior, which is the same for all: in expected cases */
  strength: number
}

const TAIL = 0.05
const WEAKEST = 0.5

/**
 * Gamma–Poisson empirical Bayes (Clayton and Kaldor 1987, "Empirical Bayes estimates of age-standardized relative risks for use in
 * disease mapping", Biometrics 43), with the strength of the prior by `priorWorth`. Counts that vary φ times as much as Poisson ones
 * are worth φ times fewer. Null where no area with residents has a case.
 */
export function rateLaws(cases: ArrayLike<number>, residents: ArrayLike<number>, { dispersion = 1 }: Chance = {}): RateLaws | null {
  let [all, people] = [0, 0]
  for (let i = 0; i < cases.length; i++) {
    if (!inhabited(residents[i])) continue
    all += cases[i]!
    people += residents[i]!
  }
  if (all === 0) return null
  const rate = all / people
  const expected = Float64Array.from(residents, (count) => (inhabited(count) ? count * rate : NaN))
  const worth = expected.map((e) => e / dispersion)
  const off = expected.map((e, i) => (cases[i]! - e) ** 2 / e / dispersion)
  const strength = Math.max(WEAKEST, 1 / priorWorth(worth, off).between)
  return {
    rate,
    strength,
    shape: expected.map((e, i) => (Number.isNaN(e) ? NaN : strength + cases[i]! / dispersion)),
    expected: expected.map((e) => strength + e / dispersion),
  }
}

/** Mean of each rate, and the interval in which it lies with nine chances in ten; cases per `per` residents, NaN where nobody lives. */
export function shrunkenRates({ rate, shape, expected }: RateLaws, { per = 10_000 } = {}): { mean: Float64Array; low: Float64Array; high: Float64Array } {
  const at = (p: number): Float64Array => shape.map((a, i) => (Number.isNaN(a) ? NaN : (gammaQuantile(p, a) / expected[i]!) * rate * per))
  return { mean: shape.map((a, i) => (a / expected[i]!) * rate * per), low: at(TAIL), high: at(1 - TAIL) }
}

/**
 * The chance that an area has no case where so many are expected by the rate of all, its own rate being unknown: the rates differ by the
 * prior, counts of one rate vary φ times as much as Poisson ones (negative binomial).
 */
export function chanceOfNone(expected: number, { strength, dispersion = 1 }: { strength: number } & Chance): number {
  const worth = dispersion > 1 ? Math.log(dispersion) / (dispersion - 1) : 1
  return (strength / (strength + expected * worth)) ** strength
}
