import { describe, expect, test } from 'vitest'
import { COLOURS } from '../../../server/contract/colours.ts'
import { AGES, DUES, MARKS } from '../../../server/contract/standing.ts'
import { stepKey, stepStart, type Step } from '../../../server/cube/calendar.ts'
import { countByLevel, countByMark, countByStanding, countByTerm } from '../../../server/cube/counts.ts'
import { crossCounts } from '../../../server/cube/cross.ts'
import { Cube } from '../../../server/cube/cube.ts'
import { DIMENSIONS, passTable, type Dimension } from '../../../server/cube/facets.ts'
import { figures, overdueCount } from '../../../server/cube/figures.ts'
import { ancestorsAt } from '../../../server/cube/places.ts'
import { select } from '../../../server/cube/select.ts'
import { standingQuery } from '../../../server/cube/standing.ts'
import { countByDay, tallySteps } from '../../../server/cube/time.ts'
import fc from '../../property.ts'
import { ageOf, alive, AS_OF, dueOf, factsOf, isWaiting, marksOf, matching, phaseOf, PLACES, plainCase, plainQuery, type PlainCase, type PlainQuery } from './naive.ts'

const RUNS = { seed: 1, numRuns: 300 }
const deltas = fc.array(plainCase(), { maxLength: 150, size: 'large' })
const query = ({ areas, from, to, lists }: PlainQuery) => ({ areas, from, to, pass: passTable(lists), standing: standingQuery(lists, AS_OF) })

/** Filled in batches, with merges of its short tail in between. */
function filled(cases: PlainCase[], batch = 40): Cube {
  const cube = new Cube({ shortTail: 12 })
  for (let at = 0; at < cases.length; at += batch) {
    cube.apply(factsOf(cases.slice(at, at + batch)))
    if (at % (3 * batch) === 0) cube.settle()
  }
  return cube
}

