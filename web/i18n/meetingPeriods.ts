import type { Language } from '../../geodata/place/say.ts'
import type { MeetingPeriod, Rhythm } from '../../server/contract/meetings.ts'
import { spanText } from './format.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const QUARTERS = ['一', '二', '三', '四']

/** The head of a column: 第10周 · 3月上 · 3月 · 一季度; W10 · Mar 16 · Mar · Q1. */
export function periodHead(rhythm: Rhythm, { from, no }: MeetingPeriod, language: Language): string {
  const month = Number(from.slice(5, 7))
  const zh = language === 'zh'
  const first = no % 2 === 1
  switch (rhythm) {
    case 'week':
      return zh ? `${no}周` : `W${no}`
    case 'halfmonth':
      return zh ? `${month}月${first ? '上' : '下'}` : `${MONTHS[month - 1]} ${first ? 1 : 16}`
    case 'month':
      return zh ? `${month}月` : MONTHS[month - 1]!
    case 'quarter':
      return zh ? `${QUARTERS[no - 1]}季` : `Q${no}`
  }
}

/** Said out: 2024年第10周（2024年3月4日—10日） · week 10 of 2024 (…). */
export function periodSaid(rhythm: Rhythm, period: MeetingPeriod, language: Language): string {
  const span = spanText(period, language)
  if (rhythm !== 'week') return span
  return language === 'zh' ? `${period.year}年第${period.no}周（${span}）` : `week ${period.no} of ${period.year} (${span})`
}
