import { describe, expect, test } from 'vitest'
import { SORTS } from '../../../../server/contract/caseTable.ts'
import { fileColumns, FIRST_COLUMNS, moved, PAGE_COLUMNS, pressed, readColumns, toggled, withOrder } from '../../../../web/panels/ledger/columns.ts'
import fc from '../../../property.ts'

const chosen = fc.shuffledSubarray([...PAGE_COLUMNS], { minLength: 1 })
const one = fc.constantFrom(...PAGE_COLUMNS)

describe('columns to taste', () => {
  test('what a browser kept is read as far as it is known, and is never nothing', () => {
    expect(readColumns(['code', 'town', 'gone', 'code', 7, 'people'])).toEqual(['code', 'people'])
    for (const kept of [null, 'code', [], ['gone'], { 0: 'code' }]) expect(readColumns(kept)).toEqual(FIRST_COLUMNS)
    fc.assert(fc.property(chosen, (columns) => {
      expect(readColumns(JSON.parse(JSON.stringify(columns)))).toEqual(columns)
    }), { seed: 1 })
  })

  test('one comes and goes, the others keep their order, and one stays', () => {
    fc.assert(fc.property(chosen, one, (columns, column) => {
      const next = toggled(columns, column)
      expect(next.filter((other) => other !== column)).toEqual(columns.filter((other) => other !== column))
      expect(next.includes(column)).toBe(!columns.includes(column) || columns.length === 1)
      expect(next.length).toBeGreaterThan(0)
    }), { seed: 1 })
    expect(toggled(['code', 'summary'], 'colour')).toEqual(['code', 'colour', 'summary'])
    expect(toggled(['code'], 'code')).toEqual(['code'])
  })

  test('moving one keeps all of them, stops at both ends, and the way back leads back', () => {
    const places = chosen.chain((columns) => fc.record({ columns: fc.constant(columns), at: fc.nat(columns.length - 1), to: fc.nat(columns.length - 1) }))
    fc.assert(fc.property(places, fc.integer({ min: 0, max: 3 }), ({ columns, at, to }, beyond) => {
      const column = columns[at]!
      const next = moved(columns, column, to - at)
      expect([...next].sort()).toEqual([...columns].sort())
      expect(next.indexOf(column)).toBe(to)
      expect(moved(next, column, at - to)).toEqual(columns)
      expect(moved(columns, column, columns.length + beyond).at(-1)).toBe(column)
      expect(moved(columns, column, -columns.length - beyond)[0]).toBe(column)
    }), { seed: 1 })
    expect(moved(['code'], 'people', 1)).toEqual(['code'])
  })
})

test('the column that rows are ordered by is always there, behind the first one where nobody chose it', () => {
  expect(withOrder(['code', 'summary'], 'amount')).toEqual(['code', 'amount', 'summary'])
  expect(withOrder(['code', 'amount'], 'amount')).toEqual(['code', 'amount'])
})

test('a head asks for its own way round first, then for the other; one without an order asks for nothing', () => {
  expect(pressed('dueOn', { by: 'occurredOn', descending: true })).toEqual({ by: 'dueOn', descending: false })
  expect(pressed('dueOn', { by: 'dueOn', descending: false })).toEqual({ by: 'dueOn', descending: true })
  expect(pressed('amount', { by: 'dueOn', descending: false })).toEqual({ by: 'amount', descending: true })
  expect(PAGE_COLUMNS.filter((column) => pressed(column, { by: 'dueOn', descending: true }))).toEqual(PAGE_COLUMNS.filter((column) => SORTS.is(column)))
})

test('a file tells in a column what the page says beside the due day', () => {
  expect(fileColumns(['dueOn', 'code'])).toEqual(['dueOn', 'overdueDays', 'code'])
  expect(fileColumns(['code'])).toEqual(['code'])
  expect(PAGE_COLUMNS).not.toContain('overdueDays')
})
