import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import { COLOURS } from '../../../server/contract/colours.ts'
import { dayOfNumber } from '../../../server/contract/day.ts'
import { tellsPast, type Filter } from '../../../server/contract/filter.ts'
import { STATES } from '../../../server/contract/states.ts'
import { FixedCube } from '../../../server/cube/counted.ts'
import { countByLevel, countByTerm } from '../../../server/cube/counts.ts'
import { Cube } from '../../../server/cube/cube.ts'
import { DIMENSIONS, type Dimension } from '../../../server/cube/facets.ts'
import { asOfDay, countsAsOf, figuresAsOf } from '../../../server/cube/past.ts'
import { cubeQuery, everyCase } from '../../../server/cube/select.ts'
import { countByDay } from '../../../server/cube/time.ts'
import { factsIn } from '../../../server/cube/wire.ts'
import { alive, dueOf, factsOf, isWaiting, matching, phaseOf, PLACES, plainCase, plainQuery, thenOf, type PlainCase, type PlainQuery } from './naive.ts'

const LATE = 19_950
const cases = fc.array(plainCase(), { maxLength: 120, size: 'large' })
const asOf = fc.integer({ min: 18_990, max: 19_510 })
const RUNS = { seed: 1, numRuns: 80 }

/** With a tail and removed rows: changes come in one by one. */
function cubeOf(list: PlainCase[]): Cube {
  const cube = new Cube({ shortTail: 4 })
  for (let at = 0; at < list.length; at += 7) cube.apply(factsOf(list.slice(at, at + 7)))
  return cube
}

const filterOf = ({ from, to, lists }: PlainQuery): Filter => ({
  ...lists, ...(Number.isFinite(from) && { from: dayOfNumber(from) }), ...(Number.isFinite(to) && { to: dayOfNumber(to) }),
})

/** What a loop over the cases says of a day back then. */
function plainly(list: PlainCase[], query: PlainQuery, on: number): PlainCase[] {
  return matching(alive(list).filter(({ day }) => day <= on).map((one) => thenOf(one, on)), query, on)
}

describe('as of a past day', () => {
  test('a case counts as closed by its closing day, and else as pending', () => {
    fc.assert(fc.property(cases, plainQuery, asOf, (list, query, on) => {
      const { areas, from, to } = query
      const got = figuresAsOf(cubeOf(list), { filter: filterOf(query), areas }, { from, to }, on)
      const want = plainly(list, query, on)
      const resolved = want.filter((one) => phaseOf(one) === 'resolved')
      const days = resolved.filter(({ closedDay }) => closedDay !== -1).map(({ day, closedDay }) => closedDay - day).sort((a, b) => a - b)
      const middle = days.length >> 1
      expect(got).toEqual({
        count: want.length,
        resolved: resolved.length,
        unlocated: want.filter(isWaiting).length,
        timed: days.length,
        medianDays: days.length === 0 ? null : days.length % 2 === 1 ? days[middle] : (days[middle - 1]! + days[middle]!) / 2,
        overdue: want.filter((one) => dueOf(one, on) === 'overdue').length,
        people: want.reduce((sum, { people }) => sum + people, 0),
        amountFen: want.reduce((sum, { amountFen }) => sum + amountFen, 0),
        colours: Object.fromEntries(COLOURS.codes.map((code, at) => [code, want.filter(({ colour }) => colour === at).length])),
      })
    }), RUNS)
  })

  test('that is with the very day of its closing, and never where that is not known', () => {
    const [one] = fc.sample(plainCase(), { seed: 1, numRuns: 1 }) as [PlainCase]
    const closed: PlainCase = { ...one, day: 19_000, closedDay: 19_030, state: STATES.index('closed'), deleted: false }
    const resolved = (of: PlainCase, on: number) => figuresAsOf(cubeOf([of]), { filter: {}, areas: null }, { from: 19_000, to: 19_000 }, on).resolved
    expect([19_029, 19_030, 19_031].map((on) => resolved(closed, on))).toEqual([0, 1, 1])
    expect([19_029, 19_031].map((on) => resolved({ ...closed, closedDay: -1 }, on))).toEqual([1, 1])
    expect([19_029, 19_031].map((on) => resolved({ ...closed, state: STATES.index('reopened') }, on))).toEqual([0, 0])
  })

  test('none is resolved sooner than it was: the later the day, the more are there and the more of them are settled', () => {
    fc.assert(fc.property(cases, fc.tuple(asOf, asOf), (list, days) => {
      const [early, late] = [...days].sort((a, b) => a - b) as [number, number]
      const of = (on: number) => figuresAsOf(cubeOf(list), { filter: {}, areas: null }, { from: -Infinity, to: Infinity }, on)
      expect(of(early).resolved - of(late).resolved).toBeLessThanOrEqual(0)
      expect(of(early).count - of(late).count).toBeLessThanOrEqual(0)
    }), RUNS)
  })

  test('long after every day it is the state of today, and the cube itself stays as it was', () => {
    fc.assert(fc.property(cases, plainQuery, (list, query) => {
      const cube = cubeOf(list)
      const filter = filterOf(query)
      const now = (counted: typeof cube | ReturnType<typeof asOfDay>) => countByTerm(counted, cubeQuery(filter, query.areas, LATE), 'state')
      expect(now(asOfDay(cube, LATE, query))).toEqual(now(cube))
      asOfDay(cube, 19_000, query)
      expect(now(cube)).toEqual(now(cubeOf(list)))
    }), RUNS)
  })

  test('the counts of a view are those of the cases as they stood', () => {
    fc.assert(fc.property(cases, plainQuery, asOf, fc.constantFrom(...(Object.keys(DIMENSIONS) as Dimension[])), (list, query, on, by) => {
      const { areas } = query
      const filter = filterOf(query)
      const then = new Cube()
      then.apply(factsOf(alive(list).filter(({ day }) => day <= on).map((one) => thenOf(one, on))))
      const today = new FixedCube(factsIn(cubeOf(list), everyCase(null)))
      const [view, plain] = [countsAsOf(today, PLACES, { filter, areas }, on), cubeQuery(filter, areas, on)]
      expect(view.byLevel(4)).toEqual(countByLevel(then, plain, PLACES, 4))
      expect(view.byTerm(by)).toEqual(countByTerm(then, cubeQuery({ ...filter, [by]: [] }, areas, on), by))
      expect(view.figures().count).toBe(plainly(list, query, on).length)
      const late = filter.from ? plainly(list, { ...query, from: -Infinity, to: query.from - 1 }, on).filter((one) => dueOf(one, on) === 'overdue').length : 0
      expect(filter.from ? view.overdueBefore() : 0).toBe(late)
      const span = { from: 19_000, to: 19_200 }
      expect(view.byDay().cases(span)).toBe(countByDay(then, { ...plain, ...span }).total)
    }), RUNS)
  })
})

test.each<[Filter, boolean]>([
  [{}, true],
  [{ due: ['overdue'], age: ['over90'] }, true],
  [{ phase: ['open', 'handling'] }, true],
  [{ phase: ['resolved', 'ended'] }, true],
  [{ phase: [], mark: [] }, true],
  [{ phase: ['open'] }, false],
  [{ phase: ['handling', 'resolved'] }, false],
  [{ phase: ['transferred'] }, false],
  [{ mark: ['agreed'] }, false],
])('a past day can be asked by %j: %s', (filter, can) => {
  expect(tellsPast(filter)).toBe(can)
})
