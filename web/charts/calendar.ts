import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'

/** Columns of a calendar: a year and the week that it begins in. */
export const WEEKS = 53
const WEEK = 7

export interface CalendarCell {
  day: Day
  /** null outside the days on record */
  count: number | null
}

export interface CalendarMonth {
  /** the first Monday's column in which the month begins */
  column: number
  day: Day
}

/** Weeks as columns, Monday first; cell (week, weekday) stands at `week * 7 + weekday`. */
export interface Calendar {
  first: number
  weeks: number
  cells: CalendarCell[]
  months: CalendarMonth[]
}

/** Cases by day: `count[k]` those of the day `first + k`, days since 1970-01-01. */
export interface DayCounts {
  first: number
  count: ArrayLike<number>
}

/** The weeks up to the one that holds `until`. */
export function calendarOf({ first: start, count }: DayCounts, until: Day, weeks = WEEKS): Calendar {
  const first = mondayOf(dayNumber(until)) - (weeks - 1) * WEEK
  const cells = Array.from({ length: weeks * WEEK }, (_, at): CalendarCell => {
    const day = first + at
    return { day: dayOfNumber(day), count: count[day - start] ?? null }
  })
  return { first, weeks, cells, months: monthsOf(cells) }
}

/** A month is named over the first week that begins in it. */
function monthsOf(cells: readonly CalendarCell[]): CalendarMonth[] {
  const months: CalendarMonth[] = []
  for (let at = 0; at < cells.length; at += WEEK) {
    const { day } = cells[at]!
    const month = day.slice(0, 7)
    if (Number(day.slice(8)) <= WEEK && month !== months.at(-1)?.day.slice(0, 7)) months.push({ column: at / WEEK, day })
  }
  return months
}

function mondayOf(day: number): number {
  return day - ((((day + 3) % WEEK) + WEEK) % WEEK)
}

/** Lowest counts of classes 1 to 4: quarters of the days that have a case, each at least one above the one before. */
export function calendarBreaks(cells: readonly CalendarCell[]): number[] {
  const counts = cells.flatMap(({ count }) => (count ? [count] : [])).sort((a, b) => a - b)
  const lows: number[] = []
  for (const share of [0, 0.5, 0.8, 0.95]) {
    const low = counts[Math.floor(share * counts.length)]
    if (low !== undefined && (lows.length === 0 || low > lows.at(-1)!)) lows.push(low)
  }
  return lows
}

/** 0 for none, else 1 for the lowest class. */
export function calendarClass(count: number, lows: readonly number[]): number {
  if (count <= 0) return 0
  let at = 0
  while (at < lows.length && count >= lows[at]!) at++
  return Math.max(1, at)
}
