import { expect, test } from 'vitest'
import type { Day } from '../../../server/contract/day.ts'
import { periodHead, periodSaid } from '../../../web/i18n/meetingPeriods.ts'
import { addressQuery, parseAddress } from '../../../web/views/meetings/address.ts'

test('what is looked at stands in the address and comes back from it', () => {
  const query = { show: 'actions', kind: 'village_weekly', area: '990101101000', status: 'all', one: 'm1', edit: '1', of: '990101101201', on: '2024-06-12' }
  expect(addressQuery(parseAddress(query))).toEqual(query)
  expect(addressQuery(parseAddress({}))).toEqual({})
})

test('what the address cannot mean is as if it were not there', () => {
  expect(addressQuery(parseAddress({ show: 'x', kind: 'daily', status: 'lost', edit: 'yes', on: 'today' }))).toEqual({})
})

test.each([
  ['week', '2024-03-04', '2024-03-10', 10, '10周', 'W10'],
  ['halfmonth', '2024-03-01', '2024-03-15', 5, '3月上', 'Mar 1'],
  ['halfmonth', '2024-03-16', '2024-03-31', 6, '3月下', 'Mar 16'],
  ['month', '2024-03-01', '2024-03-31', 3, '3月', 'Mar'],
  ['quarter', '2024-04-01', '2024-06-30', 2, '二季', 'Q2'],
] as const)('a column of a %s is headed by its period', (rhythm, from, to, no, zh, en) => {
  const period = { from: from as Day, to: to as Day, year: 2024, no }
  expect([periodHead(rhythm, period, 'zh'), periodHead(rhythm, period, 'en')]).toEqual([zh, en])
  expect(periodSaid(rhythm, period, 'zh')).toContain('2024年')
})
