import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { caseCode, caseNamed, caseOfCode } from '../../../server/contract/caseCode.ts'
import { COLUMNS, ledgerQuery, orderText, parseColumns, parseLedgerFilter, parseOrder, SORTS, type LedgerFilter } from '../../../server/contract/caseTable.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import { dayOfNumber } from '../../../server/contract/day.ts'
import { AppError } from '../../../server/contract/error.ts'
import { STATES } from '../../../server/contract/states.ts'
import fc from '../../property.ts'

const some = <T>(codes: readonly T[]) => fc.subarray([...codes], { minLength: 1 })
const filters: fc.Arbitrary<LedgerFilter> = fc.record(
  {
    area: fc.constantFrom('990101000000', '99010100120101') as fc.Arbitrary<AreaCode>,
    colour: some(COLOURS.codes),
    q: fc.constantFrom('990101-2024-00012', '灌溉 用水', '100%', 'a&b=c'),
    state: some(STATES.codes),
    overdue: fc.constant(true as const),
    waiting: fc.constant(true as const),
    holder: fc.constantFrom('o1', '018f'),
  },
  { requiredKeys: [] },
)

describe('the ledger’s filter and order', () => {
  test('are the same in the URL and back', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const url = new URLSearchParams(ledgerQuery(filter)).toString()
        expect(parseLedgerFilter(Object.fromEntries(new URLSearchParams(url)))).toEqual(filter)
      }),
      { seed: 1 },
    )
    for (const by of SORTS.codes) for (const descending of [true, false]) expect(parseOrder(orderText({ by, descending }))).toEqual({ by, descending })
  })

  test('are the newest first, every column, and no filter when nothing is said', () => {
    expect([parseOrder(undefined), parseLedgerFilter({ q: '  ' }), parseColumns('')]).toEqual([{ by: 'occurredOn', descending: true }, {}, COLUMNS.codes])
  })

  test.each<[string, () => unknown]>([
    ['sort', () => parseOrder('name')],
    ['sort', () => parseOrder('--dueOn')],
    ['state', () => parseLedgerFilter({ state: 'closed,done' })],
    ['overdue', () => parseLedgerFilter({ overdue: 'true' })],
    ['q', () => parseLedgerFilter({ q: '水'.repeat(61) })],
    ['colour', () => parseLedgerFilter({ colour: 'pink' })],
    ['columns', () => parseColumns('code,name')],
  ])('name what is wrong: %s', (field, ask) => {
    expect(ask).toThrow(AppError)
    expect(ask).toThrow(expect.objectContaining({ status: 400, field }) as Error)
  })
})

describe('the code of a case', () => {
  const codes = fc.constantFrom('990101000000', '150400000000', 'E07000121', 'a-2024-00001') as fc.Arbitrary<AreaCode>

  test('gives its number back', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 2 ** 31 }), (county, on, id) => {
        const code = caseCode(county, id, { codedYear: null, occurredOn: dayOfNumber(on) })
        expect(caseOfCode(code)).toBe(id)
        expect(caseNamed(` ${code}`)).toEqual({ county, id })
      }),
      { seed: 1 },
    )
    const day = { codedYear: null, occurredOn: dayOfNumber(19_800) }
    expect(caseCode('990101000000' as AreaCode, 4_512, day)).toBe('990101-2024-04512')
    expect(caseCode('990101000000' as AreaCode, 4_512, { ...day, codedYear: 2023 })).toBe('990101-2023-04512')
    expect(caseCode('E07000121' as AreaCode, 7, day)).toBe('E07000121-2024-00007')
  })

  test.each(['4512', '2024-04512x', '柳河镇', '990101-2024-045'])('is not %s', (text) => {
    expect([caseOfCode(text), caseNamed(text)]).toEqual([null, null])
  })
})
