import { buffer } from 'node:stream/consumers'
import { read as readBook } from '@e965/xlsx'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { dayOfNumber } from '../../../server/contract/day.ts'
import { xlsxFile, type SheetCell, type SheetColumn } from '../../../server/report/xlsx.ts'
import { zipFile } from '../../../server/report/zip.ts'
import fc from '../../property.ts'
import { workbook } from './reader.ts'

async function* inPieces<T>(list: readonly T[], size: number): AsyncGenerator<T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}

const COLUMNS: SheetColumn[] = [
  { header: '案件编码 <&"', kind: 'text', wide: 18 },
  { header: '发生日期', kind: 'day', wide: 12 },
  { header: '人数', kind: 'number', wide: 8 },
  { header: '金额', kind: 'money', wide: 12 },
]
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=1+1', '+86', '202400000000012345', '_x0041_', ' 前后 ', 'a\nb', '<b>&amp;', '007'))
const row = fc.tuple(
  fc.option(text),
  fc.option(fc.integer({ min: -20_000, max: 40_000 }).map(dayOfNumber)),
  fc.option(fc.nat(100_000)),
  fc.option(fc.integer({ min: 0, max: 9_000_000_000 }).map((fen) => fen / 100)),
) as fc.Arbitrary<SheetCell[]>

/** What a workbook cannot hold is left out; line ends are one sign. */
// oxlint-disable-next-line no-control-regex
const possible = (words: string) => words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '').replace(/\r\n?/g, '\n')

describe('a workbook', () => {
  test('reads back as what was written, text as text and days as days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), async (rows, piece) => {
        const bytes = await buffer(xlsxFile({ name: '台账', columns: COLUMNS, pieces: inPieces(rows, piece) }))
        const [head, ...got] = workbook(bytes)
        expect(head).toEqual(COLUMNS.map(({ header }) => header))
        const wanted = rows.map(([words, ...rest]) => [words === null ? null : possible(String(words)) || null, ...rest])
        expect(got.map((cells) => COLUMNS.map((_, at) => cells[at] ?? null))).toEqual(wanted)
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  test('holds several sheets, each with its own', async () => {
    const more = { name: '说明 <2>', columns: [{ header: '项目', kind: 'text', wide: 10 }] as SheetColumn[], pieces: inPieces([['县'], ['件数']], 1) }
    const bytes = await buffer(xlsxFile({ name: '台账', columns: COLUMNS, pieces: inPieces([['a', null, 1, null]], 1) }, more))
    expect(readBook(bytes).SheetNames).toEqual(['台账', '说明 <2>'])
    expect(workbook(bytes)[1]).toEqual(['a', null, 1, null])
    expect(workbook(bytes, 1)).toEqual([['项目'], ['县'], ['件数']])
  })

  test('holds no formula', async () => {
    const bytes = await buffer(xlsxFile({ name: '台账', columns: COLUMNS, pieces: inPieces([['=HYPERLINK("x")', null, null, null]], 1) }))
    const sheet = new TextDecoder().decode(unzipSync(bytes)['xl/worksheets/sheet1.xml'])
    expect(sheet).not.toContain('<f>')
    expect(sheet).toContain('=HYPERLINK(&quot;x&quot;)')
  })
})

describe('an archive', () => {
  test('gives its members back, whatever is in them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.string({ unit: 'grapheme' }))), async (members) => {
        const bytes = await buffer(zipFile(members.map((pieces, at) => ({ name: `成员${at}.txt`, pieces }))))
        const read = members.length === 0 ? {} : unzipSync(bytes)
        expect(Object.entries(read).map(([name, one]) => [name, new TextDecoder().decode(one)])).toEqual(
          members.map((pieces, at) => [`成员${at}.txt`, Buffer.from(pieces.join('')).toString()]),
        )
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  test('breaks where its source breaks', async () => {
    async function* broken() {
      yield 'a'
      throw new RangeError('no more')
    }
    await expect(buffer(zipFile([{ name: 'a', pieces: broken() }]))).rejects.toThrow('no more')
  })
})
