import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../server/contract/answers.ts'
import { dayOfNumber, type Day } from '../../server/contract/day.ts'
import type { Filter } from '../../server/contract/filter.ts'
import type { Summary } from '../../server/contract/answers.ts'
import { sideRates } from '../../web/panels/compare/sideRates.ts'
import { chanceOf, countInterval } from '../../web/areas/chance.ts'
import { byChange, changeBounds, changeClass, changeClasses, changeFigures, judged, changeStep, scaleOf } from '../../web/areas/change.ts'
import type { AreaFigure } from '../../web/areas/figures.ts'
import { lengthDays, otherSide, recordBegins, type Compare } from '../../web/stores/compare.ts'
import fc from '../property.ts'

const TODAY = '2026-11-22' as Day
const quarter: Filter = { from: '2026-07-01' as Day, to: '2026-09-30' as Day, category: ['01'], area: '990101100000' as AreaCode }

describe('the other side', () => {
  const other = (compare: Compare, filter = quarter) => otherSide(filter, compare, TODAY).filter

  test('is the same filter with one part replaced', () => {
    expect(other({ by: 'period', with: 'before' })).toEqual({ ...quarter, from: '2026-04-01', to: '2026-06-30', asOf: '2026-08-22' })
    expect(other({ by: 'period', with: 'year' })).toEqual({ ...quarter, from: '2025-07-01', to: '2025-09-30', asOf: '2025-11-22' })
    const span = { from: '2024-01-01' as Day, to: '2024-01-31' as Day }
    expect(other({ by: 'period', with: span })).toEqual({ ...quarter, ...span, asOf: '2024-03-24' })
    expect(other({ by: 'area', with: '990101101000' as AreaCode })).toEqual({ ...quarter, area: '990101101000' })
    expect(other({ by: 'category', with: '05' })).toEqual({ ...quarter, category: ['05'] })
  })

  test('says why it cannot be had', () => {
    const whys = [
      otherSide({ from: quarter.from! }, { by: 'period', with: 'before' }, TODAY),
      otherSide({}, { by: 'period', with: 'year' }, TODAY),
      otherSide(quarter, { by: 'period', with: { from: quarter.from!, to: quarter.to! } }, TODAY),
      otherSide({}, { by: 'area', with: quarter.area! }, TODAY),
      otherSide(quarter, { by: 'area', with: quarter.area! }, TODAY),
      otherSide({}, { by: 'category', with: '01' }, TODAY),
      otherSide(quarter, { by: 'category', with: '01' }, TODAY),
    ]
    for (const { filter, why } of whys) expect([filter, Boolean(why?.zh && why.en)]).toEqual([null, true])
  })

  test('of an earlier period is not for those who are told how cases stand today alone', () => {
    const span = { from: '2024-01-01' as Day, to: '2024-01-31' as Day }
    for (const with_ of ['before', 'year', span] as const) {
      const { filter, why } = otherSide(quarter, { by: 'period', with: with_ }, TODAY, { past: false })
      expect([filter, why?.zh.includes('今天的状态')]).toEqual([null, true])
    }
    const later = { from: '2026-10-01' as Day, to: '2026-10-31' as Day }
    for (const compare of [{ by: 'period', with: later }, { by: 'category', with: '05' }] as const) {
      expect(otherSide(quarter, compare, TODAY, { past: false })).toEqual(otherSide(quarter, compare, TODAY))
    }
  })

  test('of a later period stands as of today, and of cases that no past day can be asked by there is none', () => {
    const later = { from: '2026-10-01' as Day, to: '2026-10-31' as Day }
    expect(other({ by: 'period', with: later })).toEqual({ ...quarter, ...later })
    const late: Filter = { ...quarter, due: ['overdue'] }
    expect(other({ by: 'period', with: 'year' }, late)).toMatchObject({ due: ['overdue'], asOf: '2025-11-22' })
    expect(otherSide(late, { by: 'period', with: later }, TODAY).why!.zh).toContain('较近的一期')
    for (const filter of [{ ...quarter, mark: ['agreed' as const] }, { ...quarter, phase: ['open' as const] }]) {
      expect(otherSide(filter, { by: 'period', with: 'before' }, TODAY).why!.zh).toContain('没有记下')
      expect(other({ by: 'category', with: '05' }, filter)).toEqual({ ...filter, category: ['05'] })
    }
  })

  test('a period has as many days as it has from its first to its last', () => {
    expect(lengthDays({ from: '2024-02-01' as Day, to: '2024-02-29' as Day }, TODAY)).toBe(29)
    expect(lengthDays({ from: '2024-02-01' as Day }, TODAY)).toBeNull()
  })

  test('of a period that is not over its days so far are compared, and of one that has not begun none', () => {
    const month: Filter = { from: '2026-11-01' as Day, to: '2026-11-30' as Day }
    expect(other({ by: 'period', with: 'before' }, month)).toEqual({ from: '2026-10-01', to: '2026-10-22', asOf: '2026-10-22' })
    expect(other({ by: 'period', with: 'year' }, month)).toEqual({ from: '2025-11-01', to: '2025-11-22', asOf: '2025-11-22' })
    expect(lengthDays(month, TODAY)).toBe(22)
    const ahead: Filter = { from: '2026-12-01' as Day, to: '2026-12-31' as Day }
    expect(otherSide(ahead, { by: 'period', with: 'before' }, TODAY).why!.zh).toContain('还没有开始')
    expect(lengthDays(ahead, TODAY)).toBeNull()
  })
})

