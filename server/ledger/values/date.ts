import { dayNumber, dayOfNumber, parseDay, type Day } from '../../contract/day.ts'
import type { TitleContext } from '../types.ts'
import { cached } from './cached.ts'
import { halfWidth, squeeze } from './text.ts'

/** Excel's day 0 is 1899-12-30, as days before 1970. */
const SERIAL_ZERO = -25_569
/** What lies before is a slip of the pen, or a spreadsheet's empty date (1899, 1900). */
const FIRST_YEAR = 1950
export const EARLIEST = `${FIRST_YEAR}-01-01` as Day

export interface DateContext {
  title: TitleContext
  defaultYear: number | null
  dayFirst: boolean | null
  /** what a date without year may not lie far after */
  today: Day
}

export type ParsedDay =
  | { day: Day; yearGuessed: boolean }
  | { fault: 'unreadable' | 'no_year' | 'ambiguous' | 'no_such_day' | 'too_early' }

const ISO = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/
/** Exports of a million rows hold a few thousand days. */
const knownDay = cached(parseDay)
const WEEKDAYS = '一二三四五六日'

/** The one form that exports use most, without regular expressions for the rest; null for anything else. */
export function isoDay(text: string): Day | null {
  return ISO.test(text) && text >= EARLIEST ? knownDay(text.slice(0, 10)) : null
}

/**
 * Reads a date as clerks write it: 2024.3.5, 2024年3月5日, 24.3.8, 20240305, 45356 (Excel's serial), 3月5日
 * and 3.5 with the year of the title, 周三 in a dated week, the first day of a range, with or without time.
 */
export function parseDate(raw: string, context: DateContext): ParsedDay {
  const iso = isoDay(raw)
  if (iso) return { day: iso, yearGuessed: false }
  const text = halfWidth(raw).trim()
  const zoned = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})$/.exec(text)
  if (zoned) return inShanghai(text)
  return plainDate(squeeze(text), context, text)
}

function plainDate(squeezed: string, context: DateContext, spaced: string): ParsedDay {
  const text = squeezed.replace(/^(约|于|自|从)/, '').replace(/[(（].*[)）]$/, '')
  const full = /^(\d{4})[-./年·\\](\d{1,2})[-./月·\\](\d{1,2})(?!\d*[-./]\d{4})/.exec(spaced.replace(/\s*([-./年月日])\s*/g, '$1'))
  if (full) return ymd(Number(full[1]), Number(full[2]), Number(full[3]))
  const compact = /^(\d{4})(\d{2})(\d{2})(\d{6}|\d{4})?$/.exec(text)
  if (compact && Number(compact[1]) >= FIRST_YEAR && Number(compact[1]) < 2100) {
    return ymd(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  }
  const serial = /^(\d{5})(\.\d+)?$/.exec(text)
  if (serial) return fromSerial(Number(serial[1]))
  const month = /^(\d{4})[-./年](\d{1,2})月?(份)?$/.exec(text)
  if (month) return ymd(Number(month[1]), Number(month[2]), 1)
  const short = /^'?(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})日?(?!\d)/.exec(text)
  if (short) return shortYear(short, context)
  return foreignDate(text, context) ?? withoutYear(text, context)
}

/** 24.3.8 is a year of two digits; 12/31/24 is not. */
function shortYear(match: RegExpExecArray, context: DateContext): ParsedDay {
  const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const rest = /^'?\d{2}([-./])\d{1,2}\1(\d{4})/.exec(match.input)
  if (rest) return foreign(a, b, Number(rest[2]), context)
  return ymd(2000 + a, b, c)
}

/** 31/12/2024 and 12/31/2024: the column says which, or the numbers do. */
function foreignDate(text: string, context: DateContext): ParsedDay | null {
  const match = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?!\d)/.exec(text)
  return match ? foreign(Number(match[1]), Number(match[3]), Number(match[4]), context) : null
}

function foreign(a: number, b: number, year: number, context: DateContext): ParsedDay {
  if (a > 12) return ymd(year, b, a)
  if (b > 12 || a === b) return ymd(year, a, b)
  if (context.dayFirst === null) return { fault: 'ambiguous' }
  return context.dayFirst ? ymd(year, b, a) : ymd(year, a, b)
}

function withoutYear(text: string, context: DateContext): ParsedDay {
  const weekday = /^(?:本周|这周)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text)
  if (weekday) return inWeek(weekday[1] as string, context)
  const day = /^(\d{1,2})[月./-](\d{1,2})(?:日|号)?(?!\d)/.exec(text)
  if (day) return monthDay(Number(day[1]), Number(day[2]), context)
  const only = /^(\d{1,2})[日号]$/.exec(text)
  if (only && context.title.month) return monthDay(context.title.month, Number(only[1]), context)
  return { fault: 'unreadable' }
}

