import * as xlsx from '@e965/xlsx'
import { gzipSync, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../server/contract/error.ts'
import { ledgerRows, openLedger, planLedger } from '../../../server/ledger/ledger.ts'
import { findDelimiter } from '../../../server/ledger/read/csv.ts'
import { casesOf, readAll, text, yuntang } from './ground.ts'

const TABLE = '乡镇,村,排查时间,纠纷类型,简要情况\n柳溪镇,上柳村,2024-03-05,邻里,院墙滴水争吵\n'
const ROWS = [
  ['云塘县2024年3月台账'],
  ['乡镇', '村', '排查时间', '纠纷类型', '简要情况'],
  ['柳溪镇', '上柳村', 45356, '邻里', '院墙滴水争吵'],
]

const bytesOf = (content: string) => new TextEncoder().encode(content)
const wide = (content: string, little: boolean) =>
  new Uint8Array([...`\uFEFF${content}`].flatMap((char) => {
    const unit = char.charCodeAt(0)
    return little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]
  }))
/** 邻里 and the rest of TABLE in GB18030, by the one table at hand: the decoder itself, turned round. */
function gb18030(content: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) table.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail])
  }
  return new Uint8Array([...content].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : (table.get(char) ?? []))))
}
function book(rows: unknown[][], bookType: xlsx.BookType): Uint8Array {
  const workbook = xlsx.utils.book_new()
  const sheet = xlsx.utils.aoa_to_sheet(rows)
  xlsx.utils.book_append_sheet(workbook, sheet, '台账')
  return new Uint8Array(xlsx.write(workbook, { type: 'array', bookType }))
}
function compound(stream: string): Uint8Array {
  const file = xlsx.CFB.utils.cfb_new()
  xlsx.CFB.utils.cfb_add(file, `/${stream}`, new Uint8Array(5000))
  return new Uint8Array(xlsx.CFB.write(file, { type: 'array' }) as ArrayLike<number>)
}
/** Begins like an OLE workbook, by so many bytes of its signature, and goes on otherwise. */
function oleStart(signature: number, rest: Uint8Array): Uint8Array {
  return new Uint8Array([...[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].slice(0, signature), ...rest])
}
async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('the same ledger in every form', () => {
  const forms: [string, Uint8Array][] = [
    ['utf8.csv', bytesOf(TABLE)],
    ['bom.csv', bytesOf(`\uFEFF${TABLE}`)],
    ['crlf.csv', bytesOf(TABLE.replaceAll('\n', '\r\n'))],
    ['cr.csv', bytesOf(TABLE.replaceAll('\n', '\r'))],
    ['tabs.tsv', bytesOf(TABLE.replaceAll(',', '\t'))],
    ['semicolons.csv', bytesOf(TABLE.replaceAll(',', ';'))],
    ['pipes.txt', bytesOf(TABLE.replaceAll(',', '|'))],
    ['sep.csv', bytesOf(`sep=;\n${TABLE.replaceAll(',', ';')}`)],
    ['quoted.csv', bytesOf(TABLE.replaceAll(/[^,\n]+/g, '"$&"'))],
    ['gb18030.csv', gb18030(TABLE)],
    ['utf16le.csv', wide(TABLE, true)],
    ['utf16be.csv', wide(TABLE, false)],
    ['ledger.csv.gz', gzipSync(bytesOf(TABLE))],
    ['ledger.zip', zipSync({ '台账.csv': bytesOf(TABLE), '__MACOSX/._台账.csv': strToU8('x') })],
    ['ledger.xlsx', book(ROWS, 'xlsx')],
    ['ledger.xls', book(ROWS, 'biff8')],
    ['ledger.ods', book(ROWS, 'ods')],
    ['workbook.zip', zipSync({ 'a/ledger.xlsx': book(ROWS, 'xlsx') })],
    ['html.xls', bytesOf(`<html><meta charset="utf-8"><table>${TABLE.trim().split('\n').map((line) => `<tr><td>${line.replaceAll(',', '</td><td>')}</td></tr>`).join('')}</table></html>`)],
  ]

  test.each(forms)('%s', async (name, bytes) => {
    const { rows } = await readAll({ name, bytes }, yuntang())
    expect(casesOf(rows).map((row) => row.draft)).toMatchObject([
      { area: '990202100201', occurredOn: '2024-03-05', category: '02', summary: '院墙滴水争吵' },
    ])
  })

  test.each(forms)('%s as a stream of small pieces', async (name, bytes) => {
    for (const size of [1, 7, 4096]) {
      const { rows } = await readAll({ name, stream: pieces(bytes, size) }, yuntang())
      expect(casesOf(rows).length).toBe(1)
    }
  })
})

