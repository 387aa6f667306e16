import type { AreaCode } from '../../geodata/place/area.ts'
import type { Level } from '../../geodata/place/level.ts'
import type { Day } from './day.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Times of the year around which disputes come in some counties; where a county's own come more often its record shows. */
export const TIMES = vocabulary([
  { code: 'springFestival', label: { zh: '春节前后', en: 'Around Spring Festival' } },
  { code: 'lantern', label: { zh: '元宵', en: 'Lantern Festival' } },
  { code: 'tombs', label: { zh: '清明', en: 'Qingming' } },
  { code: 'dragonBoat', label: { zh: '端午', en: 'Dragon Boat Festival' } },
  { code: 'midAutumn', label: { zh: '中秋', en: 'Mid-Autumn' } },
  { code: 'springIrrigation', label: { zh: '春灌', en: 'Spring irrigation' } },
  { code: 'summerHarvest', label: { zh: '夏收', en: 'Summer harvest' } },
  { code: 'summerIrrigation', label: { zh: '夏灌', en: 'Summer irrigation' } },
  { code: 'autumnHarvest', label: { zh: '秋收', en: 'Autumn harvest' } },
  { code: 'winterIrrigation', label: { zh: '冬灌', en: 'Winter irrigation' } },
])
export type Time = CodeOf<typeof TIMES>

/** How a category or a place did in one calendar month of earlier years. */
export interface OutlookRow {
  /** category or area code */
  key: string
  name: string
  /** index of the area in the pack; absent for a category */
  index?: number
  /** cases in that month, of all years looked at together and of the last of them */
  count: number
  lastYear: number
  /** what an ordinary month of the record holds, on average */
  usual: number
  /** more than an ordinary month would bring by chance: false-discovery rate 10 %, counts that vary twice as much as independent cases */
  stands: boolean
}

/** `GET /outlook`: what the same month brought in earlier years, to plan a month ahead by. */
export interface Outlook {
  revision: number
  packVersion: string
  asOf: Day
  /** first day of the month that is looked ahead to */
  month: Day
  /** of the calendar, as far as they lie in the month */
  times: { code: Time; from: Day; to: Day }[]
  /** the same month of earlier years, the latest first: those that are on record from the first day to the last */
  years: { year: number; count: number }[]
  /** whole months on record that `usual` is the mean of */
  months: number
  /** the level of `places`: right below the area that is asked about */
  level: Level | null
  /** those that stand out first, then those with most cases */
  categories: OutlookRow[]
  places: OutlookRow[]
  area: AreaCode
}
