import { describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { calendarBreaks, calendarClass, calendarOf } from '../../web/charts/calendar.ts'
import fc from '../property.ts'

const day = fc.integer({ min: 17_000, max: 21_000 })

describe('a year of days', () => {
  test('every week is a column of seven days from Monday, and the last one holds the last day', () => {
    fc.assert(fc.property(day, (until) => {
      const { first, weeks, cells } = calendarOf({ first: until, count: [] }, dayOfNumber(until))
      expect(cells).toHaveLength(weeks * 7)
      expect(new Date(first * 86_400_000).getUTCDay()).toBe(1)
      expect(until - first).toBeGreaterThanOrEqual((weeks - 1) * 7)
      expect(until - first).toBeLessThan(weeks * 7)
      expect(cells.map((cell) => dayNumber(cell.day))).toEqual(cells.map((_, at) => first + at))
    }), { seed: 1 })
  })

  test('days carry their cases; of days outside the record nothing is known', () => {
    const first = dayNumber('2026-03-02' as Day)
    const { cells } = calendarOf({ first, count: [4, 0, 2] }, '2026-03-05' as Day, 1)
    expect(cells.map(({ count }) => count)).toEqual([4, 0, 2, null, null, null, null])
  })

  test('months are named where they begin', () => {
    const { months } = calendarOf({ first: 0, count: [] }, '2026-03-31' as Day, 9)
    expect(months).toEqual([{ column: 0, day: '2026-02-02' }, { column: 4, day: '2026-03-02' }])
  })

  test('classes grow, hold at least one day each, and none is for no case', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 371 }), (counts) => {
      const cells = counts.map((count) => ({ day: '2026-01-01' as Day, count }))
      const lows = calendarBreaks(cells)
      expect([...lows].sort((a, b) => a - b)).toEqual(lows)
      const used = new Set(counts.map((count) => calendarClass(count, lows)))
      for (let at = 1; at <= lows.length; at++) expect(used.has(at)).toBe(true)
      expect(counts.every((count) => (calendarClass(count, lows) === 0) === (count === 0))).toBe(true)
    }), { seed: 1 })
  })
})
