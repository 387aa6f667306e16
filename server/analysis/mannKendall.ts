import { twoSidedP } from './normal.ts'

/** Does a series rise or fall over its whole length? */
export interface Trend {
  /** pairs that rise less pairs that fall */
  s: number
  /** of S where nothing changes, corrected for ties */
  variance: number
  /** Kendall's tau-b of the values against time, −1 … 1; 0 where all values are equal */
  tau: number
  z: number
  /** two-sided */
  p: number
}

/**
 * Mann–Kendall test of a series in the order of time, by the normal approximation with continuity correction: z = (S ∓ 1) / √Var(S),
 * Var(S) = (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over the groups of t equal values (Mann 1945; Kendall 1975, ch. 4; Gilbert 1987,
 * eq. 16.4). Compares all pairs, O(n²). A series of equal values, or of fewer than two, has no trend: z 0, p 1.
 * @param values finite
 */
export function mannKendall(values: ArrayLike<number>): Trend {
  const n = values.length
  let s = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const rise = values[j]! - values[i]!
      s += rise > 0 ? 1 : rise < 0 ? -1 : 0
    }
  }
  const pairs = (n * (n - 1)) / 2
  let tiedPairs = 0
  let correction = 0
  for (const t of ties(values)) {
    tiedPairs += (t * (t - 1)) / 2
    correction += t * (t - 1) * (2 * t + 5)
  }
  const variance = (n * (n - 1) * (2 * n + 5) - correction) / 18
  const tau = pairs > tiedPairs ? s / Math.sqrt((pairs - tiedPairs) * pairs) : 0
  const z = s === 0 || variance <= 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  return { s, variance, tau, z, p: twoSidedP(z) }
}

/** Lengths of the runs of equal values after sorting. */
function ties(values: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(values).sort()
  const lengths: number[] = []
  let from = 0
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && sorted[at] === sorted[from]) continue
    lengths.push(at - from)
    from = at
  }
  return lengths
}
