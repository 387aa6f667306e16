import type { Language } from '../../geodata/place/say.ts'
import type { Day } from '../../server/contract/day.ts'
import { areasSaid, exact } from '../../server/contract/numbers.ts'
import { countText, type Count } from '../../server/contract/withheld.ts'

export { areasSaid, exact }

/** A figure and its unit apart, because the page sets them in two sizes. */
export interface Quantity {
  value: string
  unit: string
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A count with every digit; `<3` or `—` where it is withheld. */
export function counted(count: Count): string {
  return countText(count, exact)
}

/** The whole numbers of a text, grouped: `1,500–2,499`. */
export function grouped(text: string): string {
  return text.replace(/(?<![.\d])\d{4,}/g, (digits) => exact(Number(digits)))
}

/** As people there say it: 9,876 件 · 1.2 万件 · 16.8 万件; English 12,345 and 1.2 M. */
export function cases(count: number, language: Language): Quantity {
  const { value, unit } = short(count, language)
  if (language === 'zh') return { value, unit: `${unit}件` }
  return { value, unit: unit || (count === 1 ? 'case' : 'cases') }
}

export function persons(count: number, language: Language): Quantity {
  const { value, unit } = short(count, language)
  return language === 'zh' ? { value, unit: `${unit}人` } : { value, unit: unit || 'people' }
}

/** From fen: 8,500 元 · 120.5 万元 · 14.5 亿元; English in yuan. */
export function money(fen: number, language: Language): Quantity {
  const { value, unit } = short(Math.round(fen / 100), language)
  return language === 'zh' ? { value, unit: `${unit}元` } : { value: `¥${value}`, unit }
}

function short(value: number, language: Language): Quantity {
  const [big, mid] = language === 'zh' ? [1e8, 1e4] : [1e9, 1e6]
  const units = language === 'zh' ? ['亿', '万'] : ['bn', 'M']
  // 99,995,000 must say 1 亿, not 10,000 万
  if (value >= big - (mid * 0.5) / 10) return { value: trim(value / big, language), unit: units[0]! }
  if (value >= mid) return { value: trim(value / mid, language), unit: units[1]! }
  return { value: exact(Math.round(value)), unit: '' }
}

/** One decimal, or two below 10 (a million is a hundred 万: below 100) where they say something: 1.23, 14.5, 120.5. */
function trim(value: number, language: Language): string {
  return exact(value, value < (language === 'zh' ? 10 : 100) ? 2 : 1).replace(/\.?0+$/, '')
}

/** A share as per cent with one decimal; a share below 1 is never rounded up to 100 %. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  const shown = share < 1 && rounded >= 100 ? 99.9 : rounded
  return `${shown.toFixed(1)}%`
}

/** How far something is, in whole per cent; 100 % only when it is done. */
export function wholePercent(share: number): string {
  return `${Math.floor(share * 100)}%`
}

export function rate(perTenThousand: number): string {
  return perTenThousand >= 100 ? exact(Math.round(perTenThousand)) : perTenThousand.toFixed(1)
}

export type Trend = 'up' | 'down' | 'same' | 'none'
export interface Change {
  trend: Trend
  text: string
}

/** Below this a share of change says more than there is: 3 cases become 12, which is 9 more and not 300 %. */
export const LEAST_BASE = 10

/** Change of a count: in per cent, or as the number itself where there were only a few before. */
export function countChange(now: number, then: number, language: Language): Change {
  const by = now - then
  if (then >= LEAST_BASE || by === 0) return change(now, then, language)
  return byCount(now, then, language)
}

/** Change of a count as the number itself: 增加 7. */
export function byCount(now: number, then: number, language: Language): Change {
  const by = now - then
  if (by === 0) return same(language)
  const amount = exact(Math.abs(by))
  if (language === 'zh') return { trend: by > 0 ? 'up' : 'down', text: `${by > 0 ? '增加' : '减少'} ${amount}` }
  return { trend: by > 0 ? 'up' : 'down', text: `${amount} ${by > 0 ? 'more' : 'fewer'}` }
}

/** Change of an amount in per cent: 上升 12.3%. */
export function change(now: number, then: number, language: Language): Change {
  if (then === 0) {
    if (now === 0) return same(language)
    return { trend: 'none', text: language === 'zh' ? '对比期为 0' : 'from 0' }
  }
  const percents = Math.round((now / then - 1) * 1000) / 10
  if (percents === 0) return same(language)
  return moved(percents, exact(Math.abs(percents), Math.abs(percents) >= 1000 ? 0 : 1), '%', '%', language)
}

/** Difference of two shares in percentage points: 上升 3.1 个百分点. */
export function pointsChange(now: number, then: number, language: Language): Change {
  const points = Math.round((now - then) * 1000) / 10
  if (points === 0) return same(language)
  const en = Math.abs(points) === 1 ? ' point' : ' points'
  return moved(points, Math.abs(points).toFixed(1), ' 个百分点', en, language)
}

/** Difference of two durations in days: 缩短 2 天. */
export function daysChange(now: number, then: number, language: Language): Change {
  const days = Math.round((now - then) * 10) / 10
  if (days === 0) return same(language)
  const text = String(Math.abs(days))
  if (language === 'zh') return { trend: days > 0 ? 'up' : 'down', text: `${days > 0 ? '延长' : '缩短'} ${text} 天` }
  const unit = Math.abs(days) === 1 ? 'day' : 'days'
  return { trend: days > 0 ? 'up' : 'down', text: `${text} ${unit} ${days > 0 ? 'longer' : 'shorter'}` }
}

function moved(by: number, amount: string, zhUnit: string, enUnit: string, language: Language): Change {
  const trend = by > 0 ? 'up' : 'down'
  if (language === 'zh') return { trend, text: `${by > 0 ? '上升' : '下降'} ${amount}${zhUnit}` }
  return { trend, text: `${by > 0 ? 'up' : 'down'} ${amount}${enUnit}` }
}

function same(language: Language): Change {
  return { trend: 'same', text: language === 'zh' ? '持平' : 'no change' }
}

/** 2026年3月5日 · 5 Mar 2026 */
export function dayText(day: Day, language: Language): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return language === 'zh' ? `${year}年${month}月${date}日` : `${date} ${MONTHS[month - 1]} ${year}`
}

