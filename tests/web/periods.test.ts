import { describe, expect, test } from 'vitest'
import { dayOfNumber, type Day } from '../../server/contract/day.ts'
import { closedSpan, comparedOnce, defaultPeriod, onlyRecorded, PERIODS, periodSpan, stepFor, TOLD_PERIODS, unrecorded, type Span } from '../../web/stores/periods.ts'
import fc from '../property.ts'

const day = (text: string) => text as Day

describe('periods', () => {
  test.each([
    ['thisMonth', '2024-03-05', '2024-03-01', '2024-03-05'],
    ['lastMonth', '2024-03-05', '2024-02-01', '2024-02-29'],
    ['lastMonth', '2024-01-31', '2023-12-01', '2023-12-31'],
    ['last30', '2024-03-05', '2024-02-05', '2024-03-05'],
    ['last90', '2024-03-05', '2023-12-07', '2024-03-05'],
    ['last12m', '2024-03-05', '2023-04-01', '2024-03-05'],
    ['last12m', '2023-12-31', '2023-01-01', '2023-12-31'],
    ['thisYear', '2024-03-05', '2024-01-01', '2024-03-05'],
    ['lastYear', '2024-03-05', '2023-01-01', '2023-12-31'],
  ] as const)('%s on %s is %s to %s', (name, today, from, to) => {
    expect(periodSpan(name, day(today))).toEqual({ from, to })
  })

  test('no preset reaches beyond today or runs backwards', () => {
    fc.assert(fc.property(fc.integer({ min: 10_000, max: 40_000 }), fc.constantFrom(...PERIODS), (number, name) => {
      const today = dayOfNumber(number)
      const { from = today, to = today } = periodSpan(name, today)
      expect(from <= to && to <= today).toBe(true)
    }), { seed: 1 })
  })

  test('old data open with everything, new data with twelve months', () => {
    expect(defaultPeriod(day('2026-11-22'), { first: day('2018-01-01'), last: day('2018-12-31') })).toBe('all')
    expect(defaultPeriod(day('2026-11-22'), { first: day('2018-01-01'), last: day('2025-12-01') })).toBe('last12m')
    expect(defaultPeriod(day('2026-11-22'), null)).toBe('last12m')
    // twelve months up to now are no calendar year, which is what a screen wall is told
    expect(defaultPeriod(day('2026-11-22'), { first: day('2018-01-01'), last: day('2026-11-01') }, true)).toBe('thisYear')
    expect(defaultPeriod(day('2026-11-22'), { first: day('2018-01-01'), last: day('2025-12-01') }, true)).toBe('all')
    expect(PERIODS).toEqual(expect.arrayContaining([...TOLD_PERIODS]))
  })

  test('an open end closes at what is on record, and at today while it goes on', () => {
    const today = day('2026-11-22')
    const days = { first: day('2023-02-01'), last: day('2026-11-20') }
    expect(closedSpan({}, days, today)).toEqual({ from: '2023-02-01', to: '2026-11-22' })
    expect(closedSpan({}, { ...days, last: day('2024-12-31') }, today)).toEqual({ from: '2023-02-01', to: '2024-12-31' })
    expect(closedSpan({ from: day('2026-01-01') }, days, today)).toEqual({ from: '2026-01-01', to: '2026-11-22' })
    expect(closedSpan({ to: day('2020-01-01') }, days, today)).toEqual({ to: '2020-01-01' })
    expect(closedSpan({ from: day('2026-01-01') }, { ...days, last: day('2024-12-31') }, today)).toEqual({ from: '2026-01-01', to: '2026-11-22' })
    expect(closedSpan({}, null, today)).toEqual({ to: '2026-11-22' })
  })

  test.each([
    ['twelve whole months', { from: '2025-12-01', to: '2026-11-30' }, true],
    ['a calendar year after a leap year', { from: '2025-01-01', to: '2025-12-31' }, true],
    ['eleven months and some days', { from: '2025-12-01', to: '2026-11-29' }, false],
    ['a month', { from: '2025-12-01', to: '2025-12-31' }, false],
    ['an open end', { from: '2025-12-01' }, false],
    ['twelve whole months that are not over', { from: '2026-01-01', to: '2026-12-31' }, false],
  ] as const)('%s: is the period before the same as the year before?', (_, span, once) => {
    expect(comparedOnce(span as Span, day('2026-11-30'))).toBe(once)
  })

  test('each earlier period is compared as far as the ledger reaches back to its own first days', () => {
    const span = (from: string, to: string) => ({ from: day(from), to: day(to) })
    const month = { before: span('2026-10-01', '2026-10-31'), yearBefore: span('2025-11-01', '2025-11-30') }
    const missing = (first: string | null, held: Parameters<typeof unrecorded>[0] = month) => unrecorded(held, first === null ? null : day(first))
    expect(missing('2025-11-01')).toEqual([])
    expect(missing('2026-03-04')).toEqual(['yearBefore'])
    // a tenth of its days, and no more than fourteen of them, may pass before the first case
    expect([missing('2026-10-04'), missing('2026-10-05')]).toEqual([['yearBefore'], ['before', 'yearBefore']])
    const years = { before: span('2023-12-01', '2025-11-30'), yearBefore: span('2024-12-01', '2026-11-30') }
    expect([missing('2023-12-15', years), missing('2023-12-16', years)]).toEqual([[], ['before']])
    expect([missing(null), missing(null, { before: null, yearBefore: null })]).toEqual([['before', 'yearBefore'], []])
    expect(onlyRecorded({ count: 3, ...month }, day('2026-03-04'))).toEqual({ count: 3, before: month.before, yearBefore: null })
  })

  test('weeks up to half a year, months beyond, an open end by the data', () => {
    expect(stepFor({ from: day('2024-01-01'), to: day('2024-06-30') }, null)).toBe('week')
    expect(stepFor({ from: day('2024-01-01'), to: day('2024-07-31') }, null)).toBe('month')
    expect(stepFor({}, { first: day('2024-01-01'), last: day('2024-02-01') })).toBe('week')
    expect(stepFor({}, null)).toBe('month')
  })
})
