import type { Say } from './error.ts'
import type { PatrolRules } from './patrolRules.ts'

interface Range {
  least: number
  most: number
  whole: boolean
}

/** A number of the rules that has to lie between two others, both included. */
export interface Limit extends Range {
  /** the part of the rules that it is in */
  field: keyof PatrolRules
  read(rules: PatrolRules): number[]
  say: Say
}

const whole = (field: keyof PatrolRules, read: (rules: PatrolRules) => number[], [least, most]: [number, number], say: Say): Limit => ({ field, read, least, most, whole: true, say })
const any = (...given: Parameters<typeof whole>): Limit => ({ ...whole(...given), whole: false })

/** A greater or a smaller one is a slip of the hand. Raw positions are kept for 30 days at most. */
export const LIMITS: readonly Limit[] = [
  whole('decayDays', ({ decayDays }) => Object.values(decayDays), [0, 366], { zh: '颜色保留天数', en: 'Days for which a colour stays' }),
  whole('checkIn', ({ checkIn }) => [checkIn.toleranceM, checkIn.ruralToleranceM], [0, 1_000], { zh: '越界容差（米）', en: 'Tolerance at the border, metres' }),
  whole('checkIn', ({ checkIn }) => [checkIn.shiftMinutes], [0, 240], { zh: '班次前后放宽（分钟）', en: 'Minutes before and after a shift' }),
  whole('checkIn', ({ checkIn }) => [checkIn.accuracyM], [5, 1_000], { zh: '定位精度（米）', en: 'Accuracy of a position, metres' }),
  whole('checkIn', ({ checkIn }) => [checkIn.apartMinutes], [0, 120], { zh: '两个点位之间的间隔（分钟）', en: 'Minutes between checkpoints' }),
  whole('checkIn', ({ checkIn }) => [checkIn.joinMinutes], [1, 480], { zh: '合为一次到访的间隔（分钟）', en: 'Minutes between check-ins of one visit' }),
  whole('checkIn', ({ checkIn }) => [checkIn.keepDays], [1, 30], { zh: '坐标保留天数', en: 'Days for which positions are kept' }),
  whole('track', ({ track }) => [track.gapMinutes], [0, 240], { zh: '轨迹缺段计入的上限（分钟）', en: 'Minutes of a gap that are credited' }),
  whole('track', ({ track }) => [track.jitterMinutes], [0, 30], { zh: '边界抖动（分钟）', en: 'Minutes of jitter at a border' }),
  whole('track', ({ track }) => [track.fastestKmh], [20, 300], { zh: '轨迹最快速度（公里/小时）', en: 'Fastest speed of a track, km/h' }),
  any('shifts', ({ shifts }) => [shifts.hoursADay], [1, 16], { zh: '每天工时', en: 'Hours a day' }),
  any('shifts', ({ shifts }) => [shifts.restHours], [0, 48], { zh: '夜班后休息（小时）', en: 'Hours of rest after a night' }),
  whole('shifts', ({ shifts }) => [shifts.nightPersons, shifts.redNightPersons], [1, 20], { zh: '夜间人数', en: 'Persons at night' }),
  any('shifts', ({ shifts }) => [shifts.volunteerHours], [0.5, 12], { zh: '志愿者每天时长（小时）', en: 'Hours a day for volunteers' }),
  whole('shifts', ({ shifts }) => [shifts.volunteerNights], [0, 7], { zh: '志愿者每周夜巡次数', en: 'Nights a week for volunteers' }),
  any('worth', ({ worth }) => [...Object.values(worth.colour), ...Object.values(worth.kind)], [0.01, 1_000], { zh: '颜色和种类的分量', en: 'Weights of colours and kinds' }),
  any('worth', ({ worth }) => [worth.step], [0, 10], { zh: '每拖欠一个间隔加的分量', en: 'Weight of each interval late' }),
  any('worth', ({ worth }) => [worth.most], [0, 100], { zh: '加分的间隔数上限', en: 'Most intervals that count as late' }),
]

/** Is it a number in the range? NaN and what is no number are not. */
export function numberIn(value: number, { least, most, whole: isWhole }: Range): boolean {
  return value >= least && value <= most && (!isWhole || Number.isInteger(value))
}
