import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import type { HolidayYear, Term } from '../../contract/presets.ts'
import { HOLIDAYS } from './holidays.ts'

/** Which days are worked. Days are days since 1970-01-01, a Thursday. */
export interface Workdays {
  isWorked(day: number): boolean
  /** are the holidays of the year known? Otherwise its weekends count alone */
  knows(year: number): boolean
}

/** Years that the program brings. */
export const BUILT_IN_YEARS: readonly number[] = Object.keys(HOLIDAYS).map(Number)

const known = new WeakMap<Record<string, HolidayYear>, Workdays>()

/** Years that an administrator loaded go before those that the program brings. The same object for the same years, which must stay as they are. */
export function workdays(loaded: Record<string, HolidayYear>): Workdays {
  let days = known.get(loaded)
  if (!days) known.set(loaded, (days = openWorkdays(loaded)))
  return days
}

function openWorkdays(loaded: Record<string, HolidayYear>): Workdays {
  const years = new Map<number, Map<number, boolean> | null>()
  const year = (wanted: number): Map<number, boolean> | null => {
    let days = years.get(wanted)
    if (days === undefined) years.set(wanted, (days = exceptions(wanted, loaded[String(wanted)])))
    return days
  }
  return {
    isWorked(day) {
      const exception = year(Number(dayOfNumber(day).slice(0, 4)))?.get(day)
      return exception ?? (day + 3) % 7 < 5
    },
    knows: (wanted) => year(wanted) !== null,
  }
}

/** Years between two days of which nobody told the holidays: there, terms in working days count the weekends alone. */
export function unknownYears(days: Workdays, from: Day, until: Day): number[] {
  const unknown: number[] = []
  for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)); year++) if (!days.knows(year)) unknown.push(year)
  return unknown
}

/** Days that are off or worked whatever the day of the week; null for a year that nobody knows. */
function exceptions(year: number, loaded: HolidayYear | undefined): Map<number, boolean> | null {
  if (loaded) {
    return new Map([...loaded.rest.map((day) => [dayNumber(day), false] as const), ...loaded.work.map((day) => [dayNumber(day), true] as const)])
  }
  const told = HOLIDAYS[year]
  if (!told) return null
  const on = (day: string): number => dayNumber(`${year}-${day}` as Day)
  const found = new Map<number, boolean>()
  for (const span of told.rest.split(' ')) {
    const [first, last = first] = span.split('/') as [string, string?]
    for (let day = on(first); day <= on(last); day++) found.set(day, false)
  }
  for (const day of told.work.split(' ')) found.set(on(day), true)
  return found
}

/** The day that lies a term after another one: the day itself does not count. */
export function after(start: Day, { count, kind }: Term, days: Workdays): Day {
  let day = dayNumber(start)
  if (kind === 'calendar') return dayOfNumber(day + count)
  for (let left = count; left > 0; ) {
    day++
    if (days.isWorked(day)) left--
  }
  return dayOfNumber(day)
}

/** The first worked day from a day on: a term set by law ends on it (民法典 art. 203). */
export function workedFrom(start: Day, days: Workdays): Day {
  let day = dayNumber(start)
  while (!days.isWorked(day)) day++
  return dayOfNumber(day)
}

/** Days from one day to another, negative backwards; of working days, those that are worked after the earlier one. */
export function between(from: Day, to: Day, kind: Term['kind'], days: Workdays): number {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  if (kind === 'calendar') return last - first
  let worked = 0
  for (let day = Math.min(first, last) + 1; day <= Math.max(first, last); day++) if (days.isWorked(day)) worked++
  return last < first ? -worked : worked
}
