import { expect, test } from 'vitest'
import { erfc, twoSidedP } from '../../../server/analysis/normal.ts'

/** Of mpmath at 30 digits, as doubles. */
const EXACT: [number, number][] = [
  [-2, 1.9953222650189528],
  [0, 1],
  [0.1, 0.8875370839817152],
  [0.46875, 0.5073865267820619],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [4, 1.541725790028002e-8],
  [5, 1.5374597944280349e-12],
  [10, 2.088487583762545e-45],
  [20, 5.395865611607901e-176],
  [26, 5.663192408856143e-296],
]

test.each(EXACT)('erfc of %s', (x, expected) => {
  expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(4e-15)
})

test('the levels that tables print', () => {
  expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 14)
  expect(twoSidedP(-2.5758293035489004)).toBeCloseTo(0.01, 14)
  expect(twoSidedP(0)).toBe(1)
})

test('beyond what a double holds, and what is no number', () => {
  expect(twoSidedP(40)).toBe(0)
  expect(twoSidedP(-Infinity)).toBe(0)
  expect(erfc(-30)).toBe(2)
  expect(twoSidedP(NaN)).toBeNaN()
})
