import type { Say } from '../../geodata/place/say.ts'
import type { Level, Rate } from './answers.ts'
import type { RankRow, Ranks } from './ranks.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** How a measure is printed: per 10,000 residents, a share, or a ratio of two counts. */
export type TownUnit = 'perTenThousand' | 'share' | 'ratio'

/** How a measure is called, printed and read. */
interface MeasureTerm {
  label: Say
  unit: TownUnit
  bad: 'high' | 'low' | null
  rule: Say
}

/**
 * What the case ledger tells of a town. `bad` is the side on which a town is marked that stands clear of all together; null where a high
 * figure is neither good nor bad. Measures from elsewhere may follow these.
 */
export const TOWN_MEASURES = vocabulary([
  {
    code: 'cases', unit: 'perTenThousand', bad: 'high',
    label: { zh: '万人件数', en: 'Cases per 10,000' },
    rule: { zh: '所选时段内的件数 ÷ 常住人口 × 10000，不折算为年', en: 'Cases in the period ÷ residents × 10,000, not annualised' },
  },
  {
    code: 'change', unit: 'ratio', bad: 'high',
    label: { zh: '与上期比', en: 'Against the period before' },
    rule: { zh: '所选时段的日均件数 ÷ 上一段同样长时间的日均件数', en: 'Daily cases in the period ÷ daily cases in the one just before, of the same length' },
  },
  {
    code: 'stale', unit: 'share', bad: 'high',
    label: { zh: '未结超 90 天', en: 'Pending over 90 days' },
    rule: { zh: '发生至今超过 90 天仍未结的件数 ÷ 未结件数（以当前状态为准）', en: 'Pending cases that occurred more than 90 days ago ÷ pending cases, as they stand now' },
  },
  {
    code: 'overdue', unit: 'share', bad: 'high',
    label: { zh: '超期占比', en: 'Overdue' },
    rule: { zh: '已过办理期限仍未结的件数 ÷ 未结件数（以当前状态为准）', en: 'Pending cases past their due day ÷ pending cases, as they stand now' },
  },
  {
    code: 'resolved', unit: 'share', bad: 'low',
    label: { zh: '化解率', en: 'Resolution rate' },
    rule: { zh: '已化解件数 ÷ 所选时段内发生的件数（以当前状态为准）', en: 'Resolved cases ÷ cases that occurred in the period, as they stand now' },
  },
  {
    code: 'relapses', unit: 'share', bad: 'high',
    label: { zh: '反复占比', en: 'Relapses' },
    rule: { zh: '有反复的件数（办结后重新办理过，或台账写明反复）÷ 件数；回访发现反复而还没有重新办理的不在其中', en: 'Relapsed cases (reopened after the close, or so written in a ledger) ÷ cases; none that a follow-up found so and nobody reopened yet' },
  },
  {
    code: 'lawsuits', unit: 'perTenThousand', bad: 'high',
    label: { zh: '万人涉诉', en: 'Lawsuits per 10,000' },
    rule: { zh: '经诉调对接而来或终止后告知诉讼的件数 ÷ 常住人口 × 10000；只计台账里的案件，不是法院的万人成诉率', en: 'Cases that came from a court, or for which a lawsuit was pointed out at the end ÷ residents × 10,000; of the ledger alone, not the court’s own rate' },
  },
  {
    code: 'mediated', unit: 'perTenThousand', bad: null,
    label: { zh: '万人调解', en: 'Mediated per 10,000' },
    rule: { zh: '已进入调解、已化解或终止调解，且不涉诉的件数 ÷ 常住人口 × 10000；以当前状态为准，调解前就撤回的也记为终止，分不开', en: 'Cases in mediation, resolved, or whose mediation was terminated, without a lawsuit ÷ residents × 10,000; as they stand now: one withdrawn before any mediation is recorded as terminated too and cannot be told apart' },
  },
  {
    code: 'petitions', unit: 'perTenThousand', bad: 'high',
    label: { zh: '万人信访转办', en: 'Petitions per 10,000' },
    rule: { zh: '来源为信访的件数 ÷ 常住人口 × 10000', en: 'Cases that came by the petition office ÷ residents × 10,000' },
  },
  {
    code: 'police', unit: 'perTenThousand', bad: 'high',
    label: { zh: '万人110非警务', en: 'Police calls per 10,000' },
    rule: { zh: '来源为110非警务的件数 ÷ 常住人口 × 10000', en: 'Cases that came by police 110 ÷ residents × 10,000' },
  },
] as const satisfies readonly (MeasureTerm & { code: string })[])
export type TownMeasure = CodeOf<typeof TOWN_MEASURES>

/** A figure with its two numbers; `value` is null when the denominator is 0. */
type TownFigure = Omit<Rate, 'rule'>

/** One figure, drawn to that of all; nine chances in ten for the interval. */
export interface TownCell extends TownFigure {
  /** this and the next two: null when the denominator is 0, and where there is no such case anywhere to tell a rate by */
  shrunken: number | null
  low: number | null
  high: number | null
  /** the interval lies clear of the figure of all on the bad side */
  flag: boolean
}

export interface TownColumn extends MeasureTerm {
  measure: TownMeasure
  /** of all rows together; null where none has a figure */
  whole: TownFigure | null
}

/** A figure that looks better than it may be. */
export interface TownNotice {
  kind: 'silent' | 'perfect'
  say: Say
}

export interface TownRow extends Pick<RankRow, 'key' | 'name' | 'nameEn' | 'count'> {
  index: number
  residents: number | null
  /** one a column; null where it cannot be worked out, such as without residents */
  cells: (TownCell | null)[]
  notices: TownNotice[]
}

/** `GET /towns`: 台账指标, the figures that the case ledger has of each town, or of the parts of what the asker sees. Rows stand as in the pack. */
export interface Towns extends Pick<Ranks, 'revision' | 'packVersion' | 'asOf' | 'days' | 'before' | 'total' | 'unlocated' | 'coarser'> {
  by: Level
  columns: TownColumn[]
  rows: TownRow[]
}
