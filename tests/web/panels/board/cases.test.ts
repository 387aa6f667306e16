import { expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import { AGES, DUES } from '../../../../server/contract/standing.ts'
import { oddness } from '../../../../web/panels/board/again/oddness.ts'
import { deadlineOf } from '../../../../web/panels/board/cases/deadline.ts'
import { toggled } from '../../../../web/panels/board/cases/toggled.ts'

test.each([
  ['2024-06-30', 'overdue', 1],
  ['2024-07-01', 'dueToday', 0],
  ['2024-07-08', 'soon', 7],
  ['2024-07-09', 'later', 8],
  [null, 'none', 0],
])('a case due on %s is %s', (dueOn, kind, days) => {
  expect(deadlineOf({ dueOn: dueOn as Day | null }, '2024-07-01' as Day)).toEqual({ kind, days })
})

test('a bin goes into the filter in the order of its vocabulary, and its list goes with the last one', () => {
  const none = { colour: ['red'] as const }
  const one = toggled({ ...none, due: undefined }, 'due', 'later', DUES.codes)
  expect(one).toEqual({ colour: ['red'], due: ['later'] })
  const two = toggled(one, 'due', 'overdue', DUES.codes)
  expect(two).toEqual({ colour: ['red'], due: ['overdue', 'later'] })
  expect(toggled(toggled(two, 'due', 'later', DUES.codes), 'due', 'overdue', DUES.codes)).toEqual({ colour: ['red'] })
  expect(toggled({ age: ['over90'] }, 'age', 'over30', AGES.codes)).toEqual({ age: ['over30', 'over90'] })
})

test('how rare a number is goes by its chance', () => {
  expect([1e-9, 0.0009, 0.001, 0.0199, 0.02, 1].map(oddness)).toEqual(['rare', 'rare', 'unusual', 'unusual', 'plain', 'plain'])
})
