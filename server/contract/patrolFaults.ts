import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Why a check-in or a visit does not count. `mend` says what corrects it: validity is explained, not punished. */
export const VISIT_FAULTS = vocabulary([
  {
    code: 'placeless',
    label: { zh: '既没有定位，也没有点位码', en: 'Neither a position nor a code' },
    mend: { zh: '打开手机定位或扫点位码再签一次；确已到场的，由管理员写明理由补记', en: 'Switch the position on or scan the code and check in again; the supervisor may enter the visit with a reason' },
  },
  {
    code: 'unknown_code',
    label: { zh: '点位码不是本县的', en: 'The code is none of this county' },
    mend: { zh: '核对点位牌；牌旧了的请重新打印', en: 'Check the plate; print it anew if it is an old one' },
  },
  {
    code: 'outside',
    label: { zh: '不在网格内', en: 'Outside the grid' },
    mend: { zh: '到网格内再签一次；边界画得不对的，请更正底图', en: 'Check in again inside the grid; if its border is drawn wrong, put the pack right' },
  },
  {
    code: 'inaccurate',
    label: { zh: '定位不够准', en: 'The position is too inaccurate' },
    mend: { zh: '到空旷处等几秒再签；楼里请扫点位码', en: 'Wait some seconds in the open and check in again; indoors scan the code' },
  },
  {
    code: 'early',
    label: { zh: '早于班次', en: 'Before the shift' },
    mend: { zh: '班次排错了的，请改班次；确是提前到的，由管理员写明理由补记', en: 'Correct the shift if it was entered wrong; the supervisor may enter the visit with a reason' },
  },
  {
    code: 'late',
    label: { zh: '晚于班次', en: 'After the shift' },
    mend: { zh: '班次排错了的，请改班次；确有耽搁的，由管理员写明理由补记', en: 'Correct the shift if it was entered wrong; the supervisor may enter the visit with a reason' },
  },
  {
    code: 'ahead',
    label: { zh: '时间在收到之后', en: 'Later than it was received' },
    mend: { zh: '手机时钟快了，请改为自动对时后再签', en: 'The clock of the phone is fast: let it set itself and check in again' },
  },
  {
    code: 'soon',
    label: { zh: '与上一个点位间隔太短', en: 'Too soon after another checkpoint' },
    mend: { zh: '两个点位之间留够时间；点位本来就挨着的，请合为一个', en: 'Leave time between checkpoints; join those that stand side by side' },
  },
  {
    code: 'short',
    label: { zh: '停留时间不够', en: 'Too short' },
    mend: { zh: '到时和离开时各签一次；一次签到看不出停留多久', en: 'Check in on arrival and before leaving: one check-in does not tell how long the visit took' },
  },
])
export type VisitFault = CodeOf<typeof VISIT_FAULTS>

/** What is wrong in a track, each with the points or stretches that it is said of. */
export const TRACK_FAULTS = vocabulary([
  {
    code: 'no_times',
    label: { zh: '没有时间', en: 'No times' },
    mend: { zh: '看得出到过哪里，看不出哪天、多久；请由管理员按计划销项，或换带时间的导出格式', en: 'It tells where, not when nor how long: tick the visits off the plan, or export the track with times' },
  },
  {
    code: 'old_times',
    label: { zh: '时间不可信（2000 年以前）', en: 'Times before the year 2000' },
    mend: { zh: '设备时钟没有对过；请对时后重录，或由管理员按计划销项', en: 'The clock of the device was never set: set it and record again, or tick the visits off the plan' },
  },
  {
    code: 'ahead',
    label: { zh: '时间在收到之后', en: 'Later than it was received' },
    mend: { zh: '设备时钟快了；请对时后重录', en: 'The clock of the device is fast: set it and record again' },
  },
  {
    code: 'backwards',
    label: { zh: '时间倒退', en: 'Time runs backwards' },
    mend: { zh: '倒退的点没有用；几段轨迹拼在一起的，请分开导入', en: 'These points were left out; import tracks that were joined by hand one by one' },
  },
  {
    code: 'placeless',
    label: { zh: '坐标读不出', en: 'No coordinates' },
    mend: { zh: '这些点没有用', en: 'These points were left out' },
  },
  {
    code: 'inaccurate',
    label: { zh: '定位不够准', en: 'Too inaccurate' },
    mend: { zh: '这些点没有用；楼里请扫点位码', en: 'These points were left out; indoors scan the code' },
  },
  {
    code: 'spike',
    label: { zh: '跳点（比开车还快）', en: 'Spikes, faster than a car' },
    mend: { zh: '定位漂移，这些点没有用', en: 'The position drifted: these points were left out' },
  },
  {
    code: 'jump',
    label: { zh: '断开后到了别处（比开车还快）', en: 'Jumps, faster than a car' },
    mend: { zh: '中间的时间不计；请看是否拼了别的轨迹', en: 'The time between is not credited; see whether another track was joined to it' },
  },
  {
    code: 'gap',
    label: { zh: '有缺段', en: 'Stretches are missing' },
    mend: { zh: '进出在同一网格、不太长的缺段已计入，其余不计', en: 'Short ones that begin and end in one grid are credited, the others are not' },
  },
])
export type TrackFault = CodeOf<typeof TRACK_FAULTS>

/** What a roster may break, see `ShiftRules`. `pair` and `red_pair` are of nights. */
export const ROSTER_FAULTS = vocabulary([
  { code: 'hours', label: { zh: '一天排班过长', en: 'Too many hours in a day' } },
  { code: 'rest', label: { zh: '夜班后休息不足', en: 'Too little rest after a night' } },
  { code: 'pair', label: { zh: '夜间人数不足', en: 'Too few at night' } },
  { code: 'red_pair', label: { zh: '夜巡红色网格人数不足', en: 'Too few in a red grid at night' } },
  { code: 'volunteer_hours', label: { zh: '志愿者时间过长', en: 'Too many hours for volunteers' } },
  { code: 'volunteer_nights', label: { zh: '志愿者夜巡过多', en: 'Too many nights for volunteers' } },
  { code: 'leave', label: { zh: '不在岗时排了班', en: 'A shift while away' } },
  { code: 'overlap', label: { zh: '班次重叠', en: 'Shifts overlap' } },
])
export type RosterFault = CodeOf<typeof ROSTER_FAULTS>
