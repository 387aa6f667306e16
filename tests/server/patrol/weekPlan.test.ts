import { describe, expect, test } from 'vitest'
import { COLOURS } from '../../../server/contract/colours.ts'
import { dayNumber, MS_PER_DAY, type Day } from '../../../server/contract/day.ts'
import { DAY_PARTS, TEAM_KINDS, VISIT_KINDS, type VisitKind } from '../../../server/contract/patrol.ts'
import { STANDARD_PATROL as RULES } from '../../../server/contract/patrolRules.ts'
import { barOf, type PlanTeam } from '../../../server/patrol/mayPay.ts'
import type { PayableDebt } from '../../../server/patrol/payable.ts'
import { piecesOf } from '../../../server/patrol/pieces.ts'
import { Search } from '../../../server/patrol/planner/search.ts'
import { straightMinutes } from '../../../server/patrol/planner/travel.ts'
import type { RosterShift } from '../../../server/patrol/roster.ts'
import { unpaidOf, weekProblem, type Hands, type WeekInput } from '../../../server/patrol/weekPlan.ts'
import fc from '../../property.ts'

const MONDAY = dayNumber('2026-11-30' as Day)
/** ms of an hour of a day in Shanghai */
const at = (day: number, hour: number) => day * MS_PER_DAY + (hour - 8) * 3_600_000
const NO_HANDS: Hands = { pins: [], bars: [], handedOut: null }

const debt = (of: Partial<PayableDebt> & { what?: VisitKind }): PayableDebt => {
  const { what = 'daily', ...rest } = of
  return {
    place: 0, kind: VISIT_KINDS.index(what), part: DAY_PARTS.index(what === 'night' ? 'night' : 'day'), role: -1,
    from: MONDAY, to: MONDAY + 6, closesOn: MONDAY + 6, minutes: 20, colour: COLOURS.index('yellow'), late: 0, worth: 4, ...rest,
  }
}
const team = (of: Partial<PlanTeam> = {}): PlanTeam => ({ id: 'a', kind: 'grid', base: 0, mode: 0, roles: [], ...of })
const shift = (of: Partial<RosterShift> & { day?: number; hours?: [number, number] } = {}): RosterShift => {
  const { day = MONDAY, hours = [9, 12], ...rest } = of
  return { id: 's', team: 'a', fromMs: at(day, hours[0]), toMs: at(day, hours[1]), persons: 2, red: false, ...rest }
}

/** Places in a row, a kilometre from one another; a kilometre is a quarter of an hour. */
function week(of: Partial<Omit<WeekInput, 'teams'>> & Pick<WeekInput, 'debts' | 'shifts'> & { teams?: PlanTeam[]; places?: number }): WeekInput {
  const { teams = [team()], places = 5, ...rest } = of
  const points = Array.from({ length: places }, (_, k): [number, number] => [110, 34 + k / 111.195])
  return {
    nodeOf: Int32Array.from({ length: places }, (_, k) => k), nodes: places, travel: [straightMinutes(points, { kmPerHour: 4, detour: 1 })],
    teams: new Map(teams.map((one) => [one.id, one])), rules: RULES, hands: NO_HANDS, shortestStay: 10, ...rest,
  }
}

function planned(input: WeekInput, seed = 1) {
  const found = weekProblem(input)
  const search = new Search(found.problem, { seed })
  for (let round = 0; round < 20; round++) search.run(20, round / 20)
  const shiftOf = input.debts.map((_, row) => {
    const piece = search.best.findIndex((route) => route.includes(row))
    return piece < 0 ? -1 : found.pieces[piece]!.shift
  })
  return { found, plan: search.best, shiftOf, unpaid: unpaidOf(found, search.best, input.debts) }
}

