import { describe, expect, test } from 'vitest'
import type { Day } from '../../server/contract/day.ts'
import { cases, change, clockText, countChange, dayText, daysChange, exact, grouped, money, percent, persons, pointsChange, rate, spanText } from '../../web/i18n/format.ts'

const day = (text: string) => text as Day

describe('numbers as people say them', () => {
  test.each([
    [0, '0', '件'], [9876, '9,876', '件'], [12_000, '1.2', '万件'], [12_345, '1.23', '万件'], [168_000, '16.8', '万件'], [120_000_000, '1.2', '亿件'],
  ])('%d cases in Chinese', (count, value, unit) => expect(cases(count, 'zh')).toEqual({ value, unit }))

  test('money runs from fen to yuan, 万 and 亿', () => {
    expect(money(850_000, 'zh')).toEqual({ value: '8,500', unit: '元' })
    expect(money(120_500_000, 'zh')).toEqual({ value: '120.5', unit: '万元' })
    expect(money(145_000_000_000, 'zh')).toEqual({ value: '14.5', unit: '亿元' })
    expect(money(9_999_999_900, 'zh')).toEqual({ value: '1', unit: '亿元' })
    expect(money(120_500_000, 'en')).toEqual({ value: '¥1.21', unit: 'M' })
  })

  test('English counts one and many', () => {
    expect(cases(1, 'en')).toEqual({ value: '1', unit: 'case' })
    expect(cases(12_345, 'en')).toEqual({ value: '12,345', unit: 'cases' })
    expect(persons(400_000, 'zh')).toEqual({ value: '40', unit: '万人' })
  })

  test('a share that is not all is never said to be all', () => {
    expect(percent(0.9997)).toBe('99.9%')
    expect(percent(1)).toBe('100.0%')
    expect(percent(842 / 869)).toBe('96.9%')
  })

  test('exact groups digits and keeps decimals', () => {
    expect(exact(1_234_567)).toBe('1,234,567')
    expect(grouped('1500–24999')).toBe('1,500–24,999')
    expect(grouped('≥ 0.00123')).toBe('≥ 0.00123')
    expect(exact(-1234.5, 1)).toBe('−1,234.5')
    expect(rate(7.25)).toBe('7.3')
    expect(rate(1234.4)).toBe('1,234')
  })
})

describe('changes', () => {
  test('counts in per cent', () => {
    expect(change(112, 100, 'zh')).toEqual({ trend: 'up', text: '上升 12.0%' })
    expect(change(97, 100, 'en')).toEqual({ trend: 'down', text: 'down 3.0%' })
    expect(change(100, 100, 'zh').trend).toBe('same')
  })
  test('of a few, the number itself', () => {
    expect(countChange(12, 3, 'zh')).toEqual({ trend: 'up', text: '增加 9' })
    expect(countChange(1, 3, 'en')).toEqual({ trend: 'down', text: '2 fewer' })
    expect(countChange(12, 10, 'zh').text).toBe('上升 20.0%')
    expect(countChange(0, 0, 'zh').trend).toBe('same')
  })
  test('nothing before cannot be divided by', () => {
    expect(change(5, 0, 'zh')).toEqual({ trend: 'none', text: '对比期为 0' })
    expect(change(0, 0, 'zh').trend).toBe('same')
  })
  test('shares in percentage points, durations in days', () => {
    expect(pointsChange(0.985, 0.954, 'zh')).toEqual({ trend: 'up', text: '上升 3.1 个百分点' })
    expect(pointsChange(0.95, 0.96, 'en').text).toBe('down 1.0 point')
    expect(daysChange(8, 10, 'zh').text).toBe('缩短 2 天')
    expect(daysChange(10.5, 10, 'en').text).toBe('0.5 days longer')
  })
})

describe('days', () => {
  test('as written there and here', () => {
    expect(dayText(day('2026-03-05'), 'zh')).toBe('2026年3月5日')
    expect(dayText(day('2026-03-05'), 'en')).toBe('5 Mar 2026')
  })
  test.each([
    ['2026-03-01', '2026-03-31', '2026年3月1日—31日'],
    ['2026-01-01', '2026-03-31', '2026年1月1日—3月31日'],
    ['2025-12-01', '2026-11-22', '2025年12月1日—2026年11月22日'],
    ['2026-03-05', '2026-03-05', '2026年3月5日'],
  ])('a period from %s to %s', (from, to, text) => expect(spanText({ from: day(from), to: day(to) }, 'zh')).toBe(text))
  test('open ends', () => {
    expect(spanText({}, 'zh')).toBe('全部时间')
    expect(spanText({ from: day('2026-03-05') }, 'en')).toBe('Since 5 Mar 2026')
    expect(spanText({ to: day('2026-03-05') }, 'zh')).toBe('截至2026年3月5日')
  })
  test('a time names its year where it is not this one, in the county\'s time', () => {
    const instant = Date.parse('2025-12-31T17:30:00Z')
    expect(clockText(instant, 'zh', day('2026-11-30'))).toBe('1/1 01:30')
    expect(clockText(instant, 'zh', day('2027-01-02'))).toBe('2026/1/1 01:30')
    expect(clockText(instant, 'zh')).toBe('1/1 01:30')
  })
})
