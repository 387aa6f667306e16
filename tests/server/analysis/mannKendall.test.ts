import { expect, test } from 'vitest'
import { mannKendall } from '../../../server/analysis/mannKendall.ts'
import fc from '../../property.ts'

test('a series that always rises: S of all pairs, p of z = 44/√125', () => {
  const trend = mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(trend).toMatchObject({ s: 45, variance: 125, tau: 1 })
  expect(trend.z).toBeCloseTo(44 / Math.sqrt(125), 14)
  expect(trend.p).toBeCloseTo(8.303070332644974e-5, 15)
})

test('ties take from the variance and from the pairs of tau', () => {
  // twelve values with groups of 2, 3, 3 and 2 equal ones
  const trend = mannKendall([1, 2, 2, 3, 3, 3, 4, 1, 5, 5, 2, 6])
  expect(trend.s).toBe(34)
  expect(trend.variance).toBeCloseTo((12 * 11 * 29 - (2 * 18 + 2 * 66)) / 18, 12)
  expect(trend.tau).toBeCloseTo(34 / Math.sqrt((66 - 8) * 66), 14)
})

test.each([[[]], [[7]], [[3, 3, 3, 3]]])('%j has no trend', (values) => {
  expect(mannKendall(values)).toMatchObject({ s: 0, tau: 0, z: 0, p: 1 })
})

const series = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 40 })

test('turned round in time it falls as much as it rose; only the order of the values matters', () => {
  fc.assert(
    fc.property(series, (values) => {
      const trend = mannKendall(values)
      const back = mannKendall(values.toReversed())
      expect(back.s).toBe(-trend.s || 0)
      expect(back.p).toBe(trend.p)
      expect(Math.abs(trend.tau)).toBeLessThanOrEqual(1 + 1e-12)
      expect(mannKendall(values.map((value) => Math.exp(value / 5)))).toEqual(trend)
    }),
    { seed: 1 },
  )
})
