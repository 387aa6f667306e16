import { describe, expect, it } from 'vitest'
import { hotPlaces } from '../../../../server/analysis/hot/hotPlaces.ts'
import { sufficiency } from '../../../../server/analysis/hot/sufficiency.ts'
import { testHot } from '../../../../server/analysis/hot/testHot.ts'
import { listWeights } from '../../../../server/analysis/weightsFrom.ts'
import fc from '../../../property.ts'

/** A row of places, each beside the next, and an island at the end. */
const row = (length: number) => listWeights([...Array.from({ length }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < length)), []])
const f64 = (...values: number[]) => Float64Array.from(values)

describe('a neighbourhood', () => {
  // four villages in a row and an island, two cases expected of each
  const observed = f64(1, 7, 2, 0, 0)
  const expected = f64(2, 2, 2, 2, 2)
  const test = testHot(observed, expected, row(4), { dispersion: 1 })

  it('is a place and its neighbours, and an island by itself', () => {
    expect([...test.observed]).toEqual([8, 10, 9, 2, 0])
    expect([...test.expected]).toEqual([4, 6, 6, 4, 2])
  })

  it('has the z and the binomial p of cases dealt out', () => {
    expect(test.z[0]).toBeCloseTo(4 / Math.sqrt(4 * 0.6), 12)
    // all ten cases in three of five equal places: 2 × 0.6^10
    expect(test.p[1]).toBeCloseTo(2 * 0.6 ** 10, 12)
    expect(test.upper[1]).toBeCloseTo(0.6 ** 10, 12)
    // none of ten on an island that should have two: 2 × 0.8^10
    expect(test.p[4]).toBeCloseTo(2 * 0.8 ** 10, 12)
    // seven or more of ten at a fifth each, by the place itself
    expect(test.own.p[1]).toBeCloseTo(120 * 0.2 ** 7 * 0.8 ** 3 + 45 * 0.2 ** 8 * 0.8 ** 2 + 10 * 0.2 ** 9 * 0.8 + 0.2 ** 10, 12)
  })

  it('leaves places out that cannot be judged, also of their neighbours', () => {
    const blank = testHot(f64(1, 7, 2, 0, 0), f64(2, NaN, 2, 2, 2), row(4), { dispersion: 1 })
    expect([blank.z[1], blank.p[1], blank.adjusted[1], blank.own.p[1]]).toEqual([NaN, NaN, NaN, NaN])
    expect(blank.level[1]).toBe(0)
    expect([blank.observed[0], blank.expected[0], blank.observed[2]]).toEqual([1, 2, 2])
  })

  it('is less sure where counts vary more, and where the expectation is an estimate', () => {
    const at = (dispersion: number, variance?: Float64Array) => testHot(observed, expected, row(4), { dispersion, ...(variance && { variance }) }).p[1]!
    expect(at(2)).toBeGreaterThan(at(1))
    expect(at(1, f64(2, 2, 2, 2, 2))).toBeCloseTo(at(2), 12)
  })

  it('says nothing of a window without a case', () => {
    const none = testHot(new Float64Array(5), new Float64Array(5), row(4), { dispersion: 1 })
    expect([...none.p]).toEqual([1, 1, 1, 1, 1])
    expect([...none.level]).toEqual([0, 0, 0, 0, 0])
  })

  it('does not depend on the numbers of the places', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(counts, counts, (seen, wanted) => {
        const scale = seen.reduce((a, b) => a + b, 0) / (wanted.reduce((a, b) => a + b, 0) + 6)
        const [o, e] = [f64(...seen), f64(...wanted).map((one) => (one + 1) * scale)]
        const ring = listWeights(seen.map((_, i) => [(i + 1) % 6, (i + 5) % 6]))
        const turn = <T,>(list: ArrayLike<T>): T[] => Array.from(list, (_, i) => list[(i + 2) % 6]!)
        const [plain, turned] = [testHot(o, e, ring, { dispersion: 1.4 }), testHot(f64(...turn(o)), f64(...turn(e)), ring, { dispersion: 1.4 })]
        turn(plain.logP).forEach((value, i) => expect(turned.logP[i]).toBeCloseTo(value, 9))
      }),
      { seed: 6, numRuns: 50 },
    )
  })
})

describe('a place far too high among quiet ones', () => {
  const side = 20
  const lattice = listWeights(Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)]
    return [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [x + dx, y + dy] as const))
      .filter(([u, v]) => u >= 0 && v >= 0 && u < side && v < side && (u !== x || v !== y)).map(([u, v]) => v * side + u)
  }))
  const expected = new Float64Array(side * side).fill(4)
  const withOne = (count: number) => hotPlaces(testHot(expected.map((due, at) => (at === 210 ? count : due)), expected, lattice, { dispersion: 1 }), lattice)

  it('is named by itself, though its neighbourhood is not hot', () => {
    const [place, ...more] = withOne(18)
    expect([place!.area, place!.by, place!.observed, more]).toEqual([210, 'alone', 18, []])
    expect(place!.neighbourhood.adjusted).toBeGreaterThan(0.05)
    expect(place!.own.q).toBeLessThan(0.01)
    expect(place!.own.z).toBeCloseTo((18 - 4) / Math.sqrt(4 * (1 - 4 / 1614)), 1)
  })

  it('is not named where four hundred places make such a one likely', () => expect(withOne(11)).toEqual([]))
})

