import { LunarDay, SolarTerm, type SolarDay } from 'tyme4ts'
import { dayNumber, dayOfNumber, type Day } from '../contract/day.ts'
import type { Workdays } from './life/workdays.ts'

/** Arrays by day: index 0 is the day `first`. Days are numbers since 1970-01-01. */
export interface CalendarDays {
  first: number
  /** 0 Sunday … 6 Saturday */
  weekday: Uint8Array
  /** 0 worked or not as its weekday is, 1 a weekday off, 2 a Saturday or Sunday that is worked */
  off: Uint8Array
  /** days since the winter solstice (冬至), 0 … 365: the farming year goes by the sun */
  sunDay: Uint16Array
  /** days from the nearest Spring Festival, negative before it */
  fromSpring: Int16Array
  /** days from the nearest of 元宵, 清明, 端午, 中秋, negative before it */
  fromFestival: Int16Array
}

/** Times of the farming year in the wheat and maize country of the north, from one solar term to the day before another. */
const FARMING = [
  { term: 'springIrrigation', from: '惊蛰', to: '小满' },
  { term: 'summerHarvest', from: '芒种', to: '小暑' },
  { term: 'summerIrrigation', from: '小暑', to: '立秋' },
  { term: 'autumnHarvest', from: '白露', to: '霜降' },
  { term: 'winterIrrigation', from: '立冬', to: '大雪' },
] as const
/** 春灌, 夏收 (三夏), 夏灌, 秋收 (with 秋种) and 冬灌. */
export type FarmingTerm = (typeof FARMING)[number]['term']

/** The years that this calendar is checked for. */
const FIRST_YEAR = 1950
const LAST_YEAR = 2100

/**
 * Weekday, holidays, sun and moon of every day from `from` to `to`, both included. Where the notice of a year's holidays
 * is not known, the days that the law itself names (Spring Festival, 1 May …) are off. Throws a RangeError outside 1950–2100.
 */
export function calendarDays(from: number, to: number, workdays: Workdays): CalendarDays {
  const [firstYear, lastYear] = [yearOf(from), yearOf(to)]
  if (firstYear < FIRST_YEAR || lastYear > LAST_YEAR) throw new RangeError(`the calendar knows ${FIRST_YEAR} to ${LAST_YEAR}`)
  const days = blank(from, to - from + 1)
  for (let year = firstYear; year <= lastYear; year++) {
    const known = daysOf(year, workdays)
    const start = Math.max(0, from - known.first)
    const end = Math.min(known.weekday.length, to + 1 - known.first)
    for (const name of ARRAYS) days[name].set(known[name].subarray(start, end), known.first + start - from)
  }
  return days
}

const ARRAYS = ['weekday', 'off', 'sunDay', 'fromSpring', 'fromFestival'] as const

const blank = (first: number, length: number): CalendarDays => ({
  first,
  weekday: new Uint8Array(length),
  off: new Uint8Array(length),
  sunDay: new Uint16Array(length),
  fromSpring: new Int16Array(length),
  fromFestival: new Int16Array(length),
})

/** Years by what is known of their holidays: a question over decades must not work all of them out anew. */
const worked = new WeakMap<Workdays, Map<number, CalendarDays>>()

function daysOf(year: number, workdays: Workdays): CalendarDays {
  const years = worked.get(workdays) ?? new Map<number, CalendarDays>()
  worked.set(workdays, years)
  let days = years.get(year)
  if (!days) years.set(year, (days = workOut(year, workdays)))
  return days
}

function workOut(year: number, workdays: Workdays): CalendarDays {
  const first = dayNumber(`${year}-01-01` as Day)
  const around = [year - 1, year, year + 1].map(marksOf)
  const [solstice, next] = [around[0]!.solstice, around[1]!.solstice]
  const springs = around.map(({ spring }) => spring)
  const festivals = around.flatMap((marks) => marks.festivals)
  const free = new Set(workdays.knows(year) ? [] : statutory(year))
  const days = blank(first, dayNumber(`${year + 1}-01-01` as Day) - first)
  for (let k = 0; k < days.weekday.length; k++) {
    const day = first + k
    const weekday = (((day + 4) % 7) + 7) % 7
    const weekend = weekday === 0 || weekday === 6
    const isWorked = workdays.isWorked(day) && !free.has(day)
    days.weekday[k] = weekday
    days.off[k] = weekend === isWorked ? (weekend ? 2 : 1) : 0
    days.sunDay[k] = day - (day < next ? solstice : next)
    days.fromSpring[k] = fromNearest(springs, day)
    days.fromFestival[k] = fromNearest(festivals, day)
  }
  return days
}

/** Days of the sun and the moon that others are counted from. */
interface Marks {
  solstice: number
  spring: number
  /** 元宵, 清明, 端午, 中秋: the last three are off by law */
  festivals: number[]
}

const marks = new Map<number, Marks>()

function marksOf(year: number): Marks {
  let known = marks.get(year)
  if (!known) {
    const { lantern, tombs, dragonBoat, midAutumn } = festivalsOf(year)
    const festivals = [lantern, tombs, dragonBoat, midAutumn]
    marks.set(year, (known = { solstice: solarTerm(year, '冬至'), spring: springFestival(year), festivals }))
  }
  return known
}

/** Day numbers of 元宵, 清明, 端午 and 中秋 of a year. */
export function festivalsOf(year: number): Record<'lantern' | 'tombs' | 'dragonBoat' | 'midAutumn', number> {
  return { lantern: lunarDay(year, 1, 15), tombs: solarTerm(year, '清明'), dragonBoat: lunarDay(year, 5, 5), midAutumn: lunarDay(year, 8, 15) }
}

/** The time of the farming year that a day lies in; null between them. */
export function farmingTerm(day: number): FarmingTerm | null {
  const year = yearOf(day)
  return FARMING.find(({ from, to }) => day >= solarTerm(year, from) && day < solarTerm(year, to))?.term ?? null
}

/** Day number of the first day of the Chinese year. */
export function springFestival(year: number): number {
  return lunarDay(year, 1, 1)
}

/** Day number of a solar term (节气) in a year of the common calendar, by its Chinese name. */
export function solarTerm(year: number, name: string): number {
  // the library counts the terms of a year from the winter solstice before it
  return numberOf(SolarTerm.fromName(name === '冬至' ? year + 1 : year, name).getJulianDay().getSolarDay())
}

/** Day number of a day of the Chinese year that begins in `year`. */
function lunarDay(year: number, month: number, day: number): number {
  return numberOf(LunarDay.fromYmd(year, month, day).getSolarDay())
}

/** Days off by 《全国年节及纪念日放假办法》 as it stands since 2025. */
function statutory(year: number): number[] {
  const on = (date: string): number => dayNumber(`${year}-${date}` as Day)
  const { spring, festivals: [, ...festivals] } = marksOf(year)
  const [may, october] = [on('05-01'), on('10-01')]
  return [on('01-01'), spring - 1, spring, spring + 1, spring + 2, ...festivals, may, may + 1, october, october + 1, october + 2]
}

function fromNearest(days: readonly number[], day: number): number {
  let nearest = Infinity
  for (let at = 0; at < days.length; at++) {
    const gap = day - days[at]!
    if (Math.abs(gap) < Math.abs(nearest)) nearest = gap
  }
  return nearest
}

function numberOf(day: SolarDay): number {
  return Date.UTC(day.getYear(), day.getMonth() - 1, day.getDay()) / 86_400_000
}

function yearOf(day: number): number {
  return Number(dayOfNumber(day).slice(0, 4))
}