describe('a shift', () => {
  test('is cut where day and night meet, and counts after midnight as the night before', () => {
    const long = shift({ hours: [18, 31] })
    expect(piecesOf([shift(), long], RULES.night).map(({ shift: of, day, part, fromMs, toMs }) => [of, day, part, (toMs - fromMs) / 3_600_000])).toEqual([
      [0, MONDAY, 'day', 3], [1, MONDAY, 'day', 2], [1, MONDAY, 'night', 10], [1, MONDAY + 1, 'day', 1],
    ])
  })

  test('is whole in its pieces', () => {
    fc.assert(fc.property(fc.nat(7 * 24 * 60), fc.integer({ min: 1, max: 3000 }), (from, minutes) => {
      const [fromMs, toMs] = [at(MONDAY, 0) + from * 60_000, at(MONDAY, 0) + (from + minutes) * 60_000]
      const pieces = piecesOf([{ fromMs, toMs }], RULES.night)
      expect(pieces.map((piece) => piece.fromMs)).toEqual([fromMs, ...pieces.slice(0, -1).map((piece) => piece.toMs)])
      expect(pieces.at(-1)!.toMs).toBe(toMs)
    }))
  })
})

describe('a team may pay', () => {
  const bar = (what: PayableDebt, { of = {}, on = shift() }: { of?: Partial<PlanTeam>; on?: RosterShift } = {}) =>
    barOf(what, { team: team(of), piece: piecesOf([on], RULES.night)[0]!, persons: on.persons }, RULES)

  test.each([
    ['a visit by day', debt({}), {}, null],
    ['not as a department', debt({}), { of: { kind: 'department' } }, 'team'],
    ['no joint visit alone', debt({ what: 'joint', part: -1 }), {}, 'team'],
    ['a joint visit together', debt({ what: 'joint', part: -1 }), { of: { kind: 'joint' } }, null],
    ['not before its days', debt({ from: MONDAY + 1 }), {}, 'day'],
    ['not after them', debt({ to: MONDAY - 1 }), {}, 'day'],
    ['no night visit by day', debt({ what: 'night' }), {}, 'part'],
    ['no day visit by night', debt({}), { on: shift({ hours: [20, 22] }) }, 'part'],
    ['a night visit as two', debt({ what: 'night' }), { on: shift({ hours: [20, 22] }) }, null],
    ['no night visit alone', debt({ what: 'night' }), { on: shift({ hours: [20, 22], persons: 1 }) }, 'persons'],
    ['a workday as its department', debt({ what: 'workday', part: -1, role: 2 }), { of: { kind: 'department', roles: [2] }, on: shift({ day: MONDAY + 2 }) }, null],
    ['not that of another', debt({ what: 'workday', part: -1, role: 1 }), { of: { kind: 'department', roles: [2] }, on: shift({ day: MONDAY + 2 }) }, 'team'],
    ['nor on another weekday', debt({ what: 'workday', part: -1, role: 2 }), { of: { kind: 'department', roles: [2] } }, 'day'],
  ] as const)('%s', (_, what, how, want) => expect(bar(what, how as never)).toBe(want))
})

