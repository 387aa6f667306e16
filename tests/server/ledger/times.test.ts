import { describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber, type Day } from '../../../server/contract/day.ts'
import { timesWithin } from '../../../server/ledger/times.ts'

const within = (from: string, to: string) =>
  timesWithin(dayNumber(from as Day), dayNumber(to as Day)).map(({ code, from: first, to: last }) => [code, dayOfNumber(first), dayOfNumber(last)])

describe('times of the year within some days', () => {
  test('of the sun and the moon, cut to the days, by their first day', () => {
    // Spring Festival 2026 is 17 February; 元宵 3 March; 惊蛰 5 March
    expect(within('2026-02-01', '2026-02-28')).toEqual([['springFestival', '2026-02-01', '2026-02-28']])
    expect(within('2026-03-01', '2026-03-31')).toEqual([
      ['springFestival', '2026-03-01', '2026-03-04'],
      ['lantern', '2026-03-03', '2026-03-03'],
      ['springIrrigation', '2026-03-05', '2026-03-31'],
    ])
    expect(within('2026-09-01', '2026-09-30')).toEqual([['autumnHarvest', '2026-09-07', '2026-09-30'], ['midAutumn', '2026-09-25', '2026-09-25']])
  })

  test('before the festival of the year that comes', () => {
    // Spring Festival 2023 was 22 January
    expect(within('2023-01-01', '2023-01-31')).toEqual([['springFestival', '2023-01-02', '2023-01-31']])
    expect(within('2024-08-10', '2024-08-31')).toEqual([])
  })
})
