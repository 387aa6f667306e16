import { priorStrength, shrunk } from './shrink.ts'

/** Counts by kind × day: `cases[kind * days + day]`. */
export interface Counts {
  kinds: number
  days: number
  cases: Float64Array
  /** by day: 1, or 0 where it is not on record */
  there: Float64Array
}

/** One factor of a product model: the days fall into groups, and every kind has a value for each. */
export interface Factors {
  /** group of each day */
  group: Uint16Array
  groups: number
  /** kind × group */
  values: Float64Array
}

export function factorsOf({ kinds, days }: { kinds: number; days: number }, groups: number, groupOf: (day: number) => number): Factors {
  return { group: Uint16Array.from({ length: days }, (_, d) => groupOf(d)), groups, values: new Float64Array(kinds * groups).fill(1) }
}

/** Product of all factors but one, by kind × day, 0 on days that are not on record: what that one is fitted against. */
export function productOf({ kinds, days, there }: Counts, factors: readonly Factors[], but: Factors): Float64Array {
  const product = new Float64Array(kinds * days)
  for (let k = 0; k < kinds; k++) product.set(there, k * days)
  for (const { group, groups, values } of factors) {
    if (values === but.values) continue
    for (let k = 0; k < kinds; k++) {
      for (let d = 0; d < days; d++) product[k * days + d] = product[k * days + d]! * values[k * groups + group[d]!]!
    }
  }
  return product
}

/** Sums by kind × group. */
function sumsBy({ group, groups }: Factors, { kinds, days }: Counts, values: Float64Array): Float64Array {
  const sums = new Float64Array(kinds * groups)
  for (let k = 0; k < kinds; k++) {
    for (let d = 0; d < days; d++) sums[k * groups + group[d]!] = sums[k * groups + group[d]!]! + values[k * days + d]!
  }
  return sums
}

/** Sets a factor to the plain ratio of cases to what the others expect; 0 where nothing is expected. */
export function fitPlain(counts: Counts, factors: Factors, others: Float64Array): void {
  const [cases, wanted] = [sumsBy(factors, counts, counts.cases), sumsBy(factors, counts, others)]
  for (let g = 0; g < cases.length; g++) factors.values[g] = wanted[g]! > 0 ? cases[g]! / wanted[g]! : 0
}

/** How a factor may be made smooth, and by how many parts its spread is judged. */
export interface Smoothing {
  smooth(sums: Float64Array): Float64Array
  parts: number
}

/**
 * Sets a factor to shrunken ratios: that of all kinds together drawn to 1, and each kind's drawn to that. Counts that are
 * smoothed stay counts of cases (the kernel's peak is 1), so that the prior strength m weighs against them as it should.
 */
export function fitShrunk(counts: Counts, factors: Factors, others: Float64Array, smoothing?: Smoothing): void {
  const { groups, values } = factors
  const [cases, wanted] = [sumsBy(factors, counts, counts.cases), sumsBy(factors, counts, others)]
  const [allCases, allWanted] = [overKinds(cases, groups), overKinds(wanted, groups)]
  const common = ratios(allCases, allWanted, smoothing)
  for (let k = 0; k < counts.kinds; k++) {
    const own = wanted.subarray(k * groups, (k + 1) * groups).map((value, g) => value * common[g]!)
    const ratio = ratios(cases.subarray(k * groups, (k + 1) * groups), own, smoothing)
    for (let g = 0; g < groups; g++) values[k * groups + g] = common[g]! * ratio[g]!
  }
}

function ratios(cases: Float64Array, wanted: Float64Array, smoothing: Smoothing | undefined): Float64Array {
  if (!smoothing) {
    const strength = priorStrength(cases, wanted)
    return cases.map((value, g) => shrunk(value, wanted[g]!, strength))
  }
  const strength = priorStrength(inParts(cases, smoothing.parts), inParts(wanted, smoothing.parts))
  const [smoothCases, smoothWanted] = [smoothing.smooth(cases), smoothing.smooth(wanted)]
  return smoothCases.map((value, g) => shrunk(value, smoothWanted[g]!, strength))
}

function overKinds(sums: Float64Array, groups: number): Float64Array {
  const all = new Float64Array(groups)
  for (let at = 0; at < sums.length; at++) all[at % groups] = all[at % groups]! + sums[at]!
  return all
}

function inParts(values: Float64Array, parts: number): Float64Array {
  const sums = new Float64Array(parts)
  for (let g = 0; g < values.length; g++) {
    const part = Math.floor((g * parts) / values.length)
    sums[part] = sums[part]! + values[g]!
  }
  return sums
}

/** Smooths around the year: day 0 follows the last. A Gaussian kernel of this standard deviation, its peak 1, cut off at four. */
export function aroundTheYear(sd: number): (sums: Float64Array) => Float64Array {
  const reach = Math.ceil(4 * sd)
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, j) => Math.exp(-(((j - reach) / sd) ** 2) / 2))
  return (sums) => {
    const { length } = sums
    const smooth = new Float64Array(length)
    for (let g = 0; g < length; g++) {
      let sum = 0
      for (let j = 0; j < kernel.length; j++) sum += kernel[j]! * sums[(g + j - reach + length) % length]!
      smooth[g] = sum
    }
    return smooth
  }
}
