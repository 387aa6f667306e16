import { describe, expect, test } from 'vitest'
import type { CaseState } from '../../../../server/contract/caseState.ts'
import { dayNumber } from '../../../../server/contract/day.ts'
import { PRESETS, STANDARD } from '../../../../server/contract/presets.ts'
import { clocksOf, confirmationDue, nextClock, rulesOf } from '../../../../server/ledger/life/clocks.ts'
import { after, between, unknownYears, workdays } from '../../../../server/ledger/life/workdays.ts'
import { caseOf, day, RULES, SUPERVISION, TODAY, WHISTLE } from './cases.ts'

const working = (count: number) => ({ count, kind: 'working' as const })
const DAYS = workdays({})

describe('working days', () => {
  test.each([
    // Spring Festival 2024: off from Saturday 10 to Saturday 17 February, Sundays 4 and 18 are worked
    ['2024-02-08', 1, '2024-02-09'], ['2024-02-08', 2, '2024-02-18'], ['2024-02-08', 3, '2024-02-19'], ['2024-02-02', 1, '2024-02-04'],
    // National Day 2025: off from 1 to 8 October, Saturday 11 is worked, and Sunday 28 September
    ['2025-09-30', 1, '2025-10-09'], ['2025-10-01', 1, '2025-10-09'], ['2025-10-10', 1, '2025-10-11'], ['2025-09-26', 1, '2025-09-28'],
    // 2026: Spring Festival off from 15 to 23 February, Saturdays 14 and 28 worked
    ['2026-02-13', 1, '2026-02-14'], ['2026-02-13', 2, '2026-02-24'], ['2026-02-27', 1, '2026-02-28'], ['2026-12-31', 1, '2027-01-01'],
    ['2024-03-01', 0, '2024-03-01'], ['2024-03-01', 5, '2024-03-08'],
  ])('%s and %i more is %s', (start, count, due) => {
    expect(after(day(start), working(count), DAYS)).toBe(due)
  })

  test('a year that nobody knows counts its weekends alone, and says so', () => {
    expect([DAYS.knows(2026), DAYS.knows(2027), DAYS.knows(2019)]).toEqual([true, false, false])
    expect([unknownYears(DAYS, day('2026-12-01'), day('2026-12-31')), unknownYears(DAYS, day('2026-12-31'), day('2028-01-01'))]).toEqual([[], [2027, 2028]])
    const report = (start: string) => clocks({ state: 'mediating', since: null, supervisions: { 1: { ...SUPERVISION, since: day(start), due: day('2027-01-04') } } }).find(({ code }) => code === 'supervision')
    expect(report('2026-12-30')).toMatchObject({ guessed: true })
    expect(one('supervision', { supervisions: { 1: SUPERVISION } })).toMatchObject({ guessed: false })
    expect(one('handling', { dueOn: day('2027-02-01'), duePreset: false })).toMatchObject({ guessed: false })
  })

  test('a year that an administrator loads goes before the program’s', () => {
    const loaded = workdays({ 2027: { rest: [day('2027-01-01')], work: [day('2027-01-03')] }, 2024: { rest: [], work: [] } })
    expect([loaded.knows(2027), after(day('2026-12-31'), working(1), loaded), after(day('2027-01-01'), working(1), loaded)]).toEqual([true, '2027-01-03', '2027-01-03'])
    expect(after(day('2024-02-09'), working(1), loaded)).toBe('2024-02-12')
  })

  test('every year has as many days off as its notice, and no day both ways', () => {
    for (let year = 2020; year <= 2026; year++) {
      let off = 0
      for (let at = dayNumber(day(`${year}-01-01`)); at <= dayNumber(day(`${year}-12-31`)); at++) if (!DAYS.isWorked(at)) off++
      // 365 or 366 less 11 holidays (13 from 2025) and the weekends: 115 days off, give or take those shared with a neighbour year
      expect(off, String(year)).toBeGreaterThanOrEqual(113)
      expect(off, String(year)).toBeLessThanOrEqual(119)
    }
  })

  test.each([['2024-02-08', '2024-02-19', 3], ['2024-02-19', '2024-02-08', -3], ['2024-03-04', '2024-03-04', 0], ['2024-02-10', '2024-02-17', 0]])('from %s to %s are %i', (from, to, left) => {
    expect(between(day(from), day(to), 'working', DAYS)).toBe(left)
  })
})

