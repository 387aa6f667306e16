/**
 * Classes of a choropleth. Class 0 is "none at all" and is not painted; class k ≥ 1 holds the values from
 * `lows[k - 1]` up to, but not including, `lows[k]`.
 */
export interface Breaks {
  lows: number[]
  /** the greatest value, which closes the last class */
  max: number
  /** `each`: one class a value; `natural`: natural breaks moved to the roundest number in their gap */
  method: 'each' | 'natural'
}

/** as many as stay apart in lightness from across a room, beside the unpainted ground */
export const MOST_CLASSES = 5

/**
 * Breaks for counts (`whole`) or rates: natural breaks of the square roots (which give counts an even spread, so
 * that neither a few great values nor many small ones take all classes), each moved to the roundest number
 * between the two values that it parts. Every class holds at least one value, and like values stay together.
 */
export function breaksOf(values: Iterable<number>, whole: boolean): Breaks | null {
  const positive = [...values].filter((value) => Number.isFinite(value) && value > 0)
  if (positive.length === 0) return null
  const weights = new Map<number, number>()
  for (const value of positive) {
    // three digits are all that a rate can mean, and keep the number of distinct values small
    const key = whole ? value : Number(value.toPrecision(3))
    weights.set(key, (weights.get(key) ?? 0) + 1)
  }
  const distinct = [...weights.keys()].sort((a, b) => a - b)
  const max = distinct[distinct.length - 1]!
  if (whole && distinct.length <= MOST_CLASSES) return { lows: distinct, max, method: 'each' }
  const classes = Math.min(MOST_CLASSES, distinct.length)
  const starts = naturalBreaks(distinct.map(Math.sqrt), distinct.map((value) => weights.get(value)!), classes)
  const lows = starts.map((at) => (at === 0 ? (whole ? 1 : 0) : roundest(distinct[at - 1]!, distinct[at]!, whole)))
  return { lows, max, method: 'natural' }
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
  if (next === undefined && low === 0) return `≤ ${Number(breaks.max.toPrecision(3))}`
  if (next === undefined) return whole && low === breaks.max ? String(low) : `≥ ${low}`
  const high = whole ? next - 1 : next
  if (low === 0) return `< ${next}`
  return high === low ? String(low) : `${low}–${high}`
}

/**
 * Position of the first value of each class such that the squared distances to the class means are least:
 * the dynamic programme of Jenks and Fisher over sorted distinct values with weights. O(classes · values²).
 */
function naturalBreaks(sorted: readonly number[], weights: readonly number[], classes: number): number[] {
  const n = sorted.length
  const [w, sum, square] = [0, 1, 2].map((power) => prefix(sorted.map((x, k) => weights[k]! * x ** power))) as [number[], number[], number[]]
  const cost = (from: number, to: number) => {
    const s = sum[to]! - sum[from]!
    return square[to]! - square[from]! - (s * s) / (w[to]! - w[from]!)
  }
  let least = sorted.map((_, k) => cost(0, k + 1))
  const starts: Int32Array[] = [new Int32Array(n)]
  for (let c = 1; c < classes; c++) {
    const next = Array.from({ length: n }, () => Infinity)
    const start = new Int32Array(n)
    for (let end = c; end < n; end++) {
      for (let from = c; from <= end; from++) {
        const total = least[from - 1]! + cost(from, end + 1)
        if (total < next[end]!) [next[end], start[end]] = [total, from]
      }
    }
    least = next
    starts.push(start)
  }
  const found: number[] = []
  for (let c = classes - 1, end = n - 1; c >= 0; end = found[0]! - 1, c--) found.unshift(starts[c]![end]!)
  return found
}

function prefix(values: readonly number[]): number[] {
  const sums = [0]
  for (const value of values) sums.push(sums[sums.length - 1]! + value)
  return sums
}

/** The roundest number above `low` and not above `high`. */
function roundest(low: number, high: number, whole: boolean): number {
  for (let power = 10 ** Math.ceil(Math.log10(high)); ; power /= 10) {
    for (const step of [power, power / 2, power / 5]) {
      const round = Math.floor(high / step + 1e-9) * step
      if (round > low && (!whole || Number.isInteger(round))) return Number(round.toPrecision(6))
    }
    if (whole && power < 1) return high
  }
}