describe('the cube counts as a plain loop over the cases does', () => {
  test('which cases a filter lets through, after any inserts, updates and deletes', () => {
    fc.assert(
      fc.property(deltas, plainQuery, (cases, plain) => {
        const cube = filled(cases)
        const ids = [...select(cube, query(plain))].map((row) => cube.columns.id[row]!)
        const expected = matching(alive(cases), plain).map((one) => one.id)
        expect(ids.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b))
        expect(cube.size).toBe(alive(cases).length)
      }),
      RUNS,
    )
  })

  test('the headline figures', () => {
    fc.assert(
      fc.property(deltas, plainQuery, fc.integer({ min: 19_000, max: 19_500 }), (cases, plain, asOf) => {
        expect(figures(filled(cases), query(plain), asOf)).toEqual(plainFigures(matching(alive(cases), plain), asOf))
      }),
      RUNS,
    )
  })

  test('overdue cases alone', () => {
    fc.assert(
      fc.property(deltas, plainQuery, fc.integer({ min: 19_000, max: 19_500 }), (cases, plain, asOf) => {
        expect(overdueCount(filled(cases), query(plain), asOf)).toBe(plainFigures(matching(alive(cases), plain), asOf).overdue)
      }),
      RUNS,
    )
  })

  test.each([2, 3, 4, 5, 6])('areas of level %i, and rows + unlocated + coarser = total', (rank) => {
    const ancestors = ancestorsAt(PLACES, rank)
    fc.assert(
      fc.property(deltas, plainQuery, (cases, plain) => {
        const found = matching(alive(cases), plain)
        const tallies = countByLevel(filled(cases), query(plain), PLACES, rank)
        const counted = found.filter((one) => one.area >= 0 && ancestors[one.area]! >= 0)
        const others = found.filter((one) => !counted.includes(one))
        expect(tallies.unlocated).toBe(others.filter(isWaiting).length)
        expect(tallies.coarser).toBe(others.length - others.filter(isWaiting).length)
        expect([...tallies.count]).toEqual(countIf(ancestors.length, counted.map((one) => ancestors[one.area]!)))
        const solved = counted.filter((one) => phaseOf(one) === 'resolved')
        expect([...tallies.resolved]).toEqual(countIf(ancestors.length, solved.map((one) => ancestors[one.area]!)))
        expect(sum(tallies.count) + tallies.unlocated + tallies.coarser).toBe(tallies.total)
        expect(tallies.total).toBe(found.length)
      }),
      RUNS,
    )
  })

  test.each(Object.keys(DIMENSIONS) as Dimension[])('terms of %s', (dimension) => {
    fc.assert(
      fc.property(deltas, plainQuery, (cases, plain) => {
        const found = matching(alive(cases), plain)
        const tallies = countByTerm(filled(cases), query(plain), dimension)
        const size = DIMENSIONS[dimension].codes.length
        expect([...tallies.count]).toEqual(countIf(size, found.map((one) => termOf(one, dimension))))
        expect(sum(tallies.count)).toBe(tallies.total)
      }),
      RUNS,
    )
  })

  test.each(['due', 'age'] as const)('by %s as of a day', (by) => {
    const bins = { due: [DUES.codes, dueOf], age: [AGES.codes, ageOf] } as const
    const [codes, of] = bins[by]
    fc.assert(
      fc.property(deltas, plainQuery, fc.integer({ min: 19_000, max: 19_500 }), (cases, plain, asOf) => {
        const found = matching(alive(cases), plain)
        const tallies = countByStanding(filled(cases), query(plain), by, asOf)
        expect([...tallies.count]).toEqual(countIf(codes.length, found.map((one) => (codes as readonly string[]).indexOf(of(one, asOf)))))
        expect(sum(tallies.count)).toBe(tallies.total)
        expect(sum(tallies.resolved)).toBe(found.filter((one) => phaseOf(one) === 'resolved').length)
      }),
      RUNS,
    )
  })

  test('by mark, of which a case may have several', () => {
    fc.assert(
      fc.property(deltas, plainQuery, (cases, plain) => {
        const found = matching(alive(cases), plain)
        const tallies = countByMark(filled(cases), query(plain))
        expect([...tallies.count]).toEqual(countIf(MARKS.codes.length, found.flatMap((one) => marksOf(one).map((mark) => MARKS.index(mark)))))
        expect(tallies.total).toBe(found.length)
      }),
      RUNS,
    )
  })

  test.each(['day', 'week', 'month'] as Step[])('steps of a %s', (step) => {
    fc.assert(
      fc.property(deltas, plainQuery, (cases, plain) => {
        const found = matching(alive(cases), plain)
        const totals = countByDay(filled(cases), query(plain))
        const tallies = totals.extent ? tallySteps(totals, step, totals.extent) : []
        const expected = new Map<string, number>()
        for (const one of found) {
          const key = stepKey(step, stepStart(step, one.day))
          expected.set(key, (expected.get(key) ?? 0) + 1)
        }
        const got = new Map(tallies.filter((one) => one.count > 0).map((one) => [one.key, one.count]))
        expect(got).toEqual(expected)
        const solved = tallies.reduce((total, one) => total + one.resolved, 0)
        expect(solved).toBe(found.filter((one) => phaseOf(one) === 'resolved').length)
      }),
      RUNS,
    )
  })

  test('level × time × category, in any combination', () => {
    const by = fc.record({
      level: fc.option(fc.integer({ min: 2, max: 5 }), { nil: undefined }),
      step: fc.option(fc.constantFrom<Step>('day', 'week', 'month'), { nil: undefined }),
      dimension: fc.option(fc.constantFrom<Dimension>('category', 'colour', 'phase', 'channel'), { nil: undefined }),
    })
    fc.assert(
      fc.property(deltas, plainQuery, by, (cases, plain, { level, step, dimension }) => {
        const places = level === undefined ? undefined : { places: PLACES, rank: level }
        const cross = crossCounts(filled(cases), query(plain), { level: places, step, dimension })
        const got = [...cross.count].map((count, k) => [
          [cross.area?.[k], cross.time && cross.steps[cross.time[k]!], cross.term?.[k]].filter(isGiven).join(' '),
          count,
        ])
        const ancestors = level === undefined ? null : ancestorsAt(PLACES, level)
        const expected = new Map<string, number>()
        let unlocated = 0
        for (const one of matching(alive(cases), plain)) {
          const area = ancestors && (one.area < 0 ? -1 : ancestors[one.area]!)
          if (area === -1) {
            if (isWaiting(one)) unlocated++
            continue
          }
          const parts = [area, step && stepKey(step, stepStart(step, one.day)), dimension && termOf(one, dimension)]
          const key = parts.filter(isGiven).join(' ')
          expected.set(key, (expected.get(key) ?? 0) + 1)
        }
        expect(new Map(got as [string, number][])).toEqual(expected)
        expect(got).toHaveLength(expected.size)
        expect(cross.unlocated).toBe(unlocated)
        expect(sum(cross.count) + cross.unlocated + cross.coarser).toBe(cross.total)
      }),
      RUNS,
    )
  })
})

