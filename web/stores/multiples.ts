import type { Cross } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import type { Filter } from '../../server/contract/filter.ts'
import { addMonths, stepStart } from '../../server/cube/calendar.ts'

/** Months of small lines, whole ones but for the last: those of the filter, twelve where it is open or shorter. */
export interface MonthsAsked {
  /** of the lines and the year before them */
  filter: Filter
  /** `2026-03` and so on, the oldest first */
  months: string[]
  /** the last month is not over */
  partial: boolean
}

const FEWEST = 12
const MOST = 36
const YEAR = 12

export function monthsAsked(filter: Filter, { today, last }: { today: Day; last: Day }): MonthsAsked {
  const end = dayNumber([filter.to ?? last, today].sort()[0] as Day)
  const newest = stepStart('month', end)
  const asked = filter.from ? monthsBetween(stepStart('month', dayNumber(filter.from)), newest) : 0
  const count = Math.max(FEWEST, Math.min(MOST, asked))
  const oldest = addMonths(newest, 1 - count)
  return {
    filter: { ...filter, from: dayOfNumber(addMonths(oldest, -YEAR)), to: dayOfNumber(end) },
    months: Array.from({ length: count }, (_, at) => keyOf(addMonths(oldest, at))),
    partial: end + 1 < addMonths(newest, 1),
  }
}

function monthsBetween(from: number, to: number): number {
  const number = (day: number): number => Number(keyOf(day).slice(0, 4)) * YEAR + Number(keyOf(day).slice(5))
  return number(to) - number(from) + 1
}

function keyOf(day: number): string {
  return dayOfNumber(day).slice(0, 7)
}

export interface Line {
  key: string
  now: number[]
  /** the same months a year earlier; null for those before the record */
  before: (number | null)[]
}

/** Counts by month as cases stand today, and those that the year before is taken from: as they stood a year ago; null where that is not known. */
export interface MonthsAnswer {
  now: Cross
  before: Cross | null
}

/** A line for each key of the axis beside that of months; `first` is the first day on record. */
export function linesOf({ now, before }: MonthsAnswer, months: readonly string[], first: Day | null): Map<string, Line> {
  const earlier = months.map((month) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`)
  const known = (month: string): boolean => before !== null && first !== null && month >= first.slice(0, 7)
  const lines = new Map<string, Line>()
  const lineOf = (key: string): Line => {
    const line = lines.get(key) ?? { key, now: months.map(() => 0), before: earlier.map((month) => (known(month) ? 0 : null)) }
    lines.set(key, line)
    return line
  }
  for (const [key, at, count] of cellsOf(now, months)) lineOf(key).now[at] = count
  for (const [key, at, count] of before ? cellsOf(before, earlier) : []) lineOf(key).before[at] = count
  return lines
}

/** Key, position of the month and count of every cell that lies in one of the months. */
function cellsOf(cross: Cross, months: readonly string[]): [string, number, number][] {
  const time = cross.axes.findIndex(({ by }) => by === 'month')
  const [who, when] = [cross.axes[1 - time], cross.axes[time]]
  if (!who || !when) return []
  const at = new Map(months.map((month, k) => [month, k]))
  return cross.count.flatMap((count, cell) => {
    const month = at.get(when.keys[cross.positions[time]![cell]!]!)
    return month === undefined ? [] : [[who.keys[cross.positions[1 - time]![cell]!]!, month, count] as [string, number, number]]
  })
}
