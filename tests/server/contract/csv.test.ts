import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { csv, rejectsCsv } from '../../../server/contract/csv.ts'
import fc from '../../property.ts'

describe('CSV for a spreadsheet', () => {
  test('reads back as it was, apart from the guard', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const even = rows.map((row) => [...row, '', ''].slice(0, 4))
        const back = parse(csv(even[0]!, even.slice(1)), { bom: true, relax_column_count: true }) as string[][]
        expect(back).toEqual(even.map((row) => row.map((text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-\d+$/.test(text) ? `'${text}` : text))))
      }),
      { seed: 1 },
    )
  })

  test.each(['=1+1', '+86', '-', '-2+3', '--2', '@SUM(A1)', '\tx', '＝1+1', "-2+3+cmd|' /C calc'!A0", '-1e5x', '-1,2'])('%j cannot run as a formula', (text) => {
    expect(csv([text], [])).toMatch(/^\uFEFF"?'/)
  })

  test.each(['-5', '-0.5', '-.5', '-3.', '-1.2e-3', '5', '2024-03-05', 'a-b'])('%j stays as it is', (text) => {
    expect(csv([text], [])).toBe(`\uFEFF${text}\r\n`)
  })

  test('starts with a byte order mark, ends its lines as Excel does, leaves numbers alone', () => {
    expect(csv(['行号'], [[-3, null]])).toBe('\uFEFF行号\r\n-3,\r\n')
  })
})

describe('refused rows on their way back', () => {
  const row = (sheet: string, at: number, cells: string[]) => ({ sheet, row: at, reason: '日期缺失', cells })

  test('each sheet has its own header line over its rows', () => {
    const rejects = rejectsCsv(['工作表', '行', '退回原因'])
    const text = [
      rejects.add(row('柳河镇', 3, ['A-1', '不详']), ['编号', '日期']),
      rejects.add(row('柳河镇', 4, ['A-2', '=1']), ['编号', '日期']),
      rejects.add(row('太峪镇', 2, ['x', '邻里', '-5']), ['摸排日', '类型', '金额']),
    ].join('')
    expect(parse(text, { bom: true, relax_column_count: true })).toEqual([
      ['工作表', '行', '退回原因', '编号', '日期'],
      ['柳河镇', '3', '日期缺失', 'A-1', '不详'],
      ['柳河镇', '4', '日期缺失', 'A-2', "'=1"],
      ['工作表', '行', '退回原因', '摸排日', '类型', '金额'],
      ['太峪镇', '2', '日期缺失', 'x', '邻里', '-5'],
    ])
    expect(text.split('\uFEFF')).toHaveLength(2)
  })
})
