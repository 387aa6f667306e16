import { awayFromZero, logGamma, normalQuantile, rootOf } from './gamma.ts'

const CLOSE = 4e-16
const MOST_TERMS = 100_000

/**
 * The regularised incomplete beta function I_x(a, b): the chance that a beta variable stays below x. By its continued fraction
 * (Abramowitz and Stegun 26.5.8) on the side of the mean where it converges in about √max(a, b) terms.
 */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

/** The quantile of a beta variable, p in (0, 1), by `rootOf` from that of the normal law with its mean and variance. */
export function betaQuantile(p: number, a: number, b: number): number {
  const norm = logBeta(a, b)
  const mean = a / (a + b)
  const guess = mean + normalQuantile(p) * Math.sqrt((mean * (1 - mean)) / (a + b + 1))
  return rootOf((x) => betaBelow(x, a, b) - p, {
    start: guess > 0 && guess < 1 ? guess : mean,
    low: 0,
    high: 1,
    slope: (x) => Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - norm),
  })
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    value *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    value *= c * d
    if (Math.abs(c * d - 1) < CLOSE) break
  }
  return value
}
