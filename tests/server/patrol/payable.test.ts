import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import { COLOURS } from '../../../server/contract/colours.ts'
import { VISIT_KINDS, type VisitKind } from '../../../server/contract/patrol.ts'
import type { CaseSpell } from '../../../server/patrol/colour.ts'
import { payable } from '../../../server/patrol/payable.ts'
import type { Visit } from '../../../server/patrol/visit.ts'
import { worthOf } from '../../../server/patrol/worth.ts'
import { LAST, RULES, START, stateAt, worlds, type World } from './world.ts'

const CALM = { ...RULES, specials: [] }
const yellow: CaseSpell = { place: 0, colour: 'yellow', from: START, to: null }
const seen = (day: number, more: Partial<Visit> = {}): Visit => ({
  id: `${day} ${JSON.stringify(more)}`, place: 0, day, part: 'day', kind: 'daily', source: 'plan', minutes: null, role: null, knownOn: day, ...more,
})
const kindOf = (kind: VisitKind): number => VISIT_KINDS.index(kind)

function list(world: Partial<World>, asOf: number, until = asOf + 6) {
  const whole = { cases: [], hot: [], visits: [], rules: CALM, ...world }
  const { debts, paid } = stateAt(whole, asOf)
  return payable(debts, paid, { asOf, until, rules: whole.rules })
}
const days = (debts: ReturnType<typeof list>, kind: VisitKind, place = 0) => debts.filter((one) => one.place === place && one.kind === kindOf(kind)).map(({ from, to }) => [from - START, to - START])

describe('debts that a plan may pay', () => {
  test('share out the days that are left', () => {
    expect(days(list({ cases: [yellow] }, START), 'daily')).toEqual([[0, 1], [2, 3], [4, 6]])
    // Saturday, two of three unpaid: one day each; on Sunday one of them is lost
    const visits = [seen(START)]
    expect(days(list({ cases: [yellow], visits }, START + 5, START + 6), 'daily')).toEqual([[5, 5], [6, 6]])
    expect(days(list({ cases: [yellow], visits }, START + 6, START + 6), 'daily')).toEqual([[6, 6]])
  })

  test('leave out today where today’s visit was made, and reach into the week that begins', () => {
    expect(days(list({ cases: [yellow], visits: [seen(START + 5)] }, START + 5, START + 7), 'daily')).toEqual([[6, 6], [7, 8]])
  })

  test('of a red grid are one by day and one by night each day, mandatory by their colour', () => {
    const red = list({ cases: [{ ...yellow, colour: 'red' }] }, START + 2, START + 3)
    expect([days(red, 'daily'), days(red, 'night')]).toEqual([[[2, 2], [3, 3]], [[2, 2], [3, 3]]])
    expect(red.filter(({ place }) => place === 0).every(({ colour }) => COLOURS.codes[colour] === 'red')).toBe(true)
  })

  test('weigh more the longer the rule waits, the first of a rule alone', () => {
    const red = (visits: Visit[]) => list({ cases: [{ ...yellow, colour: 'red' }], visits }, START + 5).filter(({ place, kind }) => place === 0 && kind === kindOf('daily'))
    expect(red([seen(START + 4)]).map(({ late }) => late)).toEqual([0, 0, 0, 0, 0, 0, 0])
    const waiting = red([seen(START + 2)])
    expect(waiting.map(({ late }) => late)).toEqual([2, 0, 0, 0, 0, 0, 0])
    expect(waiting.map(({ worth }) => worth).slice(0, 2)).toEqual([20, 10])
    // a visit by night is none by day
    expect(red([seen(START + 4, { part: 'night' })])[0]!.late).toBe(5)
  })

  test('count no more intervals than the county says', () => {
    const [kind, colour] = [kindOf('joint'), COLOURS.index('yellow')]
    expect([0, 2, 4, 40].map((late) => worthOf({ kind, colour, late }, RULES.worth))).toEqual([6, 12, 18, 18])
  })

  test('of a workday lie on workdays', () => {
    // the Wednesdays of July 2024: 3, 10, 17, 24, 31
    expect(days(list({}, START + 3, LAST), 'workday', 4).slice(0, 2)).toEqual([[9, 16], [23, 30]])
  })

  test('never overlap within a rule, lie in its days, and are as many as are unpaid at the most', () => {
    fc.assert(fc.property(worlds, fc.integer({ min: START, max: LAST - 7 }), (world, asOf) => {
      const { debts, paid } = stateAt(world, asOf)
      const open = list(world, asOf)
      const unpaid = [...paid.paidOn.keys()].filter((debt) => paid.paidOn[debt]! < 0 && debts.to[debt]! >= asOf && debts.from[debt]! <= asOf + 6).length
      expect(open.length).toBeLessThanOrEqual(unpaid)
      expect(open.filter(({ from, to, closesOn, worth }) => from < asOf || to < from || to > closesOn || from > asOf + 6 || !(worth > 0))).toEqual([])
      const clash = open.filter((one, k) => open.slice(k + 1).some((other) =>
        other.place === one.place && other.kind === one.kind && other.part === one.part && other.role === one.role && other.from <= one.to && one.from <= other.to))
      expect(clash).toEqual([])
    }), { seed: 6, numRuns: 20 })
  })

  test('a plan that makes each visit on any of its days pays each', () => {
    fc.assert(fc.property(worlds, fc.integer({ min: START, max: LAST - 7 }), fc.nat(), (world, asOf, pick) => {
      const strict = { ...world.rules, alsoOrdinary: [] }
      const open = list({ ...world, rules: strict }, asOf)
      const visits = open.map((one, k): Visit => ({
        id: `plan ${k}`, place: one.place, day: one.role < 0 ? one.from + ((pick + k) % (one.to - one.from + 1)) : one.from,
        part: one.part === 1 ? 'night' : 'day', kind: VISIT_KINDS.codes[one.kind]!, source: 'plan', minutes: null, role: one.role < 0 ? null : one.role, knownOn: LAST,
      }))
      const before = stateAt({ ...world, rules: strict }, asOf)
      const known = world.visits.filter(({ day, knownOn }) => day <= asOf && knownOn <= asOf)
      const after = stateAt({ cases: cut(world.cases, asOf), hot: cut(world.hot, asOf), visits: [...known, ...visits], rules: strict }, LAST)
      const count = (paidOn: Int32Array): number => paidOn.filter((day) => day >= 0).length
      expect(count(after.paid.paidOn) - count(before.paid.paidOn)).toBeGreaterThanOrEqual(visits.length)
    }), { seed: 7, numRuns: 20 })
  })
})

/** What was known of spells by the end of a day. */
function cut<Spell extends { from: number; to: number | null }>(spells: readonly Spell[], asOf: number): Spell[] {
  return spells.filter(({ from }) => from <= asOf).map((one) => ({ ...one, to: one.to !== null && one.to > asOf ? null : one.to }))
}
