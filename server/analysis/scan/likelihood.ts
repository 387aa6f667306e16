/** Rows of limits lie this far apart in llr. */
const STEP = 0.25
/** Limits are drawn this much too wide, so that rounding never hides a window. */
const SLACK = 1 + 1e-9
/** Ratio of the counts between which a straight line stands in for the curve of limits. */
const REACH = 1.6

/** From which llr on a window with so many cases matters. */
export interface Limits {
  /** by count: a window with that many cases beats the llr only if its weight (expected / scale) is below */
  weight: Float64Array
  /**
   * Straight lines under the curve of counts over weight: a window can beat the llr only if, for the line of its weight,
   * count − slope · weight ≥ offset. The set of windows that do not beat it is convex (the llr is a Kullback–Leibler
   * divergence), so the chords between points of the curve are such lines.
   */
  slope: Float64Array
  offset: Float64Array
  /** weight up to which each line serves; four lines that nothing reaches end the list, so that four can be tried at a time */
  upTo: Float64Array
}

export interface Likelihood {
  /** log of the likelihood ratio of `count` cases where `expected` are (Kulldorff 1997, eq. 6); 0 where not more than expected */
  llr(count: number, expected: number): number
  /** the limits at the llr or a little below */
  limits(llr: number): Limits
}

/** The likelihood of windows among `total` cases, for weights that times `scale` are expected cases. */
export function likelihood({ total, scale, minCases }: { total: number; scale: number; minCases: number }): Likelihood {
  const logs = new Float64Array(total + 1)
  for (let count = 1; count <= total; count++) logs[count] = Math.log(count)
  const rows: (Limits | undefined)[] = []
  const llr = (count: number, expected: number): number => {
    if (count <= expected) return 0
    const rest = total - count
    const outside = rest > 0 ? rest * (logs[rest]! - Math.log(total - expected)) : 0
    return count * (logs[count]! - Math.log(expected)) + outside
  }
  return {
    llr,
    limits(level) {
      const row = Math.max(0, Math.floor(level / STEP))
      return (rows[row] ??= rowOf(row * STEP))
    },
  }

  function rowOf(level: number): Limits {
    const weight = new Float64Array(total + 1).fill(-1)
    let expected = minCases * Math.exp(-level / minCases - 1)
    for (let count = minCases; count <= total; count++) {
      expected = level === 0 ? count : solve(count, level, expected)
      weight[count] = (expected / scale) * SLACK
    }
    return { weight, ...linesUnder(weight) }
  }

  /** Newton's steps from the left: the llr is convex and falls in the expected cases, so none oversteps the root. */
  function solve(count: number, level: number, from: number): number {
    const rest = total - count
    let expected = from
    for (let step = 0; step < 60; step++) {
      const inside = count * (logs[count]! - Math.log(expected))
      const outside = rest > 0 ? rest * (logs[rest]! - Math.log(total - expected)) : 0
      const slope = count / expected - rest / (total - expected)
      const next = expected + (inside + outside - level) / slope
      if (!(next > expected * (1 + 1e-12))) break
      expected = next
    }
    return expected
  }

  function linesUnder(weight: Float64Array): Omit<Limits, 'weight'> {
    const [slope, offset, upTo]: [number[], number[], number[]] = [[], [], []]
    if (minCases <= total) {
      slope.push(0.5 / weight[minCases]!)
      offset.push(minCases - 0.5 - 1e-7)
      upTo.push(weight[minCases]!)
    }
    for (let low = minCases; low < total; ) {
      const high = Math.min(total, Math.ceil(low * REACH))
      const tilt = (high - low) / (weight[high]! - weight[low]!)
      slope.push(tilt)
      offset.push((low - tilt * weight[low]!) - 1e-7 * high)
      upTo.push(weight[high]!)
      low = high
    }
    slope.push(0, 0, 0, 0)
    offset.push(Infinity, Infinity, Infinity, Infinity)
    upTo.push(Infinity, Infinity, Infinity, Infinity)
    return { slope: Float64Array.from(slope), offset: Float64Array.from(offset), upTo: Float64Array.from(upTo) }
  }
}
