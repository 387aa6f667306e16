/**
 * Classes of a choropleth. Class 0 is "none at all" and is not painted; class k ≥ 1 holds the values from
 * `lows[k - 1]` up to, but not including, `lows[k]`.
 */
export interface Breaks {
  lows: number[]
  /** the greatest value, which closes the last class */
  max: number
  /** `each`: one class a value; `quantile`: quantiles moved to the nearest round number */
  method: 'each' | 'quantile'
}

const MOST_CLASSES = 6
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/**
 * Breaks for counts (`whole`) or rates. Quantiles keep a skewed map readable, where equal steps would paint one
 * area and leave the rest pale; the legend states which were used. Every class holds at least one value.
 */
export function breaksOf(values: Iterable<number>, whole: boolean): Breaks | null {
  const sorted = [...values].filter((value) => Number.isFinite(value) && value > 0).sort((a, b) => a - b)
  const max = sorted[sorted.length - 1]
  if (max === undefined) return null
  const distinct = [...new Set(sorted)]
  if (distinct.length <= MOST_CLASSES && whole) return { lows: distinct, max, method: 'each' }
  const lows = [whole ? 1 : 0]
  for (let k = 1; k < MOST_CLASSES; k++) {
    const low = roundNear(sorted[Math.floor((k / MOST_CLASSES) * sorted.length)]!, whole)
    const previous = lows[lows.length - 1]!
    const filled = sorted.some((value) => value >= previous && value < low)
    if (low > previous && low <= max && filled) lows.push(low)
  }
  return { lows, max, method: 'quantile' }
}

/** 0 for nothing, else 1 for the lowest class. */
export function classOf(value: number, breaks: Breaks | null): number {
  if (!breaks || value <= 0) return 0
  let at = 0
  while (at < breaks.lows.length && value >= breaks.lows[at]!) at++
  return Math.max(at, 1)
}

/** What the legend says of class k ≥ 1: `5–9`, `≥ 40`. A rate's upper end belongs to the next class. */
export function classLabel(k: number, breaks: Breaks, whole: boolean): string {
  const low = breaks.lows[k - 1]!
  const next = breaks.lows[k]
  if (breaks.method === 'each') return String(low)
  if (next === undefined) return whole && low === breaks.max ? String(low) : `≥ ${low}`
  const high = whole ? next - 1 : next
  if (low === 0) return `< ${next}`
  return high === low ? String(low) : `${low}–${high}`
}

function roundNear(value: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const near = ROUND.map((step) => step * power).reduce((best, step) =>
    Math.abs(step - value) < Math.abs(best - value) ? step : best)
  return whole ? Math.max(1, Math.round(near)) : Number(near.toPrecision(3))
}