/** An archive whose table of contents says that each member is 10 bytes long, or 10,000. */
const understated = (archive: Uint8Array) => stated(archive, 10)
const overstated = (archive: Uint8Array) => stated(archive, 10_000)
function stated(archive: Uint8Array, size: number): Uint8Array {
  const bytes = archive.slice()
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < bytes.length - 46; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true)
  return bytes
}

describe('text in an archive', () => {
  const lines = Array.from({ length: 200_000 }, (_, k) => `柳溪镇,上柳村,2024-03-05,邻里,第${k}件 ${(k * 7_919) % 100_003}`)
  const archive = zipSync({ 'a.csv': bytesOf(`${TABLE}${lines.join('\n')}`) })

  test('is read to its end', async () => {
    const file = await openLedger({ name: 'a.zip', bytes: archive })
    let rows = 0
    for await (const batch of file.rows(file.sheets[0]!)) rows += batch.length
    expect(rows).toBe(200_002)
  })

  test('flows: a fault far behind its head is met where it is', async () => {
    const broken = archive.slice()
    broken.fill(0xff, broken.length - 200_000, broken.length - 190_000)
    const file = await openLedger({ name: 'a.zip', bytes: broken })
    expect((await file.head(file.sheets[0]!, 3)).length).toBe(3)
    const reading = async () => {
      for await (const batch of file.rows(file.sheets[0]!)) void batch
    }
    await expect(reading()).rejects.toMatchObject({ code: 'ledger_corrupt' })
  })
})

describe('what is no ledger says so in one sentence', () => {
  const xlsxBytes = book(ROWS, 'xlsx')
  const bomb = zipSync({ 'a.csv': new Uint8Array(60_000_000) })
  test.each<[string, string, Uint8Array]>([
    ['ledger_empty', 'empty.csv', new Uint8Array()],
    ['ledger_empty', 'blank.csv', bytesOf('\n\n,,\n')],
    ['ledger_pdf', 'a.xlsx', bytesOf('%PDF-1.7 …')],
    ['ledger_word', 'a.docx', zipSync({ 'word/document.xml': strToU8('<w/>'), '[Content_Types].xml': strToU8('<a/>') })],
    ['ledger_word', 'a.doc', compound('WordDocument')],
    ['ledger_slides', 'a.pptx', zipSync({ 'ppt/presentation.xml': strToU8('<p/>') })],
    ['ledger_password', 'a.xlsx', compound('EncryptedPackage')],
    // the parser takes zeros behind the signature for an encrypted archive, and half a signature for text
    ['ledger_corrupt', 'a.xls', oleStart(8, new Uint8Array(4_096))],
    ['ledger_corrupt', 'a.xls', oleStart(8, bytesOf('password '.repeat(200)))],
    ['ledger_corrupt', 'a.xls', oleStart(4, bytesOf('柳河镇,2024-03-05\n'.repeat(200)))],
    ['ledger_picture', 'a.csv', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ['ledger_archive', 'a.rar', bytesOf('Rar!\u001a\u0007')],
    ['ledger_not_table', 'a.csv', new Uint8Array(300).map((_, at) => (at * 7) % 23)],
    ['ledger_corrupt', 'a.xlsx', xlsxBytes.subarray(0, xlsxBytes.length / 2)],
    ['ledger_corrupt', 'a.csv.gz', gzipSync(bytesOf(TABLE.repeat(500))).subarray(0, 60)],
    ['ledger_zip_nothing', 'a.zip', zipSync({ 'readme.md': strToU8('x') })],
    ['ledger_pdf', 'a.zip', zipSync({ '台账.pdf': strToU8('%PDF') })],
    ['ledger_bomb', 'a.zip', bomb],
    ['ledger_bomb', 'a.zip', understated(zipSync({ 'a.csv': bytesOf(TABLE) }))],
    ['ledger_corrupt', 'a.zip', overstated(zipSync({ 'a.csv': bytesOf(TABLE) }))],
    ['ledger_bomb', 'a.xlsx', understated(zipSync(unzipSync(book(ROWS, 'xlsx'))))],
    ['ledger_bomb', 'a.xlsx', zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(60_000_000) })],
    ['ledger_html', 'a.xls', bytesOf('<html><body>登录超时</body></html>')],
    ['ledger_quote_open', 'a.csv', bytesOf(`${TABLE}柳溪镇,"上柳村,2024-03-05,邻里,x\n`)],
  ])('%s: %s', async (expected, name, bytes) => {
    const reading = readAll({ name, bytes }, yuntang())
    await expect(reading).rejects.toBeInstanceOf(AppError)
    const error = (await reading.catch((caught: unknown) => caught)) as AppError
    expect(error.code).toBe(expected)
    expect(error.say.zh).toMatch(/[\u4e00-\u9fff]/)
    expect(error.say.en).not.toBe('')
  })

  test('a sheet that is not there', async () => {
    const file = await openLedger(text(TABLE))
    await expect(planLedger(file, { sheet: '没有' })).rejects.toMatchObject({ code: 'ledger_sheet' })
  })
})

