import { dayNumber, parseDay, type Day } from '../../contract/day.ts'
import type { TitleContext } from '../types.ts'
import { halfWidth } from '../values/text.ts'

export const NO_TITLE: TitleContext = { year: null, month: null, week: null, screening: false }

/** When a table was filled in or printed says nothing of when its cases happened. */
const ABOUT_THE_FORM = /(填报|填表|制表|打印|导出|报送|上报|统计|生成)(时间|日期|单位)/
const CHINESE_YEAR = /[二]([〇○零0])([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年/

/** Takes year, month and week from the words above a table, over what was known before. */
export function readTitle(texts: string[], before: TitleContext): TitleContext {
  let context = before
  for (const raw of texts) {
    const text = halfWidth(raw).replace(/\s+/g, '')
    if (text === '') continue
    context = ABOUT_THE_FORM.test(text) ? lateYear(text, context) : fromText(text, context)
  }
  return context
}

/** The year of a form's date is used only where nothing else says one. */
function lateYear(text: string, context: TitleContext): TitleContext {
  const year = yearOf(text)
  return context.year === null && year !== null ? { ...context, year } : context
}

function fromText(text: string, context: TitleContext): TitleContext {
  const year = yearOf(text) ?? context.year
  const week = weekOf(text, year)
  const month = /(?:年|^|[^\d])(1[0-2]|[1-9])月/.exec(text)
  return {
    year: week ? Number(week.to.slice(0, 4)) : year,
    month: month ? Number(month[1]) : week ? Number(week.to.slice(5, 7)) : context.month,
    week: week ?? (month ? null : context.week),
    screening: context.screening || /排查/.test(text),
  }
}

function yearOf(text: string): number | null {
  const plain = /(?:^|\D)(20\d{2}|19[5-9]\d)(?:年|年度|[.\-/]\d{1,2}|\D|$)/.exec(text)
  if (plain) return Number(plain[1])
  const chinese = CHINESE_YEAR.exec(text)
  if (!chinese) return null
  const digit = (char: string) => Math.max(0, '零一二三四五六七八九'.indexOf(char))
  return 2000 + digit(chinese[2] as string) * 10 + digit(chinese[3] as string)
}

const WEEK =
  /(?:(\d{4})[年.\-/])?(\d{1,2})[月.\-/](\d{1,2})日?(?:[-—–~～至到]+)(?:(\d{4})[年.\-/])?(?:(\d{1,2})[月.\-/])?(\d{1,2})日?/

/** 3.12-3.18, 3月12日至18日, 2024.12.30-2025.1.5: a stretch of at most 31 days. */
function weekOf(text: string, year: number | null): { from: Day; to: Day } | null {
  const match = WEEK.exec(text)
  if (!match) return null
  const fromYear = match[1] ? Number(match[1]) : year
  if (fromYear === null) return null
  const [fromMonth, fromDay] = [Number(match[2]), Number(match[3])]
  const toMonth = match[5] ? Number(match[5]) : fromMonth
  // a week over New Year under one year's title belongs to the year it ends in, unless it names both
  const over = toMonth < fromMonth
  const toYear = match[4] ? Number(match[4]) : over && match[1] ? fromYear + 1 : fromYear
  const from = day(over && !match[1] ? fromYear - 1 : fromYear, fromMonth, fromDay)
  const to = day(toYear, toMonth, Number(match[6]))
  if (!from || !to) return null
  const length = dayNumber(to) - dayNumber(from)
  return length >= 0 && length <= 31 ? { from, to } : null
}

function day(year: number, month: number, date: number): Day | null {
  return parseDay(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
}
