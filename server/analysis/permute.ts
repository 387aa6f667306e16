import { random } from './random.ts'
import { shuffle } from './shuffle.ts'
import type { Weights } from './weights.ts'
import { neighbourSums, rowSums } from './weightsOf.ts'

export interface Permuted {
  permutations: number
  /** per area, in how many permutations its neighbours' sum was at least, and at most, the observed one; a tie counts in both */
  atLeast: Uint32Array
  atMost: Uint32Array
  /** per area, two-sided: min(1, 2 · (r + 1) / (permutations + 1)), where r is the smaller of the two counts */
  p: Float64Array
}

interface PermuteOptions {
  permutations: number
  seed: number
}

/** What stays the same in all permutations. */
interface Plan {
  /** the values in units of which all sums are exact */
  whole: Float64Array
  degree: Uint32Array
  longest: number
  /** per area the sum of its neighbours in those units; NaN, which no sum exceeds, where their weights differ */
  observed: Float64Array
  /** per area whose weights differ, the weighted sum and how far a sum may be from it and count as equal; NaN elsewhere; null without any */
  uneven: { observed: Float64Array; tolerance: Float64Array } | null
}

/**
 * Conditional permutation (Anselin 1995): each area keeps its value while its neighbours are given values drawn without
 * replacement from all others, and the weighted sums are compared. Weights are positive. Gi, Gi* and local Moran's I share
 * the counts, as each of them only shifts and scales its area's sum. An island has only ties, hence p = 1.
 *
 * One shuffle serves all areas: the values that follow an area's own in the shuffled circle are a uniform ordered sample
 * of the others. Where a row's weights are equal, its sum is a difference of two prefix sums, O(1) an area and permutation;
 * else O(neighbours). Permutation t uses the stream t of the seed.
 *
 * Ties: values are rounded to multiples of a power of two, no more than 2⁻⁵⁰ of the sum of all absolute values, of which
 * all sums are exact; two sums of k values count as equal when they differ by no more than k such units. Counts are
 * thereby compared exactly. Sums of unequal weights count as equal within 2⁻⁴⁰ of what the row could reach.
 */
export function permuted(values: ArrayLike<number>, weights: Weights, { permutations, seed }: PermuteOptions): Permuted {
  const { n } = weights
  const plan = planOf(values, weights)
  const [greater, less] = [new Uint32Array(n), new Uint32Array(n)]
  const order = new Uint32Array(n)
  const prefix = new Float64Array(n + plan.longest + 1)
  for (let t = 0; t < permutations; t++) {
    // from the same beginning each time, so that a permutation does not depend on those before it
    for (let i = 0; i < n; i++) order[i] = i
    shuffle(order, random(seed, t))
    sumUp(plan.whole, order, prefix)
    compareEven(plan, order, prefix, greater, less)
    if (plan.uneven) compareUneven(plan, weights, order, greater, less)
  }
  const [atLeast, atMost] = [less.map((count) => permutations - count), greater.map((count) => permutations - count)]
  const p = Float64Array.from(atLeast, (count, i) => Math.min(1, (2 * (Math.min(count, atMost[i]!) + 1)) / (permutations + 1)))
  return { permutations, atLeast, atMost, p }
}

function planOf(values: ArrayLike<number>, weights: Weights): Plan {
  const { start, weight } = weights
  const whole = inUnits(values)
  const observed = neighbourSums(whole, { ...weights, weight: null })
  const degree = Uint32Array.from(observed, (_, i) => start[i + 1]! - start[i]!)
  const plan: Plan = { whole, degree, longest: degree.reduce((longest, k) => Math.max(longest, k), 0), observed, uneven: null }
  if (weight) plan.uneven = unevenRows(plan, weights, weight)
  return plan
}

function unevenRows({ whole, observed }: Plan, weights: Weights, weight: Float64Array): Plan['uneven'] {
  const { n, start } = weights
  const largest = whole.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  const { sum: reach } = rowSums(weights)
  const tolerance = new Float64Array(n).fill(NaN)
  for (let i = 0; i < n; i++) {
    const row = weight.subarray(start[i], start[i + 1])
    if (row.every((one) => one === row[0])) continue
    tolerance[i] = reach[i]! * largest * 2 ** -40
    observed[i] = NaN
  }
  return tolerance.every(Number.isNaN) ? null : { observed: neighbourSums(whole, weights), tolerance }
}

function inUnits(values: ArrayLike<number>): Float64Array {
  let total = 0
  for (let i = 0; i < values.length; i++) total += Math.abs(values[i]!)
  const exponent = total > 0 ? 50 - Math.floor(Math.log2(total)) : 0
  const scale = 2 ** Math.max(-1000, Math.min(1000, exponent))
  return Float64Array.from(values, (value) => Math.round(value * scale))
}

/** prefix[q] is the sum of the first q values of the shuffled circle, past its end by the longest row. */
function sumUp(whole: Float64Array, order: Uint32Array, prefix: Float64Array): void {
  const n = order.length
  let sum = 0
  for (let q = 0; q < n; q++) {
    sum += whole[order[q]!]!
    prefix[q + 1] = sum
  }
  for (let q = n; q < prefix.length - 1; q++) {
    sum += whole[order[q - n]!]!
    prefix[q + 1] = sum
  }
}

function compareEven({ degree, observed }: Plan, order: Uint32Array, prefix: Float64Array, greater: Uint32Array, less: Uint32Array): void {
  for (let q = 0; q < order.length; q++) {
    const i = order[q]!
    const k = degree[i]!
    const difference = prefix[q + 1 + k]! - prefix[q + 1]! - observed[i]!
    // added, not branched upon: which of the two it is cannot be foreseen, and a wrong guess costs more than the sum
    greater[i]! += Number(difference > k)
    less[i]! += Number(difference < -k)
  }
}

function compareUneven({ whole, uneven }: Plan, { start, weight }: Weights, order: Uint32Array, greater: Uint32Array, less: Uint32Array): void {
  const { observed, tolerance } = uneven!
  const n = order.length
  for (let q = 0; q < n; q++) {
    const i = order[q]!
    if (Number.isNaN(tolerance[i]!)) continue
    const [from, end] = [start[i]!, start[i + 1]!]
    let sum = 0
    for (let at = from, next = q; at < end; at++) {
      next = next + 1 === n ? 0 : next + 1
      sum += weight![at]! * whole[order[next]!]!
    }
    const difference = sum - observed[i]!
    if (difference > tolerance[i]!) greater[i]!++
    else if (difference < -tolerance[i]!) less[i]!++
  }
}
