import { describe, expect, test } from 'vitest'
import { openLedger, planLedger } from '../../../server/ledger/ledger.ts'
import { FIELD_WORDS, GENERIC_WORDS } from '../../../server/ledger/plan/fields.ts'
import { meaningOf } from '../../../server/ledger/plan/header.ts'
import type { LedgerOptions } from '../../../server/ledger/types.ts'
import { casesOf, readAll, text, yuntang } from './ground.ts'

const plan = async (content: string, options: LedgerOptions = {}) => planLedger(await openLedger(text(content)), options)
const fieldsOf = async (content: string, options: LedgerOptions = {}) =>
  Object.fromEntries((await plan(content, options)).columns.map((column) => [column.header, column.field ?? column.refused ?? (column.unsure.join('?') || null)]))

describe('columns', () => {
  test('by synonyms, the better name first', async () => {
    expect(await fieldsOf('工单编号,受理时间,派单时间,所属乡镇,所属村社,诉求分类(一级),诉求分类(二级),诉求内容,承办单位,办理状态\n')).toEqual({
      工单编号: 'originalNo', 受理时间: 'occurredOn', 派单时间: null, 所属乡镇: 'town', 所属村社: 'village',
      '诉求分类(一级)': 'category', '诉求分类(二级)': 'subcategory', 诉求内容: 'summary', 承办单位: 'unit', 办理状态: 'state',
    })
    expect(await fieldsOf('发生时间,登记时间,乡镇,纠纷类型\n')).toMatchObject({ 发生时间: 'occurredOn', 登记时间: null })
  })

  test('persons, addresses and control of persons are refused by name', async () => {
    const headers = ['姓名', '当事人', '身份证号', '联系电话', '家庭住址', '来电人', '来电号码', '民族', '出生年月', '性别', '重点人员', '稳控措施', '包保对象', '包案领导', '化解责任人', '填表人', '网格员', 'Name', 'phone', 'victim sex']
    const fields = await fieldsOf(`${headers.join(',')},日期,乡镇,类型\n`)
    expect(headers.map((header) => fields[header])).toEqual([
      'name', 'name', 'id_number', 'phone', 'address', 'name', 'phone', 'personal_other', 'personal_other', 'personal_other',
      'person_control', 'person_control', 'person_control', 'name', 'name', 'name', 'name', 'name', 'phone', 'personal_other',
    ])
  })

  test.each([
    ['name', '男方 女方 对方 双方 名字 涉事人员 伤者 申诉人 来访者 业主 房东 债务人 责任单位负责人 当事人姓名及人数 人民调解委员会主任 人民调解员 回访人员 话务员 涉及人员名单 当事人2'],
    ['personal_other', '个人信息 身份 身份信息 职务'],
    ['phone', '责任单位联系电话 业主电话'],
    ['person_control', '高危人员 前科 有无前科 肇事肇祸 精障 刑释 社矫 现实表现 思想动态 轨迹 活动轨迹 重点关注对象 社区矫正 吸毒 信访重点人 稳控责任人 危险人员 精神状况 是否列管 帮教对象'],
  ])('refused as %s: %s', async (because, words) => {
    const headers = words.split(' ')
    const fields = await fieldsOf(`日期,乡镇,类型,${headers.join(',')}\n`)
    expect(headers.filter((header) => fields[header] !== because)).toEqual([])
  })

  test('no word of a field and no column of places, counts or offices is refused', async () => {
    const others =
      '涉及户数(户) 上访人数 涉及人次 参与人员数 人民调解委员会 申请人民调解 人社部门意见 涉及多少人 村民小组 村民委员会 居民小组 业主委员会 群众满意度 群众诉求 双方诉求 风险点 活动地点 涉及单位 配合单位 职责分工 交通肇事 涉事企业 学校'
    const headers = [...Object.values(FIELD_WORDS).flat(2), ...GENERIC_WORDS, ...others.split(' ')]
    expect(headers.filter((header) => meaningOf([header]).refused)).toEqual([])
  })

  test('names are refused under any header that is no field, and in a title', async () => {
    const people = ['王建国', '李红梅', '赵铁柱、孙小丽', '王某', '', '陈小明']
    const rows = people.map((name, at) => `2024-03-0${at + 1},柳溪镇,${['张庄', '李桥', '王湾'][at % 3]},邻里,${name},${name},司法所`)
    const head = '日期,乡镇,村,类型,备注,案件名称,责任单位'
    expect(await fieldsOf(`${head}\n${rows.join('\n')}\n`)).toEqual({ 日期: 'occurredOn', 乡镇: 'town', 村: 'village', 类型: 'category', 备注: 'name', 案件名称: 'name', 责任单位: 'unit' })
    const said = ['调委会调解', '张庄', '高标准农田', '李家沟', '石桥', '王建国', '已回访', '林地'].map((words, at) => `2024-03-0${at + 1},柳溪镇,邻里,${words},古韩镇`)
    expect(await fieldsOf(`日期,乡镇,类型,备注,片区\n${said.join('\n')}\n`)).toMatchObject({ 备注: null, 片区: null })
  })

  test('a column that only mostly holds names takes no other words out of the text', async () => {
    const rows = [['王建国', '王建国与邻居争水'], ['李红梅', '李红梅要求赔偿'], ['已化解', '经调解已化解']].map(([note, words], at) => `2024-03-0${at + 1},柳溪镇,上柳村,邻里,${words},${note}`)
    const { rows: read } = await readAll(text(`日期,乡镇,村,类型,内容,备注\n${rows.join('\n')}\n`), yuntang())
    expect(casesOf(read).map((row) => row.draft.summary)).toEqual(['某某与邻居争水', '某某要求赔偿', '经调解已化解'])
    const { rows: sides } = await readAll(text('日期,乡镇,村,类型,内容,对方\n2024-03-01,柳溪镇,上柳村,邻里,王小丫向村委会反映,村委会\n'), yuntang())
    expect(casesOf(sides)[0]?.draft.summary).toContain('村委会')
  })

  test('a unit and a count stay, whoever they are of', async () => {
    expect(await fieldsOf('日期,乡镇,类型,责任单位及责任人,当事人人数,事发地址,网格\n')).toMatchObject({
      责任单位及责任人: 'unit', 当事人人数: 'people', 事发地址: 'place', 网格: 'grid',
    })
  })

  test('numbers of identity and telephone are refused under any header', async () => {
    const rows = Array.from({ length: 10 }, (_, at) => `2024-03-0${(at % 9) + 1},柳溪镇,邻里,99020219900101123${at},1390000000${at}`)
    expect(await fieldsOf(`日期,乡镇,类型,编号,备注\n${rows.join('\n')}\n`)).toMatchObject({ 编号: 'id_number', 备注: 'phone' })
  })

  test('what is unsure is asked: two equally good names, a bare address, a bare unit', async () => {
    const asked = await plan('发生时间,事发时间,乡镇,类型,地址\n')
    expect(asked.columns.map((column) => column.unsure)).toEqual([['occurredOn'], ['occurredOn'], [], [], ['place']])
    expect(asked.ready).toBe(false)
    expect(await fieldsOf('日期,单位,村,类型\n')).toMatchObject({ 单位: 'unit?town' })
    expect(await fieldsOf('日期,乡镇,单位,类型\n')).toMatchObject({ 单位: 'unit' })
  })

  test('a settled mapping wins over guesses and never over a refusal', async () => {
    const mapping = { 发生时间: 'ignore', 事发时间: 'occurredOn', 电话: 'summary', 地址: 'place' } as const
    expect(await fieldsOf('发生时间,事发时间,乡镇,类型,地址,电话\n', { mapping })).toMatchObject({ 发生时间: null, 事发时间: 'occurredOn', 电话: 'phone', 地址: 'place' })
  })

  test('what is missing is named', async () => {
    expect((await plan('乡镇,类型,内容\n')).missing).toEqual(['occurredOn'])
    expect((await plan('日期,类型,内容\n')).missing).toEqual(['village'])
    expect((await plan('日期,类型,经度\n')).missing).toEqual(['lat'])
    expect((await plan('日期,乡镇,内容\n')).missing).toEqual(['category'])
    expect((await plan('日期,乡镇,内容\n', { category: '99' })).ready).toBe(true)
    expect((await plan('一,二\n三,四\n')).missing).toEqual(['occurredOn', 'village', 'category'])
  })
})

