import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import { VISIT_KINDS, type VisitKind } from '../../../server/contract/patrol.ts'
import type { CaseSpell } from '../../../server/patrol/colour.ts'
import { endOfInstalment } from '../../../server/patrol/pay.ts'
import { owedIn, type Owed } from '../../../server/patrol/owed.ts'
import { periodOf } from '../../../server/patrol/time.ts'
import type { Visit } from '../../../server/patrol/visit.ts'
import { LAST, PLACES, RULES, START, stateAt, worlds, type World } from './world.ts'

const CALM = { ...RULES, specials: [] }
const week = periodOf('week', START)
let ids = 0
const seen = (place: number, day: number, more: Partial<Visit> = {}): Visit => ({
  id: `v${ids++}`, place, day, part: 'day', kind: 'daily', source: 'plan', minutes: null, role: null, knownOn: day, ...more,
})
const yellow: CaseSpell = { place: 0, colour: 'yellow', from: START - 9, to: null }

function ask(world: Partial<World>, asOf: number, period = week): (kind: VisitKind, place?: number) => Record<keyof Owed, number> {
  const { debts, paid } = stateAt({ cases: [], hot: [], visits: [], rules: CALM, ...world }, asOf)
  const { byKind } = owedIn(debts, paid, PLACES, { period, asOf })
  return (kind, place = 0) => Object.fromEntries(Object.entries(byKind[kind]).map(([name, column]) => [name, column[place]])) as Record<keyof Owed, number>
}

describe('what is owed', () => {
  test('of a yellow grid on Friday: three this week, one done, two owed, of which one falls due today', () => {
    const owed = ask({ cases: [yellow], visits: [seen(0, START + 1), seen(0, START + 1), seen(0, START + 2, { part: 'night' })] }, START + 4)
    expect(owed('daily')).toEqual({ due: 3, met: 1, owed: 2, overdue: 0, missed: 0, today: 1, arrears: 0 })
    expect(owed('night')).toMatchObject({ due: 1, met: 1, owed: 0 })
  })

  test('of a red grid: one by day and one by night each day; a day that is over is missed', () => {
    const owed = ask({ cases: [{ ...yellow, colour: 'red' }], visits: [seen(0, START), seen(0, START + 2, { part: 'night' })] }, START + 2)
    expect(owed('daily')).toEqual({ due: 7, met: 1, owed: 6, overdue: 1, missed: 1, today: 1, arrears: 0 })
    expect(owed('night')).toEqual({ due: 7, met: 1, owed: 6, overdue: 2, missed: 2, today: 0, arrears: 0 })
  })

  test('of a quiet grid: two a month, one by the middle; what fell due before can still be paid', () => {
    const later = periodOf('week', START + 22)
    const owed = ask({}, START + 22, later)
    expect(owed('daily')).toMatchObject({ due: 0, arrears: 1 })
    expect(ask({ visits: [seen(0, START + 1)] }, START + 22, later)('daily').arrears).toBe(0)
    expect(ask({}, START + 22, periodOf('month', START))('daily')).toMatchObject({ due: 2, overdue: 1, missed: 0 })
  })

  test('a colour that changes within a week owes by its days, and the fractions are carried on', () => {
    // yellow for 3 days of the first week: 9/7; then quiet for the rest of July: 2 × 28/31, together 3.09
    const july = periodOf('month', START)
    const owed = ask({ cases: [{ ...yellow, to: START + 3 }] }, LAST, july)
    expect(owed('daily').due).toBe(3)
  })

  test('at night a grid that owes no night visit takes it for the day’s', () => {
    expect(ask({ visits: [seen(0, START, { part: 'night' })] }, LAST, periodOf('month', START))('daily').met).toBe(1)
    expect(ask({ cases: [yellow], visits: [seen(0, START, { part: 'night' })] }, START + 6)('daily').met).toBe(0)
  })

  test('a joint visit pays the day’s as well, where the county has it so', () => {
    const visits = [seen(0, START, { kind: 'joint', minutes: 40, source: 'code' })]
    const also = (alsoOrdinary: VisitKind[]) => ask({ cases: [yellow], visits, rules: { ...CALM, alsoOrdinary } }, LAST, periodOf('month', START))
    expect([also(['joint'])('joint').met, also(['joint'])('daily').met, also([])('joint').met, also([])('daily').met]).toEqual([1, 1, 1, 0])
  })

  test('a visit that was timed too short pays nothing, one without minutes is taken at its word', () => {
    const visits = [seen(0, START, { minutes: 19 }), seen(0, START + 1, { minutes: 20 }), seen(0, START + 2)]
    expect(ask({ cases: [yellow], visits }, START + 6)('daily').met).toBe(2)
  })

  test('market days and festivals ask for a visit of their own, by the part of the day', () => {
    const visits = [seen(0, START + 2, { kind: 'special' }), seen(0, START + 5), seen(0, START + 12, { kind: 'special', part: 'night' })]
    const july = ask({ visits, rules: RULES }, LAST, periodOf('month', START))('special')
    // 3, 6, 9, 13 … 29 July by day, the 13th and 20th by night
    expect(july).toMatchObject({ due: 11, met: 2 })
  })

  test('departments owe a village two workdays a month each', () => {
    const visits = [2, 9].map((day) => seen(4, START + day, { kind: 'workday', role: 1 }))
    expect(ask({ visits }, LAST, periodOf('month', START))('workday', 4)).toMatchObject({ due: 8, met: 2, missed: 6 })
    const strict = { ...CALM, workday: { ...CALM.workday!, strict: true } }
    // the third of July 2024 is a Wednesday, the second is none
    const moved = [seen(4, START + 1, { kind: 'workday', role: 1 }), visits[0]!]
    expect(ask({ visits: moved, rules: strict }, LAST, periodOf('month', START))('workday', 4).met).toBe(1)
  })
})

