import { dayNumber, dayOfNumber, type Day } from '../../../contract/day.ts'
import type { Say } from '../../../contract/error.ts'
import { exact } from '../../../contract/numbers.ts'

export { areasSaid } from '../../../contract/numbers.ts'

/** How days, numbers and places are said in a sentence that somebody reads aloud. */

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** 「14 件」, “14 cases”. */
export function casesSaid(count: number): Say {
  return { zh: `${exact(count)} 件`, en: `${exact(count)} ${count === 1 ? 'case' : 'cases'}` }
}

export interface Window {
  from: Day
  to: Day
  today: Day
}

/**
 * 「近 90 天」 for a window that ends today, or 「今天」, 「本月以来」, 「今年以来」, 「近一年」; 「10 月」 for a whole month; else its first and last
 * day. The year where it is another than today's.
 */
export function windowSaid({ from, to, today }: Window): Say {
  const days = dayNumber(to) - dayNumber(from) + 1
  const span = spanSaid(from, to, today)
  if (days === 1) return to === today ? { zh: '今天', en: 'today' } : { zh: span.zh, en: `on ${span.en}` }
  if (to === today) {
    if (from.slice(5) === '01-01') return from.slice(0, 4) === today.slice(0, 4) ? { zh: '今年以来', en: 'this year so far' } : { zh: `${from.slice(0, 4)} 年以来`, en: `since the beginning of ${from.slice(0, 4)}` }
    if (from === `${today.slice(0, 7)}-01`) return { zh: '本月以来', en: 'this month so far' }
    if (days === 365 || days === 366) return { zh: '近一年', en: 'in the last year' }
    return { zh: `近 ${exact(days)} 天`, en: `in the last ${exact(days)} days` }
  }
  if (from.slice(0, 7) === to.slice(0, 7) && from.endsWith('-01') && dayOfNumber(dayNumber(to) + 1).endsWith('-01')) {
    const month = monthSaid(from, { from, to: today, today })
    return { zh: month.zh, en: `in ${month.en}` }
  }
  return { zh: span.zh, en: `from ${span.en}` }
}

/** 「3月1日—5月31日」, “1 March to 31 May”, with the year where it is not today's, once where it is the same; one day alone as itself. */
export function spanSaid(from: Day, to: Day, today: Day): Say {
  const [first, last, now] = [from, to, today].map((day) => day.slice(0, 4))
  const zh = (day: Day, year: boolean) => `${year ? `${day.slice(0, 4)}年` : ''}${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
  const en = (day: Day, year: boolean) => `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}${year ? ` ${day.slice(0, 4)}` : ''}`
  const [apart, other] = [first !== last, last !== now]
  return from === to
    ? { zh: zh(from, other), en: en(from, other) }
    : { zh: `${zh(from, apart || other)}—${zh(to, apart)}`, en: `${en(from, apart)} to ${en(to, apart || other)}` }
}

/** 「3 月」, “March”, with the year where it is not that of the window's last day. */
export function monthSaid(day: Day, { to }: Window): Say {
  const other = day.slice(0, 4) !== to.slice(0, 4)
  const month = Number(day.slice(5, 7))
  return { zh: `${other ? `${day.slice(0, 4)} 年 ` : ''}${month} 月`, en: `${MONTHS[month - 1]}${other ? ` ${day.slice(0, 4)}` : ''}` }
}

/** A p-value for a reader: three decimals, and never a bare zero. */
export function chanceSaid(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`
}

/** Parts of one sentence: 「甲；乙；丙」, “A; B; C”. */
export function joined(parts: readonly (Say | null)[]): Say {
  const said = parts.filter((part) => part !== null)
  return { zh: said.map(({ zh }) => zh).join('；'), en: said.map(({ en }) => en).join('; ') }
}
