import type { Say } from '../../geodata/place/say.ts'
import type { Rate } from './answers.ts'
import type { Day } from './day.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** What became of a count from one period to another, by how much counts vary here. */
export const VERDICTS = vocabulary([
  { code: 'rising', label: { zh: '上升明确', en: 'clear rise' } },
  { code: 'falling', label: { zh: '下降明确', en: 'clear fall' } },
  { code: 'same', label: { zh: '变化不明确', en: 'no clear change' } },
  { code: 'few', label: { zh: '件数太少，不判断', en: 'too few cases to tell' } },
])
export type VerdictCode = CodeOf<typeof VERDICTS>

/** Why there is no earlier period to compare with. */
export const INCOMPARABLE = vocabulary([
  { code: 'standing', label: { zh: '按环节筛选，或只选待处理、化解中之一，或选了已移交：以前某天的这些状态没有记下，没有可比的', en: 'The filter is by marks, by only one of open and in progress, or by transferred: how cases stood so on a day in the past is not on record, so there is nothing to compare' } },
  { code: 'open', label: { zh: '所选时段没有起止日期，没有“上期”可比：请选一段时间', en: 'The period is open, so nothing comes before it: choose one with a first and a last day' } },
  { code: 'future', label: { zh: '所选时段还没有开始', en: 'The period has not begun yet' } },
  { code: 'itself', label: { zh: '所选时段超过一年，与去年同期重叠，没有可比的：请选不超过一年的时段', en: 'The period is longer than a year and meets itself a year earlier: choose one of a year at most' } },
  { code: 'short', label: { zh: '台账没有追溯到那么早，没有可比的件数', en: 'The record does not reach back that far, so there is nothing to compare with' } },
  { code: 'gap', label: { zh: '两段时间里有没导入的日子，件数不可比', en: 'Days that were not imported lie in one of the two periods: the counts cannot be compared' } },
])
export type Incomparable = CodeOf<typeof INCOMPARABLE>

/** An earlier period as long as the one asked for: its days and all its cases, or why there is none. */
export interface Comparison {
  days: { from: Day; to: Day } | null
  /** the day as of which its cases stand */
  asOf: Day | null
  total: number | null
  missing: Incomparable | null
  say: Say | null
}

export interface RankChange {
  count: number
  /** daily count now over that before, drawn to the ratio of all, and where it lies with nine chances in ten; null where neither period has a case */
  ratio: number | null
  low: number | null
  high: number | null
  verdict: VerdictCode
  say: Say
}

/** Cases per 10,000 residents; nine chances in ten for both intervals. */
export interface RankRate {
  residents: number
  crude: number
  /** drawn to the rate of all, the fewer the residents the more */
  shrunken: number
  low: number
  high: number
  /** of the shrunken rate, 1 the highest */
  rank: number
  rankLow: number
  rankHigh: number
}

export interface RankRow {
  /** area or category code */
  key: string
  name: string
  nameEn: string
  /** of areas: index in the pack */
  index: number | null
  count: number
  /** null where there is no such period to compare with */
  before: RankChange | null
  yearBefore: RankChange | null
  /** null for categories, and without residents or any case */
  rate: RankRate | null
}

/** `GET /ranks?by=`: rows by the evidence that they rise, then as they stand in the pack. `total` = sum of the rows + unlocated + coarser. */
export interface Ranks {
  revision: number
  packVersion: string
  by: string
  asOf: Day
  total: number
  unlocated: number
  coarser: number
  /** days that are compared, up to today; null where the period is open */
  days: { from: Day; to: Day } | null
  before: Comparison
  yearBefore: Comparison
  /** as many times as chance alone the counts of these rows vary from one time to another; at least 1 */
  dispersion: number
  /** of all rows with residents together; null without any */
  rate: Rate | null
  rows: RankRow[]
}
