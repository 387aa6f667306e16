import { describe, expect, test } from 'vitest'
import { parseAmount } from '../../../server/ledger/values/amount.ts'
import { categoryReader } from '../../../server/ledger/values/category.ts'
import { parseNumber } from '../../../server/ledger/values/number.ts'
import { parsePeople } from '../../../server/ledger/values/people.ts'
import { unitOf } from '../../../server/ledger/values/unit.ts'
import { casesOf, readAll, text, yuntang } from './ground.ts'

test.each<[string, string | null]>([
  ['李建国(司法所)', '司法所'], ['李建国（柳河镇司法所）', '柳河镇司法所'], ['李建国：综治办', '综治办'], ['张三所长', null], ['李建国村主任', null],
  ['王建国镇长办公室', null], ['李建国', null], ['镇司法所 李四', '镇司法所'], ['县公安局张三', '县公安局'], ['司法所所长张三', '司法所'],
  ['高山镇镇长', '高山镇'], ['柳河镇司法所、综治办', '柳河镇司法所、综治办'], ['柳河镇人民政府', '柳河镇人民政府'], ['张庄村委会', '张庄村委会'],
  ['村委会（李梅）', '村委会'], ['综治中心13812345678', '综治中心'], ['王书记', null], ['李伟调解员', null], ['县住房和城乡建设局', '县住房和城乡建设局'],
])('unit %s → %s', (raw, unit) => {
  expect(unitOf(raw)).toBe(unit)
})

test.each(['13812345678张三', '张建国2024001', '138-1234-5678', 'A13812345678', '李伟001', '612522199001011234', '张建国与李伟案'])('number %s is refused', (raw) => {
  expect(parseNumber(raw)).toEqual({ no: null, lost: false, refused: true })
})
test.each(['〔2024〕柳调字第12号', '(2024)柳河镇民调字第3号', '柳河镇2024-001', '柳调2024001', '2024010262072200001', 'A-001', '民调字第12号', '2024年第3号', '高平2024-7', '李桥2024-7', 'GD20240305001'])('number %s stays', (raw) => {
  expect(parseNumber(raw)).toEqual({ no: raw, lost: false })
})

describe('a ledger with persons in every corner', async () => {
  const source = text(`编号,日期,乡镇,村,当事人,案由,内容,责任单位
A-001,2024-03-01,柳溪镇,上柳村,孔令山,张建国与李伟纠纷,孔令山多次上访,李建国(司法所)
张建国2024001,2024-03-02,柳溪镇,张建国家门口,孔令山,邻里,张建国等5人反映水渠堵塞,孔令山司法所
A-003,昨天,柳溪镇,上柳村,孔令山,邻里,孔令山反映水渠,司法所
`)
  const { rows } = await readAll(source, yuntang())

  test('keeps their names out of term, number, place, unit, summary and refused rows', () => {
    for (const word of ['孔令山', '张建国', '李伟', '李建国']) expect(JSON.stringify(rows)).not.toContain(word)
    const [first, second] = casesOf(rows)
    expect(first?.draft).toMatchObject({ categoryTerm: '某与某纠纷', unit: '司法所', summary: '某某多次上访', area: '990202100201' })
    expect(second).toMatchObject({ notes: expect.arrayContaining(['number_refused']), draft: { originalNo: null, unit: null } })
    expect(second?.draft.placeWords).toContain('某家门口')
    expect(rows[3]).toMatchObject({ outcome: 'rejected', cells: ['A-003', '昨天', '柳溪镇', '上柳村', '', '邻里', '某某反映水渠', '司法所'] })
  })

  test('a cell that is a name and nothing else leaves nothing', async () => {
    const { rows: bare } = await readAll(
      text('日期,乡镇,村,类型,标题\n2024-03-01,柳溪镇,某某村王建国,王建国,王建国\n2024-03-01,柳溪镇,上柳村李红梅,王建国邻里,王建国邻里纠纷\n'),
      yuntang(),
    )
    expect(JSON.stringify(bare)).not.toMatch(/王建国|李红梅/)
    const [first, second] = casesOf(bare)
    expect(first?.draft).toMatchObject({ categoryTerm: null, summary: null, placeWords: '柳溪镇 / 某某村' })
    expect(second?.draft).toMatchObject({ categoryTerm: '某邻里', summary: '某邻里纠纷', area: '990202100201' })
  })

  test('a rejected row hands back what a field was read from, as it would have been kept', async () => {
    const { plan, rows: bare } = await readAll(
      text(`编号,日期,乡镇,村,事发地点,类型,标题,内容,责任单位,备注,经手,对方
A-1,昨天,柳溪镇,某某村王建国,幸福小区三号楼二单元王建国,王建国,王建国,因李红梅占道,司法所 张铁柱,王建国,赵大山,孙小丽,王建国
张建国2024001,昨天,柳溪镇,上柳村,,邻里,王建国土地纠纷,因孙小丽占道,孙小丽,钱已付,,孙小丽
`),
      yuntang(),
      { mapping: { 经手: 'ignore' } },
    )
    expect(plan.refusedColumns.map(({ header }) => header)).toEqual(['经手', '对方'])
    expect(bare.slice(1)).toMatchObject([
      { outcome: 'rejected', cells: ['A-1', '昨天', '柳溪镇', '某某村', '幸福小区', '某', '某', '因某占道', '司法所', '', '', '', ''] },
      { outcome: 'rejected', cells: ['', '昨天', '柳溪镇', '上柳村', '', '邻里', '某土地纠纷', '因某某占道', '', '', '', ''] },
    ])
  })

  test('a village that reads like a name keeps its own', async () => {
    const { rows: named } = await readAll(text('日期,村,类型,内容\n2024-03-01,上柳村,邻里,石桥因水渠与桥头争执\n'), yuntang())
    expect(casesOf(named)[0]?.draft.summary).toBe('石桥因水渠与桥头争执')
  })
})

