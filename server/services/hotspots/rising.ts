import { mannKendall } from '../../analysis/mannKendall.ts'

/** Months that the trend is judged on. */
export const TREND_MONTHS = 12
/** Fewer increases in a row come by chance often enough. */
const FEWEST_RISES = 3
const LEVEL = 0.05

/**
 * Since which of the months a series rises without a break to its last, by position; null where it does not: at least three
 * increases in a row, and a rise over all of the months by the Mann–Kendall test (one-sided at 5 %).
 */
export function risingSince(counts: ArrayLike<number>): number | null {
  let first = counts.length - 1
  while (first > 0 && counts[first]! > counts[first - 1]!) first--
  if (counts.length - 1 - first < FEWEST_RISES) return null
  const { z, p } = mannKendall(counts)
  return z > 0 && p / 2 <= LEVEL ? first + 1 : null
}