describe('a cube that has lived', () => {
  test('is the same as one built at once, across merges of its tail', () => {
    const many = fc.array(plainCase(40_000, 900), { minLength: 45_000, maxLength: 45_000, size: 'max' })
    const everything: PlainQuery = { areas: null, from: -Infinity, to: Infinity, lists: {} }
    const [cases] = fc.sample(many, { seed: 1, numRuns: 1 }) as [PlainCase[]]
    const lived = new Cube()
    for (let at = 0; at < cases.length; at += 500) {
      lived.apply(factsOf(cases.slice(at, at + 500)))
      if (at % 3_000 === 0) select(lived, query(everything))
    }
    const atOnce = new Cube()
    atOnce.apply(factsOf(alive(cases)))
    for (const plain of fc.sample(plainQuery, { seed: 2, numRuns: 40 })) {
      expect(figures(lived, query(plain), 19_200)).toEqual(figures(atOnce, query(plain), 19_200))
    }
    expect(lived.size).toBe(atOnce.size)
    expect(lived.extent()).toEqual(atOnce.extent())
    expect(lived.length - lived.sorted).toBeLessThanOrEqual(8_192)
  })

  test('takes the same facts twice without a change', () => {
    fc.assert(
      fc.property(deltas, plainQuery, (cases, plain) => {
        const once = filled(cases)
        const twice = filled([...cases, ...alive(cases)])
        expect(figures(twice, query(plain), 19_200)).toEqual(figures(once, query(plain), 19_200))
      }),
      RUNS,
    )
  })

  test('knows its first and last day', () => {
    fc.assert(
      fc.property(deltas, (cases) => {
        const days = alive(cases).map((one) => one.day)
        const expected = days.length > 0 ? { first: Math.min(...days), last: Math.max(...days) } : null
        expect(filled(cases).extent()).toEqual(expected)
      }),
      RUNS,
    )
  })

  test('keeps a case to 34 bytes, and some slack', () => {
    const cube = filled(fc.sample(plainCase(20_000), { seed: 3, numRuns: 20_000 }), 1_000)
    cube.settle()
    expect(cube.bytes / cube.size).toBeLessThan(60)
  })

  test('refuses a term that no vocabulary has', () => {
    const [one] = fc.sample(plainCase(), { seed: 4, numRuns: 1 }) as [PlainCase]
    expect(() => filled([{ ...one, deleted: false, category: -1 }])).toThrow(RangeError)
    expect(() => filled([{ ...one, deleted: false, state: 99 }])).toThrow(RangeError)
  })
})

function plainFigures(cases: PlainCase[], asOf: number) {
  const resolved = cases.filter((one) => phaseOf(one) === 'resolved')
  const days = resolved.filter((one) => one.closedDay !== -1).map((one) => one.closedDay - one.day)
  days.sort((a, b) => a - b)
  const pending = cases.filter((one) => phaseOf(one) === 'open' || phaseOf(one) === 'handling')
  return {
    count: cases.length,
    resolved: resolved.length,
    unlocated: cases.filter(isWaiting).length,
    medianDays: days.length === 0 ? null : (days[(days.length - 1) >> 1]! + days[days.length >> 1]!) / 2,
    timed: days.length,
    overdue: pending.filter((one) => one.dueDay !== -1 && one.dueDay < asOf).length,
    people: cases.reduce((total, one) => total + one.people, 0),
    amountFen: cases.reduce((total, one) => total + one.amountFen, 0),
    colours: Object.fromEntries(
      COLOURS.codes.map((code, at) => [code, cases.filter((one) => one.colour === at).length]),
    ),
  }
}

function termOf(one: PlainCase, dimension: Dimension): number {
  return dimension === 'phase' ? DIMENSIONS.phase.index(phaseOf(one)) : one[dimension]
}

function isGiven(part: unknown): boolean {
  return part !== undefined && part !== null && part !== false
}

function countIf(size: number, positions: number[]): number[] {
  const counts = Array.from({ length: size }, () => 0)
  for (const at of positions) if (at >= 0) counts[at]!++
  return counts
}

function sum(values: Uint32Array): number {
  return values.reduce((total, value) => total + value, 0)
}
