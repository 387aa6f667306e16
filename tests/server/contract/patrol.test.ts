import { describe, expect, test } from 'vitest'
import { COLOURS, type Colour } from '../../../server/contract/colours.ts'
import type { Day } from '../../../server/contract/day.ts'
import { refusePatrol } from '../../../server/contract/patrolChecks.ts'
import { STANDARD_PATROL, type PatrolRules, type Rhythm, type Special } from '../../../server/contract/patrolRules.ts'

const THREE: Colour[] = ['red', 'yellow', 'blue', 'none']
const { rhythms, checkIn, shifts, worth, track } = STANDARD_PATROL
const often = (times: number, per: Rhythm['per'] = 'week'): Rhythm => ({ times, per, minutes: 0 })
const daily = (part: Partial<Record<Colour, Rhythm | null>>): Partial<PatrolRules> => ({ rhythms: { ...rhythms, daily: { ...rhythms.daily, ...part } } })
const special = (days: Special['days']): Partial<PatrolRules> => ({ specials: [{ label: { zh: '集市', en: 'Market' }, days, areas: [], part: 'day', minutes: 30 }] })
const workday = STANDARD_PATROL.workday!
const refuse = (part: Partial<PatrolRules>, colours: readonly Colour[] = THREE) => () => refusePatrol({ ...STANDARD_PATROL, ...part }, { colours })

describe('rules of patrols', () => {
  test.each([[THREE], [COLOURS.codes]])('the standard can be worked with by %j', (colours) => {
    expect(refuse({}, colours)).not.toThrow()
  })

  test.each([
    ['no visit in a week', daily({ blue: often(0) }), 'rhythms', '蓝色网格的“日常巡查”'],
    ['half a visit', daily({ blue: often(0.5) }), 'rhythms', '1 到 7 次'],
    ['eight days in a week', daily({ red: often(8) }), 'rhythms', '1 到 7 次'],
    ['two visits of one kind on one day', daily({ red: often(2, 'day') }), 'rhythms', '每天为 1 次'],
    ['less for red than for yellow', daily({ red: often(2), yellow: often(3) }), 'rhythms', '红色网格的次数不能少于黄色'],
    ['nothing for red where blue owes', daily({ red: null, yellow: null }), 'rhythms', '不能少于'],
    ['a stay of a whole night', daily({ red: { ...rhythms.daily.red!, minutes: 600 } }), 'rhythms', '480 分钟'],
    ['a night by day', { night: { fromMinute: 360, toMinute: 1_200 } }, 'night', '次日中午'],
    ['positions kept for a quarter', { checkIn: { ...checkIn, keepDays: 90 } }, 'checkIn', '1 到 30'],
    ['a tolerance that is no number', { checkIn: { ...checkIn, toleranceM: NaN } }, 'checkIn', '容差'],
    ['tracks as fast as sound', { track: { ...track, fastestKmh: 1_200 } }, 'track', '最快'],
    ['twenty hours a day', { shifts: { ...shifts, hoursADay: 20 } }, 'shifts', '每天工时'],
    ['nobody at night', { shifts: { ...shifts, nightPersons: 0 } }, 'shifts', '夜间人数'],
    ['a visit worth nothing', { worth: { ...worth, kind: { ...worth.kind, daily: 0 } } }, 'worth', '分量'],
    ['blue graver than red', { worth: { ...worth, colour: { ...worth.colour, blue: 20 } } }, 'worth', '颜色重的'],
    ['a first day that is none', { since: '2024-02-30' as Day }, 'since', '2024-02-30'],
    ['a special without a day', special({ kind: 'dates', dates: [] }), 'specials', '第 1 项'],
    ['a special on no date', special({ kind: 'dates', dates: ['3月5日' as Day] }), 'specials', '3月5日'],
    ['a special that ends before it begins', special({ kind: 'span', from: '2024-02-02' as Day, to: '2024-02-01' as Day }), 'specials', '结束早于开始'],
    ['a market on the 13th digit', special({ kind: 'lunar', digits: [3, 13] }), 'specials', '尾数'],
    ['a market on the eighth weekday', special({ kind: 'weekdays', weekdays: [8] }), 'specials', '星期'],
    ['workdays without departments', { workday: { ...workday, roles: [] } }, 'workday', '整项停用'],
    ['a department twice', { workday: { ...workday, roles: ['police', 'police'] } }, 'workday', '不重复'],
    ['a Wednesday that is the ninth day', { workday: { ...workday, weekday: 9 } }, 'workday', '星期'],
  ] as [string, Partial<PatrolRules>, string, string][])('%s is refused', (_, part, field, named) => {
    expect(refuse(part)).toThrow(expect.objectContaining({ status: 400, field: `patrol.${field}`, say: expect.objectContaining({ zh: expect.stringContaining(named) as string }) as object }))
  })

  test('what a county does not use is not compared', () => {
    expect(refuse(daily({ yellow: often(6) }))).not.toThrow()
    expect(refuse(daily({ yellow: often(6) }), COLOURS.codes)).toThrow('orange')
  })
})
