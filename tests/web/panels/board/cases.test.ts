import { expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import { oddness } from '../../../../web/panels/board/again/oddness.ts'
import { deadlineOf } from '../../../../web/panels/board/cases/deadline.ts'

test.each([
  ['2024-06-30', 'overdue', 1],
  ['2024-07-01', 'dueToday', 0],
  ['2024-07-08', 'soon', 7],
  ['2024-07-09', 'later', 8],
  [null, 'none', 0],
])('a case due on %s is %s', (dueOn, kind, days) => {
  expect(deadlineOf({ dueOn: dueOn as Day | null }, '2024-07-01' as Day)).toEqual({ kind, days })
})

test('how rare a number is goes by its chance', () => {
  expect([1e-9, 0.0009, 0.001, 0.0199, 0.02, 1].map(oddness)).toEqual(['rare', 'rare', 'unusual', 'unusual', 'plain', 'plain'])
})
