/** ln k! for k = 0 … as far as it was needed. */
const logFactorials = [0]

function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push(logFactorials[k - 1]! + Math.log(k))
  return logFactorials[n]!
}

/** Outcomes whose probability is equal but for rounding count as equal. */
const SAME = 1 + 1e-7

/**
 * Two-sided p of the exact conditional test of two Poisson counts: given their sum, `a` is binomial with `share` (of `a` in
 * the days of both; 0.5 for equal periods), and outcomes no more probable than the one seen are added up, as R's
 * `binom.test` does. 1 where both are 0. O(a + b).
 * Przyborowski and Wilenski, Biometrika 31 (1940) 313–323.
 */
export function chanceOf(a: number, b: number, share = 0.5): number {
  const n = a + b
  const [heads, tails] = [Math.log(share), Math.log(1 - share)]
  const probability = (k: number) => Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * heads + (n - k) * tails)
  const seen = probability(a) * SAME
  let p = 0
  for (let k = 0; k <= n; k++) {
    const one = probability(k)
    if (one <= seen) p += one
  }
  return Math.min(1, p)
}

/** 0.95 of the normal distribution: nine chances in ten lie within. */
const Z90 = 1.6448536269514722

/**
 * Bounds of the mean that a Poisson `count` was drawn from, with nine chances in ten, by Byar's approximation, which is
 * right to a tenth of a case from 5 cases on. Breslow and Day, "Statistical methods in cancer research" II (1987), p. 69.
 */
export function countInterval(count: number): { low: number; high: number } {
  const byar = (n: number, z: number) => n * (1 - 1 / (9 * n) + z / (3 * Math.sqrt(n))) ** 3
  return { low: count === 0 ? 0 : Math.max(0, byar(count, -Z90)), high: byar(count + 1, Z90) }
}
