import { describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber, type Day } from '../../../../server/contract/day.ts'
import { RHYTHMS, type Rhythm } from '../../../../server/contract/meetings.ts'
import { lastPeriods, periodOf, periodsBetween } from '../../../../server/ledger/meetings/periods.ts'
import fc from '../../../property.ts'

const day = (text: string) => text as Day
const days = fc.integer({ min: dayNumber(day('1999-12-01')), max: dayNumber(day('2040-01-31')) }).map(dayOfNumber)
const rhythms = fc.constantFrom(...(RHYTHMS.codes as Rhythm[]))
const SEEDED = { seed: 20_240_305, numRuns: 400 }

describe('the period of a day', () => {
  test.each<[Rhythm, string, object]>([
    // ISO 8601: weeks of the turn of the year belong to the year of their Thursday
    ['week', '2024-12-30', { from: '2024-12-30', to: '2025-01-05', year: 2025, no: 1 }],
    ['week', '2027-01-03', { from: '2026-12-28', to: '2027-01-03', year: 2026, no: 53 }],
    ['week', '2024-03-10', { from: '2024-03-04', to: '2024-03-10', year: 2024, no: 10 }],
    ['week', '1969-12-31', { from: '1969-12-29', to: '1970-01-04', year: 1970, no: 1 }],
    ['halfmonth', '2024-02-15', { from: '2024-02-01', to: '2024-02-15', year: 2024, no: 3 }],
    ['halfmonth', '2024-02-16', { from: '2024-02-16', to: '2024-02-29', year: 2024, no: 4 }],
    ['month', '2023-12-31', { from: '2023-12-01', to: '2023-12-31', year: 2023, no: 12 }],
    ['quarter', '2024-05-20', { from: '2024-04-01', to: '2024-06-30', year: 2024, no: 2 }],
  ])('by %s of %s', (rhythm, of, period) => expect(periodOf(rhythm, day(of))).toEqual(period))

  test('holds that day, and is that of each of its days', () => {
    fc.assert(fc.property(rhythms, days, (rhythm, one) => {
      const period = periodOf(rhythm, one)
      expect([period.from <= one, one <= period.to]).toEqual([true, true])
      expect(periodOf(rhythm, period.from)).toEqual(period)
      expect(periodOf(rhythm, period.to)).toEqual(period)
    }), SEEDED)
  })

  test('follows the one before without a gap, its number by one or from one again', () => {
    fc.assert(fc.property(rhythms, days, (rhythm, one) => {
      const period = periodOf(rhythm, one)
      const next = periodOf(rhythm, dayOfNumber(dayNumber(period.to) + 1))
      expect(dayNumber(next.from)).toBe(dayNumber(period.to) + 1)
      expect([next.year, next.no]).toEqual(next.year === period.year ? [period.year, period.no + 1] : [period.year + 1, 1])
    }), SEEDED)
  })

  test('of a week is seven days from a Monday', () => {
    fc.assert(fc.property(days, (one) => {
      const { from, to } = periodOf('week', one)
      expect([new Date(from).getUTCDay(), dayNumber(to) - dayNumber(from)]).toEqual([1, 6])
    }), SEEDED)
  })
})

test('periods between two days cover them and no more', () => {
  fc.assert(fc.property(rhythms, days, fc.integer({ min: 0, max: 400 }), (rhythm, from, more) => {
    const to = dayOfNumber(dayNumber(from) + more)
    const found = periodsBetween(rhythm, from, to)
    expect(found[0]).toEqual(periodOf(rhythm, from))
    expect(found.at(-1)).toEqual(periodOf(rhythm, to))
    for (let k = 1; k < found.length; k++) expect(dayNumber(found[k]!.from)).toBe(dayNumber(found[k - 1]!.to) + 1)
    expect(lastPeriods(rhythm, to, found.length)).toEqual(found)
  }), SEEDED)
  expect(periodsBetween('week', day('2024-03-05'), day('2024-03-04'))).toEqual([])
})
