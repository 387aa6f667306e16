import type { DayCalendar } from './types.ts'

/** Days of the standard year that seasons are told on. */
export const PHASES = 366
/** Days from the winter solstice to Spring Festival in the middle of its range (21 January to 21 February). */
const SPRING_AT = 46
/** So many days before and after Spring Festival a year is moved along with it, less the further away. */
const REACH_DAYS = 60

/**
 * Where a day stands in the standard year, 0 … 365: days since the winter solstice, as the farming year goes, but moved near
 * Spring Festival so that the festival of every year falls on one place. The weeks before it (wages, debts) and after it
 * (families together) then lie on each other whatever the date, while a solar season two months off stays where it is.
 */
export function phaseOf(calendar: DayCalendar, day: number): number {
  const k = day - calendar.first
  const [sun, from] = [calendar.sunDay[k]!, calendar.fromSpring[k]!]
  const nearness = Math.max(0, 1 - Math.abs(from) / REACH_DAYS)
  const festival = (((sun - from) % 365) + 365) % 365
  return (((sun + Math.round((SPRING_AT - festival) * nearness)) % PHASES) + PHASES) % PHASES
}