describe('whether a change may be chance', () => {
  // by hand: sums of binomial coefficients over a power of two, or of four
  test.each([
    [5, 2, 0.5, 0.453125],
    [10, 2, 0.5, 0.03857421875],
    [0, 4, 0.5, 0.125],
    [0, 5, 0.5, 0.0625],
    [0, 0, 0.5, 1],
    [7, 7, 0.5, 1],
    [3, 0, 0.25, 0.015625],
  ])('%i against %i at %d', (a, b, share, p) => {
    expect(chanceOf(a, b, share)).toBeCloseTo(p, 9)
  })

  test('is the same both ways round, a probability, and 1 where both are as many', () => {
    fc.assert(fc.property(fc.nat(300), fc.nat(300), (a, b) => {
      const p = chanceOf(a, b)
      expect(p).toBeGreaterThanOrEqual(0)
      expect(p).toBeLessThanOrEqual(1)
      expect(p).toBeCloseTo(chanceOf(b, a), 9)
      expect(chanceOf(a, a)).toBeCloseTo(1, 9)
    }), { seed: 1 })
  })

  test('large counts stay finite, and a doubling of them is no chance', () => {
    expect(chanceOf(20_000, 10_000)).toBeLessThan(1e-9)
    expect(chanceOf(20_000, 20_050)).toBeGreaterThan(0.5)
  })
})

function area(index: number, count: AreaFigure['count'], population: number | null = 10_000): AreaFigure {
  const rate = population && typeof count === 'number' ? (count / population) * 10_000 : null
  return {
    index, code: `c${index}`, name: `n${index}`, count, resolved: 0, withheld: typeof count === 'number' ? null : count, population, perTenThousand: rate, placement: 'boundary', value: null,
  }
}

describe('the change of each area', () => {
  test('is counted in cases or per 10,000, and unknown where a side is not told or nobody lives', () => {
    const a = [area(1, 12), area(2, 3, 5000), area(3, 'small'), area(4, 2, null), area(5, 4)]
    const b = [area(1, 2), area(2, 5, 5000), area(3, 4), area(4, 0, null)]
    const cases = changeFigures(a, b, { metric: 'count', lengths: null })
    expect(cases.map(({ change, unsure }) => [change, unsure])).toEqual([[10, false], [-2, true], [null, false], [2, true], [4, true]])
    const rates = changeFigures(a, b, { metric: 'rate', lengths: null })
    expect(rates.map(({ change }) => change)).toEqual([10, -4, null, null, 4])
    expect(rates[4]).toMatchObject({ a: 4, b: 0, rateA: 4, rateB: 0 })
  })

  test('against a longer period is reckoned by days, in the number and in the test', () => {
    const lengths = { a: 30, b: 90 }
    const [even, less] = changeFigures([area(1, 10), area(2, 0)], [area(1, 30), area(2, 30)], { metric: 'count', lengths })
    expect(even).toMatchObject({ change: 0, unsure: true })
    expect(less).toMatchObject({ change: -10, unsure: false })
    expect([scaleOf({ a: 366, b: 365 }), scaleOf({ a: 30, b: 31 }), scaleOf({ a: 28, b: 31 })]).toEqual([1, 1, 28 / 31])
  })
})

describe('what a list beside the map judges', () => {
  test('is hatched where it is not clear there, whatever the test of two counts says, and as before where the list has no such place', () => {
    const figures = changeFigures([area(1, 40), area(2, 40), area(3, 40), area(4, 3)], [area(1, 10), area(2, 10), area(3, 10), area(4, 2)], { metric: 'count', lengths: null })
    expect(figures.map(({ unsure }) => unsure)).toEqual([false, false, false, true])
    const listed = judged(figures, new Map([[1, 'same'], [2, 'few'], [4, 'rising']] as const))
    expect(listed.map(({ unsure }) => unsure)).toEqual([true, true, false, false])
    expect(listed.map(({ change }) => change)).toEqual([30, 30, 30, 1])
  })
})

