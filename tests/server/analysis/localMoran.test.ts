import { describe, expect, test } from 'vitest'
import { gi } from '../../../server/analysis/localG.ts'
import { localMoran } from '../../../server/analysis/localMoran.ts'
import { moran } from '../../../server/analysis/global.ts'
import { listWeights } from '../../../server/analysis/weightsFrom.ts'
import { rowStandardised } from '../../../server/analysis/weightsOf.ts'
import fc from '../../property.ts'
import { aMap, lattice, meanOf, near, ordersOf, varianceOf } from './grounds.ts'

describe('local Moran', () => {
  test('has the mean and variance of every order in which the others, or all values, could lie', () => {
    const values = [3, 1, 4, 1, 9]
    const weights = rowStandardised(listWeights([[1, 2], [0, 2, 3], [4], [0, 4], [1]]))
    const orders = ordersOf(values)
    const each = orders.map((order) => [...localMoran(order, weights).i])
    const [conditional, total] = [localMoran(values, weights), localMoran(values, weights, { variance: 'total' })]
    values.forEach((value, i) => {
      const held = each.filter((_, at) => orders[at]![i] === value).map((found) => found[i]!)
      expect(conditional.expectation[i]).toBeCloseTo(meanOf(held), 10)
      expect(conditional.variance[i]).toBeCloseTo(varianceOf(held), 10)
      expect(total.expectation[i]).toBeCloseTo(meanOf(each.map((found) => found[i]!)), 10)
      expect(total.variance[i]).toBeCloseTo(varianceOf(each.map((found) => found[i]!)), 10)
    })
  })

  test('so has it about a zero of the values own', () => {
    const values = [3, -1, 4, -1, -2]
    const weights = rowStandardised(listWeights([[1, 2], [0, 2, 3], [4], [0, 4], [1]]))
    const orders = ordersOf(values)
    const each = orders.map((order) => [...localMoran(order, weights, { about: 0 }).i])
    const found = localMoran(values, weights, { about: 0 })
    expect(found.i[2]).toBeCloseTo((4 * -2) / (31 / 5), 12)
    values.forEach((value, i) => {
      const held = each.filter((_, at) => orders[at]![i] === value).map((one) => one[i]!)
      expect(found.expectation[i]).toBeCloseTo(meanOf(held), 10)
      expect(found.variance[i]).toBeCloseTo(varianceOf(held), 10)
    })
  })

  test('is the same about the mean, and what is drawn is the same about anything', () => {
    fc.assert(
      fc.property(aMap, fc.integer({ min: -9, max: 9 }), ({ values, weights }, about) => {
        const options = { permutations: 19, seed: 1 }
        const plain = localMoran(values, weights, options)
        const same = localMoran(values, weights, { about: meanOf(values), ...options })
        for (const name of ['i', 'expectation', 'variance'] as const) expect(Array.from(same[name])).toEqual(near(plain[name], 8))
        const other = localMoran(values, weights, { about, ...options })
        expect(other.permuted).toEqual(plain.permuted)
        const size = (z: Float64Array) => z.map((one, i) => (Math.abs(values[i]! - meanOf(values)) < 1e-9 || values[i] === about ? 0 : Math.abs(one)))
        expect(Array.from(size(other.z))).toEqual(near(size(plain.z), 7))
      }),
      { seed: 5 },
    )
  })

  test('sums to the Moran of the whole map, and has the z of Gi but for the sign', () => {
    fc.assert(
      fc.property(aMap, ({ values, weights }) => {
        const found = localMoran(values, weights)
        const whole = moran(values, weights)
        const sum = found.i.reduce((total, one) => total + (Number.isNaN(one) ? 0 : one), 0)
        expect(whole ? sum / weights.to.length : 0).toBeCloseTo(whole?.statistic ?? 0, 9)
        const mean = meanOf(values)
        const away = values.map((value) => (Math.abs(value - mean) < 1e-9 ? 0 : Math.sign(value - mean)))
        const turned = gi(values, weights).z.map((z, i) => z * away[i]!)
        expect(Array.from(found.z, (z, i) => z * Math.abs(away[i]!))).toEqual(near(turned, 8))
      }),
      { seed: 4 },
    )
  })

  test('names the quadrant of a place among its neighbours', () => {
    const weights = listWeights([[1], [0], [3], [2], [5], [4], [7], [6]])
    const values = [9, 8, 1, 2, 9, 1, 2, 7]
    expect(localMoran(values, weights).quadrant).toEqual([
      'high-high', 'high-high', 'low-low', 'low-low', 'high-low', 'low-high', 'low-high', 'high-low',
    ])
  })

  test('names it by what values are measured from', () => {
    const weights = listWeights([[1], [0], [3], [2]])
    expect(localMoran([9, 8, 1, 2], weights, { about: 0 }).quadrant).toEqual(Array(4).fill('high-high'))
    expect(localMoran([9, 8, 1, -2], weights, { about: 0 }).quadrant.slice(2)).toEqual(['high-low', 'low-high'])
  })

  test('says nothing of an island', () => {
    const found = localMoran([1, 2, 9, 4], listWeights([[1], [0], [], [0]]), { permutations: 9 })
    expect([found.i[2], found.expectation[2], found.variance[2], found.z[2], found.p[2], found.permuted!.p[2]]).toEqual(Array(6).fill(NaN))
    expect(found.quadrant[2]).toBeNull()
    expect(found.permuted!.p[0]).toBeGreaterThan(0)
  })

  test.each(['conditional', 'total'] as const)('finds nothing where all values are equal, %s', (variance) => {
    const { i, z, p } = localMoran(Array(9).fill(0.1), lattice(3), { variance })
    expect([[...i], [...z], [...p]]).toEqual([Array(9).fill(0), Array(9).fill(0), Array(9).fill(1)])
  })

  test('finds nothing between two areas, nor at the mean itself', () => {
    expect([...localMoran([1, 2], listWeights([[1], [0]])).p]).toEqual([1, 1])
    expect(localMoran([1, 2, 3, 2], listWeights([[1], [0], [3], [2]])).z[1]).toBe(0)
  })
})
