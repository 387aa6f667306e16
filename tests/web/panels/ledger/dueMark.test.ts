import { describe, expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/answers.ts'
import type { State } from '../../../../server/contract/states.ts'
import { dueMark } from '../../../../web/panels/ledger/dueMark.ts'

const today = '2026-03-05' as Day
const mark = (dueOn: string | null, state: State, overdue = false) => dueMark({ dueOn: dueOn as Day | null, state, overdue }, today)

describe('the due day of a case', () => {
  test.each([
    ['2026-03-04', true, { kind: 'overdue', days: 1 }],
    ['2025-03-05', true, { kind: 'overdue', days: 365 }],
    ['2026-03-05', false, { kind: 'today' }],
    ['2026-03-06', false, { kind: 'soon', days: 1 }],
    ['2026-03-08', false, { kind: 'soon', days: 3 }],
    ['2026-03-09', false, null],
  ])('%s, overdue %s', (dueOn, overdue, said) => {
    expect(mark(dueOn, 'mediating', overdue)).toEqual(said)
  })

  test('presses nobody where there is none, or the case is out of hand', () => {
    expect(mark(null, 'mediating')).toBeNull()
    for (const state of ['closed', 'archived', 'terminated', 'escalated'] as const) expect(mark('2026-03-05', state)).toBeNull()
  })

  test('the server decides what is overdue, the page only says by how much', () => {
    expect(mark('2026-03-04', 'mediating', false)).toBeNull()
    expect(mark('2026-03-05', 'mediating', true)).toEqual({ kind: 'overdue', days: 1 })
  })
})