describe('classes of change', () => {
  test('begin at round numbers', () => {
    expect(changeBounds([], true)).toEqual([])
    expect(changeBounds([0, 0], true)).toEqual([])
    expect(changeBounds([1, -1, 0], true)).toEqual([1])
    expect(changeBounds([1, -3, 2], true)).toEqual([1, 2])
    expect(changeBounds([1, 1, 1, 1, 1, 1, 1, 1, -2, -1, -1, 16], true)).toEqual([1, 2, 5])
    expect(changeBounds([28, -14, 9, 3, 1, -4, -11], true)).toEqual([5, 10, 20])
    expect(changeBounds([0.4, -0.25, 0.11], false)).toEqual([0.05, 0.1, 0.2])
  })

  test('are symmetric, grow outwards, and one change belongs to one of them, whatever the changes', () => {
    const changes = fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 1, maxLength: 80 })
    fc.assert(fc.property(changes, fc.boolean(), (raw, whole) => {
      const values = whole ? raw : raw.map((value) => value / 7)
      const bounds = changeBounds(values, whole)
      expect(bounds.length).toBeLessThanOrEqual(3)
      for (const [k, bound] of bounds.entries()) {
        expect(bound).toBeGreaterThan(bounds[k - 1] ?? 0)
        expect(String(bound)).toMatch(/^(0\.0*)?[125]0*$/)
      }
      const steps = values.map((value) => changeStep(value, bounds, whole))
      for (const [k, value] of values.entries()) {
        expect(changeStep(-value, bounds, whole) + steps[k]!).toBe(0)
        expect(Math.abs(value)).toBeGreaterThanOrEqual(bounds[Math.abs(steps[k]!) - 1] ?? 0)
        expect(Math.abs(value)).toBeLessThan(bounds[Math.abs(steps[k]!)] ?? Infinity)
      }
      // the last class is used, so that the scale is not wasted
      expect(Math.max(...steps.map(Math.abs))).toBe(bounds.length)
    }), { seed: 1, numRuns: 300 })
  })

  test('are numbered from the greatest rise to the greatest fall, sure before unsure, and what stayed is not painted', () => {
    const bounds = [1, 2, 5]
    const numbers = [3, 2, 1, -1, -2, -3].map((step) => [changeClass(step, false, bounds), changeClass(step, true, bounds)])
    expect(numbers).toEqual([[1, 2], [3, 4], [5, 6], [7, 8], [9, 10], [11, 12]])
    expect([changeClass(0, true, bounds), changeClass(0, false, bounds)]).toEqual([0, 0])
    const figures = changeFigures([area(7, 30), area(8, 'complement'), area(9, 1)], [area(7, 2), area(8, 1), area(9, 1)], { metric: 'count', lengths: null })
    expect([...changeClasses(figures, bounds, true)]).toEqual([[7, 1], [8, -1], [9, 0]])
    expect(byChange(figures).map(({ index }) => index)).toEqual([7, 9, 8])
  })
})

test('days of a period are counted alike whatever the year', () => {
  fc.assert(fc.property(fc.integer({ min: 15_000, max: 21_000 }), fc.integer({ min: 1, max: 900 }), (first, length) => {
    expect(lengthDays({ from: dayOfNumber(first), to: dayOfNumber(first + length - 1) }, '2099-01-01' as Day)).toBe(length)
  }), { seed: 1 })
})

test('nothing is compared with a time that the ledger does not reach back to', () => {
  const told = (first: Day | null, other: 'before' | 'year' = 'before') => otherSide(quarter, { by: 'period', with: other }, TODAY, { first }).why?.zh
  expect([told('2026-07-01' as Day), told('2026-04-10' as Day), told(null)]).toEqual(['台账自 2026年7月1日 起，无从比较', undefined, undefined])
  // three months that are on record from their second week on would be held against three whole ones
  expect(told('2026-04-11' as Day)).toContain('无从比较')
  expect(told('2026-04-10' as Day, 'year')).toContain('无从比较')
  expect(recordBegins('2026-04-10' as Day, 'yearBefore').zh).toBe('台账自 2026年4月10日 起，无从与去年同期比较')
})

describe('two places by their residents', () => {
  // exact bounds of R's poisson.test(n, conf.level = 0.9)
  test.each([[0, 0, 2.996], [5, 1.970, 10.513], [22, 14.894, 31.42], [322, 293.064, 353.119]])('bounds of %i cases are those of the exact test', (n, low, high) => {
    const found = countInterval(n)
    expect(Math.abs(found.low - low)).toBeLessThan(0.03)
    expect(Math.abs(found.high - high)).toBeLessThan(0.03)
  })

  test('the smaller town may have the higher rate, and few cases are told as such', () => {
    const side = (count: number, residents: number) => ({ count, perTenThousand: { denominator: residents } }) as unknown as Summary
    const found = sideRates(side(20, 3_000), side(322, 60_000))!
    expect(found.a.value).toBeCloseTo(66.67, 2)
    expect([Math.round(found.b.value * 10) / 10]).toEqual([53.7])
    expect(found.a.low).toBeLessThan(found.b.high)
    expect([found.unsure, sideRates(side(240, 30_000), side(322, 60_000))!.unsure]).toEqual([true, false])
    expect(sideRates(side(24, 0), side(322, 60_000))).toBeNull()
  })
})
