import { describe, expect, test } from 'vitest'
import { geary, moran } from '../../../server/analysis/global.ts'
import { listWeights } from '../../../server/analysis/weightsFrom.ts'
import { rowStandardised } from '../../../server/analysis/weightsOf.ts'
import fc from '../../property.ts'
import { aMap, lattice, meanOf, near, ordersOf, reordered, varianceOf } from './grounds.ts'

const uneven = rowStandardised(listWeights([[1, 2], [0, 2, 3], [4], [], [1]]))

describe.each([
  ["Moran's I", moran],
  ["Geary's C", geary],
])('%s', (_, statistic) => {
  test('has the mean and variance of every order in which the values could lie', () => {
    const values = [3, 1, 4, 1, 9]
    const found = statistic(values, uneven)!
    const each = ordersOf(values).map((order) => statistic(order, uneven)!.statistic)
    expect(found.expectation).toBeCloseTo(meanOf(each), 10)
    expect(found.variance).toBeCloseTo(varianceOf(each), 10)
    expect(found.z).toBeCloseTo((found.statistic - meanOf(each)) / Math.sqrt(varianceOf(each)), 10)
  })

  test('does not mind the order of the areas, a constant, or the unit', () => {
    fc.assert(
      fc.property(aMap, fc.boolean(), fc.integer({ min: 1, max: 30 }), ({ values, weights }, standardised, unit) => {
        const used = standardised ? rowStandardised(weights) : weights
        const position = [...values.keys()].map((i) => values.length - 1 - i)
        const found = statistic(values, used)
        const others = [
          statistic(values.map((value) => value * unit - 17), used),
          statistic([...values].reverse(), reordered(used, position)),
        ]
        const told = [found?.statistic ?? NaN, found?.z ?? NaN]
        for (const other of others) expect([other?.statistic ?? NaN, other?.z ?? NaN]).toEqual(near(told, 7))
      }),
      { seed: 4 },
    )
  })

  test.each([
    ['equal values', Array<number>(9).fill(0.1), lattice(3)],
    ['three areas', [1, 2, 3], listWeights([[1], [0, 2], [1]])],
    ['nobody a neighbour', [1, 2, 3, 4], listWeights([[], [], [], []])],
    ['no area', [], listWeights([])],
  ])('tells nothing of %s', (__, values, weights) => {
    expect(statistic(values, weights)).toBeNull()
  })

  test('is as it is where everybody is everybody’s neighbour', () => {
    const all = listWeights(Array.from({ length: 6 }, () => [0, 1, 2, 3, 4, 5]))
    const { z, p } = statistic([1, 5, 2, 8, 3, 3], all)!
    expect([z, p]).toEqual([0, 1])
  })
})

test('a chessboard repels, halves attract', () => {
  const rook = listWeights(
    Array.from({ length: 36 }, (_, i) => [i % 6 > 0 ? i - 1 : i, i % 6 < 5 ? i + 1 : i, i > 5 ? i - 6 : i, i < 30 ? i + 6 : i]),
  )
  const board = Array.from({ length: 36 }, (_, i) => ((i % 6) + Math.floor(i / 6)) % 2)
  const halves = Array.from({ length: 36 }, (_, i) => (i < 18 ? 0 : 1))
  expect(moran(board, rook)!.statistic).toBeCloseTo(-1, 12)
  expect(moran(halves, rook)!.z).toBeGreaterThan(5)
  expect(geary(halves, rook)!.z).toBeLessThan(-5)
})
