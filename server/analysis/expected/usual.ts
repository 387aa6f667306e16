import { sumOf } from '../sum.ts'
import { PHASES, phaseOf } from './phase.ts'
import { YEAR_DAYS } from './rhythm.ts'
import { priorStrength, shrunk } from './shrink.ts'
import type { DayCalendar, Events, Span } from './types.ts'

/** How the cases of a county usually fall to its places in some weeks of the year. */
export interface Usual {
  /** shares, sum 1; NaN where the place has no share to start from */
  share: Float64Array
  /** variance of each share over its square: how little is known of it */
  uncertainty: Float64Array
  /** earlier years that had these weeks; 0 without any */
  sameWeeks: number
  /** cases by area in these weeks of all earlier years together, a week more at either end, as they are */
  earlier: Float64Array
}

/** Weeks are compared with those from a week earlier to a week later, as a season is not on time to the day. */
const PAD_DAYS = 7
/** A longer window has no weeks of its own: a year is compared with a year. */
const LONGEST_DAYS = 300

/**
 * A place's usual share in the weeks of a window, from days before it: share × a × b, where a is the place's ratio of observed to
 * expected cases in all other weeks, and b its ratio in the same weeks of earlier years against share × a. Both are drawn to 1
 * by `priorStrength` (Marshall 1991), so that one case in a quiet week makes no habit, while villages that quarrel about water
 * each April do. The posterior of a gamma-distributed ratio with o cases and prior strength m has relative variance 1 / (o + m).
 */
export function usualShares(events: Events, share: Float64Array, calendar: DayCalendar, span: Span & { since: number }): Usual {
  const same = sameWeeksOf(calendar, span)
  const [inOthers, inSame] = [tally(events, share, span, (at) => same.days[at] === 0), tally(events, share, span, (at) => same.days[at] === 1)]
  const level = drawn(inOthers, share, share)
  const season = drawn(inSame, level.share, share)
  return { share: season.share, uncertainty: level.uncertainty.map((value, i) => value + season.uncertainty[i]!), sameWeeks: same.years, earlier: inSame }
}

/** Marks the days from `since` to the eve of the window that lie in the same weeks of an earlier year. */
function sameWeeksOf(calendar: DayCalendar, { since, from, to }: Span & { since: number }): { days: Uint8Array; years: number } {
  const days = new Uint8Array(Math.max(0, from - since))
  if (to - from + 1 > LONGEST_DAYS) return { days: days.fill(1), years: Math.floor(days.length / YEAR_DAYS) }
  const weeks = new Uint8Array(PHASES)
  for (let day = from; day <= to; day++) {
    const phase = phaseOf(calendar, day)
    for (let off = -PAD_DAYS; off <= PAD_DAYS; off++) weeks[(phase + off + PHASES) % PHASES] = 1
  }
  // the eve of the window lies within the padding, but is no earlier year
  const until = days.length - 2 * PAD_DAYS
  let marked = 0
  for (let at = 0; at < until; at++) {
    days[at] = weeks[phaseOf(calendar, since + at)]!
    marked += days[at]!
  }
  return { days, years: Math.floor(marked / sumOf(weeks) + 0.25) }
}

/** Cases by area on the days of the record that are wanted. */
function tally({ area, day }: Events, { length }: Float64Array, { since, from }: Span & { since: number }, wanted: (at: number) => boolean): Float64Array {
  const counts = new Float64Array(length)
  for (let e = 0; e < day.length; e++) {
    const i = area[e]!
    if (i >= 0 && day[e]! >= since && day[e]! < from && wanted(day[e]! - since)) counts[i] = counts[i]! + 1
  }
  return counts
}

/** Shares moved by what was seen, summing to 1 again; places without a share in `known` stay out. */
function drawn(counts: Float64Array, prior: Float64Array, known: Float64Array): { share: Float64Array; uncertainty: Float64Array } {
  const inside = counts.map((count, i) => (known[i]! > 0 ? count : 0))
  const total = sumOf(inside)
  const expected = prior.map((one) => (one > 0 ? one * total : 0))
  const strength = priorStrength(inside, expected)
  const share = prior.map((one, i) => one * shrunk(inside[i]!, expected[i]!, strength))
  const sum = sumOf(share.map((one) => (one > 0 ? one : 0)))
  return { share: share.map((one) => one / sum), uncertainty: inside.map((count) => 1 / (count + strength)) }
}
