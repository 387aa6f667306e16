import { dispersionOf } from './dispersion.ts'
import type { Events, Span } from './types.ts'

/** φ is judged on at least so many times, on at most so many, of at least a week each: counts of days are too small to show it. */
const LEAST_TIMES = 4
const MOST_TIMES = 24
const LEAST_TIME_DAYS = 7
/** A time with less than this part of the cases of a usual one does not count: most of it was not on record. */
const THIN = 0.5

/** φ, and on how many times with cases it was judged; 0 where it is not known, and then φ is 1. */
export interface Restlessness {
  dispersion: number
  times: number
}

/**
 * φ by `dispersionOf` over times as long as the window (a week at least, or a quarter of all days, if that is shorter), counted back
 * from its eve. Where the record before the window is shorter than four weeks or has fewer cases than the window, the window's own
 * days are cut up with it; its hot places bend φ but little there, as each place is judged under its own sum and residuals are capped.
 * Where fewer than four of the times have cases, as a ledger that began of late leaves most of a window empty, shorter ones are
 * tried, down to weeks. Fewer than four weeks with cases do not tell φ.
 */
export function restlessness(events: Events, share: Float64Array, { since, from, to }: Span & { since: number }): Restlessness {
  const [window, record] = [to - from + 1, from - since]
  let [before, inside] = [0, 0]
  for (const day of events.day) {
    if (day >= since && day < from) before++
    else if (day >= from && day <= to) inside++
  }
  const past = record >= LEAST_TIMES * LEAST_TIME_DAYS && before >= inside
  const [days, end] = past ? [record, from] : [record + window, to + 1]
  let length = Math.min(Math.max(window, LEAST_TIME_DAYS), Math.floor(days / LEAST_TIMES))
  while (length >= LEAST_TIME_DAYS) {
    const times = Math.min(MOST_TIMES, Math.floor(days / length))
    const counts = countsBy(events, share.length, { end, length, times })
    const told = timesWithCases(counts, times)
    if (told >= LEAST_TIMES) return { dispersion: dispersionOf(counts, times, share), times: told }
    length = length > LEAST_TIME_DAYS ? Math.max(LEAST_TIME_DAYS, length >> 1) : 0
  }
  return { dispersion: 1, times: 0 }
}

/** Cases by area × time, times counted back from `end`. */
function countsBy({ area, day }: Events, areas: number, { end, length, times }: { end: number; length: number; times: number }): Float64Array {
  const counts = new Float64Array(areas * times)
  for (let e = 0; e < area.length; e++) {
    const time = Math.floor((end - 1 - day[e]!) / length)
    if (day[e]! >= end || time >= times) continue
    const at = area[e]! * times + time
    counts[at] = counts[at]! + 1
  }
  return counts
}

function timesWithCases(counts: Float64Array, times: number): number {
  const sums = new Float64Array(times)
  for (let at = 0; at < counts.length; at++) sums[at % times] = sums[at % times]! + counts[at]!
  const some = sums.filter((cases) => cases > 0).sort()
  const least = (some[some.length >> 1] ?? Infinity) * THIN
  return some.filter((cases) => cases >= least).length
}
