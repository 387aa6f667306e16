import { describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber, type Day } from '../../../server/contract/day.ts'
import { isoWeek, nextStep, stepKey, stepStart, weekStart, type Step } from '../../../server/cube/calendar.ts'
import { comparedSpan, earlierBefore, earlierYear, periodBefore, weekYearBefore, yearBefore } from '../../../server/cube/period.ts'
import fc from '../../property.ts'

const number = (day: string) => dayNumber(day as Day)
const period = (from: string, to: string) => ({ from: number(from), to: number(to) })
const written = (one: { from: number; to: number } | null) => one && [dayOfNumber(one.from), dayOfNumber(one.to)]

describe('ISO weeks', () => {
  // published: ISO 8601 examples, https://en.wikipedia.org/wiki/ISO_week_date#Relation_with_the_Gregorian_calendar
  test.each([
    ['2005-01-01', '2004-W53'],
    ['2005-01-02', '2004-W53'],
    ['2005-12-31', '2005-W52'],
    ['2006-01-01', '2005-W52'],
    ['2006-01-02', '2006-W01'],
    ['2006-12-31', '2006-W52'],
    ['2007-01-01', '2007-W01'],
    ['2007-12-30', '2007-W52'],
    ['2007-12-31', '2008-W01'],
    ['2008-12-28', '2008-W52'],
    ['2008-12-29', '2009-W01'],
    ['2009-12-31', '2009-W53'],
    ['2010-01-03', '2009-W53'],
  ])('%s lies in %s', (day, key) => {
    expect(stepKey('week', stepStart('week', number(day)))).toBe(key)
  })

  test('a week and its start belong together', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 60_000 }), (day) => {
        const { year, week } = isoWeek(day)
        expect(weekStart(year, week)).toBe(stepStart('week', day))
        expect(new Date(stepStart('week', day) * 86_400_000).getUTCDay()).toBe(1)
      }),
      { seed: 1 },
    )
    expect(weekStart(2023, 53)).toBeNull()
  })
})

test.each(['day', 'week', 'month'] as Step[])('every day lies in exactly one %s', (step) => {
  fc.assert(
    fc.property(fc.integer({ min: -30_000, max: 60_000 }), (day) => {
      const start = stepStart(step, day)
      expect(start).toBeLessThanOrEqual(day)
      expect(nextStep(step, start)).toBeGreaterThan(day)
      expect(stepStart(step, nextStep(step, start))).toBe(nextStep(step, start))
    }),
    { seed: 1 },
  )
})

test.each([
  ['one that is over', { from: '2024-03-01', to: '2024-03-31' }, ['2024-03-01', '2024-03-31']],
  ['one that goes on', { from: '2024-06-01', to: '2024-07-31' }, ['2024-06-01', '2024-07-10']],
  ['one that begins today', { from: '2024-07-10', to: '2024-07-31' }, ['2024-07-10', '2024-07-10']],
  ['one that has not begun', { from: '2024-07-11', to: '2024-07-31' }, null],
  ['an open one', { from: '2024-03-01' }, null],
] as const)('what is compared of a period: %s', (_, span, days) => {
  expect(written(comparedSpan(span as { from: Day }, '2024-07-10' as Day))).toEqual(days)
})

describe('the period before', () => {
  test.each([
    ['a month', '2024-03-01', '2024-03-31', '2024-02-01', '2024-02-29'],
    ['a quarter', '2024-01-01', '2024-03-31', '2023-10-01', '2023-12-31'],
    ['a year', '2025-01-01', '2025-12-31', '2024-01-01', '2024-12-31'],
    ['ten days', '2024-03-11', '2024-03-20', '2024-03-01', '2024-03-10'],
    ['one day', '2024-03-02', '2024-03-02', '2024-03-01', '2024-03-01'],
    ['the first days of a month', '2026-11-01', '2026-11-29', '2026-10-01', '2026-10-29'],
    ['the first day of a month', '2024-03-01', '2024-03-01', '2024-02-01', '2024-02-01'],
    ['all but the last day of a month after a shorter one', '2026-03-01', '2026-03-30', '2026-02-01', '2026-02-28'],
    ['a month and the first days of the next', '2024-03-01', '2024-04-10', '2024-01-20', '2024-02-29'],
    ['31 days that are no month', '2024-03-02', '2024-04-01', '2024-01-31', '2024-03-01'],
  ])('%s', (_, from, to, first, last) => {
    expect(written(periodBefore(period(from, to)))).toEqual([first, last])
  })
})

describe('a year earlier', () => {
  test.each([
    ['plain days', '2024-03-05', '2024-03-10', '2023-03-05', '2023-03-10'],
    ['29 February', '2024-02-20', '2024-02-29', '2023-02-20', '2023-02-28'],
    ['from 29 February', '2024-02-29', '2024-03-02', '2023-02-28', '2023-03-02'],
    ['a whole February', '2025-02-01', '2025-02-28', '2024-02-01', '2024-02-29'],
    ['part of a February', '2025-02-03', '2025-02-28', '2024-02-03', '2024-02-28'],
    ['a year', '2024-01-01', '2024-12-31', '2023-01-01', '2023-12-31'],
  ])('%s', (_, from, to, first, last) => {
    expect(written(yearBefore(period(from, to)))).toEqual([first, last])
  })

  test('of a week: the week of the same number, and none for a 53rd without one', () => {
    expect(written(weekYearBefore(period('2024-03-11', '2024-03-17')))).toEqual(['2023-03-13', '2023-03-19'])
    expect(written(weekYearBefore(period('2024-03-13', '2024-03-14')))).toEqual(['2023-03-15', '2023-03-16'])
    expect(weekYearBefore(period('2020-12-28', '2021-01-03'))).toBeNull()
  })
})

describe('earlier cases stand as of', () => {
  test.each([
    // the period, today, then of the period before and of the year before
    ['a month that is over', '2026-09-01', '2026-09-30', '2026-11-30', '2026-10-31', '2025-11-30'],
    ['a month that ends today', '2026-11-01', '2026-11-30', '2026-11-30', '2026-10-31', '2025-11-30'],
    ['a month that goes on', '2026-11-01', '2026-11-10', '2026-11-10', '2026-10-10', '2025-11-10'],
    ['the first days of a month that is over', '2026-11-01', '2026-11-10', '2026-12-20', '2026-11-19', '2025-12-20'],
    ['twelve months', '2025-12-01', '2026-11-30', '2026-11-30', '2025-11-30', '2025-11-30'],
    ['a February that ends today', '2025-02-01', '2025-02-28', '2025-02-28', '2025-01-31', '2024-02-29'],
    ['a leap day', '2024-02-20', '2024-02-29', '2024-02-29', '2024-02-19', '2023-02-28'],
  ])('%s', (_, from, to, today, before, year) => {
    const then = [earlierBefore, earlierYear].map((of) => dayOfNumber(of(period(from, to), number(today)).asOf))
    expect(then).toEqual([before, year])
  })

  test('no day before their last one, and none of today or later', () => {
    fc.assert(fc.property(fc.integer({ min: 18_000, max: 21_000 }), fc.nat(800), fc.nat(900), (from, days, since) => {
      const [now, today] = [{ from, to: from + days }, from + days + since]
      for (const { to, asOf } of [earlierBefore(now, today), earlierYear(now, today)]) {
        expect(asOf).toBeGreaterThanOrEqual(to)
        expect(asOf).toBeLessThan(today)
      }
    }), { seed: 1 })
  })
})
