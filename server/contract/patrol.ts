import { vocabulary, type CodeOf } from './vocabulary.ts'

/**
 * Kinds of visit to a place, and of the rule that asks for it. The first three are owed by the colour of a grid, and `checkpoint`
 * by that of the grid that the checkpoint lies in; a visit of the kinds `daily` and `night` is of the one that its hour says.
 */
export const VISIT_KINDS = vocabulary([
  { code: 'daily', label: { zh: '日常巡查', en: 'Day visit' } },
  { code: 'night', label: { zh: '夜巡', en: 'Night visit' } },
  { code: 'joint', label: { zh: '警格+网格联巡', en: 'Joint visit with the police' } },
  { code: 'checkpoint', label: { zh: '重点点位', en: 'Key checkpoint' } },
  { code: 'special', label: { zh: '集市、节点专项', en: 'Market day or festival' } },
  { code: 'workday', label: { zh: '政法干警基层工作日', en: 'Workday of the departments' } },
])
export type VisitKind = CodeOf<typeof VISIT_KINDS>

/** Kinds that are owed in a rhythm by colour. */
export const RHYTHM_KINDS = ['daily', 'night', 'joint', 'checkpoint'] as const satisfies readonly VisitKind[]
export type RhythmKind = (typeof RHYTHM_KINDS)[number]

/** How a visit came to be known. Check-ins and tracks tell how long it took, so that a least time can be asked of it; the others are taken at their word. */
export const VISIT_SOURCES = vocabulary([
  { code: 'plan', label: { zh: '计划销项', en: 'Ticked off the plan' } },
  { code: 'code', label: { zh: '点位码签到', en: 'Check-in by code' } },
  { code: 'position', label: { zh: '定位签到', en: 'Check-in by position' } },
  { code: 'track', label: { zh: '轨迹', en: 'Track' } },
  { code: 'import', label: { zh: '导入', en: 'Import' } },
  { code: 'case', label: { zh: '登记纠纷', en: 'A case that was entered there' } },
])
export type VisitSource = CodeOf<typeof VISIT_SOURCES>

export const TEAM_KINDS = vocabulary([
  { code: 'grid', label: { zh: '网格员', en: 'Grid workers' } },
  { code: 'volunteers', label: { zh: '平安志愿者', en: 'Volunteers' } },
  { code: 'joint', label: { zh: '警格+网格联巡队', en: 'Joint team' } },
  { code: 'department', label: { zh: '部门', en: 'Department' } },
])
export type TeamKind = CodeOf<typeof TEAM_KINDS>

/** Parts of the day. Which hours are the night, the county says; a night belongs to the day on which it begins. */
export const DAY_PARTS = vocabulary([
  { code: 'day', label: { zh: '白天', en: 'By day' } },
  { code: 'night', label: { zh: '夜间', en: 'By night' } },
])
export type DayPart = CodeOf<typeof DAY_PARTS>

/** Over which a rhythm counts: a day, a week from Monday to Sunday (ISO 8601), a calendar month. */
export const PATROL_PERIODS = vocabulary([
  { code: 'day', label: { zh: '每天', en: 'a day' } },
  { code: 'week', label: { zh: '每周', en: 'a week' } },
  { code: 'month', label: { zh: '每月', en: 'a month' } },
])
export type PatrolPeriod = CodeOf<typeof PATROL_PERIODS>
