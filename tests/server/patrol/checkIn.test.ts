import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import { VISIT_FAULTS, type VisitFault } from '../../../server/contract/patrolFaults.ts'
import { STANDARD_PATROL } from '../../../server/contract/patrolRules.ts'
import { judge, type CheckIn, type CheckInShift } from '../../../server/patrol/checkIn.ts'
import { fenceOf } from '../../../server/patrol/fence.ts'
import { visitsOf } from '../../../server/patrol/joinCheckIns.ts'
import { stayFaults } from '../../../server/patrol/stay.ts'
import { partAt, partOfStay } from '../../../server/patrol/time.ts'
import { at } from './world.ts'
import { GROUND, spot } from './ground.ts'

const rules = STANDARD_PATROL.checkIn
const MINUTE = 60_000
/** nine o'clock on 1 July 2024 in Shanghai */
const NINE = Date.parse('2024-07-01T09:00:00+08:00')
let ids = 0
const here = (minute: number, more: Partial<CheckIn> = {}): CheckIn => ({
  id: `c${ids++}`, team: '一队', atMs: NINE + minute * MINUTE, receivedMs: NINE + minute * MINUTE, lngLat: spot(500, 500), accuracyM: 10, code: null, ...more,
})
const plate = (minute: number, code: string): CheckIn => here(minute, { code, lngLat: null, accuracyM: null })
const SHIFT: CheckInShift = { fromMs: NINE, toMs: NINE + 240 * MINUTE, grids: [0, 2] }
const verdicts = (checkIns: readonly CheckIn[], shift: CheckInShift | null = SHIFT) => judge(checkIns, GROUND, { rules, shiftOf: () => shift })
const faults = (...checkIns: CheckIn[]): VisitFault[][] => verdicts(checkIns).map((one) => one.faults)

describe('a check-in', () => {
  test.each([
    ['inside', here(5), []],
    ['49 m outside, within the tolerance', here(5, { lngLat: spot(-49, 500) }), []],
    ['51 m outside', here(5, { lngLat: spot(-51, 500) }), ['outside']],
    ['99 m outside a rural grid', here(5, { lngLat: spot(3_099, 500) }), []],
    ['101 m outside a rural grid', here(5, { lngLat: spot(3_101, 500) }), ['outside']],
    ['too inaccurate', here(5, { accuracyM: 51 }), ['inaccurate']],
    ['of an accuracy that is no number', here(5, { accuracyM: NaN }), ['inaccurate']],
    ['of a phone that tells no accuracy', here(5, { accuracyM: null }), []],
    ['half an hour before the shift', here(-30), []],
    ['earlier', here(-31), ['early']],
    ['half an hour after the shift', here(270), []],
    ['later', here(271), ['late']],
    ['by a clock that is fast', here(5, { receivedMs: NINE }), ['ahead']],
    ['with neither position nor code', here(5, { lngLat: null }), ['placeless']],
    ['at no point of the earth', here(5, { lngLat: [NaN, 36] }), ['placeless']],
    ['by a code from elsewhere', plate(5, 'X'), ['unknown_code']],
    ['by a code indoors', plate(5, 'A'), []],
  ] as [string, CheckIn, VisitFault[]][])('%s', (_, one, wanted) => {
    expect(faults(one)).toEqual([wanted])
  })

  test('at another checkpoint within ten minutes does not count; at the same one it does', () => {
    expect(faults(plate(0, 'A'), plate(9, 'B'), plate(10, 'B'), plate(11, 'B'))).toEqual([[], ['soon'], [], []])
    expect(faults(plate(0, 'X'), plate(1, 'B'))).toEqual([['unknown_code'], []])
  })

  test('across the border of a grid of the shift counts there, elsewhere where it lies', () => {
    const [near, far] = verdicts([here(0, { lngLat: spot(1_020, 500) }), here(1, { lngLat: spot(1_500, 500) })])
    expect([near!.spot!.grid, far!.spot!.grid]).toEqual([0, 1])
    expect(verdicts([here(0, { lngLat: spot(1_020, 500) })], null)[0]!.spot!.grid).toBe(1)
  })

  test('every reason says what mends it', () => {
    expect(VISIT_FAULTS.rows.filter(({ label, mend }) => !label.zh || !label.en || !mend.zh || !mend.en)).toEqual([])
  })
})

