import { describe, expect, test } from 'vitest'
import type { ColumnPlan, Field } from '../../../../server/contract/imports.ts'
import { choices, meaningOf, questions, settle, wantsCategory, wantsCrs } from '../../../../web/panels/import/mapping.ts'

function column(header: string, field: Field | null, more: Partial<ColumnPlan> = {}): ColumnPlan {
  return { index: 0, header, field, refused: null, unsure: [], unit: null, ...more }
}

const COLUMNS = [
  column('乡镇', 'town'),
  column('姓名', null, { refused: 'name' }),
  column('单位', null, { unsure: ['unit', 'town'] }),
  column('登记时间', 'occurredOn'),
  column('备注', null),
]

describe('what a column means', () => {
  test('a person’s word goes before the importer’s', () => {
    expect(meaningOf(COLUMNS[0]!, {})).toBe('town')
    expect(meaningOf(COLUMNS[0]!, { 乡镇: 'ignore' })).toBe('ignore')
    expect(meaningOf(COLUMNS[4]!, {})).toBe('ignore')
  })

  test('a question is open until it is answered, with ignore too', () => {
    expect(questions(COLUMNS, {}).map(({ header }) => header)).toEqual(['单位'])
    expect(questions(COLUMNS, { 单位: 'unit' })).toEqual([])
    expect(questions(COLUMNS, { 单位: 'ignore' })).toEqual([])
  })
})

describe('settling a column', () => {
  test('keeps what stands, so that the server does not guess anew', () => {
    expect(settle({}, COLUMNS, '单位', 'unit')).toEqual({ 乡镇: 'town', 登记时间: 'occurredOn', 单位: 'unit' })
  })

  test('takes the field from the column that had it', () => {
    expect(settle({}, COLUMNS, '单位', 'town')).toEqual({ 乡镇: 'ignore', 登记时间: 'occurredOn', 单位: 'town' })
  })

  test('never names a refused column, nor fixes one of two with the same header', () => {
    const twice = [...COLUMNS, column('时间', 'closedOn'), column('时间', null)]
    const mapping = settle({}, twice, '备注', 'summary')
    expect(mapping).not.toHaveProperty('姓名')
    expect(mapping).not.toHaveProperty('时间')
  })

  test('an open question stays open while another column is settled', () => {
    expect(questions(COLUMNS, settle({}, COLUMNS, '备注', 'summary')).map(({ header }) => header)).toEqual(['单位'])
  })
})

describe('what else must be asked', () => {
  const points = [column('经度', 'lng'), column('纬度', 'lat')]
  test.each([
    ['points without a system', points, {}, true],
    ['points with a column of it', [...points, column('坐标系', 'crs')], {}, false],
    ['no points', COLUMNS, {}, false],
    ['points that a person switched off', points, { 经度: 'ignore' as const }, false],
  ])('the coordinate system: %s', (_, columns, mapping, asked) => {
    expect(wantsCrs(columns, mapping)).toBe(asked)
  })

  test('one category for all, where no column tells it', () => {
    expect(wantsCategory(COLUMNS, {})).toBe(true)
    expect(wantsCategory(COLUMNS, { 备注: 'category' })).toBe(false)
    expect(wantsCategory([column('二级分类', 'subcategory')], {})).toBe(false)
  })

  test('a field that another column gives is shown with that column', () => {
    const found = choices(COLUMNS, {}, COLUMNS[4]!).filter(({ taken }) => taken !== null)
    expect(found).toEqual([{ field: 'occurredOn', taken: '登记时间' }, { field: 'town', taken: '乡镇' }])
  })
})
