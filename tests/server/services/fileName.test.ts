import { describe, expect, test } from 'vitest'
import { maskedFileName } from '../../../server/services/fileName.ts'
import fc from '../../property.ts'
import { processorMs } from '../../processor.ts'

test.each([
  '枫溪县矛盾纠纷台账-2024-202311-202410.xlsx',
  '枫溪县矛盾纠纷台账-2024-2023-11-2024-10.csv',
  '襄垣县2024年3月份台账.xls',
  'A_xiangyuan_county_monthly_2024-03.csv',
  '20240305-20240311 周报.csv.gz',
  '01 2024年3月台账.xlsx',
  '1.襄垣县2024年3月.xlsx',
  '2024-03 (2).xlsx',
  '台账20240301-20240331.csv',
  '3 20240301-20240331.csv',
  '12. 2024年3月1日-2024年3月31日(2) (3).xls',
  '附件2 2024.03.01-03.31.xlsx',
  '(7)20240301-0331.xlsx',
  '2024年1-3月 001.xlsx',
  'export_20240305_153012.csv',
  '导出20240305153012.csv',
  '王村.xlsx',
  '高平市.xlsx',
  '高平.xlsx',
  '张庄镇 月报.xlsx',
  '张庄 2024年3月.xlsx',
  '李家沟村_2024.csv',
  '石桥 台账.xlsx',
  '台账.xlsx',
  '汇总.xlsx',
  '安全生产 2024.xlsx',
  '明细.csv',
  '全部 (2).xlsx',
  '柳河镇周报第3期.xlsx',
  '农资纠纷 2024-03.xlsx',
  '关于开展矛盾纠纷排查的通知.xlsx',
  '成员单位汇总.xlsx',
  '金星村邻里纠纷.xlsx',
  '王桥调解台账.xlsx',
  '高新区 12345 导出.csv',
  '向阳小区物业.xlsx',
  '白塔材料.xlsx',
  '王台台账 2024.xlsx',
  '王台账 2024.xlsx',
  '应急 2024.xlsx',
])('%s stays as it is', (name) => {
  expect(maskedFileName(name)).toBe(name)
})

test.each([
  ['张三13800138000.xlsx', '13800138000'],
  ['999999200001010011 调解.csv', '999999200001010011'],
  ['信访-138-2019-12345678.csv', '12345678'],
  ['19900101 1234.xlsx', '1234'],
  ['幸福小区3-2001室漏水.xlsx', '2001'],
  ['010-20240301.xlsx', '20240301'],
  ['2024-03 １３８００１３８０００.xlsx', '13800138000'],
])('%s loses its number and keeps its ending', (name, number) => {
  expect(maskedFileName(name)).not.toContain(number)
  expect(maskedFileName(name)).toMatch(/\.(xlsx|csv)$/)
})

test.each([
  ['王建国.xlsx', '某.xlsx'],
  ['2024年3月 王建国.xlsx', '2024年3月 某.xlsx'],
  ['2024年3月王建国.xlsx', '2024年3月某.xlsx'],
  ['01_李红梅_2024-03.csv', '01_某_2024-03.csv'],
  ['王建国(2).xlsx', '某(2).xlsx'],
  ['关于王建国反映问题.csv', '关于某反映问题.csv'],
  ['关于李红梅同志信访事项的答复.xlsx', '关于某同志信访事项的答复.xlsx'],
  ['王建国材料.xlsx', '某材料.xlsx'],
  ['高伟信访件 2024.xlsx', '某信访件 2024.xlsx'],
  ['柳河镇-王建国-土地纠纷.xlsx', '柳河镇-某-土地纠纷.xlsx'],
  ['柳河镇王建国.xlsx', '柳河镇某.xlsx'],
  ['王建国、李红梅离婚.xlsx', '某、某离婚.xlsx'],
  ['台账（张三）.xlsx', '台账（某）.xlsx'],
])('the name in %s goes', (name, masked) => {
  expect(maskedFileName(name)).toBe(masked)
})

test('a place of the county is no person', () => {
  expect(maskedFileName('王平 2024.xlsx')).toBe('某 2024.xlsx')
  expect(maskedFileName('王平 2024.xlsx', new Set(['王平']))).toBe('王平 2024.xlsx')
})

test('a person named beside a number goes', () => {
  expect(maskedFileName('张三13800138000.xlsx')).toBe('某***.xlsx')
  expect(maskedFileName('2024年3月 11010519900307123X李四.csv')).toBe('2024年3月 ***某.csv')
})

test('a person named beside a period goes', () => {
  expect(maskedFileName('01 当事人张建国投诉 20240301-20240331.xlsx')).toBe('01 当事人某投诉 20240301-20240331.xlsx')
})

const two = (value: number) => String(value).padStart(2, '0')
const day = fc.date({ min: new Date('1999-01-01'), max: new Date('2039-12-31'), noInvalidDate: true }).map((date) => ({ y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() }))

/** A day, a month or a year as clerks and programs write them. */
const date = fc
  .tuple(day, fc.integer({ min: 0, max: 10 }))
  .map(([{ y, m, d }, form]) => [`${y}${two(m)}${two(d)}`, `${y}-${two(m)}-${two(d)}`, `${y}-${m}-${d}`, `${y}.${m}.${d}`, `${y}.${two(m)}.${two(d)}`, `${y}年${m}月${d}日`, `${y}年${m}月`, `${y}-${two(m)}`, `${y}${two(m)}`, `${y}年`, `${y}`][form]!)
