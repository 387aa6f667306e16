export interface Spread {
  /** values that there are */
  n: number
  least: number
  lower: number
  median: number
  upper: number
  most: number
}

/** Median, quartiles and ends of what is not null; null where nothing is left. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort()
  const n = sorted.length
  if (n === 0) return null
  return { n, least: sorted[0]!, lower: quantile(sorted, 0.25), median: quantile(sorted, 0.5), upper: quantile(sorted, 0.75), most: sorted[n - 1]! }
}

/** Between the two nearest of ascending values, as R's type 7 (Hyndman and Fan 1996). */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const low = sorted[below]!
  return low + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low)
}
