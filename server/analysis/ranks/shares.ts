import { betaQuantile } from '../beta.ts'
import { priorWorth, type Chance } from './prior.ts'

/** Shares drawn to that of all, each with the interval in which it lies with nine chances in ten; NaN where there is nothing to share. */
export interface ShrunkenShares {
  mean: Float64Array
  low: Float64Array
  high: Float64Array
  /** of all together */
  share: number
}

const TAIL = 0.05
/** As little as nothing was known: about Jeffreys' prior, whose intervals are those of Clopper and Pearson by mid-p (Brown, Cai and DasGupta 2001). */
const WEAKEST = 1

/**
 * Empirical Bayes shares: `part[i]` of `whole[i]` with a beta prior about the share of all, the fewer cases the nearer to it. The
 * prior's strength is that of `priorWorth`. Counts that vary φ times as much are worth φ times fewer.
 */
export function shrunkenShares(part: ArrayLike<number>, whole: ArrayLike<number>, { dispersion = 1 }: Chance = {}): ShrunkenShares {
  const share = shareOfAll(part, whole)
  const strength = strengthOf(part, whole, { share, dispersion })
  const [a, b] = [share * strength, (1 - share) * strength]
  const each = (value: (a: number, b: number) => number): Float64Array =>
    Float64Array.from(whole, (n, i) => (n > 0 ? value(a + part[i]! / dispersion, b + (n - part[i]!) / dispersion) : NaN))
  return {
    share,
    mean: each((up, down) => up / (up + down)),
    low: each((up, down) => betaQuantile(TAIL, up, down)),
    high: each((up, down) => 1 - betaQuantile(TAIL, down, up)),
  }
}

/** Half a case to either side, so that all of them never means always. */
function shareOfAll(part: ArrayLike<number>, whole: ArrayLike<number>): number {
  let [some, all] = [0, 0]
  for (let i = 0; i < whole.length; i++) {
    some += part[i]!
    all += whole[i]!
  }
  return (some + 0.5) / (all + 1)
}

/** 1 / ρ − 1, where a share of a prior of strength m varies by ρ = 1 / (m + 1) times what one case does. */
function strengthOf(part: ArrayLike<number>, whole: ArrayLike<number>, { share, dispersion }: { share: number; dispersion: number }): number {
  const worth = Float64Array.from(whole, (n) => n / dispersion)
  const off = worth.map((n, i) => (n * (part[i]! / whole[i]! - share) ** 2) / (share * (1 - share)))
  return Math.max(WEAKEST, 1 / priorWorth(worth, off).between - 1)
}
