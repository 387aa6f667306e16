import { describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber, type Day } from '../../../../server/contract/day.ts'
import { RHYTHMS, type Rhythm } from '../../../../server/contract/meetings.ts'
import { owedBy, type Owing } from '../../../../server/ledger/meetings/calendar.ts'
import { periodsBetween } from '../../../../server/ledger/meetings/periods.ts'
import fc from '../../../property.ts'

const day = (text: string) => text as Day
const TODAY = day('2024-03-20')
const HALVES = periodsBetween('halfmonth', day('2024-01-01'), TODAY)
const states = (owing: Partial<Owing>, since: Day | null = day('2023-01-01')) =>
  owedBy({ heldOn: [], ...owing }, HALVES, { since, today: TODAY }).map(({ state, held, counted }) => `${state}${held > 1 ? held : ''}${counted ? '' : '-'}`).join(' ')

describe('what an area owes', () => {
  test('is a meeting in every period; the running one is open still', () => expect(states({})).toBe('missing missing missing missing missing running-'))

  test('any day of a period holds it, its first and its last too', () => {
    expect(states({ heldOn: [day('2024-01-01'), day('2024-01-31'), day('2024-02-29'), day('2024-02-16')] })).toBe('held held missing held2 missing running-')
  })

  test('a running period that was held is seen, and does not count', () => expect(states({ heldOn: [TODAY] })).toBe('missing missing missing missing missing held-'))

  test('begins with the first whole period of the area, and ends with its last', () => {
    expect(states({ validFrom: day('2024-01-16') })).toBe('none- missing missing missing missing running-')
    expect(states({ validFrom: day('2024-01-17') })).toBe('none- none- missing missing missing running-')
    expect(states({ validTo: day('2024-02-16') })).toBe('missing missing missing none- none- none-')
    expect(states({ validTo: day('2024-02-15') })).toBe('missing missing none- none- none- none-')
  })

  test('begins with the period in which the calendar began; what was held before is seen', () => {
    expect(states({ heldOn: [day('2024-01-10')] }, day('2024-02-03'))).toBe('held- none- missing missing missing running-')
    expect(states({}, null)).toBe('none- none- none- none- none- none-')
  })
})

test('whatever is held: every cell says one thing, and what counts is over, whole and owed', () => {
  const numbers = fc.integer({ min: dayNumber(day('2023-06-01')), max: dayNumber(day('2024-06-30')) }).map(dayOfNumber)
  const maybe = fc.option(numbers, { nil: undefined })
  const world = fc.record({ heldOn: fc.array(numbers, { maxLength: 30 }), validFrom: maybe, validTo: maybe, since: fc.option(numbers), rhythm: fc.constantFrom(...(RHYTHMS.codes as Rhythm[])) })
  fc.assert(fc.property(world, ({ rhythm, since, ...owing }) => {
    const periods = periodsBetween(rhythm, day('2023-06-01'), day('2024-06-30'))
    const cells = owedBy(owing, periods, { since, today: TODAY })
    for (const [k, { from, to }] of periods.entries()) {
      const cell = cells[k]!
      // day by day, another way round
      let held = 0
      let whole = true
      for (let at = dayNumber(from); at <= dayNumber(to); at++) {
        const one = dayOfNumber(at)
        held += owing.heldOn.filter((other) => other === one).length
        if ((owing.validFrom && one < owing.validFrom) || (owing.validTo && one >= owing.validTo)) whole = false
      }
      const owes = whole && since !== null && to >= since && from <= TODAY
      expect(cell.held).toBe(held)
      expect(cell.counted).toBe(owes && to < TODAY)
      expect(cell.state).toBe(held > 0 ? 'held' : !owes ? 'none' : to < TODAY ? 'missing' : 'running')
    }
  }), { seed: 20_240_305, numRuns: 200 })
})
