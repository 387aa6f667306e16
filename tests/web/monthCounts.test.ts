import { expect, test } from 'vitest'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { periodBefore } from '../../server/cube/period.ts'
import { isThisMonth, monthCounts, monthJustOver } from '../../web/stores/monthCounts.ts'

const day = (text: string) => text as Day
const FIRST = dayNumber(day('2025-01-01'))
/** one case a day */
const days = { first: FIRST, count: new Int32Array(dayNumber(day('2026-12-31')) - FIRST + 1).fill(1) }

test('this month so far stands against the same days of last month and of a year ago', () => {
  expect(monthCounts(days, day('2026-11-12'), day('2025-01-01'))).toEqual({ from: '2026-11-01', to: '2026-11-12', count: 12, lastMonth: 12, lastYear: 12 })
})

test('a shorter month is taken whole, and no day of the next one', () => {
  expect(monthCounts(days, day('2026-03-31'), day('2025-01-01'))).toMatchObject({ count: 31, lastMonth: 28, lastYear: 31 })
})

test('before the ledger there is nothing to compare with', () => {
  expect(monthCounts(days, day('2025-12-31'), day('2025-01-01'))).toMatchObject({ count: 31, lastMonth: 30, lastYear: null })
  expect(monthCounts(days, day('2025-01-31'), null)).toMatchObject({ lastMonth: null, lastYear: null })
})

test('on show itself it has no line of its own, for the headline tells the same days', () => {
  const today = day('2026-11-12')
  const shown = ([from, to]: string[]) => isThisMonth({ ...(from && { from: day(from) }), ...(to && { to: day(to) }) }, today)
  expect([['2026-11-01', '2026-11-12'], ['2026-11-01', '2026-11-30']].map(shown)).toEqual([true, true])
  expect([['2026-11-01', '2026-11-11'], ['2026-11-02', '2026-11-12'], ['2025-12-01', '2026-11-12'], ['2026-11-01'], []].map(shown)).toEqual([false, false, false, false, false])
})

test('the days that last month is counted by are those of the period before, but on the last day of a month', () => {
  const count = new Int32Array(days.count.length).map((_, at) => at % 7)
  for (let at = dayNumber(day('2026-02-01')); at < dayNumber(day('2026-12-31')); at++) {
    const today = dayOfNumber(at)
    if (dayOfNumber(at + 1).endsWith('-01')) continue
    const { from, to } = periodBefore({ from: dayNumber(day(`${today.slice(0, 8)}01`)), to: at })
    expect([today, monthCounts({ first: FIRST, count }, today, day('2025-01-01')).lastMonth]).toEqual([today, count.subarray(from - FIRST, to - FIRST + 1).reduce((sum, one) => sum + one, 0)])
  }
})

test('in the first five days the month before is told as a whole, against the one before it and that of a year ago', () => {
  const over = (today: string, begins = '2025-01-01') => monthJustOver(days, day(today), day(begins))
  expect(over('2026-12-05')).toEqual({ from: '2026-11-01', monthBefore: '2026-10-01', yearBefore: '2025-11-01', count: 30, before: 31, lastYear: 30 })
  expect(over('2026-12-06')).toBeNull()
  expect(over('2026-03-01')).toMatchObject({ count: 28, before: 31, lastYear: 28 })
  expect(over('2026-01-01', '2025-12-01')).toMatchObject({ count: 31, before: null, lastYear: null })
  expect(over('2026-01-01', '2025-12-20')).toBeNull()
})
