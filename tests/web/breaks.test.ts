import { describe, expect, test } from 'vitest'
import { breaksOf, classLabel, classOf, MOST_CLASSES } from '../../web/areas/breaks.ts'
import fc from '../property.ts'

describe('classes of the map', () => {
  test('nothing to class gives no breaks, and nothing is class 0', () => {
    expect(breaksOf([], true)).toBeNull()
    expect(breaksOf([0, 0], true)).toBeNull()
    expect(classOf(0, breaksOf([0, 3], true))).toBe(0)
  })

  test('few values have a class each', () => {
    const breaks = breaksOf([1, 1, 2, 5, 5, 0], true)!
    expect(breaks).toEqual({ lows: [1, 2, 5], max: 5, method: 'each' })
    expect([1, 2, 3].map((k) => classLabel(k, breaks, true))).toEqual(['1', '2', '5'])
  })

  test('like values stay together and the breaks between them are round', () => {
    const breaks = breaksOf([9, 80, 84, 109, 127, 189, 189, 211, 220, 239], true)!
    expect(breaks.lows).toEqual([1, 50, 100, 150, 200])
    expect(breaks.lows.map((_, k) => classLabel(k + 1, breaks, true))).toEqual(['1–49', '50–99', '100–149', '150–199', '≥ 200'])
  })

  test('one great value does not leave the rest in one class', () => {
    const many = Array.from({ length: 100 }, (_, k) => 1 + (k % 40))
    const breaks = breaksOf([...many, 900], true)!
    const used = new Set(many.map((value) => classOf(value, breaks)))
    expect(used.size).toBeGreaterThanOrEqual(4)
  })

  test('rates start below the first break and end open', () => {
    const breaks = breaksOf([1.2, 3.4, 8.8, 15, 33, 60, 61, 90], false)!
    expect(breaks.lows[0]).toBe(0)
    expect(classLabel(1, breaks, false)).toMatch(/^< /)
    expect(classLabel(breaks.lows.length, breaks, false)).toMatch(/^≥ /)
    expect(classLabel(1, breaksOf([7.23456], false)!, false)).toBe('≤ 7.23')
  })

  test('every class holds a value, breaks rise, classes keep the order of values', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 300 })
    const rates = fc.array(fc.double({ min: 0.01, max: 900, noNaN: true }), { minLength: 1, maxLength: 300 })
    const check = (values: number[], whole: boolean) => {
      const breaks = breaksOf(values, whole)
      if (!breaks) return
      expect([...breaks.lows].sort((a, b) => a - b)).toEqual(breaks.lows)
      expect(breaks.lows.length).toBeLessThanOrEqual(MOST_CLASSES)
      const shown = values.map((value) => (whole ? value : Number(value.toPrecision(3))))
      const filled = new Set(shown.filter((value) => value > 0).map((value) => classOf(value, breaks)))
      expect(filled.size).toBe(breaks.lows.length)
      const sorted = [...values].sort((a, b) => a - b).map((value) => classOf(value, breaks))
      expect([...sorted].sort((a, b) => a - b)).toEqual(sorted)
    }
    fc.assert(fc.property(counts, (values) => check(values, true)), { seed: 1 })
    fc.assert(fc.property(rates, (values) => check(values, false)), { seed: 1 })
  })
})
