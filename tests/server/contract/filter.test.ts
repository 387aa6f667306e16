import { describe, expect, test } from 'vitest'
import { CATEGORIES } from '../../../server/contract/categories.ts'
import { CHANNELS } from '../../../server/contract/channels.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import { dayAt, dayNumber, dayOfNumber, parseDay } from '../../../server/contract/day.ts'
import { AppError } from '../../../server/contract/error.ts'
import { filterQuery, parseFilter, type Filter } from '../../../server/contract/filter.ts'
import { PHASES, STATES } from '../../../server/contract/states.ts'
import { vocabulary } from '../../../server/contract/vocabulary.ts'
import fc from '../../property.ts'

const day = fc.integer({ min: -10_000, max: 40_000 }).map(dayOfNumber)
const some = <T>(codes: readonly T[]) => fc.subarray([...codes], { minLength: 1 })
const filters = fc
  .record(
    {
      area: fc.constantFrom('990101000000', '99010100120101'),
      days: fc.tuple(day, day),
      category: some(CATEGORIES.codes),
      colour: some(COLOURS.codes),
      phase: some(PHASES.codes),
      channel: some(CHANNELS.codes),
    },
    { requiredKeys: [] },
  )
  .map(({ days, ...rest }) => ({ ...rest, ...(days && { from: [...days].sort()[0], to: [...days].sort()[1] }) }) as Filter)

describe('the filter and its URL', () => {
  test('the same there and back', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parseFilter(filterQuery(filter))).toEqual(filter)
      }),
      { seed: 1 },
    )
  })

  test('the same choice gives the same address, whatever the order of keys', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const turned = Object.fromEntries(Object.entries(filter).reverse()) as Filter
        expect(new URLSearchParams(filterQuery(turned)).toString()).toBe(new URLSearchParams(filterQuery(filter)).toString())
      }),
      { seed: 1 },
    )
  })

  test.each([
    [{ from: '2024-13-01' }, 'from'],
    [{ to: '2024-02-30' }, 'to'],
    [{ to: '05.03.2024' }, 'to'],
    [{ from: '2024-02-02', to: '2024-02-01' }, 'to'],
    [{ category: '01,02,xx' }, 'category'],
    [{ colour: 'red,' }, 'colour'],
    [{ phase: 'closed' }, 'phase'],
    [{ channel: 'mail' }, 'channel'],
  ])('%o is refused and %s named', (query, field) => {
    const refusal = refusalOf(() => parseFilter(query as Record<string, string>))
    expect(refusal).toBeInstanceOf(AppError)
    expect(refusal).toMatchObject({ status: 400, field })
  })
})

function refusalOf(ask: () => unknown): unknown {
  try {
    return ask()
  } catch (error) {
    return error
  }
}

describe('days', () => {
  test('number and text are one', () => {
    fc.assert(
      fc.property(day, (text) => {
        expect(dayOfNumber(dayNumber(text))).toBe(text)
      }),
      { seed: 1 },
    )
    expect(dayNumber(parseDay('1970-01-01')!)).toBe(0)
  })

  test('only days that exist', () => {
    for (const text of ['2023-02-29', '2024-00-10', '2024-1-1', '20240101', '', '2024-04-31']) expect(parseDay(text)).toBeNull()
    expect(parseDay('2024-02-29')).toBe('2024-02-29')
  })

  test('change at midnight in Shanghai', () => {
    expect(dayAt(Date.UTC(2024, 2, 4, 15, 59, 59))).toBe('2024-03-04')
    expect(dayAt(Date.UTC(2024, 2, 4, 16))).toBe('2024-03-05')
  })
})

test('a vocabulary gives positions in its order, and -1 to strangers', () => {
  const two = vocabulary([
    { code: 'a', label: { zh: '甲', en: 'A' } },
    { code: 'b', label: { zh: '乙', en: 'B' } },
  ])
  expect([two.index('a'), two.index('b'), two.index('c'), two.is('b'), two.is('toString')]).toEqual([0, 1, -1, true, false])
  for (const { phase } of STATES.rows) expect(PHASES.is(phase)).toBe(true)
})