const ADD_UP = ['due', 'met', 'owed', 'overdue', 'missed', 'today'] as const
/** All columns as one text: quicker to compare than to walk. */
const written = (columns: object): string => Object.values(columns).map((column: Int32Array | number) => (typeof column === 'number' ? column : column.join())).join(';')
const state = (world: World, asOf: number): string => {
  const { debts, paid } = stateAt(world, asOf)
  return `${written(debts)}|${written(paid)}`
}

describe('always', () => {
  const days = fc.integer({ min: START, max: LAST })

  test('no more is met than is due, and due, met and owed add up over the weeks', () => {
    fc.assert(fc.property(worlds, days, (world, asOf) => {
      const { debts, paid } = stateAt(world, asOf)
      const over = (from: number, to: number) => owedIn(debts, paid, PLACES, { period: { from, to }, asOf })
      const whole = over(START, LAST)
      const weeks = Array.from({ length: 9 }, (_, k) => over(START + 7 * k, Math.min(LAST, START + 7 * k + 6)))
      for (const { met, owed, due, missed } of Object.values(whole.byKind)) {
        expect([...due.keys()].filter((place) => met[place]! + owed[place]! !== due[place] || met[place]! < 0 || missed[place]! > owed[place]!)).toEqual([])
      }
      const flat = ({ byKind }: typeof whole) => VISIT_KINDS.codes.flatMap((kind) => ADD_UP.flatMap((column) => [...byKind[kind][column]]))
      const parts = weeks.map(flat)
      expect(flat(whole)).toEqual(flat(whole).map((_, k) => parts.reduce((sum, part) => sum + part[k]!, 0)))
    }), { seed: 1, numRuns: 25 })
  })

  test('a visit counts once, in whatever order and however often it is told', () => {
    const sentTwice = worlds.chain((world) => fc.tuple(fc.constant(world), fc.shuffledSubarray([...world.visits, ...world.visits], { minLength: world.visits.length * 2 })))
    fc.assert(fc.property(sentTwice, days, ([world, mixed], asOf) => {
      expect(state({ ...world, visits: mixed }, asOf)).toBe(state(world, asOf))
      const visits = world.visits.filter(({ knownOn, day }) => knownOn <= asOf && day <= asOf)
      const sent = new Set(visits.map(({ id }) => id))
      const { debts, paid } = stateAt(world, asOf)
      // a visit pays at most one debt of a kind
      for (const kind of VISIT_KINDS.codes) {
        const payments = [...paid.paidOn.keys()].filter((debt) => paid.paidOn[debt]! >= 0 && debts.kind[debt] === VISIT_KINDS.index(kind))
        expect(payments.length).toBeLessThanOrEqual(sent.size)
      }
    }), { seed: 2, numRuns: 25 })
  })

  test('the state as of a day is the one without what came later', () => {
    fc.assert(fc.property(worlds, days, (world, asOf) => {
      const past: World = {
        ...world,
        cases: world.cases.filter(({ from }) => from <= asOf).map((one) => ({ ...one, to: one.to !== null && one.to > asOf ? null : one.to })),
        hot: world.hot.filter(({ from }) => from <= asOf).map((one) => ({ ...one, to: one.to !== null && one.to > asOf ? null : one.to })),
        visits: world.visits.filter(({ day, knownOn }) => day <= asOf && knownOn <= asOf),
      }
      expect(state(world, asOf)).toBe(state(past, LAST))
    }), { seed: 3, numRuns: 25 })
  })

  test('every payment is of a visit of that day, and a rule counts one a day and part', () => {
    fc.assert(fc.property(worlds, (world) => {
      const { debts, paid } = stateAt(world, LAST)
      const slots = new Map<string, number>()
      for (let debt = 0; debt < debts.count; debt++) {
        const day = paid.paidOn[debt]!
        if (day < 0) continue
        expect(world.visits.some((visit) => visit.place === debts.place[debt] && visit.day === day)).toBe(true)
        expect(day >= debts.from[debt]! && day <= debts.to[debt]!).toBe(true)
        const key = `${debts.rule[debt]} ${debts.part[debt]} ${day}`
        slots.set(key, (slots.get(key) ?? 0) + 1)
        expect(slots.get(key)).toBeLessThanOrEqual(debts.part[debt]! < 0 ? 2 : 1)
      }
    }), { seed: 4, numRuns: 25 })
  })

  test('each instalment is met by as many days and parts as a plain look through all visits finds', () => {
    fc.assert(fc.property(worlds, days, (world, asOf) => {
      const visits = world.visits.map((visit, k) => ({ ...visit, id: String(k) }))
      const { debts, paid } = stateAt({ ...world, visits }, asOf)
      const known = visits.filter(({ day, knownOn }) => day <= asOf && knownOn <= asOf)
      const wanted: number[] = []
      const met: number[] = []
      for (let first = 0, next = 0; first < debts.count; first = next) {
        next = endOfInstalment(debts, first)
        const kind = VISIT_KINDS.codes[debts.kind[first]!]!
        const slots = new Set(known.filter((visit) => pays(visit, kind, first)).map(({ day, part }) => `${day} ${part}`))
        wanted.push(Math.min(next - first, slots.size))
        met.push(paid.paidOn.subarray(first, next).filter((day) => day >= 0).length)
      }
      expect(met).toEqual(wanted)

      function pays({ place, day, part, kind: of, minutes, role }: Visit, kind: VisitKind, debt: number): boolean {
        const inTime = place === debts.place[debt] && day >= debts.from[debt]! && day <= debts.to[debt]!
        const inPart = debts.part[debt] === -1 || (debts.part[debt] === 1) === (part === 'night')
        const long = minutes === null || minutes >= debts.minutes[debt]!
        const also = world.rules.alsoOrdinary.includes(of)
        const fits = {
          daily: of === 'daily' || of === 'night' || also, night: of === 'daily' || of === 'night' || also, joint: of === 'joint', checkpoint: true, special: of === 'special',
          workday: of === 'workday' && role === debts.role[debt] && (!world.rules.workday!.strict || new Date(day * 86_400_000).getUTCDay() === 3),
        }[kind]
        return inTime && inPart && long && fits
      }
    }), { seed: 13, numRuns: 15 })
  })

  test('over whole weeks at one colour as much is due as the rhythm says', () => {
    for (const [colour, times] of [['red', 7], ['orange', 5], ['yellow', 3], ['blue', 1]] as const) {
      for (let k = 0; k < 4; k++) {
        const due = ask({ cases: [{ ...yellow, colour }] }, LAST, periodOf('week', START + 7 * k))('daily').due
        expect(due).toBe(times)
      }
    }
  })
})
