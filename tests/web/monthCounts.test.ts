import { expect, test } from 'vitest'
import { dayNumber, type Day } from '../../server/contract/day.ts'
import { monthCounts } from '../../web/stores/monthCounts.ts'

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
