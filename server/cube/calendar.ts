import { dayNumber, dayOfNumber, MS_PER_DAY, type Day } from '../contract/day.ts'

/** Steps of time that cases are counted by: a day, an ISO week (Monday to Sunday), a calendar month. */
export type Step = 'day' | 'week' | 'month'

/** First day of the step that a day lies in. Days are days since 1970-01-01, a Thursday. */
export function stepStart(step: Step, day: number): number {
  if (step === 'day') return day
  if (step === 'week') return day - ((((day + 3) % 7) + 7) % 7)
  return dayNumber(`${dayOfNumber(day).slice(0, -3)}-01` as Day)
}

/** First day of the following step. */
export function nextStep(step: Step, start: number): number {
  if (step === 'day') return start + 1
  if (step === 'week') return start + 7
  return addMonths(start, 1)
}

/** `2024-03-05`, `2024-W10` or `2024-03`. */
export function stepKey(step: Step, start: number): string {
  if (step === 'day') return dayOfNumber(start)
  if (step === 'month') return dayOfNumber(start).slice(0, -3)
  const { year, week } = isoWeek(start)
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`
}

/** ISO 8601: a week belongs to the year of its Thursday. */
export function isoWeek(day: number): { year: number; week: number } {
  const thursday = stepStart('week', day) + 3
  const year = yearOf(thursday)
  return { year, week: Math.floor((thursday - dayOf(year, 0, 1)) / 7) + 1 }
}

/** Monday of an ISO week; null where the year has no such week. */
export function weekStart(year: number, week: number): number | null {
  const start = stepStart('week', dayOf(year, 0, 4)) + 7 * (week - 1)
  return isoWeek(start).year === year ? start : null
}

/** The same day of another month; the last day of that month where it is shorter. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * MS_PER_DAY)
  const first = dayOf(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const following = dayOf(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 1)
  return Math.min(first + date.getUTCDate() - 1, following - 1)
}

function yearOf(day: number): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear()
}

function dayOf(year: number, month: number, date: number): number {
  const instant = new Date(0)
  instant.setUTCFullYear(year, month, date)
  return instant.getTime() / MS_PER_DAY
}
