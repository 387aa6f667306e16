import { describe, expect, test } from 'vitest'
import type { Day } from '../../../geodata/place/area.ts'
import { SUBSIDY_EXAMPLE, type SubsidyCase, type SubsidyTable } from '../../../server/contract/subsidy.ts'
import { subsidyFor } from '../../../server/ledger/subsidy.ts'

const day = (text: string) => text as Day
const ANY = { agreement: null, colours: [], leastPeople: null, leastAmountFen: null, confirmed: null }
const closed = (change: Partial<SubsidyCase> = {}): SubsidyCase => ({ agreement: 'written', colour: 'blue', people: 2, amountFen: null, confirmed: false, ...change })
const TABLES: SubsidyTable[] = [
  { from: day('2023-01-01'), until: day('2023-12-31'), rates: SUBSIDY_EXAMPLE },
  { from: day('2024-01-01'), until: null, rates: [{ ...ANY, leastPeople: 10, fen: 90_000 }, { ...ANY, leastAmountFen: 1_000_000, fen: 80_000 }, { ...ANY, agreement: 'oral', fen: 6_000 }] },
]

describe('the subsidy of a case', () => {
  test.each<[Partial<SubsidyCase>, string, number | null]>([
    [{}, '2023-06-01', 10_000],
    [{ colour: 'red' }, '2023-06-01', 50_000],
    [{ colour: 'red', agreement: 'oral' }, '2023-06-01', 5_000],
    [{ confirmed: true }, '2023-06-01', 15_000],
    [{ colour: 'yellow', confirmed: true }, '2023-06-01', 20_000],
    [{ agreement: null }, '2023-06-01', null],
    // days of the change of tables
    [{ agreement: 'oral' }, '2023-12-31', 5_000],
    [{ agreement: 'oral' }, '2024-01-01', 6_000],
    [{ agreement: 'oral' }, '2022-12-31', null],
    [{ people: 10 }, '2024-05-01', 90_000],
    [{ people: 9 }, '2024-05-01', null],
    [{ people: null, amountFen: 1_000_000 }, '2024-05-01', 80_000],
    [{ amountFen: 999_999, agreement: 'oral' }, '2024-05-01', 6_000],
  ])('%j on %s is %s', (change, on, fen) => {
    expect(subsidyFor(TABLES, closed(change), day(on))).toBe(fen)
  })

  test('is nothing where a county set no rates', () => {
    expect(subsidyFor([], closed({ colour: 'red' }), day('2024-01-01'))).toBeNull()
  })
})
