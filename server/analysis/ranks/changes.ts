import { falseDiscovery } from '../adjust.ts'
import { twoSidedP } from '../normal.ts'
import { normalScore, tails } from '../tails.ts'
import { shrunkenShares } from './shares.ts'

/** Rising and falling are clear; `same` is no clear change; of `few` no split whatever would be clear. */
export type Verdict = 'rising' | 'falling' | 'same' | 'few'

export interface Changes {
  /** daily count now over that before, drawn to the ratio of all; NaN where there was no case at all */
  ratio: Float64Array
  low: Float64Array
  high: Float64Array
  verdict: Verdict[]
}

export interface ChangeOptions {
  /** lengths of both periods */
  days: { now: number; before: number }
  /** φ ≥ 1: as many times as Poisson counts these vary from one period to the next */
  dispersion: number
}

/** Of those that are called, one in ten on average is chance; where nothing changed, one set in ten has any that is called. */
const CALLED = 0.1
/** All cases on one side must be as rare as this, or there are too few. */
const LOPSIDED = 0.01

/**
 * Which of several counts rose or fell from one period to another. The verdict is by the conditional test of two counts (Przyborowski
 * and Wilenski 1940, Biometrika 31: under their sum the count now is binomial, here beta-binomial for φ > 1) with Lancaster's mid-p,
 * over all counts under false-discovery control at 10 %; and only where the interval of nine in ten about the shrunken ratio is clear of
 * 1 as well. The ratio is the odds of `shrunkenShares`, by day.
 */
export function changes(now: ArrayLike<number>, before: ArrayLike<number>, { days, dispersion }: ChangeOptions): Changes {
  const both = Float64Array.from(now, (count, i) => count + before[i]!)
  const share = days.now / (days.now + days.before)
  const perDay = days.before / days.now
  const odds = (p: number): number => (p / (1 - p)) * perDay
  const { mean, low, high } = shrunkenShares(now, both, { dispersion })
  const p = both.map((cases, i) => (enough(cases, share, dispersion) ? pOf(now[i]!, { cases, share, dispersion }) : NaN))
  const adjusted = falseDiscovery(p)
  const found = { ratio: mean.map(odds), low: low.map(odds), high: high.map(odds) }
  const verdict = Array.from(adjusted, (q, i): Verdict => {
    if (Number.isNaN(q)) return 'few'
    if (q > CALLED) return 'same'
    return found.low[i]! > 1 && now[i]! > both[i]! * share ? 'rising' : found.high[i]! < 1 && now[i]! < both[i]! * share ? 'falling' : 'same'
  })
  return { ...found, verdict }
}

type Split = Parameters<typeof tails>[1]

function pOf(count: number, split: Split): number {
  return twoSidedP(normalScore(tails(count, split)))
}

function enough(cases: number, share: number, dispersion: number): boolean {
  return cases > 0 && pOf(share > 0.5 ? 0 : cases, { cases, share, dispersion }) <= LOPSIDED
}
