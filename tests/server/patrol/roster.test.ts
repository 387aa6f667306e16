import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import type { TeamKind } from '../../../server/contract/patrol.ts'
import type { RosterFault } from '../../../server/contract/patrolFaults.ts'
import { STANDARD_PATROL } from '../../../server/contract/patrolRules.ts'
import { rosterBreaches, type Absence, type RosterShift } from '../../../server/patrol/roster.ts'
import { START } from './world.ts'

const KINDS = new Map<string, TeamKind>([['网格一队', 'grid'], ['志愿者队', 'volunteers']])
/** midnight of the first day in Shanghai */
const MIDNIGHT = START * 86_400_000 - 8 * 3_600_000
let ids = 0
const shift = (day: number, from: number, to: number, more: Partial<RosterShift> = {}): RosterShift => ({
  id: `s${ids++}`, team: '网格一队', fromMs: MIDNIGHT + (day * 24 + from) * 3_600_000, toMs: MIDNIGHT + (day * 24 + to) * 3_600_000, persons: 2, red: false, ...more,
})
const volunteers = { team: '志愿者队', persons: 5 }
const breaches = (shifts: RosterShift[], absences: Absence[] = []) => rosterBreaches({ shifts, kinds: KINDS, absences }, STANDARD_PATROL)
const faults = (shifts: RosterShift[], absences: Absence[] = []): RosterFault[] => breaches(shifts, absences).map(({ fault }) => fault)

describe('a roster', () => {
  test.each([
    ['nine hours in a day', [shift(0, 8, 12), shift(0, 13, 18)], ['hours']],
    ['eight hours', [shift(0, 8, 12), shift(0, 14, 18)], []],
    ['a night and the next morning', [shift(0, 20, 24), shift(1, 8, 12)], ['rest']],
    ['a night and the next noon', [shift(0, 20, 24), shift(1, 11, 15)], []],
    ['one night in two shifts', [shift(0, 20, 22), shift(0, 22, 24)], []],
    ['a shift after midnight is of the day before', [shift(0, 8, 14), shift(0, 25, 28)], ['hours']],
    ['one alone at night', [shift(0, 20, 22, { persons: 1 })], ['pair']],
    ['one alone in a red grid at night', [shift(0, 20, 22, { persons: 1, red: true })], ['red_pair']],
    ['one alone in a red grid by day', [shift(0, 9, 11, { persons: 1, red: true })], []],
    ['three hours of volunteers', [shift(0, 19, 22, volunteers)], ['volunteer_hours']],
    ['three nights of volunteers', [0, 2, 6].map((day) => shift(day, 20, 22, volunteers)), ['volunteer_nights']],
    ['three nights of volunteers in two weeks', [2, 6, 7].map((day) => shift(day, 20, 22, volunteers)), []],
    ['the same hour twice', [shift(0, 8, 10), shift(0, 9, 11)], ['overlap']],
  ] as [string, RosterShift[], RosterFault[]][])('%s', (_, shifts, wanted) => {
    expect(faults(shifts)).toEqual(wanted)
  })

  test('a shift on a day of leave, and what is said of a breach', () => {
    const shifts = [shift(3, 8, 12)]
    expect(faults(shifts, [{ team: '网格一队', from: START + 3, to: START + 5 }])).toEqual(['leave'])
    expect(faults(shifts, [{ team: '志愿者队', from: START + 3, to: START + 5 }])).toEqual([])
    const [found] = breaches([shift(0, 20, 24), shift(1, 8.5, 12)])
    expect(found).toMatchObject({ team: '网格一队', days: [START, START + 1], say: { zh: '2024-07-01夜班后只休息 8.5 小时，至少 11 小时' } })
    expect(found!.shifts).toHaveLength(2)
  })

  /** Four weeks that keep every rule: days of up to 8 hours by day, and nights of volunteers. */
  const kept = fc.array(fc.record({ day: fc.nat(27), from: fc.integer({ min: 6, max: 12 }), hours: fc.integer({ min: 1, max: 8 }) }), { maxLength: 15 }).map((list) => {
    const days = new Map(list.map((one) => [one.day, one]))
    const grid = [...days.values()].map(({ day, from, hours }) => shift(day, from, from + hours))
    const nights = [0, 1, 2, 3].flatMap((week) => [week * 7 + 1, week * 7 + 5]).map((day) => shift(day, 20, 22, volunteers))
    return [...grid, ...nights]
  })

  test('that keeps the rules has no breach, and each planted one is found', () => {
    const plants: [RosterFault, (day: number) => RosterShift[]][] = [
      ['hours', (day) => [shift(day, 6, 11), shift(day, 12, 16)]],
      ['rest', (day) => [shift(day, 21, 23), shift(day + 1, 7, 8)]],
      ['pair', (day) => [shift(day, 20, 21, { persons: 1 })]],
      ['red_pair', (day) => [shift(day, 20, 21, { persons: 1, red: true })]],
      ['volunteer_hours', (day) => [shift(day, 9, 12, volunteers)]],
      ['volunteer_nights', (day) => [shift(day, 20, 21, volunteers), shift(day + 1, 20, 21, volunteers), shift(day + 2, 20, 21, volunteers)]],
      ['overlap', (day) => [shift(day, 14, 16), shift(day, 15, 17)]],
    ]
    fc.assert(fc.property(kept, fc.nat(3), fc.constantFrom(...plants), (shifts, week, [fault, plant]) => {
      expect(breaches(shifts)).toEqual([])
      const planted = plant(week * 7)
      const found = breaches([...shifts, ...planted]).filter((one) => one.fault === fault)
      expect(found.some((one) => one.shifts.some((id) => planted.some((other) => other.id === id)))).toBe(true)
      expect(breaches([...shifts, ...planted].toReversed()).length).toBe(breaches([...shifts, ...planted]).length)
    }), { seed: 9, numRuns: 60 })
  })
})
