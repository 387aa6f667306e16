import type { DayCalendar } from './types.ts'

/** Days of the standard year that seasons are told on. */
export const PHASES = 366
/** Days from the winter solstice to Spring Festival in the middle of its range (21 January to 21 February). */
const SPRING_AT = 46
/** A year is moved along with Spring Festival wholly from 30 days before it to the Lantern Festival, less and less further off. */
const BEFORE = { wholly: 30, ends: 75 }
const AFTER = { wholly: 15, ends: 45 }

/**
 * Where a day stands in the standard year, 0 … 365: days since the winter solstice, as the farming year goes, but moved near
 * Spring Festival so that the festival of every year falls on one place. The weeks before it (wages, debts) and after it
 * (families together) then lie on each other whatever the date, while the season of the fields stays where the sun has it.
 */
export function phaseOf(calendar: DayCalendar, day: number): number {
  const k = day - calendar.first
  const [sun, from] = [calendar.sunDay[k]!, calendar.fromSpring[k]!]
  const { wholly, ends } = from < 0 ? BEFORE : AFTER
  const nearness = Math.min(1, Math.max(0, (ends - Math.abs(from)) / (ends - wholly)))
  const festival = (((sun - from) % 365) + 365) % 365
  return (((sun + Math.round((SPRING_AT - festival) * nearness)) % PHASES) + PHASES) % PHASES
}
