import { COLOURS, type Colour } from './colours.ts'
import { parseDay } from './day.ts'
import { AppError, type Say } from './error.ts'
import { PATROL_PERIODS, RHYTHM_KINDS, VISIT_KINDS, type PatrolPeriod, type RhythmKind } from './patrol.ts'
import { LIMITS, numberIn, type Limit } from './patrolLimits.ts'
import type { PatrolRules, Rhythm, Special, WorkdayRules } from './patrolRules.ts'

/** Days that every such period has, and so visits that it has room for: no two of one kind fall on one day. */
const ROOM: Record<PatrolPeriod, number> = { day: 1, week: 7, month: 28 }
const MOST_MINUTES = 480
const MOST_ROLES = 8
/** Wednesdays that every month has */
const MOST_WORKDAYS = 4
const NOON = 12 * 60

/**
 * Throws `AppError` 400 for rules of patrols that could not be worked with; `field` names the part at fault. Their shape is checked where they
 * come in.
 * @param colours those that the county uses, its tiers and `none`: rhythms of others are not compared
 */
export function refusePatrol(rules: PatrolRules, { colours }: { colours: readonly Colour[] }): void {
  if (rules.since !== null && parseDay(rules.since) === null) throw bad('since', noDay(rules.since))
  for (const kind of RHYTHM_KINDS) refuseRhythms(kind, rules.rhythms[kind], colours)
  const { fromMinute, toMinute } = rules.night
  if (!isWhole(fromMinute, NOON, 24 * 60 - 1) || !isWhole(toMinute, 0, NOON)) {
    throw bad('night', { zh: '夜间从中午以后开始、到次日中午以前结束，请改正', en: 'The night begins after noon and ends before the next noon: put it right' })
  }
  for (const limit of LIMITS) refuseLimit(rules, limit)
  refuseFalling(rules, colours)
  rules.specials.forEach((special, k) => refuseSpecial(special, k + 1))
  if (rules.workday) refuseWorkday(rules.workday)
}

function refuseRhythms(kind: RhythmKind, byColour: Record<Colour, Rhythm | null>, colours: readonly Colour[]): void {
  const name = VISIT_KINDS.row(kind).label
  for (const colour of COLOURS.codes) {
    const rhythm = byColour[colour]
    if (rhythm === null) continue
    const of = COLOURS.row(colour).label
    const room = ROOM[rhythm.per]
    if (!isWhole(rhythm.times, 1, room)) {
      const per = PATROL_PERIODS.row(rhythm.per).label
      throw bad('rhythms', {
        zh: `${of.zh}网格的“${name.zh}”：${per.zh}为 ${room > 1 ? `1 到 ${room}` : '1'} 次；不要求的请留空`,
        en: `"${name.en}" of ${of.en.toLowerCase()} grids: ${room > 1 ? `1 to ${room} visits` : '1 visit'} ${per.en}; leave it empty where none is asked for`,
      })
    }
    if (!isWhole(rhythm.minutes, 0, MOST_MINUTES)) {
      throw bad('rhythms', {
        zh: `${of.zh}网格的“${name.zh}”：最少停留为 0 到 ${MOST_MINUTES} 分钟`,
        en: `"${name.en}" of ${of.en.toLowerCase()} grids: the least stay is 0 to ${MOST_MINUTES} minutes`,
      })
    }
  }
  refuseLess(byColour, colours, name)
}

/** A graver colour owes no less than a lighter one. */
function refuseLess(byColour: Record<Colour, Rhythm | null>, colours: readonly Colour[], name: Say): void {
  const used = COLOURS.codes.filter((colour) => colours.includes(colour))
  const often = (colour: Colour): number => {
    const rhythm = byColour[colour]
    return rhythm === null ? 0 : rhythm.times / ROOM[rhythm.per]
  }
  used.forEach((lighter, k) => {
    const graver = used[k - 1]
    if (graver !== undefined && often(graver) < often(lighter)) {
      const [high, low] = [COLOURS.row(graver).label, COLOURS.row(lighter).label]
      throw bad('rhythms', {
        zh: `“${name.zh}”：${high.zh}网格的次数不能少于${low.zh}`,
        en: `"${name.en}": grids that are ${high.en.toLowerCase()} owe no less than those that are ${low.en.toLowerCase()}`,
      })
    }
  })
}

