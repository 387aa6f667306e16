import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv } from '../../../web/stores/csv.ts'

describe('CSV for a spreadsheet', () => {
  test('reads back as it was, apart from the guard', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const even = rows.map((row) => [...row, '', ''].slice(0, 4))
        const back = parse(csv(even[0]!, even.slice(1)), { bom: true, relax_column_count: true }) as string[][]
        expect(back).toEqual(even.map((row) => row.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text))))
      }),
      { seed: 1 },
    )
  })

  test.each(['=1+1', '+86', '-2', '@SUM(A1)', '\tx'])('%j cannot run as a formula', (text) => {
    expect(csv([text], [])).toContain(`'${text}`)
  })

  test('starts with a byte order mark, ends its lines as Excel does, leaves numbers alone', () => {
    expect(csv(['行号'], [[-3, null]])).toBe('\uFEFF行号\r\n-3,\r\n')
  })
})
