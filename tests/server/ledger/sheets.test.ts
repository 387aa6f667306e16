import * as xlsx from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { openLedger, planLedger } from '../../../server/ledger/ledger.ts'
import type { LedgerOptions } from '../../../server/ledger/types.ts'
import { casesOf, readAll, yuntang } from './ground.ts'

const HEAD = ['乡镇', '村', '排查时间', '纠纷类型', '简要情况']
const GOOD = [HEAD, ['柳溪镇', '上柳村', '2024-03-01', '邻里', '为一堵院墙争执']]
/** A header that we know but for its date. */
const OWING = [['乡镇', '村', '到访日子', '纠纷类型'], ['石桥镇', '石桥村', '2024-03-02', '邻里'], ['石桥镇', '桥头村', '2024-03-03', '邻里']]
const COVER = [['填报说明'], ['按月填报']]
const SUMS = [['乡镇', '纠纷类型', '件数', '化解率'], ['柳溪镇', '邻里', '12', '85.3']]

function bookOf(sheets: Record<string, unknown[][]>, hidden: string[] = []) {
  const workbook = xlsx.utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet(rows), name)
  workbook.Workbook = { Sheets: workbook.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })) }
  return { name: '台账.xlsx', bytes: new Uint8Array(xlsx.write(workbook, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer) }
}
const planOf = async (sheets: Record<string, unknown[][]>, options: LedgerOptions = {}, hidden: string[] = []) =>
  planLedger(await openLedger(bookOf(sheets, hidden)), options)

describe('no sheet is left out in silence', () => {
  test.each(['before', 'after'])('one that owes a column, %s a good one, holds the import up and is the one shown', async (where) => {
    const sheets = where === 'after' ? { 柳溪镇: GOOD, 石桥镇: OWING } : { 石桥镇: OWING, 柳溪镇: GOOD }
    const plan = await planOf(sheets)
    expect([plan.sheet, plan.missing, plan.ready]).toEqual(['石桥镇', ['occurredOn'], false])
    expect(plan.columns.map(({ header }) => header)).toContain('到访日子')
  })

  test('settled by one mapping, all are read, and the mapping is found again', async () => {
    const sheets = { 石桥镇: OWING, 柳溪镇: GOOD }
    const mapping = { 到访日子: 'occurredOn' } as const
    const { plan, rows } = await readAll(bookOf(sheets), yuntang(), { mapping })
    expect(plan.ready).toBe(true)
    expect(casesOf(rows).map((row) => row.sheet)).toEqual(['石桥镇', '石桥镇', '柳溪镇'])
    expect((await planOf(sheets)).fingerprint).toBe(plan.fingerprint)
  })

  test('one sheet asked for comes in alone', async () => {
    const { plan, rows } = await readAll(bookOf({ 柳溪镇: GOOD, 石桥镇: OWING }), yuntang(), { sheet: '柳溪镇' })
    expect([plan.ready, plan.notes]).toEqual([true, []])
    expect(casesOf(rows)).toHaveLength(1)
  })

  test('a doubtful column of a later sheet is asked about where it stands', async () => {
    const plan = await planOf({ 一: GOOD, 二: [['乡镇', '发生时间', '事发时间', '纠纷类型'], ['柳溪镇', '2024-03-02', '2024-03-02', '邻里']] })
    expect([plan.sheet, plan.ready]).toEqual(['二', false])
    expect(plan.columns.flatMap(({ unsure }) => unsure)).toEqual(['occurredOn', 'occurredOn'])
  })

  test('cover pages, tables of sums and hidden sheets are named; blank ones are nothing', async () => {
    const plan = await planOf({ 说明: COVER, 台账: GOOD, 汇总: SUMS, 空: [], 底稿: GOOD, 空底稿: [] }, {}, ['底稿', '空底稿'])
    expect([plan.sheet, plan.ready]).toEqual(['台账', true])
    expect(plan.notes.map(({ zh }) => zh)).toEqual([
      '工作表“说明”没有表头，未读',
      '工作表“汇总”里没有日期，不是逐件台账，未读',
      '工作表“底稿”是隐藏的，未读；要导入请取消隐藏',
    ])
    expect(plan.notes.map(({ en }) => en)[0]).toBe('Sheet "说明" has no header and was not read')
  })

  test('a hidden sheet can be asked for by name', async () => {
    const { rows } = await readAll(bookOf({ 台账: COVER, 底稿: GOOD }, ['底稿']), yuntang(), { sheet: '底稿' })
    expect(casesOf(rows)).toHaveLength(1)
  })

  test('nothing but pages without a header: the first is shown, the others are named', async () => {
    const plan = await planOf({ 说明: COVER, 封面: COVER })
    expect([plan.sheet, plan.ready, plan.notes.length]).toEqual(['说明', false, 1])
  })

  test.each(['摸排日', '摸排时间', '排查日', '走访日期', '登记日'])('%s is a date', async (header) => {
    const plan = await planOf({ 一: [['乡镇', header, '纠纷类型'], ['柳溪镇', '2024-03-02', '邻里']] })
    expect([plan.missing, plan.ready]).toEqual([[], true])
  })
})
