import { SolarDay } from 'tyme4ts'
import { dayNumber, dayOfNumber } from '../contract/day.ts'
import type { DayPart } from '../contract/patrol.ts'
import type { Special, SpecialDays } from '../contract/patrolRules.ts'
import { weekdayOf, type Span } from './time.ts'

/** One visit that a market day or a festival asks for. */
export interface SpecialSlot {
  day: number
  part: DayPart
  minutes: number
}

/** A special with its days, worked out once for all places. */
export interface DatedSpecial {
  special: Special
  days: number[]
}

export function datedSpecials(specials: readonly Special[], span: Span): DatedSpecial[] {
  return specials.map((special) => ({ special, days: specialDays(special.days, span) }))
}

/**
 * The slots of some specials in a span, by day. A day and part that two of them ask for, such as a market on a festival, is one visit, of the longer
 * stay.
 */
export function specialSlots(specials: readonly DatedSpecial[], { from, to }: Span): SpecialSlot[] {
  const slots = new Map<string, SpecialSlot>()
  for (const { special: { part, minutes }, days } of specials) {
    for (const day of days) {
      if (day < from || day > to) continue
      const key = `${day} ${part}`
      slots.set(key, { day, part, minutes: Math.max(minutes, slots.get(key)?.minutes ?? 0) })
    }
  }
  return [...slots.values()].sort((a, b) => a.day - b.day || (a.part < b.part ? -1 : 1))
}

/** The days of a span that are meant, ascending. */
export function specialDays(days: SpecialDays, { from, to }: Span): number[] {
  if (days.kind === 'dates') return [...new Set(days.dates.map(dayNumber))].filter((day) => day >= from && day <= to).sort((a, b) => a - b)
  if (days.kind === 'span') return range(Math.max(from, dayNumber(days.from)), Math.min(to, dayNumber(days.to)))
  return range(from, to).filter((day) => isMeant(days, day))
}

function isMeant(days: Exclude<SpecialDays, { kind: 'dates' | 'span' }>, day: number): boolean {
  if (days.kind === 'weekdays') return days.weekdays.includes(weekdayOf(day))
  const [year, month, date] = dayOfNumber(day).split('-').map(Number) as [number, number, number]
  return days.digits.includes((days.kind === 'solar' ? date : SolarDay.fromYmd(year, month, date).getLunarDay().getDay()) % 10)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => from + k)
}