describe('the places that are named', () => {
  // thirty places in a row, two cases expected of each; 10 and 11 have many, 9 and 12 beside them what is usual, 25 hardly any
  const counts = Float64Array.from({ length: 31 }, () => 2)
  counts[10] = counts[11] = 20
  const expected = counts.map(() => counts.reduce((a, b) => a + b, 0) / 31)
  const weights = row(30)
  const test = testHot(counts, expected, weights, { dispersion: 1 })

  it('are those that have the cases, not those beside them', () => {
    expect([9, 10, 11, 12].map((i) => test.level[i])).toEqual([99, 99, 99, 99])
    expect(hotPlaces(test, weights).map(({ area }) => area)).toEqual([10, 11])
  })

  it('come with the clearest of the neighbourhoods that they lie in', () => {
    const [first, second] = hotPlaces(test, weights)
    expect(first).toMatchObject({ area: 10, observed: 20, neighbourhood: { centre: 10, observed: 42 } })
    expect(second).toMatchObject({ area: 11, neighbourhood: { centre: 11, observed: 42 } })
    expect(first!.neighbourhood.logP).toBe(test.logP[10])
  })

  it('stand in the order of evidence, not of the ratio', () => {
    const more = counts.slice()
    // an island of few: the ratio is larger, the evidence is not
    const wanted = expected.slice()
    more[30] = 4
    wanted[30] = 0.1
    const found = hotPlaces(testHot(more, wanted, weights, { dispersion: 1 }), weights)
    expect(found.map(({ area }) => area)).toEqual([10, 11, 30])
    expect(found[2]!.observed / found[2]!.expected).toBeGreaterThan(found[0]!.observed / found[0]!.expected)
  })

  it('are at least one where only together they are too many', () => {
    const spread = Float64Array.from({ length: 31 }, (_, i) => (i >= 9 && i <= 13 ? 5 : i % 2))
    const wanted = spread.map(() => spread.reduce((a, b) => a + b, 0) / 31)
    const found = testHot(spread, wanted, weights, { dispersion: 1 })
    const named = hotPlaces(found, weights, { level: 0.1 })
    expect(found.adjusted[11]!).toBeLessThan(0.1)
    expect(named.length).toBeGreaterThan(0)
    expect(named.every(({ area }) => area >= 9 && area <= 13)).toBe(true)
  })

  it('are none where nothing is hot', () => {
    const quiet = Float64Array.from({ length: 31 }, (_, i) => 1 + (i % 3))
    expect(hotPlaces(testHot(quiet, quiet.map(() => quiet.reduce((a, b) => a + b, 0) / 31), weights, { dispersion: 1 }), weights)).toEqual([])
  })
})

describe('whether cases suffice', () => {
  const even = (each: number) => Float64Array.from({ length: 101 }, () => each)
  const ask = (each: number, dispersion = 1) => sufficiency(even(each), row(100), { dispersion })

  it('tells the case number and the relative risk that a middling neighbourhood needs', () => {
    const found = ask(4)
    expect(found).toMatchObject({ verdict: 'enough', cases: 404, areas: 101, median: 12 })
    // the test itself says the same: at this count a neighbourhood alone is called, one less and it is not
    const call = (cases: number) => {
      const counts = even(4)
      counts[50] = cases - 8
      // what one place has more the rest has less
      for (let i = 60, left = cases - 12; left > 0; i = i === 99 ? 60 : i + 1, left--) counts[i] = counts[i]! - 1
      return testHot(counts, even(4), row(100), { dispersion: 1 }).p[50]! <= 0.05 / 101
    }
    expect([call(found.critical - 1), call(found.critical)]).toEqual([false, true])
    expect(found.detectable).toBeGreaterThan(found.critical / found.median)
  })

  it('asks for more where cases are few or vary', () => {
    const [many, some, few] = [ask(8), ask(1), ask(0.1)]
    expect(many.detectable).toBeLessThan(some.detectable)
    expect(some.detectable).toBeLessThan(few.detectable)
    expect([many.verdict, some.verdict, few.verdict]).toEqual(['enough', 'coarse', 'few'])
    expect(ask(4, 2).detectable).toBeGreaterThan(ask(4).detectable)
  })

  it('knows when not even all cases in one neighbourhood would do', () => {
    expect(ask(1 / 101)).toMatchObject({ verdict: 'few', cases: 1, critical: Infinity, detectable: Infinity })
    expect(ask(0)).toMatchObject({ verdict: 'few', cases: 0, critical: Infinity })
    // what is not known of the expected counts counts as what they vary
    expect(sufficiency(even(2), row(100), { dispersion: 1, variance: even(2) })).toEqual(ask(2, 2))
    expect(sufficiency(Float64Array.of(NaN, NaN), row(1), { dispersion: 1 })).toMatchObject({ verdict: 'few', areas: 0, median: 0 })
  })
})
