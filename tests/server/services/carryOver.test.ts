import { describe, expect, test } from 'vitest'
import { COLOURS } from '../../../server/contract/colours.ts'
import { STATES } from '../../../server/contract/states.ts'
import { carryOver } from '../../../server/services/carryOver.ts'
import type { CaseFacts } from '../../../server/store/caseColumns.ts'
import fc from '../../property.ts'

const BLANK: CaseFacts = {
  original_no: 'A-1', number_lost: false, occurred_on: '2024-03-01', due_on: null, due_preset: false, closed_on: null,
  category: '02', category_term: null, colour: 'none', state: 'registered', channel: 'other', people: null,
  amount_fen: null, unit: null, summary: null, agreement: null, judicially_confirmed: false, followed_up: false, sensitive: false,
  area: null, located_by: 'unknown', town: null, lng: null, lat: null, original_x: null, original_y: null, crs: null,
  place_words: null, candidates: null,
}
const facts = (more: Partial<CaseFacts>): CaseFacts => ({ ...BLANK, ...more })

describe('a case that comes again', () => {
  test('goes on to the newer state with what it brings', () => {
    const known = facts({ state: 'mediating', colour: 'yellow', people: 4 })
    const row = facts({ state: 'closed', closed_on: '2024-03-09', agreement: 'written' })
    expect(carryOver(known, row)).toEqual({ ...known, state: 'closed', closed_on: '2024-03-09', agreement: 'written' })
  })

  test('does not go back when an older report comes late', () => {
    const known = facts({ state: 'closed', closed_on: '2024-03-09', colour: 'blue', people: 4 })
    expect(carryOver(known, facts({ state: 'mediating', colour: 'red', people: 9 }))).toBe(known)
  })

  test('opens again, and closes again', () => {
    const closed = facts({ state: 'closed', closed_on: '2024-03-09' })
    const open = carryOver(closed, facts({ state: 'reopened' }))
    expect([open.state, open.closed_on]).toEqual(['reopened', null])
    const again = carryOver(open, facts({ state: 'closed', closed_on: '2024-05-02' }))
    expect([again.state, again.closed_on]).toEqual(['closed', '2024-05-02'])
  })

  test("takes a stated due date over the county's preset, never the other way round", () => {
    const preset = facts({ due_on: '2024-03-31', due_preset: true })
    expect(carryOver(preset, facts({ due_on: '2024-03-15' })).due_on).toBe('2024-03-15')
    const stated = facts({ due_on: '2024-03-15' })
    expect(carryOver(stated, facts({ due_on: '2024-03-31', due_preset: true }))).toBe(stated)
  })

  test('keeps the place that a person chose', () => {
    const settled = facts({ area: '1', located_by: 'person', place_words: '东村' })
    expect(carryOver(settled, facts({ area: '2', located_by: 'name' }))).toBe(settled)
  })

  const day = fc.option(fc.integer({ min: 1, max: 28 }).map((n) => `2024-03-${String(n).padStart(2, '0')}`), { nil: null })
  const row = fc
    .record({
      state: fc.constantFrom(...STATES.codes),
      colour: fc.constantFrom(...COLOURS.codes),
      due_on: day,
      due_preset: fc.boolean(),
      closed_on: day,
      people: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
      unit: fc.option(fc.constantFrom('司法所', '派出所'), { nil: null }),
      judicially_confirmed: fc.boolean(),
      followed_up: fc.boolean(),
    })
    .map(facts)

  test('stays merged into the other, whatever a ledger says of it', () => {
    const merged = facts({ state: 'merged' })
    for (const state of STATES.codes) expect(carryOver(merged, facts({ state, colour: 'red', people: 9 }))).toBe(merged)
  })

  test('the rows of a file over the case that they made change nothing', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), ([first, ...rest]) => {
        const made = rest.reduce(carryOver, first!)
        expect([first!, ...rest].reduce(carryOver, made)).toEqual(made)
      }),
      { seed: 1, numRuns: 5_000 },
    )
  })
})
