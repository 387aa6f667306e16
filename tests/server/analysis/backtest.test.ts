import { describe, expect, test } from 'vitest'
import { indicesOf, scoreNamed } from '../../../server/analysis/backtest.ts'
import { nameTop } from '../../../server/analysis/rivals.ts'
import { spreadOf } from '../../../server/analysis/spread.ts'
import fc from '../../property.ts'

describe('scores', () => {
  const counts = [6, 0, 3, 1, 0]

  test('by hand, counting areas', () => {
    const sums = scoreNamed([0, 3], { counts, elsewhere: 2 })
    expect(sums).toEqual({ named: 2, caught: 7, cases: 12, bestByNumber: 9, bestByCost: 9, cost: 2, whole: 5 })
    const { hitRate, pai, pei, peiStar } = indicesOf(sums)
    expect([hitRate, pei, peiStar]).toEqual([7 / 12, 7 / 9, 7 / 9])
    expect(pai).toBeCloseTo(7 / 12 / (2 / 5), 12)
  })

  test('by hand, where areas cost residents', () => {
    const sums = scoreNamed([0, 3], { counts }, { cost: [4000, 100, 500, 500, 900], whole: 8000 })
    // for 4,500: all of the third (3 for 500), then 4,000 of the first and the fourth, which catch 1.5 and 2 for each 1,000
    expect(sums).toMatchObject({ caught: 7, cost: 4500, whole: 8000, bestByNumber: 9 })
    expect(sums.bestByCost).toBeCloseTo(3 + 1 + (6 * 3500) / 4000, 12)
    expect(indicesOf(sums).pai).toBeCloseTo(7 / 10 / (4500 / 8000), 12)
  })

  test('null where there is nothing to divide by', () => {
    expect(indicesOf(scoreNamed([0], { counts: [0, 0] }))).toEqual({ hitRate: null, pai: null, pei: null, peiStar: null })
    expect(indicesOf(scoreNamed([], { counts }))).toEqual({ hitRate: null, pai: null, pei: null, peiStar: null })
    expect(indicesOf(scoreNamed([1], { counts }, { cost: [1, 0, 1, 1, 1] }))).toMatchObject({ hitRate: 0, pai: null, pei: 0 })
  })

  const month = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 9 })

  test('no choice that costs as little catches more than the best, and none of as many', () => {
    fc.assert(
      fc.property(month, (areas) => {
        const list = areas.flatMap(([, , named], area) => (named ? [area] : []))
        const [counted, cost] = [areas.map(([count]) => count), areas.map(([, price]) => price)]
        const sums = scoreNamed(list, { counts: counted }, { cost })
        for (let choice = 0; choice < 2 ** areas.length; choice++) {
          const chosen = areas.map((_, area) => area).filter((area) => (choice >> area) & 1)
          const caught = chosen.reduce((sum, area) => sum + counted[area]!, 0)
          const dearer = chosen.reduce((sum, area) => sum + cost[area]!, 0) > sums.cost
          expect(caught <= sums.bestByCost + 1e-9 || dearer).toBe(true)
          expect(caught <= sums.bestByNumber || chosen.length > list.length).toBe(true)
        }
        expect(sums.caught).toBeLessThanOrEqual(sums.bestByCost)
        expect(sums.bestByNumber).toBe(nameTop(counted, { areas: list.length }).reduce((sum, area) => sum + counted[area]!, 0))
      }),
      { seed: 8 },
    )
  })
})

describe('rivals', () => {
  test('name as many areas, even without a case, ties by the second ranking and then by position', () => {
    expect(Array.from(nameTop([0, 2, 0, 2, 0], { areas: 4 }))).toEqual([1, 3, 0, 2])
    expect(Array.from(nameTop([0, 2, 0, 2, 0], { areas: 4 }, { ties: [1, 1, 5, 3, 9] }))).toEqual([3, 1, 4, 2])
    expect(Array.from(nameTop([1, 2], { areas: 9 }))).toEqual([1, 0])
    expect(Array.from(nameTop([1, 2], { areas: 0 }))).toEqual([])
  })

  test('or whatever still fits into the cost', () => {
    expect(Array.from(nameTop([9, 8, 7, 6], { cost: 10, of: [6, 5, 4, 1] }))).toEqual([0, 2])
    expect(Array.from(nameTop([9, 8, 7, 6], { cost: 7, of: [6, 5, 4, 1] }))).toEqual([0, 3])
  })
})

describe('spread over months', () => {
  test('quartiles between the two nearest values, without the months that have none', () => {
    expect(spreadOf([4, null, 1, 2, 10])).toEqual({ n: 4, least: 1, lower: 1.75, median: 3, upper: 5.5, most: 10 })
    expect(spreadOf([7])).toEqual({ n: 1, least: 7, lower: 7, median: 7, upper: 7, most: 7 })
    expect(spreadOf([null])).toBeNull()
  })
})