/** 2026年3月 · Mar 2026 */
export function monthText(day: Day, language: Language): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return language === 'zh' ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`
}

/** A length of time in whole days: 3 天 · 3 个工作日 · 1 day · 3 working days. */
export function daysText(days: number, working: boolean, language: Language): string {
  if (language === 'zh') return `${exact(days)} ${working ? '个工作日' : '天'}`
  return `${exact(days)} ${working ? 'working ' : ''}${days === 1 ? 'day' : 'days'}`
}

/** Size of a file: 640 KB · 3.2 MB. */
export function bytesText(bytes: number): string {
  const kilo = bytes / 1024
  return kilo < 1000 ? `${exact(Math.max(1, Math.round(kilo)))}\u00A0KB` : `${(kilo / 1024).toFixed(1)}\u00A0MB`
}

/** A period, said once what both ends share: 2026年3月1日—31日. Open ends are said as open. */
export function spanText(span: { from?: Day; to?: Day }, language: Language): string {
  const { from, to } = span
  if (!from && !to) return language === 'zh' ? '全部时间' : 'All time'
  if (!from) return language === 'zh' ? `截至${dayText(to!, 'zh')}` : `Until ${dayText(to!, 'en')}`
  if (!to) return language === 'zh' ? `${dayText(from, 'zh')}以来` : `Since ${dayText(from, 'en')}`
  if (from === to) return dayText(from, language)
  if (language === 'en') return `${dayText(from, 'en')} – ${dayText(to, 'en')}`
  const end = dayText(to, 'zh')
  if (from.slice(0, 7) === to.slice(0, 7)) return `${dayText(from, 'zh')}—${end.replace(/^.*月/, '')}`
  return `${dayText(from, 'zh')}—${from.slice(0, 4) === to.slice(0, 4) ? end.replace(/^.*年/, '') : end}`
}

/** Making a format takes longer than all that it is used for on a page. */
const formats = new Map<string, Intl.DateTimeFormat>()

function countyTime(locale: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${Object.keys(parts).join()}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Shanghai', ...parts })
  formats.set(key, made)
  return made
}

const TO_THE_MINUTE = { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false } as const
const YEAR = { year: 'numeric' } as const

/** Day and time in the county's time; with the year where `today` is given and lies in another one. */
export function clockText(instantMs: number, language: Language, today?: Day): string {
  const year = countyTime('en', YEAR).format(instantMs)
  return countyTime(localeOf(language), { ...(today && !today.startsWith(year) && YEAR), ...TO_THE_MINUTE }).format(instantMs)
}

/** Day and time in the county's time, to the second and always with the year: for what must be told from anything else. */
export function momentText(instantMs: number, language: Language): string {
  return countyTime(localeOf(language), { ...YEAR, ...TO_THE_MINUTE, second: '2-digit' }).format(instantMs)
}

function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en-GB'
}
