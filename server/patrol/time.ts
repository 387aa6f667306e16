import { dayNumber, dayOfNumber, MS_PER_DAY, type Day } from '../contract/day.ts'
import type { DayPart, PatrolPeriod } from '../contract/patrol.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'

/** First and last day, both included, days since 1970-01-01. */
export interface Span {
  from: number
  to: number
}

export type Night = PatrolRules['night']

const MS_PER_MINUTE = 60_000
/** Asia/Shanghai has had no summer time since 1991 */
const OFFSET_MS = 8 * 3_600_000

/** 1 Monday … 7 Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The calendar period in which a day lies: the day itself, its week from Monday to Sunday (ISO 8601), its month. */
export function periodOf(per: PatrolPeriod, day: number): Span {
  if (per === 'day') return { from: day, to: day }
  if (per === 'week') return { from: day - weekdayOf(day) + 1, to: day - weekdayOf(day) + 7 }
  const from = dayNumber(`${dayOfNumber(day).slice(0, -3)}-01` as Day)
  return { from, to: dayNumber(`${dayOfNumber(from + 31).slice(0, -3)}-01` as Day) - 1 }
}

/** Minutes since midnight in Shanghai, a fraction where there are seconds. */
function minuteOf(instantMs: number): number {
  const local = instantMs + OFFSET_MS
  return (local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE
}

/** Day and part of the day in which an instant counts. A night belongs to the day on which it begins: two in the morning is the night of yesterday. */
export function partAt(instantMs: number, { fromMinute, toMinute }: Night): { day: number; part: DayPart } {
  const minute = minuteOf(instantMs)
  const day = Math.floor((instantMs + OFFSET_MS) / MS_PER_DAY)
  if (minute < toMinute) return { day: day - 1, part: 'night' }
  return { day, part: minute >= fromMinute ? 'night' : 'day' }
}

/** The instants between which the night that begins on a day lies, ms. */
export function nightOf(day: number, { fromMinute, toMinute }: Night): { fromMs: number; toMs: number } {
  const midnight = day * MS_PER_DAY - OFFSET_MS
  return { fromMs: midnight + fromMinute * MS_PER_MINUTE, toMs: midnight + MS_PER_DAY + toMinute * MS_PER_MINUTE }
}

/** Day and part of a stay: those in which most of it lies, the earlier ones of two that are equal. */
export function partOfStay(fromMs: number, toMs: number, night: Night): { day: number; part: DayPart } {
  let best = partAt(fromMs, night)
  let longest = -1
  for (let at = fromMs; at < toMs; ) {
    const here = partAt(at, night)
    const end = Math.min(toMs, endOf(here, night))
    if (end - at > longest) [best, longest] = [here, end - at]
    at = end
  }
  return best
}

function endOf({ day, part }: { day: number; part: DayPart }, night: Night): number {
  const { fromMs, toMs } = nightOf(day, night)
  return part === 'night' ? toMs : fromMs
}
