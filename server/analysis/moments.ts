/** What the statistics ask of a set of values. */
export interface Moments {
  mean: number
  /** values less their mean */
  centred: Float64Array
  /** Σ of the squares, and of the fourth powers, of what is centred; both exactly 0 where all values are equal */
  squares: number
  fourths: number
}

/** In two passes. Throws RangeError where a value is not a finite number, which would silently spoil every area's result. A mean of equal values may be off by a rounding: they are recognised and centred at exactly 0. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length
  const centred = new Float64Array(n)
  let sum = 0
  let equal = true
  for (let i = 0; i < n; i++) {
    sum += values[i]!
    if (values[i] !== values[0]) equal = false
  }
  if (!Number.isFinite(sum)) throw new RangeError('a value is not a finite number')
  const mean = equal && n > 0 ? values[0]! : sum / n
  let [squares, fourths] = [0, 0]
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean
    centred[i] = d
    squares += d * d
    fourths += d * d * d * d
  }
  return { mean, centred, squares, fourths }
}

/**
 * Mean of all values but that of area `i`, and Σ of the squares about it. Where one area holds nearly all of the variance,
 * subtracting it would leave only roundings: then the others are gone through.
 */
export function momentsWithout(values: ArrayLike<number>, { mean, centred, squares }: Moments, i: number): Pick<Moments, 'mean' | 'squares'> {
  const n = centred.length
  const d = centred[i]!
  const left = squares - (d * d * n) / (n - 1)
  if (left > 1e-4 * squares) return { mean: mean - d / (n - 1), squares: left }
  return momentsOf(Float64Array.from(values).filter((_, j) => j !== i))
}
