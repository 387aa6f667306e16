import { expect, test } from 'vitest'
import { erfc, quantileOfLog, twoSidedP } from '../../../server/analysis/normal.ts'

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

/** Of mpmath at 40 digits: the logarithm of a probability and its quantile. */
const QUANTILES: [number, number, number][] = [
  [-0.7, -0.008559478582480282, 1e-13],
  [-1, -0.33747496376420244, 1e-15],
  [-2.5, -1.3911828143255685, 1e-15],
  [-2.7, -1.496931720373832, 1e-15],
  [-20, -5.879209356485336, 1e-15],
  [-25.1, -6.672590698324381, 1e-15],
  [-700, -37.295079632647415, 1e-15],
  [-1000, -44.6157477319694, 1e-12],
  [-5000, -99.9447481748411, 1e-8],
]

test.each(QUANTILES)('the quantile of e^%s', (logP, exact, within) => {
  expect(Math.abs(quantileOfLog(logP) / exact - 1)).toBeLessThan(within)
})

test('a quantile is the way back from its probability', () => {
  for (let z = -8; z <= 0; z += 0.125) expect(quantileOfLog(Math.log(erfc(-z * Math.SQRT1_2) / 2))).toBeCloseTo(z, 12)
})

test('the median, what cannot be, and what is more than a half', () => {
  expect(quantileOfLog(-Math.LN2)).toBe(0)
  expect(quantileOfLog(-Infinity)).toBe(-Infinity)
  expect([quantileOfLog(-0.5), quantileOfLog(NaN)]).toEqual([NaN, NaN])
})
