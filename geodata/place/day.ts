import type { Day } from './area.ts'

export const MS_PER_DAY = 86_400_000
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

/** Parses `YYYY-MM-DD` of a day that exists (no 2024-02-30); null otherwise. */
export function parseDay(text: string): Day | null {
  const match = PATTERN.exec(text)
  if (!match) return null
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return new Date(ms).toISOString().slice(0, 10) === text ? (text as Day) : null
}

/** Days since 1970-01-01, the integer of the cube. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY
}

export function dayOfNumber(number: number): Day {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10) as Day
}

/** The calendar day in Asia/Shanghai (UTC+8, no summer time since 1991) at an instant. */
export function dayAt(instantMs: number): Day {
  return new Date(instantMs + 8 * 3_600_000).toISOString().slice(0, 10) as Day
}
