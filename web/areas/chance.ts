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
