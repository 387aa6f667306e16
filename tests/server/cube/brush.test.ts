import { describe, expect, test } from 'vitest'
import { COLOURS } from '../../../server/contract/colours.ts'
import { dayOfNumber } from '../../../server/contract/day.ts'
import type { Filter } from '../../../server/contract/filter.ts'
import { MARKS } from '../../../server/contract/standing.ts'
import { PHASES } from '../../../server/contract/states.ts'
import { Brush } from '../../../server/cube/brush.ts'
import { FixedCube } from '../../../server/cube/counted.ts'
import { countByLevel, countByMark, countByStanding, countByTerm } from '../../../server/cube/counts.ts'
import { Cube } from '../../../server/cube/cube.ts'
import { DIMENSIONS, passTable, TERM_OF_FACET, type Dimension } from '../../../server/cube/facets.ts'
import { figures, overdueCount } from '../../../server/cube/figures.ts'
import { cubeQuery, everyCase, select } from '../../../server/cube/select.ts'
import { countByDay } from '../../../server/cube/time.ts'
import { factsIn } from '../../../server/cube/wire.ts'
import fc from '../../property.ts'
import { alive, AS_OF, factsOf, PLACES, plainCase, plainQuery, type PlainCase, type PlainQuery } from './naive.ts'

const cases = fc.array(plainCase(), { maxLength: 120, size: 'large' })
const DAY = fc.integer({ min: 18_950, max: 19_450 })

/** A filter and the next ones: one thing changed at a time, or all of them. */
const drags = fc.array(fc.oneof(
  plainQuery,
  fc.record({ from: DAY, to: DAY }),
  plainQuery.map(({ areas }) => ({ areas })),
  plainQuery.map(({ lists }) => ({ lists })),
), { minLength: 1, maxLength: 8 })

function* steps(changes: Partial<PlainQuery>[]): Generator<{ filter: Filter; areas: PlainQuery['areas'] }> {
  let now: PlainQuery = { areas: null, from: -Infinity, to: Infinity, lists: {} }
  for (const change of changes) {
    now = { ...now, ...change, lists: { ...now.lists, ...change.lists } }
    const days = { ...(Number.isFinite(now.from) && { from: dayOfNumber(now.from) }), ...(Number.isFinite(now.to) && { to: dayOfNumber(now.to) }) }
    yield { filter: { ...now.lists, ...days }, areas: now.areas }
  }
}

function fixed(list: PlainCase[]): FixedCube {
  const cube = new Cube()
  cube.apply(factsOf(alive(list)))
  return new FixedCube(factsIn(cube, everyCase(null)))
}

const brushed = (check: (brush: Brush, cube: FixedCube, of: (filter: Filter) => ReturnType<typeof cubeQuery>, filter: Filter, period: { from: number; to: number }) => void) =>
  fc.assert(fc.property(cases, drags, DAY, fc.nat(200), (list, changes, from, days) => {
    const cube = fixed(list)
    const brush = new Brush(cube, PLACES, AS_OF)
    for (const { filter, areas } of steps(changes)) {
      brush.set(filter, areas)
      check(brush, fixed(list), (other) => cubeQuery(other, areas, AS_OF), filter, { from, to: from + days })
    }
  }), { seed: 1, numRuns: 200 })

const without = (filter: Filter, ...names: (keyof Filter)[]): Filter => Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name as keyof Filter)))

describe('after any filters, one after the other, the brush counts as from scratch', () => {
  test('the headline figures, pending cases by colour, and overdue cases of before the period', () => {
    brushed((brush, cube, of, filter) => {
      const query = of(filter)
      expect(brush.figures()).toEqual(figures(cube, query, AS_OF))
      const pending = new Map<number, number>()
      for (const row of select(cube, query)) {
        const facet = cube.columns.facet[row]!
        const colour = TERM_OF_FACET.colour[facet]!
        if (['open', 'handling'].includes(PHASES.codes[TERM_OF_FACET.phase[facet]!]!)) pending.set(colour, (pending.get(colour) ?? 0) + 1)
      }
      expect(COLOURS.codes.map((colour) => brush.pendingOf(colour))).toEqual(COLOURS.codes.map((_, colour) => pending.get(colour) ?? 0))
      expect(brush.overdueBefore()).toBe(filter.from ? overdueCount(cube, { ...query, from: -Infinity, to: query.from - 1 }, AS_OF) : 0)
    })
  })

  test.each([2, 3, 4, 5, 6])('areas of level %i, within the filter’s area and in all of them', (rank) => {
    brushed((brush, cube, of, filter) => {
      expect(brush.byLevel(rank)).toEqual(countByLevel(cube, of(filter), PLACES, rank))
      expect(brush.byLevel(rank, null)).toEqual(countByLevel(cube, { ...of(filter), areas: null }, PLACES, rank))
    })
  })

  test.each(Object.keys(DIMENSIONS) as Dimension[])('%s, whatever of it is chosen', (dimension) => {
    brushed((brush, cube, of, filter) => expect(brush.byTerm(dimension)).toEqual(countByTerm(cube, of(without(filter, dimension)), dimension)))
  })

  test('cases under other colours and phases, unless both lists keep something out', () => {
    brushed((brush, cube, of, filter) => {
      const meant = { colour: ['red' as const], phase: ['open' as const, 'handling' as const] }
      const both = (filter.colour ?? []).length > 0 && (filter.phase ?? []).length > 0
      expect(brush.passing(passTable(meant), ['colour', 'phase'])).toBe(both ? null : figures(cube, of({ ...filter, ...meant }), AS_OF).count)
    })
  })

  test.each(['due', 'age'] as const)('%s, whatever of it is chosen', (by) => {
    brushed((brush, cube, of, filter) => expect(brush.byStanding(by)).toEqual(countByStanding(cube, of(without(filter, by)), by, AS_OF)))
  })

  test('marks, whichever are chosen', () => {
    brushed((brush, cube, of, filter) => expect(brush.byMark()).toEqual(countByMark(cube, of(without(filter, 'mark')))))
    expect(MARKS.codes.length).toBeLessThanOrEqual(8)
  })

  test('days, whichever are chosen, and any period of them', () => {
    brushed((brush, cube, of, filter, period) => {
      const [ours, plain] = [brush.byDay(), countByDay(cube, of(without(filter, 'from', 'to')))]
      expect([ours.total, ours.extent, ours.cases(period), ours.resolved(period)]).toEqual([plain.total, plain.extent, plain.cases(period), plain.resolved(period)])
      for (let at = 0; at < ours.count.length; at++) expect(ours.count[at]).toBe(plain.cases({ from: ours.first + at, to: ours.first + at }))
    })
  })
})