const joint = fc.constantFrom('-', '—', '–', '~', '至', ' 至 ', ' - ', '到')
const span = fc.tuple(date, joint, date).map((parts) => parts.join(''))
const shortSpan = fc
  .tuple(day, day, joint, fc.integer({ min: 0, max: 3 }))
  .map(([a, b, to, form]) => [`${a.y}${two(a.m)}${two(a.d)}${to}${two(b.m)}${two(b.d)}`, `${a.y}年${a.m}${to}${b.m}月`, `${a.y}.${a.m}.${a.d}${to}${b.m}.${b.d}`, `${a.y}年${a.m}月${a.d}日${to}${b.d}日`][form]!)
const period = fc.oneof(date, span, shortSpan)
const number = fc.oneof(fc.integer({ min: 1, max: 99 }).map(String), fc.integer({ min: 1, max: 99 }).map(two), fc.integer({ min: 1, max: 9 }).map((n) => `00${n}`))
const before = fc.oneof(
  fc.constantFrom('', '台账', '襄垣县矛盾纠纷', 'ledger_', '附件'),
  fc.tuple(number, fc.constantFrom(' ', '. ', '.', '、', '_', '-', '.襄垣县')).map((parts) => parts.join('')),
)
const behind = fc.oneof(
  fc.constantFrom('', '台账', '周报', ' 矛盾纠纷排查', '_final'),
  fc.tuple(fc.constantFrom(' (', '(', '（', '_', ' '), number).map(([open, n]) => open + n + ({ '(': ')', '（': '）' }[open.trim()] ?? '')),
)

/** A number cut into groups of these lengths, as it is dictated or printed. */
function grouped(digits: fc.Arbitrary<string>, ways: number[][]): fc.Arbitrary<string> {
  return fc.tuple(digits, fc.constantFrom(...ways), fc.constantFrom('', '-', ' ', '.', '_')).map(([whole, way, between]) => {
    let at = 0
    return way.map((length) => whole.slice(at, (at += length))).join(between)
  })
}
const digit = fc.constantFrom(...'0123456789')
const digitsOf = (length: number) => fc.array(digit, { minLength: length, maxLength: length }).map((all) => all.join(''))
/** One in two holds a day, which a mobile number may. */
const mobile = fc
  .tuple(fc.integer({ min: 13, max: 19 }), digit, fc.oneof(digitsOf(8), day.map(({ y, m, d }) => `${y}${two(m)}${two(d)}`)))
  .map((parts) => parts.join(''))
const birth = day.map(({ y, m, d }) => `${y}${two(m)}${two(d)}`)
/** No province has 19 or 20. */
const region = fc.tuple(fc.constantFrom('11', '14', '15', '23', '37', '42', '51', '65', '82', '99'), digitsOf(4)).map((parts) => parts.join(''))
const id18 = fc.tuple(region, birth, digitsOf(3), fc.constantFrom(...'0123456789X')).map((parts) => parts.join(''))
const id15 = fc.tuple(region, birth, digitsOf(3)).map(([place, born, rest]) => place + born.slice(2) + rest)
const whole = fc.oneof(mobile, id18, id15)
const told = fc.oneof(
  grouped(mobile, [[11], [3, 4, 4], [3, 8], [4, 3, 4], [4, 7], [7, 4], [3, 3, 5]]),
  grouped(id18, [[18], [6, 8, 4], [6, 12], [14, 4]]),
  grouped(id15, [[15], [6, 6, 3]]),
)

describe('by the thousand', () => {
  test('every form of a period stays, with words and numbers in a series around it', () => {
    fc.assert(
      fc.property(before, period, behind, (front, middle, back) => {
        const name = `${front}${middle}${back}.xlsx`
        expect(maskedFileName(name)).toBe(name)
      }),
      { numRuns: 3_000 },
    )
  })

  test('no mobile and no identity number stays, wherever it stands', () => {
    const joined = fc.constantFrom(' ', '-', '_', '.', '、', '(', '台账', '张三', '电话')
    const glued = fc.oneof(joined, fc.constant(''))
    const beside = fc.oneof(before, period, fc.tuple(number, fc.constant(' '), period).map((parts) => parts.join('')))
    fc.assert(
      fc.property(beside, fc.oneof(fc.tuple(joined, told, joined), fc.tuple(glued, whole, glued)), beside, (front, [left, secret, right], back) => {
        const masked = maskedFileName(`${front}${left}${secret}${right}${back}.xlsx`)
        expect(masked.replace(/[^\dX*]/g, '')).not.toContain(secret.replace(/[^\dX]/g, ''))
      }),
      { numRuns: 5_000 },
    )
  })

  test('a long hostile name is read at once', () => {
    const took = processorMs(() => {
      for (const piece of ['2024-', '2024 03 ', '1 ', '2024年3月至', '20240301_']) maskedFileName(piece.repeat(2_000))
    })
    expect(took).toBeLessThan(1_000)
  })
})