describe('headers', () => {
  test('two levels, with the group above or the names below', async () => {
    const below = await plan('云塘县2024年3月台账,,,,\n乡镇,排查时间,纠纷类型,化解情况,\n,,,化解时限,化解结果\n柳溪镇,3.5,邻里,,已化解\n')
    expect(below.columns.map((column) => [column.header, column.field])).toEqual([
      ['乡镇', 'town'], ['排查时间', 'occurredOn'], ['纠纷类型', 'category'], ['化解情况/化解时限', 'dueOn'], ['化解情况/化解结果', 'state'],
    ])
    const above = await plan('台账,,,,\n基本情况,,纠纷情况,,\n乡镇,村,排查时间,纠纷类型,简要情况\n柳溪镇,上柳村,2024.3.5,邻里,争吵\n')
    expect(above.columns.map((column) => column.field)).toEqual(['town', 'village', 'occurredOn', 'category', 'summary'])
  })

  test('units in headers', async () => {
    expect((await plan('日期,乡镇,类型,涉及金额(万元)\n')).columns.at(-1)).toMatchObject({ field: 'amount', unit: '万元' })
  })
})

describe('rows', () => {
  const ledger = (lines: string[], options: LedgerOptions = {}) =>
    readAll(text(`乡镇,村,排查时间,纠纷类型,简要情况\n${lines.join('\n')}\n`), yuntang(), options)

  test('a town holds for its block, not beyond a sub-total, and only where towns stand in blocks', async () => {
    const { rows } = await ledger(['柳溪镇,上柳村,2024-03-01,邻里,甲', ',下柳村,2024-03-02,邻里,乙', ',,2024-03-03,邻里,丙', '小计,,,3件,', ',,2024-03-04,邻里,丁', '石桥镇,桥头,2024-03-04,邻里,戊'])
    expect(casesOf(rows).map((row) => row.draft.area)).toEqual(['990202100201', '990202100202', '990202100000', null, '990202101202'])
    const listed = await ledger(['柳溪镇,上柳村,2024-03-01,邻里,甲', '柳溪镇,下柳村,2024-03-02,邻里,乙', ',,2024-03-03,邻里,丙'])
    expect(casesOf(listed.rows).map((row) => row.draft.area)).toEqual(['990202100201', '990202100202', null])
  })

  test('reasons of rejection', async () => {
    const { rows } = await ledger([
      '柳溪镇,上柳村,,邻里,没有日期的一件事情', '柳溪镇,上柳村,3月5日,邻里,没有年份', '柳溪镇,上柳村,昨天,邻里,读不出',
      '柳溪镇,上柳村,2024-02-30,邻里,没有这天', '柳溪镇,上柳村,2042-03-05,邻里,将来', '柳溪镇,上柳村,2024-03-05,,',
    ])
    expect(rows.slice(1).map((row) => (row.outcome === 'rejected' ? row.reason : row.outcome))).toEqual([
      'date_missing', 'date_no_year', 'date_unreadable', 'date_no_such_day', 'date_future', 'content_missing',
    ])
    expect(rows[2]).toMatchObject({ cells: ['柳溪镇', '上柳村', '3月5日', '邻里', '没有年份'] })
    const { rows: dated } = await ledger(['柳溪镇,上柳村,3月5日,邻里,有了年份'], { defaultYear: 2024 })
    expect(casesOf(dated)[0]?.draft.occurredOn).toBe('2024-03-05')
  })

  test('nothing to report, notes and totals are no cases', async () => {
    const { rows } = await ledger(['柳溪镇,上柳村,2024-03-01,邻里,甲', '柳溪镇,,,零报告,', '柳溪镇,,2024-03-02,无,本月无矛盾纠纷', '注:1.按月填报,,,,', '填表人:某某,,,,', ',,,,', '合计,,,1件,'])
    expect(rows.map((row) => (row.outcome === 'notCase' ? row.what : row.outcome))).toEqual(['header', 'case', 'nil', 'nil', 'footer', 'footer', 'blank', 'subtotal'])
  })

  test('a due date that no cell states is the preset, and says so', async () => {
    const { rows } = await ledger(['柳溪镇,上柳村,2024-03-01,邻里,甲'])
    expect(casesOf(rows)[0]).toMatchObject({ dueDefaulted: true, draft: { dueOn: '2024-03-31' } })
  })

  test('sensitive matters keep the village and lose the point', async () => {
    const { rows } = await readAll(text('日期,村,类型,内容,经度,纬度\n2024-03-01,上柳村,婚姻家庭,家庭成员间发生肢体冲突,100.1,30.1\n'), yuntang(), { crs: 'WGS84' })
    expect(casesOf(rows)[0]).toMatchObject({ draft: { area: '990202100201', point: null }, notes: ['crs_default', 'generalised'] })
  })
})