describe('a week', () => {
  const anyDebt = fc.record({
    place: fc.nat(4), what: fc.constantFrom<VisitKind>('daily', 'night', 'joint', 'checkpoint'), from: fc.nat(6), long: fc.nat(3),
    minutes: fc.constantFrom(0, 20, 30), colour: fc.nat(COLOURS.codes.length - 1), worth: fc.integer({ min: 1, max: 40 }),
  }).map(({ from, long, ...rest }) => debt({ ...rest, from: MONDAY + from, to: MONDAY + from + long }))
  const anyTeams = fc.array(fc.record({ kind: fc.constantFrom(...TEAM_KINDS.codes), base: fc.nat(4) }), { minLength: 1, maxLength: 3 }).map((list) => list.map((one, k) => team({ id: String(k), ...one })))
  const anyShift = fc.record({ team: fc.nat(2), day: fc.nat(6), from: fc.integer({ min: 6, max: 21 }), long: fc.integer({ min: 1, max: 6 }), persons: fc.integer({ min: 1, max: 3 }) })
  const anyHand = fc.array(fc.record({ debt: fc.nat(19), shift: fc.nat(5) }), { maxLength: 4 })

  test('breaks no day, no part of the day, no pair and no hand, and says of each debt that is left why', () => {
    fc.assert(fc.property(fc.array(anyDebt, { minLength: 1, maxLength: 20 }), anyTeams, fc.array(anyShift, { minLength: 1, maxLength: 6 }), anyHand, anyHand, (debts, teams, turns, pins, bars) => {
      const shifts = turns.map(({ team: whose, day, from, long, persons }, k) => shift({ id: String(k), team: String(whose % teams.length), day: MONDAY + day, hours: [from, from + long], persons }))
      const known = (list: typeof pins) => list.filter((one) => one.debt < debts.length && one.shift < shifts.length)
      const hands = { ...NO_HANDS, pins: known(pins).filter((one, k, all) => all.findIndex((other) => other.debt === one.debt) === k), bars: known(bars) }
      const { found, plan, shiftOf, unpaid } = planned(week({ debts, teams, shifts, hands }))
      plan.forEach((route, column) => {
        const piece = found.pieces[column]!
        const { persons, team: whose } = shifts[piece.shift]!
        for (const row of route) expect(barOf(debts[row]!, { team: teams[Number(whose)]!, piece, persons }, RULES)).toBeNull()
      })
      expect(hands.bars.filter((one) => shiftOf[one.debt] === one.shift)).toEqual([])
      expect(hands.pins.filter((one) => ![-1, one.shift].includes(shiftOf[one.debt]!))).toEqual([])
      expect(unpaid.map((why) => why === null)).toEqual(shiftOf.map((one) => one >= 0))
    }), { numRuns: 30 })
  })

  test('pays a pinned visit first, however little it is worth', () => {
    // one visit fits: an hour there and back, and twenty minutes
    const debts = [debt({ place: 2, worth: 40 }), debt({ place: 2, worth: 1, what: 'checkpoint', part: -1 })]
    const input = week({ debts, shifts: [shift({ hours: [9, 10.4] })] })
    expect(planned(input).shiftOf).toEqual([0, -1])
    expect(planned({ ...input, hands: { ...NO_HANDS, pins: [{ debt: 1, shift: 0 }] } }).shiftOf).toEqual([-1, 0])
  })

  test('leaves with whom it was handed out what could as well be with another', () => {
    const debts = Array.from({ length: 6 }, (_, k) => debt({ place: k % 5, worth: 4 }))
    const shifts = [shift({ id: 'x', hours: [9, 13] }), shift({ id: 'y', team: 'b', hours: [9, 13] })]
    const input = week({ debts, shifts, teams: [team(), team({ id: 'b' })] })
    const handedOut = Int32Array.from([0, 1, 0, 1, 0, 1])
    expect(planned({ ...input, hands: { ...NO_HANDS, handedOut } }, 5).shiftOf).toEqual([...handedOut])
  })

  test('says why a debt is left', () => {
    const far = debt({ place: 4, minutes: 60 })
    const say = (what: PayableDebt, shifts: RosterShift[], how: Partial<WeekInput> = {}) => planned(week({ debts: [what], shifts, ...how } as never)).unpaid[0]
    expect(say(debt({}), [shift({ day: MONDAY + 7 })])).toBe('noShift')
    expect(say(debt({ what: 'joint', part: -1 }), [shift()])).toBe('noTeam')
    expect(say(debt({ what: 'night' }), [shift()])).toBe('noPart')
    expect(say(debt({ what: 'night' }), [shift({ hours: [20, 22], persons: 1 })])).toBe('tooFew')
    expect(say(debt({}), [shift()], { hands: { ...NO_HANDS, bars: [{ debt: 0, shift: 0 }] } })).toBe('byHand')
    expect(say(far, [shift({ hours: [9, 11] })])).toBe('tooFar')
    expect(say(debt({}), [shift()])).toBeNull()
    expect(planned(week({ debts: [debt({ place: 2, worth: 9 }), debt({ place: 2 })], shifts: [shift({ hours: [9, 10.4] })] })).unpaid).toEqual([null, 'full'])
  })

  test('of a shift whose team is not there is refused', () => {
    expect(() => weekProblem(week({ debts: [debt({})], shifts: [shift({ team: 'z' })] }))).toThrow(RangeError)
  })
})

test('straight ways take longer by their detour', () => {
  const [there] = [straightMinutes([[110, 34], [110, 34 + 1 / 111.195]], { kmPerHour: 4, detour: 1.3 })]
  expect([...there!].map((one) => Math.round(one * 10) / 10)).toEqual([0, 19.5, 19.5, 0])
})
