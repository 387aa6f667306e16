import type { Day } from '../place/area.ts'
import { dayNumber, dayOfNumber as dayOf, MS_PER_DAY } from '../place/day.ts'

export { dayNumber, dayOf }

/** 0 Sunday … 6 Saturday */
export const weekday = (number: number): number => (((number + 4) % 7) + 7) % 7
/** 1 … 366 */
export const dayOfYear = (number: number): number => number - dayNumber(`${yearOf(number)}-01-01` as Day) + 1
export const yearOf = (number: number): number => new Date(number * MS_PER_DAY).getUTCFullYear()
/** `YYYY-MM` */
export const monthOf = (number: number): string => dayOf(number).slice(0, 7)

/** The same day of the month `months` earlier or later, or the month's last day where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10) as Day
}

/** Spring Festival (first day of the Chinese year), Purple Mountain Observatory's calendar. */
const SPRING_FESTIVAL: Record<number, string> = {
  2015: '02-19',
  2016: '02-08',
  2017: '01-28',
  2018: '02-16',
  2019: '02-05',
  2020: '01-25',
  2021: '02-12',
  2022: '02-01',
  2023: '01-22',
  2024: '02-10',
  2025: '01-29',
  2026: '02-17',
  2027: '02-06',
  2028: '01-26',
  2029: '02-13',
  2030: '02-03',
  2031: '01-23',
  2032: '02-11',
  2033: '01-31',
  2034: '02-19',
  2035: '02-08',
  2036: '01-28',
  2037: '02-15',
  2038: '02-04',
  2039: '01-24',
  2040: '02-12',
}

/** Day number of Spring Festival in a year; 5 February, its usual time, outside 2015–2040. */
export function springFestival(year: number): number {
  return dayNumber(`${year}-${SPRING_FESTIVAL[year] ?? '02-05'}` as Day)
}

/** Days from the nearest Spring Festival: negative before it. */
export function daysFromSpringFestival(number: number): number {
  const year = yearOf(number)
  const gaps = [year - 1, year, year + 1].map((y) => number - springFestival(y))
  return gaps.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a))
}
