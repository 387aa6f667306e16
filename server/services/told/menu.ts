import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import { AppError, type Say } from '../../contract/error.ts'
import { KINDS, type DatedFilter } from '../../contract/filter.ts'
import { addMonths } from '../../cube/calendar.ts'

/**
 * What those may ask who see aggregates only. Any other question could be set against one of these, until the difference
 * is a single case: so they are few, and of calendar years and months, which do not overlap.
 */
export interface ToldPeriod {
  /** null for all years in which the county has cases */
  year: number | null
  /** from 0; null for the year as a whole */
  month: number | null
  /** false for the running one that ends today, and for all of them */
  whole: boolean
}

/** Throws `AppError` 403 for a filter by kinds of cases, or for days that are no calendar year or month. */
export function toldPeriod(filter: DatedFilter, today: Day): ToldPeriod {
  refuseNarrowed(filter)
  const { from, to } = filter
  if (!from && !to) return { year: null, month: null, whole: false }
  if (!from || !to || !from.endsWith('-01')) throw notTold(from ? 'to' : 'from', PERIODS)
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)) - 1]
  const ends = (months: number): Day => dayOfNumber(addMonths(dayNumber(from), months) - 1)
  // in January the year so far is the month so far
  for (const [months, told] of [[12, { year, month: null }], [1, { year, month }]] as const) {
    if (months === 12 && month !== 0) continue
    if (to === ends(months)) return { ...told, whole: true }
    if (to === today && today < ends(months)) return { ...told, whole: false }
  }
  throw notTold('to', PERIODS)
}

/** First and last month of a trend, as numbers of months since year 0; open ends stay open. */
export function toldMonths(filter: DatedFilter, today: Day): { first: number; last: number } {
  refuseNarrowed(filter)
  const { from, to } = filter
  if (from && !from.endsWith('-01')) throw notTold('from', PERIODS)
  if (to && to !== today && addMonths(dayNumber(`${to.slice(0, 8)}01` as Day), 1) !== dayNumber(to) + 1) throw notTold('to', PERIODS)
  return { first: from ? monthNumber(from) : -Infinity, last: to ? monthNumber(to) : Infinity }
}

export function monthNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

export function notTold(field: string, what: Say): AppError {
  const say = { zh: `大屏只看汇总数：${what.zh}`, en: `A screen wall sees aggregates only: ${what.en}` }
  return new AppError('not_told', { status: 403, field, say })
}

function refuseNarrowed(filter: DatedFilter): void {
  if (filter.asOf) throw notTold('asOf', AS_OF)
  const narrowed = KINDS.find((field) => filter[field]?.length)
  if (narrowed) throw notTold(narrowed, NARROWED)
}

const PERIODS: Say = {
  zh: '时段请选整年或整月（本年、本月可到今天为止），或不限时段',
  en: 'choose a calendar year or month (the running one may end today), or all time',
}
export const MONTHS_ONLY: Say = {
  zh: '时间单位为月，逐月统计请选整年',
  en: 'the unit of time is the month, counted within a calendar year',
}
const NARROWED: Say = {
  zh: '不按类型、等级、阶段、来源、时限等条件筛选；分类的件数请用 counts 的 by 参数，按整年',
  en: 'it cannot filter by kinds of cases; counts by kind are told by the parameter by, for a calendar year',
}
export const TODAY_ONLY: Say = {
  zh: '时限只看超期件数，不按时限、天数、环节分开统计',
  en: 'of deadlines it is told the overdue cases alone, and no counts by deadline, age or mark',
}
const AS_OF: Say = {
  zh: '只看今天的状态，不看过去某天的',
  en: 'it is told how cases stand today, and not how they stood on a day in the past',
}
export const CROSSED: Say = {
  zh: '不作交叉统计，请分别按地点、按月、按类型统计',
  en: 'it takes no cross counts; count by place, by month and by kind, one at a time',
}
export const CALLS: Say = {
  zh: '不看各部门报到、反馈的件数',
  en: 'it is not told how departments follow calls',
}
export const CARDS: Say = {
  zh: '不看地点卡，卡上是确切件数',
  en: 'it is shown no cards of places, which are made of exact numbers',
}
export const HOTSPOTS: Say = {
  zh: '热点只看分级，时段固定，不另选条件',
  en: 'of hot-spots it is told the classes, of the usual period and without further conditions',
}
export const ROWS: Say = {
  zh: '不取逐件的统计数据',
  en: 'it is not given the rows that counts are made of',
}
export const OUTCOMES: Say = {
  zh: '不看协议、履行、回访等环节的件数',
  en: 'it is not told what cases came to, stage by stage',
}
export const RELAPSES: Say = {
  zh: '不看反复和一地多件的名单',
  en: 'it is told no relapses and no places of several cases',
}
export const RANKS: Say = {
  zh: '不看排名、升降和各乡镇指标',
  en: 'it is told no ranks, no rises and no figures of towns side by side',
}