function inWeek(weekday: string, context: DateContext): ParsedDay {
  const week = context.title.week
  if (!week) return { fault: 'no_year' }
  const wanted = WEEKDAYS.indexOf(weekday === '天' ? '日' : weekday)
  for (let number = dayNumber(week.from); number <= dayNumber(week.to); number++) {
    // day 0 of 1970 was a Thursday
    if ((number + 3) % 7 === wanted) return { day: dayOfNumber(number), yearGuessed: false }
  }
  return { fault: 'no_such_day' }
}

/** Month and day take the year of the title; in a January ledger, December is last year's. */
function monthDay(month: number, day: number, context: DateContext): ParsedDay {
  const { title } = context
  const year = title.year ?? context.defaultYear
  if (year === null) return { fault: month <= 12 && day <= 31 ? 'no_year' : 'unreadable' }
  const parsed = ymd(year, month, day)
  if ('fault' in parsed) return parsed
  const late = title.week
    ? dayNumber(parsed.day) > dayNumber(title.week.to) + 60
    : title.month !== null && month > title.month + 6
  return late ? { ...ymd(year - 1, month, day), yearGuessed: true } : { ...parsed, yearGuessed: true }
}

/** A date that must lie at or after another, such as the day of closing: its year follows from that. */
export function parseLater(raw: string, after: Day, context: DateContext): ParsedDay {
  const parsed = parseDate(raw, { ...context, title: { ...context.title, year: Number(after.slice(0, 4)), month: null, week: null } })
  if ('fault' in parsed || !parsed.yearGuessed || dayNumber(parsed.day) >= dayNumber(after) - 60) return parsed
  return ymd(Number(after.slice(0, 4)) + 1, Number(parsed.day.slice(5, 7)), Number(parsed.day.slice(8)))
}

/** "30日内", "一个月内", "15个工作日": days after the start; null when the words are no such term. */
export function parseTerm(raw: string, start: Day): Day | null {
  const text = squeeze(raw)
  const match = /^(?:限|限期|于|在)?(\d{1,3}|[一二两三四五六七八九十半]{1,3})(个)?(工作日|日|天|周|星期|月)(?:之?内|以内|办结|化解)*$/.exec(text)
  if (!match) return null
  const count = numeral(match[1] as string)
  if (count === null) return null
  const unit = match[3] as string
  if (unit === '工作日') return addWorkdays(start, count)
  const days = unit === '月' ? count * 30 : unit === '周' || unit === '星期' ? count * 7 : count
  return dayOfNumber(dayNumber(start) + Math.round(days))
}

function addWorkdays(start: Day, count: number): Day {
  let number = dayNumber(start)
  for (let left = count; left > 0; ) {
    number++
    if ((number + 3) % 7 < 5) left--
  }
  return dayOfNumber(number)
}

/** 1–99 in Chinese or Arabic numerals; 半 is a half. */
export function numeral(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text)
  if (text === '半') return 0.5
  const digits = '零一二三四五六七八九'
  const value = (char: string) => (char === '两' ? 2 : digits.indexOf(char))
  const ten = text.indexOf('十')
  if (ten < 0) return text.length === 1 && value(text) >= 0 ? value(text) : null
  const tens = ten === 0 ? 1 : value(text[ten - 1] as string)
  const ones = ten === text.length - 1 ? 0 : value(text[ten + 1] as string)
  return tens < 0 || ones < 0 ? null : tens * 10 + ones
}

function fromSerial(serial: number): ParsedDay {
  // 1950-01-01 to 2099-12-31: anything else is a number that is no date
  if (serial < 18_264 || serial > 73_050) return { fault: 'unreadable' }
  return { day: dayOfNumber(serial + SERIAL_ZERO), yearGuessed: false }
}

function inShanghai(text: string): ParsedDay {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return { fault: 'unreadable' }
  return { day: dayOfNumber(Math.floor((ms + 8 * 3_600_000) / 86_400_000)), yearGuessed: false }
}

function ymd(year: number, month: number, day: number): ParsedDay {
  if (year < FIRST_YEAR) return { fault: 'too_early' }
  if (year > 2100) return { fault: 'unreadable' }
  const two = (value: number) => String(value).padStart(2, '0')
  const parsed = parseDay(`${year}-${two(month)}-${two(day)}`)
  return parsed ? { day: parsed, yearGuessed: false } : { fault: 'no_such_day' }
}