function refuseFalling({ worth }: PatrolRules, colours: readonly Colour[]): void {
  const used = COLOURS.codes.filter((colour) => colours.includes(colour))
  const falls = used.some((colour, k) => k > 0 && worth.colour[used[k - 1]!] < worth.colour[colour])
  if (falls) throw bad('worth', { zh: '颜色重的，分量不能比轻的小', en: 'A graver colour weighs no less than a lighter one' })
}

function refuseLimit(rules: PatrolRules, { field, read, least, most, whole, say }: Limit): void {
  if (read(rules).some((value) => !numberIn(value, { least, most, whole }))) {
    throw bad(field, { zh: `${say.zh}为 ${least} 到 ${most}，请改正`, en: `${say.en}: ${least} to ${most}, put it right` })
  }
}

function refuseSpecial({ label, days, minutes }: Special, row: number): void {
  const at = (zh: string, en: string): AppError => bad('specials', { zh: `第 ${row} 项专项巡查：${zh}`, en: `Special ${row}: ${en}` })
  if (label.zh.trim() === '' || label.en.trim() === '') throw at('请写名称', 'give it a name')
  if (!isWhole(minutes, 0, MOST_MINUTES)) throw at(`最少停留为 0 到 ${MOST_MINUTES} 分钟`, `the least stay is 0 to ${MOST_MINUTES} minutes`)
  if (days.kind === 'dates' || days.kind === 'span') {
    const all = days.kind === 'dates' ? days.dates : [days.from, days.to]
    const stray = all.find((day) => parseDay(day) === null)
    if (stray !== undefined) throw at(noDay(stray).zh, noDay(stray).en)
    if (all.length === 0) throw at('请至少写一天', 'name a day at least')
    if (days.kind === 'span' && days.to < days.from) throw at('结束早于开始', 'it ends before it begins')
    return
  }
  const [list, least, most] = days.kind === 'weekdays' ? [days.weekdays, 1, 7] : [days.digits, 0, 9]
  if (list.length === 0 || list.some((one) => !isWhole(one, least, most)) || new Set(list).size < list.length) {
    throw days.kind === 'weekdays' ? at('请选星期几（1 到 7），不重复', 'choose weekdays, 1 to 7, each once') : at('逢几请写尾数（0 到 9），不重复', 'write the last digits of the days, 0 to 9, each once')
  }
}

function refuseWorkday({ weekday, times, roles, minutes }: WorkdayRules): void {
  if (!isWhole(weekday, 1, 7)) throw bad('workday', { zh: '基层工作日请选星期几（1 到 7）', en: 'Choose the weekday of the workday, 1 to 7' })
  if (!isWhole(times, 1, MOST_WORKDAYS)) throw bad('workday', { zh: `基层工作日每月 1 到 ${MOST_WORKDAYS} 次`, en: `There are 1 to ${MOST_WORKDAYS} workdays a month` })
  if (!isWhole(minutes, 0, MOST_MINUTES)) throw bad('workday', { zh: `最少停留为 0 到 ${MOST_MINUTES} 分钟`, en: `The least stay is 0 to ${MOST_MINUTES} minutes` })
  if (roles.length < 1 || roles.length > MOST_ROLES || new Set(roles).size < roles.length) {
    throw bad('workday', { zh: `基层工作日的部门为 1 到 ${MOST_ROLES} 个，不重复；不用时请整项停用`, en: `A workday has 1 to ${MOST_ROLES} departments, each once; switch it off where it is not used` })
  }
}

const isWhole = (value: number, least: number, most: number): boolean => numberIn(value, { least, most, whole: true })

const noDay = (day: string): Say => ({ zh: `“${day}”不是日期，请写成 2027-01-01`, en: `"${day}" is no day: write 2027-01-01` })

function bad(field: string, say: Say): AppError {
  return new AppError('bad_settings', { status: 400, field: `patrol.${field}`, say })
}
