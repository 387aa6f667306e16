import type { Day, Rate } from './answers.ts'
import type { Say } from './error.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** What a stage's cases come to. `done`: as one hopes; `under`: on its way, or in part; `not`: known not to be; `unknown`: nobody wrote it down. */
export type PartKind = 'done' | 'under' | 'not' | 'unknown'

/** Stages between a case and the end of it; the codes are those of the marks that the filter knows. */
export const STAGES = vocabulary([
  {
    code: 'agreed',
    label: { zh: '达成协议', en: 'Agreed' },
    of: { zh: '本期受理的全部件', en: 'all cases accepted in the period' },
    rule: { zh: '记有书面或口头协议，或正在协议、履行、司法确认环节的', en: 'a written or oral agreement is on record, or the case stands at agreement, performance or confirmation' },
  },
  {
    code: 'performed',
    label: { zh: '履行完毕', en: 'Performed in full' },
    of: { zh: '达成协议的件', en: 'agreed cases' },
    rule: { zh: '登记为全部履行的', en: 'recorded as performed in full' },
  },
  {
    code: 'confirmed',
    label: { zh: '司法确认', en: 'Judicially confirmed' },
    of: { zh: '有书面协议的件（口头协议不能申请）', en: 'cases with a written agreement (an oral one cannot be confirmed)' },
    rule: { zh: '法院已裁定确认的', en: 'confirmed by a court' },
  },
  {
    code: 'followed',
    label: { zh: '已回访', en: 'Followed up' },
    of: { zh: '已化解的件', en: 'resolved cases' },
    rule: { zh: '办结后至少回访过一次的', en: 'followed up at least once after the close' },
  },
])
export type Stage = CodeOf<typeof STAGES>

/** What every case of a stage is, exactly one of them; in the order in which they are drawn. */
export const PARTS = vocabulary([
  { code: 'written', stage: 'agreed', kind: 'done', label: { zh: '书面协议', en: 'Written' } },
  { code: 'oral', stage: 'agreed', kind: 'done', label: { zh: '口头协议', en: 'Oral' } },
  { code: 'formless', stage: 'agreed', kind: 'done', label: { zh: '协议形式未记', en: 'Form not recorded' } },
  { code: 'pending', stage: 'agreed', kind: 'under', label: { zh: '还在办', en: 'Still pending' } },
  { code: 'left', stage: 'agreed', kind: 'not', label: { zh: '移交、终止或不予受理', en: 'Transferred, ended or declined' } },
  { code: 'closedWithout', stage: 'agreed', kind: 'unknown', label: { zh: '办结但没有记协议', en: 'Closed, no agreement recorded' } },
  { code: 'full', stage: 'performed', kind: 'done', label: { zh: '全部履行', en: 'In full' } },
  { code: 'instalments', stage: 'performed', kind: 'under', label: { zh: '分期履行中', en: 'In instalments' } },
  { code: 'notDue', stage: 'performed', kind: 'under', label: { zh: '履行期未到', en: 'Not due yet' } },
  { code: 'unperformed', stage: 'performed', kind: 'not', label: { zh: '到期未履行', en: 'Due and not performed' } },
  { code: 'performanceUnrecorded', stage: 'performed', kind: 'unknown', label: { zh: '履行情况未记', en: 'Not recorded' } },
  { code: 'granted', stage: 'confirmed', kind: 'done', label: { zh: '已裁定确认', en: 'Confirmed' } },
  { code: 'applied', stage: 'confirmed', kind: 'under', label: { zh: '已申请，未裁定', en: 'Applied, not decided' } },
  { code: 'unapplied', stage: 'confirmed', kind: 'not', label: { zh: '没有申请', en: 'Not applied for' } },
  { code: 'confirmationUnrecorded', stage: 'confirmed', kind: 'unknown', label: { zh: '台账未记', en: 'Not in the ledger' } },
  { code: 'stable', stage: 'followed', kind: 'done', label: { zh: '回访：案结事了', en: 'Settled for good' } },
  { code: 'unsaid', stage: 'followed', kind: 'done', label: { zh: '回访过，结果未记', en: 'Followed up, result not recorded' } },
  { code: 'watch', stage: 'followed', kind: 'under', label: { zh: '回访：仍需关注', en: 'To be watched' } },
  { code: 'relapse', stage: 'followed', kind: 'not', label: { zh: '回访：出现反复', en: 'Relapse found' } },
  { code: 'unfollowed', stage: 'followed', kind: 'not', label: { zh: '还没有回访', en: 'Not followed up yet' } },
  { code: 'followUpUnrecorded', stage: 'followed', kind: 'unknown', label: { zh: '台账未记', en: 'Not in the ledger' } },
])
export type PartCode = CodeOf<typeof PARTS>

export interface FunnelStage {
  stage: Stage
  /** of the cases that the stage is counted of, those that have its mark: no more than the filter by the mark finds */
  rate: Rate
  /** in the order of `PARTS`; they add up to the denominator */
  parts: { code: PartCode; count: number }[]
}

/** Why a figure looks better than it is. */
export const WARNINGS = vocabulary([
  { code: 'selected', label: { zh: '筛选条件本身就是结果', en: 'The filter is of the outcome' } },
  { code: 'few', label: { zh: '件数太少', en: 'Few cases' } },
  { code: 'beyond', label: { zh: '办结的含以前受理的件', en: 'Closings of older cases' } },
  { code: 'young', label: { zh: '有的件还不满 30 天', en: 'Cases of less than 30 days' } },
  { code: 'sameDay', label: { zh: '当日受理当日办结', en: 'Closed on the day they came in' } },
  { code: 'noAgreement', label: { zh: '办结没有协议', en: 'Closed without agreement' } },
  { code: 'monthEnd', label: { zh: '月底集中办结', en: 'Closings at the end of months' } },
  { code: 'noFollowUp', label: { zh: '办结没有回访', en: 'Closed without follow-up' } },
  { code: 'undated', label: { zh: '办结没有日期', en: 'Closed without a day' } },
  { code: 'relapsed', label: { zh: '办结后又重新办理', en: 'Reopened after the close' } },
  { code: 'contradictory', label: { zh: '记录前后矛盾', en: 'Records that contradict one another' } },
  { code: 'silent', label: { zh: '有乡镇一件未报', en: 'Towns that report nothing' } },
])
export type WarningCode = CodeOf<typeof WARNINGS>

export interface OutcomeWarning {
  code: WarningCode
  say: Say
}

/** Days from occurrence at which the cohort is looked at. */
export const COHORT_DAYS = [30, 60, 90] as const

/** `GET /outcome`: what became of the cases that the filter lets through, as of today. */
export interface Outcome {
  revision: number
  asOf: Day
  /** of the cases that occurred in the period, those resolved by today: the resolution rate of the headline */
  cohort: Rate
  /** the same within so many days of their occurrence, of the cases that are old enough to tell */
  within: { days: number; rate: Rate }[]
  /** resolved cases without a closing day: in `cohort` and in nothing that looks at the day */
  undated: number
  /** closed in the period, whenever they occurred, by those that occurred in it: can be more than 1 */
  period: Rate
  /** 调解成功率 */
  success: Rate
  stages: FunnelStage[]
  /** the gravest first */
  warnings: OutcomeWarning[]
}
