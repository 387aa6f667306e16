import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import type { Rate } from '../../../server/contract/answers.ts'
import type { CaseSpell } from '../../../server/patrol/colour.ts'
import { colourSteps } from '../../../server/patrol/colour.ts'
import { blindSpots, coverageOf, type PatrolCoverage } from '../../../server/patrol/coverage.ts'
import { periodOf } from '../../../server/patrol/time.ts'
import { visitsKnown, visitsOfCases, type Visit } from '../../../server/patrol/visit.ts'
import { waiting } from '../../../server/patrol/waiting.ts'
import { workdayMatrix } from '../../../server/patrol/workdayMatrix.ts'
import { LAST, PLACES, RULES, START, stateAt, worlds, type World } from './world.ts'

const CALM = { ...RULES, specials: [] }
/** grid 0 and its checkpoint lie in the first town, grid 1 and its own in the second */
const TOWNS = [{ first: 2, end: 6 }, { first: 6, end: 9 }]
const week = periodOf('week', START)
const yellow = (place: number): CaseSpell => ({ place, colour: 'yellow', from: START, to: null })
const seen = (place: number, day: number, more: Partial<Visit> = {}): Visit => ({
  id: `${place} ${day} ${JSON.stringify(more)}`, place, day: START + day, part: 'day', kind: 'daily', source: 'plan', minutes: null, role: null, knownOn: START + day, ...more,
})
const numbers = ({ numerator, denominator }: Rate): [number, number] => [numerator, denominator]

function cover(world: Partial<World>, asOf: number, period = week) {
  const { debts, paid } = stateAt({ cases: [], hot: [], visits: [], rules: CALM, ...world }, asOf)
  return { debts, paid, answer: coverageOf(debts, paid, PLACES, { period, towns: TOWNS }) }
}

describe('coverage', () => {
  const visits = [
    seen(0, 0), seen(0, 2), seen(0, 3), seen(0, 4), seen(0, 1, { part: 'night' }),
    seen(1, 0), seen(1, 1), seen(2, 1), seen(2, 5), seen(3, 5),
  ]

  test('of a week in which two yellow grids owe three days and a night each', () => {
    const { answer } = cover({ cases: [yellow(0), yellow(1)], visits }, START + 6)
    // grid 1 lacks a day and the night; its checkpoint was seen once of twice
    expect(numbers(answer.all.grids)).toEqual([1, 2])
    expect(numbers(answer.all.checkpoints)).toEqual([2, 2])
    expect(numbers(answer.all.cells)).toEqual([2, 4])
    // the fifth day visit of grid 0 counts no more
    expect(numbers(answer.all.visits)).toEqual([3 + 1 + 2 + 2 + 1, 12])
    expect(answer.towns.map(({ grids, visits: made }) => [numbers(grids), numbers(made)])).toEqual([[[1, 1], [6, 6]], [[0, 1], [3, 6]]])
    expect(numbers(answer.parts.night.visits)).toEqual([1, 2])
    expect(numbers(answer.colours.yellow.grids)).toEqual([1, 2])
    expect(answer.colours.red.grids.value).toBeNull()
  })

  test('a case that was entered in a grid is a visit of that day, however many there are', () => {
    const entered = visitsOfCases([1, 2, 3].map((id) => ({ id: String(id), place: 0, day: START + 1, knownOn: START + 1 })))
    expect(numbers(cover({ cases: [yellow(0)], visits: entered }, START + 6).answer.towns[0]!.visits)).toEqual([1, 6])
  })

  test('counts only what fell due by the last day of the period', () => {
    const { answer } = cover({ cases: [yellow(0), yellow(1)], visits: [] }, START + 1, { from: START, to: START + 1 })
    expect(numbers(answer.all.visits)).toEqual([0, 0])
  })

  test('never exceeds what is owed, and towns, colours and parts add up', () => {
    const sides = (some: readonly PatrolCoverage[]): [number, number] => some.map(({ visits: made }) => numbers(made)).reduce(([met, due], [m, d]) => [met + m, due + d], [0, 0])
    fc.assert(fc.property(worlds, fc.integer({ min: START, max: LAST }), fc.nat(40), (world, from, days) => {
      const { answer } = cover(world, LAST, { from, to: from + days })
      const all = [answer.all, ...answer.towns, ...Object.values(answer.colours), ...Object.values(answer.parts)]
      expect(all.flatMap((one) => Object.values(one)).filter(({ numerator, denominator }) => numerator > denominator)).toEqual([])
      expect([sides(answer.towns), sides(Object.values(answer.colours)), sides(Object.values(answer.parts))]).toEqual(Array(3).fill(numbers(answer.all.visits)))
    }), { seed: 5, numRuns: 30 })
  })

  test('the departments’ matrix tells due and met by village and department', () => {
    const workday = (day: number, role: number) => seen(4, day, { kind: 'workday', role })
    const { debts, paid } = cover({ visits: [workday(2, 0), workday(9, 0), workday(16, 0), workday(2, 3)] }, LAST)
    const matrix = workdayMatrix(debts, paid, PLACES, { period: periodOf('month', START), roles: 4 })
    expect({ ...matrix, due: [...matrix.due], met: [...matrix.met] }).toEqual({ places: [4], roles: 4, due: [2, 2, 2, 2], met: [2, 0, 0, 1] })
  })
})

describe('blind spots', () => {
  const wait = (visits: Visit[], asOf: number, cases: CaseSpell[] = [yellow(0)]) => {
    const colours = colourSteps(cases, [], { places: PLACES.count, from: START, asOf, rules: CALM })
    return waiting(PLACES, visitsKnown(visits, { places: PLACES.count, asOf }), { colours, rules: CALM, since: START, asOf })
  }

  test('a place is blind after more than two intervals', () => {
    // yellow: 3/7 + 1/7 + 1/30 visits a day, every 1.65 days
    const after = (days: number) => wait([seen(0, 1)], START + 1 + days)
    expect(after(4).interval[0]).toBeCloseTo(1 / (4 / 7 + 1 / 30), 12)
    expect([3, 4].map((days) => after(days).blind[0])).toEqual([0, 1])
    expect([after(4).lastOn[0], after(4).daysSince[0]]).toEqual([START + 1, 4])
  })

  test('a checkpoint waits by its own rhythm, exactly two intervals are none too many', () => {
    const after = (days: number) => wait([seen(2, 1)], START + 1 + days).blind[2]
    expect([after(7), after(8)]).toEqual([0, 1])
  })

  test('a grid that has just turned red is not blind for what it was before', () => {
    const red: CaseSpell[] = [{ place: 0, colour: 'red', from: START + 10, to: null }]
    const on = (day: number) => wait([seen(0, 3)], START + day, red).blind[0]
    expect([9, 10, 11, 12].map(on)).toEqual([0, 0, 1, 1])
  })

  test('one never visited waits since the record began; unwatched ones are not counted', () => {
    const found = wait([], START + 40)
    expect([found.lastOn[0], found.daysSince[0], found.blind[0]]).toEqual([-1, 41, 1])
    const { all, towns } = blindSpots(PLACES, found, TOWNS)
    expect([numbers(all), ...towns.map(numbers)]).toEqual([[4, 4], [2, 2], [2, 2]])
  })
})