describe('workbooks', () => {
  test('merged titles, two-level header, merged towns, dates, rounded numbers, line breaks, several sheets', async () => {
    const workbook = xlsx.utils.book_new()
    const sheet = xlsx.utils.aoa_to_sheet([
      ['云塘县2024年3月矛盾纠纷台账'],
      ['工单编号', '乡镇', '村', '排查时间', '纠纷类型', '当事人情况', null, '涉及金额(万元)', '简要情况'],
      [null, null, null, null, null, '姓名', '联系电话'],
      [2.0240301e18, '柳溪镇', '上柳村', 45356, '邻里', '孔令山', 13900000001, 0.1 + 0.2, '第一行\r\n第二行'],
      ['2024030100000000002', null, '下柳村', 3.1, '物业', '', '', 5, '停车'],
    ])
    sheet['!merges'] = ['A1:I1', 'F2:G2', 'A2:A3', 'B2:B3', 'B4:B5'].map(xlsx.utils.decode_range)
    ;(sheet.D4 as xlsx.CellObject).z = 'yyyy"年"m"月"d"日"'
    xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet([['填报说明'], ['按月填报']]), '说明')
    xlsx.utils.book_append_sheet(workbook, sheet, '3月')
    const bytes = new Uint8Array(xlsx.write(workbook, { type: 'array', bookType: 'xlsx' }))
    const { rows, plan, file } = await readAll({ name: 'a.xlsx', bytes }, yuntang())
    expect(file.sheets).toEqual(['说明', '3月'])
    expect([plan.sheet, plan.refusedColumns.map((column) => column.header)]).toEqual(['3月', ['当事人情况/姓名', '当事人情况/联系电话']])
    const [first, second] = casesOf(rows)
    expect(first).toMatchObject({
      row: 4,
      draft: { originalNo: null, numberLost: true, area: '990202100201', occurredOn: '2024-03-05', amountFen: 300_000, summary: '第一行 第二行' },
      notes: ['number_lost'],
    })
    expect(second).toMatchObject({ draft: { originalNo: '2024030100000000002', area: '990202100202', occurredOn: '2024-03-01' }, notes: ['date_zero_lost'] })
  })

  test('every sheet that is a ledger is read', async () => {
    const workbook = xlsx.utils.book_new()
    for (const name of ['1月', '2月']) xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet(ROWS), name)
    const bytes = new Uint8Array(xlsx.write(workbook, { type: 'array', bookType: 'xlsx' }))
    const { rows } = await readAll({ name: 'a.xlsx', bytes }, yuntang())
    expect(casesOf(rows).map((row) => [row.sheet, row.row])).toEqual([['1月', 3], ['2月', 3]])
  })
})

describe('text', () => {
  test('line breaks and doubled quotes inside quotes, stray quotes inside plain cells', async () => {
    const file = await openLedger(text('a,b,c\n"x ""y""\r\nz",1,2\n5" pipe,3,4\n'))
    const rows = []
    for await (const batch of file.rows('ledger.csv')) rows.push(...batch)
    expect(rows.map((row) => row.cells)).toEqual([['a', 'b', 'c'], ['x "y"\r\nz', '1', '2'], ['5" pipe', '3', '4']])
    expect(rows.map((row) => row.row)).toEqual([1, 2, 3])
  })

  test('the delimiter that divides evenly, not the commonest mark', () => {
    expect(findDelimiter('date;lng;lat\n2024-01-01;1,25;30,5\n2024-01-02;1,5;30,75\n')).toBe(';')
    expect(findDelimiter('a,b\n"x;y;z",1\n"x;y;z;w",2\n')).toBe(',')
  })

  test('rows flow through without being held', async () => {
    const row = bytesOf('2024-03-05,100.25,30.25\n')
    const block = new Uint8Array(row.length * 10_000)
    for (let at = 0; at < 10_000; at++) block.set(row, at * row.length)
    let given = 0
    let ahead = 0
    let seen = 0
    async function* stream() {
      yield bytesOf('date,longitude,latitude\n')
      for (let at = 0; at < 20; at++) {
        given += 10_000
        ahead = Math.max(ahead, given - seen)
        yield block
      }
    }
    const file = await openLedger({ name: 'big.csv', stream: stream() })
    const plan = await planLedger(file, { category: '99', crs: 'WGS84' })
    for await (const batch of ledgerRows(file, plan, yuntang())) seen += batch.filter((item) => item.outcome === 'case').length
    expect(seen).toBe(200_000)
    expect(ahead).toBeLessThan(60_000)
    await expect(async () => {
      for await (const _ of file.rows('big.csv')) break
    }).rejects.toMatchObject({ code: 'ledger_spent' })
  })
})
