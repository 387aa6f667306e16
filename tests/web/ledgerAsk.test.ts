import { describe, expect, test } from 'vitest'
import { SORTS } from '../../server/contract/caseTable.ts'
import { STATES } from '../../server/contract/states.ts'
import { askQuery, EMPTY_ASK, parseLedgerAsk, type LedgerAsk } from '../../web/stores/ledgerAsk.ts'
import fc from '../property.ts'

const asks: fc.Arbitrary<LedgerAsk> = fc.record({
  own: fc.record({
    q: fc.constantFrom('灌溉 用水', '990101-2024-00012', 'a&b=c'),
    state: fc.subarray([...STATES.codes], { minLength: 1 }),
    overdue: fc.constant(true as const),
    waiting: fc.constant(true as const),
    holder: fc.constantFrom('o1', 'o2'),
  }, { requiredKeys: [] }),
  order: fc.record({ by: fc.constantFrom(...SORTS.codes), descending: fc.boolean() }),
  cursor: fc.constantFrom(null, 'abc', 'x_-9'),
})

describe('what is asked of the ledger, and its address', () => {
  test('every ask comes back from its address', () => {
    fc.assert(fc.property(asks, (ask) => {
      const address = new URLSearchParams(askQuery(ask)).toString()
      expect(parseLedgerAsk(Object.fromEntries(new URLSearchParams(address)))).toEqual({ ask, notes: [] })
    }), { seed: 1 })
  })

  test('nothing asked is an empty address', () => {
    expect([askQuery(EMPTY_ASK), parseLedgerAsk({})]).toEqual([{}, { ask: EMPTY_ASK, notes: [] }])
  })

  test('what cannot be used is told and left out, the rest stays', () => {
    const { ask, notes } = parseLedgerAsk({ q: '水'.repeat(90), sort: 'name', state: 'closed,gone', overdue: 'yes', waiting: '1', colour: 'purple' })
    expect(ask).toEqual({ own: { q: '水'.repeat(60), waiting: true }, order: EMPTY_ASK.order, cursor: null })
    expect(notes).toHaveLength(3)
  })
})
