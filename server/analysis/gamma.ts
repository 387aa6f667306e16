import { quantileOfLog } from './normal.ts'
import type { Random } from './random.ts'

/** From here on Stirling's series is exact to the last digit with the terms below. */
export const LARGE = 12

/** What Stirling's formula leaves of ln Γ(z), z ≥ LARGE. Abramowitz and Stegun 6.1.41. */
export function stirlingRest(z: number): number {
  const w = 1 / (z * z)
  return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360_360 - w / 156)))))) / z
}

/** ln Γ(a), a > 0. */
export function logGamma(a: number): number {
  let [product, at] = [1, a]
  for (; at < LARGE; at++) product *= at
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + stirlingRest(at) - Math.log(product)
}

/** A term or a step below this share of the whole no longer shows. */
const NEGLIGIBLE = 1e-16
const MOST_TERMS = 100_000
/** Keeps a continued fraction from dividing by 0 (Lentz 1976, as Thompson and Barnett 1986 have it). */
const TINY = 1e-300

/**
 * The regularised lower incomplete gamma function P(a, x): the chance that a gamma variable of shape a and rate 1 stays below x.
 * The series below the mean, the continued fraction above it (Abramowitz and Stegun 6.5.29, 6.5.31); about √a terms each.
 */
export function gammaBelow(x: number, shape: number): number {
  if (x <= 0) return 0
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  return x < shape + 1 ? front * series(x, shape) : 1 - front * fraction(x, shape)
}

function series(x: number, shape: number): number {
  let [term, sum] = [1 / shape, 1 / shape]
  for (let n = 1; n < MOST_TERMS && term > sum * NEGLIGIBLE; n++) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

function fraction(x: number, shape: number): number {
  let b = x + 1 - shape
  let c = 1 / TINY
  let d = 1 / b
  let value = d
  for (let n = 1; n < MOST_TERMS; n++) {
    const a = -n * (n - shape)
    b += 2
    d = 1 / awayFromZero(a * d + b)
    c = awayFromZero(b + a / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 4e-16) break
  }
  return value
}

export function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}

/** The quantile of a gamma variable of this shape and rate 1, p in (0, 1). From Wilson and Hilferty's (1931) cube on by `rootOf`. */
export function gammaQuantile(p: number, shape: number): number {
  const cube = shape * (1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape))) ** 3
  const small = Math.exp((Math.log(p) + logGamma(shape + 1)) / shape)
  const logFront = logGamma(shape)
  return rootOf((x) => gammaBelow(x, shape) - p, {
    start: cube > 0 && shape > 0.5 ? cube : small,
    low: 0,
    high: Infinity,
    slope: (x) => Math.exp((shape - 1) * Math.log(x) - x - logFront),
  })
}

export function normalQuantile(p: number): number {
  return p <= 0.5 ? quantileOfLog(Math.log(p)) : -quantileOfLog(Math.log1p(-p))
}

interface Root {
  start: number
  low: number
  /** may be infinite */
  high: number
  slope: (x: number) => number
}

const MOST_STEPS = 200
const CLOSE = 1e-13

/** Where a growing function is 0: Newton's steps, and halves of the bracket (doublings while it has no end) where they leave it. */
export function rootOf(value: (x: number) => number, { start, slope, ...ends }: Root): number {
  let { low, high } = ends
  let x = start
  for (let step = 0; step < MOST_STEPS; step++) {
    const off = value(x)
    if (off === 0) return x
    if (off < 0) low = x
    else high = x
    const steep = slope(x)
    let next = x - off / steep
    if (!(next > low && next < high)) next = high === Infinity ? x * 2 : (low + high) / 2
    if (Math.abs(next - x) <= CLOSE * Math.abs(next)) return next
    x = next
  }
  return x
}

/** A draw from the gamma law of this shape and rate 1. Marsaglia and Tsang (2000), "A simple method for generating gamma variables", ACM TOMS 26. */
export function gammaDraw(shape: number, chance: Random): number {
  // shapes below 1 by their section 6: Γ(a) is Γ(a + 1) times a power of a uniform number
  if (shape < 1) return gammaDraw(shape + 1, chance) * (1 - chance.uniform()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normalDraw(chance)
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    const u = 1 - chance.uniform()
    if (Math.log(u) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Marsaglia's polar method; the second of the pair is left, so that a draw depends on nothing before it. */
function normalDraw(chance: Random): number {
  for (;;) {
    const [a, b] = [2 * chance.uniform() - 1, 2 * chance.uniform() - 1]
    const square = a * a + b * b
    if (square > 0 && square < 1) return a * Math.sqrt((-2 * Math.log(square)) / square)
  }
}
