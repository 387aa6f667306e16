/** Months that a place has kept something, back from the last of the record. */
export interface Held {
  /** months counted */
  months: number
  /** months between them that are not counted, for nothing was reported */
  silent: number
  /** position of the earliest month counted; the length of the record where none is */
  first: number
  /** position of the month that ended it; -1: the record does not reach back to one */
  brokenAt: number
}

/**
 * `reported`: cases of each month of whoever reports for the place; `breaking`: those of the place that break what it keeps. A
 * month without a report says nothing of the place: it is not counted, and ends nothing. Both have one entry a month, the
 * oldest first; where something breaks, something was reported.
 */
export function heldMonths(reported: ArrayLike<number>, breaking: ArrayLike<number>): Held {
  let at = breaking.length - 1
  let [months, silent, waiting, first] = [0, 0, 0, breaking.length]
  for (; at >= 0 && breaking[at] === 0; at--) {
    if (reported[at] === 0) {
      waiting++
      continue
    }
    months++
    silent += waiting
    waiting = 0
    first = at
  }
  return { months, silent, first, brokenAt: at }
}