const clocks = (more: Partial<CaseState>, today = TODAY, holder: Parameters<typeof clocksOf>[3] = null, rules = RULES) => clocksOf(rules, caseOf(more), today, holder)
const one = (code: string, more: Partial<CaseState>, today = TODAY) => clocks(more, today).find((clock) => clock.code === code)

describe('clocks', () => {
  test('run to the end of their due day', () => {
    const due = (today: string) => one('handling', {}, day(today))
    expect(due('2024-03-30')).toMatchObject({ state: 'running', left: 4, stopped: null })
    expect(due('2024-03-31')).toMatchObject({ state: 'soon', left: 3 })
    expect(due('2024-04-03')).toMatchObject({ state: 'soon', left: 0 })
    expect(due('2024-04-04')).toMatchObject({ state: 'overdue', left: -1 })
  })

  test('stop at the close', () => {
    const closed = { state: 'closed', closedOn: day('2024-03-20') } as const
    expect(one('handling', closed, day('2024-05-01'))).toMatchObject({ state: 'met', stopped: '2024-03-20' })
    expect(one('handling', { ...closed, closedOn: day('2024-04-05') }, day('2024-05-01'))).toMatchObject({ state: 'missed' })
  })

  test.each(['merged', 'declined'] as const)('a case that is %s has no term', (state) => {
    expect(clocks({ state })).toEqual([])
  })

  test('of a ledger’s closed case without a day nobody can say anything', () => {
    expect(one('handling', { state: 'closed', closedOn: null, since: null, cameOn: null })).toBeUndefined()
  })

  test('a stage, a report, a call and a supervision', () => {
    const state = { state: 'dispatched', colour: 'red', colouredOn: TODAY, whistles: { 1: WHISTLE, 2: { ...WHISTLE, withdrawnOn: TODAY } }, supervisions: { 1: SUPERVISION } } as const
    const found = clocks(state, day('2024-03-08'))
    expect(found.map(({ code, of, due, state: now }) => [code, of, due, now])).toEqual([
      ['handling', null, '2024-04-03', 'running'], ['stage', null, '2024-03-06', 'overdue'], ['report', null, '2024-03-04', 'overdue'],
      ['whistle', '1', '2024-03-07', 'overdue'], ['supervision', '1', '2024-03-11', 'soon'],
    ])
    expect(nextClock(found)).toMatchObject({ code: 'report' })
    expect(clocks({ ...state, reportedOn: TODAY }).find(({ code }) => code === 'report')).toMatchObject({ state: 'met' })
    // one that was closed without having been reported keeps that on record, and nobody has it to do any more
    const closed = { ...state, whistles: {}, supervisions: {}, state: 'closed', closedOn: TODAY } as const
    expect(clocks(closed).find(({ code }) => code === 'report')).toMatchObject({ state: 'lapsed', stopped: TODAY })
    expect(clocks({ ...closed, reportedOn: TODAY }).find(({ code }) => code === 'report')).toMatchObject({ state: 'met' })
  })

  test('the confirmation ends on a worked day', () => {
    // 10 January and thirty days is Friday 9 February; from 12 January it would be Sunday 11 in the holidays
    expect([confirmationDue(RULES, day('2024-01-10')), confirmationDue(RULES, day('2024-01-12'))]).toEqual(['2024-02-09', '2024-02-18'])
    expect(one('confirmation', { state: 'agreed', agreement: 'oral', agreedOn: TODAY })).toBeUndefined()
    expect(one('confirmation', { state: 'agreed', agreement: 'written', agreedOn: TODAY })).toMatchObject({ due: '2024-04-03', stopped: null })
  })

  test('performance and follow-ups, two of them for red', () => {
    const agreed = { agreement: 'written', agreedOn: TODAY, performBy: day('2024-03-10') } as const
    expect(one('performance', { ...agreed, state: 'performing' }, day('2024-03-11'))).toMatchObject({ state: 'overdue' })
    const closed = { ...agreed, state: 'closed', colour: 'red', closedOn: day('2024-03-08'), performance: 'full', performedOn: day('2024-03-08') } as const
    expect(one('performance', closed)).toMatchObject({ state: 'met' })
    const due = clocks({ ...closed, followUps: [day('2024-03-16')] }, day('2024-03-20')).filter(({ code }) => code === 'follow_up')
    expect(due.map(({ of, due: until, state }) => [of, until, state])).toEqual([['1', '2024-03-15', 'missed'], ['2', '2024-04-07', 'running']])
    expect(clocks({ ...closed, colour: 'blue' }).filter(({ code }) => code === 'follow_up').map(({ due: until }) => until)).toEqual(['2024-04-07'])
  })

  test('four levels in seven days: each rung has its own term', () => {
    const rules = rulesOf(PRESETS.row('seven_days').presets)
    const held = { state: 'mediating', holder: 'x', holderSince: day('2024-02-08') } as const
    const rung = (level: 'grid' | 'village' | 'town' | 'county', type: 'committee' | 'centre') =>
      clocks(held, TODAY, { level, type }, rules).find(({ of }) => of === 'rung')?.due
    expect([rung('grid', 'committee'), rung('village', 'committee'), rung('town', 'committee'), rung('town', 'centre'), rung('county', 'centre')])
      .toEqual(['2024-02-09', '2024-02-18', '2024-02-18', '2024-02-18', undefined])
  })

  test('an application is a right: past its last day it has lapsed, and was never anybody’s next thing to do', () => {
    const agreed = { state: 'performing', agreement: 'written', agreedOn: TODAY } as const
    expect(one('confirmation', agreed, day('2024-04-03'))).toMatchObject({ state: 'soon', stopped: null })
    expect(one('confirmation', agreed, day('2024-04-04'))).toMatchObject({ state: 'lapsed', stopped: '2024-04-03', left: 0 })
    expect(one('confirmation', { ...agreed, appliedOn: TODAY }, day('2024-04-04'))).toMatchObject({ state: 'met' })
    expect(nextClock(clocks({ ...agreed, dueOn: day('2024-06-30') }, day('2024-04-02')))).toMatchObject({ code: 'handling' })
  })

  test('the second follow-up is met by the second visit alone', () => {
    const closed = { state: 'followed_up', colour: 'red', closedOn: TODAY, performance: 'full' } as const
    const visits = (more: Partial<CaseState>) => clocks({ ...closed, ...more }, TODAY).filter(({ code }) => code === 'follow_up').map(({ of, state }) => [of, state])
    expect(visits({ followUps: [TODAY] })).toEqual([['1', 'met'], ['2', 'running']])
    // a month later is not the same week
    for (const again of [TODAY, day('2024-03-05'), day('2024-03-11')]) expect(visits({ followUps: [TODAY, again] })).toEqual([['1', 'met'], ['2', 'running']])
    expect(visits({ followUps: [TODAY, day('2024-03-06'), day('2024-03-12')] })).toEqual([['1', 'met'], ['2', 'met']])
    expect(visits({ followUps: [day('2024-03-14'), day('2024-03-14')] })).toEqual([['1', 'missed'], ['2', 'running']])
    expect(visits({ followUps: [day('2024-03-14'), day('2024-03-15')] })).toEqual([['1', 'missed'], ['2', 'met']])
    // archived by an earlier program after one visit: nobody made the second, and nobody will
    expect(visits({ state: 'archived', followUps: [TODAY] })).toEqual([['1', 'met']])
  })

  test('go on while a case is escalated inside the county, and stand once it has left it', () => {
    const up = { state: 'escalated', escalatedTo: 'county', escalatedBy: 'town', holder: 'town' } as const
    expect(one('handling', up, day('2024-04-05'))).toMatchObject({ state: 'overdue', stopped: null })
    expect(one('handling', { ...up, escalatedTo: null }, day('2024-04-05'))).toMatchObject({ state: 'met', stopped: TODAY })
  })

  test.each(['archived', 'terminated', 'declined', 'merged'] as const)('none runs on a case that is %s', (state) => {
    const owed = { state, closedOn: TODAY, whistles: { 1: WHISTLE }, supervisions: { 1: SUPERVISION }, agreement: 'written', agreedOn: TODAY, performBy: TODAY, performance: 'instalments' } as const
    expect(clocks(owed, day('2024-06-01')).filter(({ stopped }) => stopped === null)).toEqual([])
  })

  test('the term of a tier counts in its own days', () => {
    const tiers = STANDARD.tiers.map((tier) => (tier.colour === 'red' ? { ...tier, handling: working(7) } : tier))
    const found = clocks({ colour: 'red', dueOn: day('2024-03-13') }, TODAY, null, rulesOf({ ...STANDARD, tiers }))
    expect(found.find(({ code }) => code === 'handling')).toMatchObject({ working: true, left: 7 })
  })

  test('the term of a category counts in its own days', () => {
    expect(STANDARD.deadlines.byCategory['13']).toEqual(working(30))
    expect(one('handling', { category: '13', dueOn: day('2024-04-16') })).toMatchObject({ working: true, left: 30 })
  })
})