test('figures that no column could hold cannot be read', () => {
  for (const huge of ['99999999999999999999', '9999999999亿元', '9'.repeat(400)]) expect(parseAmount(huge, '元', false)).toBe('unreadable')
  expect(parseAmount('100亿元', '元', false)).toMatchObject({ fen: 1e12 })
  for (const huge of ['99999999999999999999', '3000000000人', '9'.repeat(400)]) expect(parsePeople(huge)).toBeUndefined()
})

test('terms and mappings are looked up by their own keys only', async () => {
  const read = categoryReader({ hotline: false, terms: {}, fallback: null })
  for (const category of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(read({ category, subcategory: '', title: '', summary: '' })).toMatchObject({ category: '99', known: false })
  }
  const { plan } = await readAll(text('日期,村,类型,constructor,__proto__\n2024-03-01,上柳村,邻里,甲,乙\n'), yuntang())
  expect(plan.columns.slice(3).map((column) => column.field)).toEqual([null, null])
})

test('a file without headers shows no content in their place', async () => {
  const rows = ['2024-03-01,上柳村,张建国,612522199001011234,13812345678,邻里,张建国与李伟因地界发生争执多次协商未果']
  const { plan } = await readAll(text([...rows, ...rows, ...rows].join('\n')), yuntang())
  for (const word of ['张建国', '李伟', '612522', '138123']) expect(JSON.stringify(plan)).not.toContain(word)
  expect(plan.columns.map((column) => column.header)).toEqual(['2024-03-01', '上柳村', '第 3 列', '第 4 列', '第 5 列', '邻里', '第 7 列'])
  expect(plan.refusedColumns).toContainEqual({ header: '第 4 列', because: 'id_number' })
  const settled = await readAll(text([...rows, ...rows].join('\n')), yuntang(), {
    mapping: { '2024-03-01': 'occurredOn', 上柳村: 'village', 邻里: 'category', '第 7 列': 'summary' },
  })
  expect(casesOf(settled.rows)[0]?.draft).toMatchObject({ occurredOn: '2024-03-01', category: '02', summary: '某某与某因地界发生争执多次协商未果' })
})

test('a cell without end is cut before anything reads it, and told', async () => {
  const long = ['a'.repeat(40_000), '一二'.repeat(20_000), ' '.repeat(39_000) + '争执', '\t'.repeat(40_000)]
  const { file, rows } = await readAll(text(`日期,村,类型,内容\n${long.map((cell) => `2024-03-01,上柳村,邻里,${cell}`).join('\n')}\n`), yuntang())
  for (const { cells } of await file.head(file.sheets[0] as string, 9)) for (const cell of cells) expect(cell.length).toBeLessThanOrEqual(4_000)
  expect(casesOf(rows).map((row) => row.notes)).toEqual(long.map(() => ['cell_cut']))
})
