import { dayOfYear, daysFromSpringFestival, weekday } from './calendar.ts'

const bump = (distance: number, width: number) => Math.exp(-((distance / width) ** 2) / 2)
/** A wave of the year around a day of the year (1 … 366). */
const around = (day: number, centre: number, width: number) => {
  const gap = Math.abs(dayOfYear(day) - centre)
  return bump(Math.min(gap, 365 - gap), width)
}
/** A wave around a day counted from Spring Festival, negative before it. */
const aroundFestival = (day: number, offset: number, width: number) =>
  bump(daysFromSpringFestival(day) - offset, width)

/** How much more or less of a category a day brings than a usual one, by the farming year and the festivals. */
export const SEASONS = {
  even: () => 1,
  /** 春灌 about 5 April, 夏灌 late in June */
  irrigation: (day: number) => 0.35 + 3.2 * around(day, 96, 20) + 1.3 * around(day, 176, 15),
  /** contracts before sowing, borders at the autumn harvest */
  land: (day: number) => 0.6 + 1.1 * around(day, 92, 24) + 1.3 * around(day, 276, 22),
  /** wages fall due before Spring Festival */
  wages: (day: number) => 0.5 + 3.6 * aroundFestival(day, -23, 15),
  debts: (day: number) => 0.8 + 1.3 * aroundFestival(day, -15, 16),
  /** families are together after the festival */
  family: (day: number) => 0.9 + 0.9 * aroundFestival(day, 9, 9),
  building: (day: number) => 0.65 + 0.8 * around(day, 115, 34) + 0.3 * around(day, 258, 24),
  summer: (day: number) => 0.85 + 0.5 * around(day, 196, 38),
  harvest: (day: number) => 0.9 + 0.5 * around(day, 280, 20),
} satisfies Record<string, (day: number) => number>
export type Season = keyof typeof SEASONS

/** Sunday … Saturday: offices register on working days, Wednesday is the day in the villages. */
const WEEK = [0.11, 1.26, 1.14, 1.3, 1.1, 1.02, 0.2] as const

export function workRhythm(day: number): number {
  const festival = daysFromSpringFestival(day)
  if (festival >= -1 && festival <= 6) return 0.1
  const ofYear = dayOfYear(day)
  const nationalDay = ofYear >= 274 && ofYear <= 280
  return (nationalDay ? 0.25 : 1) * (WEEK[weekday(day)] as number)
}