describe('visits from check-ins', () => {
  const made = (checkIns: readonly CheckIn[]) => visitsOf(verdicts(checkIns), { rules: STANDARD_PATROL }).map(({ place, day, part, minutes, kind, source }) => ({ place, day, part, minutes, kind, source }))

  test('one after another in one grid are one visit, plates visits of their own', () => {
    expect(made([here(0), plate(20, 'A'), plate(40, 'B'), here(45), here(60, { lngLat: spot(2_500, 500) })])).toEqual([
      { place: 0, day: at('2024-07-01'), part: 'day', minutes: 45, kind: 'daily', source: 'position' },
      { place: 2, day: at('2024-07-01'), part: 'day', minutes: 0, kind: 'daily', source: 'position' },
      { place: 10, day: at('2024-07-01'), part: 'day', minutes: 0, kind: 'checkpoint', source: 'code' },
      { place: 11, day: at('2024-07-01'), part: 'day', minutes: 0, kind: 'checkpoint', source: 'code' },
    ])
  })

  test('are two where more than the longest pause lies between, and leave out what does not count', () => {
    expect(made([here(0), here(10), here(131)]).map(({ minutes }) => minutes)).toEqual([10, 0])
    expect(made([here(0), here(10, { accuracyM: 80 })]).map(({ minutes }) => minutes)).toEqual([0])
  })

  test('one too short for what the grid asks says so, an untimed one does not', () => {
    const told = (minutes: number | null) => stayFaults({ kind: 'daily', part: 'day', minutes }, { colour: 'yellow', rules: STANDARD_PATROL })
    expect([told(19), told(20), told(null)]).toEqual([['short'], [], []])
    expect(stayFaults({ kind: 'joint', part: 'day', minutes: 25 }, { colour: 'red', rules: STANDARD_PATROL })).toEqual([])
    expect(stayFaults({ kind: 'checkpoint', part: 'day', minutes: 0 }, { colour: 'red', rules: STANDARD_PATROL })).toEqual([])
  })

  test('are the same in whatever order and however often the phone sends', () => {
    const sent = fc.array(fc.tuple(fc.nat(230), fc.constantFrom('A', 'B', null), fc.nat(2_900)), { maxLength: 20 })
    fc.assert(fc.property(sent.chain((list) => {
      const all = list.map(([minute, code, east], k) => ({ ...here(minute), id: `p${k}`, code, lngLat: spot(east, 500) }))
      return fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }))
    }), ([once, mixed]) => {
      expect(visitsOf(verdicts(mixed), { rules: STANDARD_PATROL })).toEqual(visitsOf(verdicts(once), { rules: STANDARD_PATROL }))
    }), { seed: 10, numRuns: 40 })
  })
})

describe('the ground and the clock', () => {
  test('a fence holds what lies in its hole’s rim, and nothing in the hole', () => {
    const ring = (from: number, to: number) => [spot(from, from), spot(to, from), spot(to, to), spot(from, to), spot(from, from)]
    const fence = fenceOf({ type: 'Polygon', coordinates: [ring(0, 1_000), ring(300, 700)] })
    expect([spot(500, 500), spot(320, 500), spot(200, 500)].map((one) => fence.holds(one, 50))).toEqual([false, true, true])
  })

  test('a night belongs to the day on which it begins', () => {
    const { night } = STANDARD_PATROL
    const on = (time: string) => partAt(Date.parse(`2024-07-02T${time}:00+08:00`), night)
    expect([on('05:59'), on('06:00'), on('19:59'), on('20:00')]).toEqual([
      { day: at('2024-07-01'), part: 'night' }, { day: at('2024-07-02'), part: 'day' }, { day: at('2024-07-02'), part: 'day' }, { day: at('2024-07-02'), part: 'night' },
    ])
    const stay = (from: string, to: string) => partOfStay(Date.parse(`2024-07-02T${from}:00+08:00`), Date.parse(`2024-07-02T${to}:00+08:00`), night).part
    expect([stay('19:00', '20:30'), stay('19:30', '21:00'), stay('09:00', '09:00')]).toEqual(['day', 'night', 'day'])
  })
})
