import type { Span } from '../../analysis/expected/types.ts'
import { everyCase, select } from '../../cube/select.ts'
import type { Question } from '../question.ts'

/** Days before a window that may teach what is to be expected in it. */
const PAST_DAYS = 5 * 366
const QUARTER = 91
/** A quarter with less than this share of a usual one's cases was not yet on record: a slip of a year in one case is no record. */
const THIN = 0.1
/** Quarters without a record, one after the other, after which what lies before is none either. */
const MOST_MISSING = 2
/** Of quarters that usually have so few cases, an empty one may be chance. */
const FEW = 10
/** Days without a case were not imported where so many cases would usually have come, and they are no fewer than four weeks. */
const MISSED = 20
const LEAST_GAP_DAYS = 28

/** What of the days before a window is on record. */
export interface Recorded {
  /** first day; the window's first where none is before it */
  since: number
  /** days after it that were not imported, in order */
  gaps: Span[]
}

/** By the cases of the question's area, whatever their kind. Takes them from the cube within this call. */
export function recordOf({ cube, query }: Question, from: number): Recorded {
  const rows = select(cube, { ...everyCase(query.areas), from: from - PAST_DAYS, to: from - 1 })
  const perDay = new Uint32Array(PAST_DAYS)
  for (const row of rows) perDay[from - 1 - cube.columns.day[row]!]!++
  return recordIn(perDay, from)
}

/** Do days that were not imported lie in a period? */
export function hasGap({ from, to }: Span, { gaps }: Recorded): boolean {
  return gaps.some((gap) => gap.from <= to && gap.to >= from)
}

export const recordedSince = (question: Question, from: number): number => recordOf(question, from).since

/** `perDay`: cases of each day before `from`, the eve first. */
export function recordIn(perDay: Uint32Array, from: number): Recorded {
  const quarters = new Uint32Array(Math.ceil(perDay.length / QUARTER))
  const first = new Float64Array(quarters.length).fill(Infinity)
  perDay.forEach((cases, back) => {
    if (cases === 0) return
    const quarter = Math.floor(back / QUARTER)
    quarters[quarter]! += cases
    first[quarter] = from - 1 - back
  })
  const counts = quarters.filter((one) => one > 0).sort()
  const typical = counts[counts.length >> 1] ?? 0
  const there = (back: number): boolean => quarters[back]! > 0 && quarters[back]! >= typical * THIN
  let [oldest, missing] = [-1, 0]
  for (let back = 0; back < quarters.length && missing <= MOST_MISSING; back++) {
    if (there(back)) oldest = back
    missing = there(back) ? 0 : missing + 1
  }
  if (oldest < 0) return { since: from, gaps: [] }
  // the quarter in which the record begins is hardly ever a whole one
  const since = oldest === quarters.length - 1 ? from - perDay.length : first[oldest]!
  const absent = new Uint8Array(from - since)
  for (let back = 0; back < oldest; back++) {
    if (typical >= FEW && !there(back)) absent.fill(1, back * QUARTER, (back + 1) * QUARTER)
  }
  const least = Math.max(LEAST_GAP_DAYS, (MISSED * QUARTER) / typical)
  for (const [start, end] of runs(perDay.subarray(0, absent.length), 0)) if (end - start >= least) absent.fill(1, start, end)
  return { since, gaps: [...runs(absent, 1)].map(([start, end]): Span => ({ from: from - end, to: from - 1 - start })).reverse() }
}

/** Where values are this one without a break: first position, and the one after the last. */
function* runs(values: Uint32Array | Uint8Array, wanted: number): Generator<[number, number]> {
  let start = -1
  for (let at = 0; at <= values.length; at++) {
    const inside = at < values.length && values[at] === wanted
    if (inside && start < 0) start = at
    if (inside || start < 0) continue
    yield [start, at]
    start = -1
  }
}
