import type { Random } from '../../analysis/random.ts'
import { NOWHERE, type Routes } from './routes.ts'

/** As the paper has them, but for the mean: here plans leave stops out, and a larger hole is filled better. */
const LONGEST_STRING = 10
const MEAN_REMOVED = 10
const SPLIT_RATE = 0.5
const KEEP_ONE_MORE = 0.99

/** The stops of one route between two others. */
interface Cut {
  from: number
  /** how many are taken, and how many in their midst stay */
  taken: number
  kept: number
}

/**
 * Takes strings of neighbouring stops out of routes that pass near a stop: "adjacent string removal" with split strings
 * (Christiaens and Vanden Berghe 2020, "Slack induction by string removals for vehicle routing problems", section 5.1).
 * `touch` is called with each shift before it loses a stop.
 */
export function ruin(routes: Routes, near: Int32Array, { random, row, touch }: { random: Random; row: Int32Array; touch: (shift: number) => void }): void {
  const longest = Math.min(LONGEST_STRING, meanLength(routes))
  const most = (4 * MEAN_REMOVED) / (1 + longest) - 1
  let left = Math.max(1, Math.floor(random.uniform() * most + 1))
  const cut = new Set<number>()
  for (const stop of near) {
    if (left === 0) return
    const shift = routes.shiftOf[stop]!
    if (shift === NOWHERE || cut.has(shift)) continue
    cut.add(shift)
    touch(shift)
    const count = routes.read(shift, row)
    const length = Math.floor(random.uniform() * Math.min(longest, count) + 1)
    const string = stringAround(row.subarray(0, count).indexOf(stop), count, length, random)
    takeString(routes, row, string, random)
    routes.retime(shift)
    left--
  }
}

function meanLength({ length }: Routes): number {
  let used = 0
  let stops = 0
  for (const one of length) {
    if (one > 0) used++
    stops += one
  }
  return used > 0 ? stops / used : 0
}

/** A string of a route of `count` stops that covers the one at `at`, itself taken or kept. */
function stringAround(at: number, count: number, taken: number, random: Random): Cut {
  let kept = 0
  if (taken < count && random.uniform() < SPLIT_RATE) {
    kept = 1
    while (taken + kept < count && random.uniform() < 1 - KEEP_ONE_MORE) kept++
  }
  const whole = taken + kept
  const first = Math.max(0, at - whole + 1)
  const last = Math.min(at, count - whole)
  return { from: first + random.below(last - first + 1), taken, kept }
}

function takeString(routes: Routes, row: Int32Array, { from, taken, kept }: Cut, random: Random): void {
  const stays = kept > 0 ? from + random.below(taken + 1) : -1
  for (let at = from; at < from + taken + kept; at++) {
    if (kept > 0 && at >= stays && at < stays + kept) continue
    routes.take(row[at]!)
  }
}
