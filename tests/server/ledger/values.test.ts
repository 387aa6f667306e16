import { describe, expect, test } from 'vitest'
import type { Day } from '../../../server/contract/day.ts'
import { NO_TITLE, readTitle } from '../../../server/ledger/plan/title.ts'
import { parseAmount } from '../../../server/ledger/values/amount.ts'
import { categoryReader, isSensitive } from '../../../server/ledger/values/category.ts'
import { parseDate, parseLater, parseTerm, type DateContext } from '../../../server/ledger/values/date.ts'
import { parseNumber } from '../../../server/ledger/values/number.ts'
import { parsePeople } from '../../../server/ledger/values/people.ts'
import { amongTiers, parseAgreement, parseChannel, parseColour, parseState, parseYes } from '../../../server/ledger/values/terms.ts'
import { isDitto } from '../../../server/ledger/values/text.ts'
import { unitOf } from '../../../server/ledger/values/unit.ts'
import { TODAY } from './ground.ts'

const dates = (...titles: string[]): DateContext => ({ title: readTitle(titles, NO_TITLE), defaultYear: null, dayFirst: null, today: TODAY })
const march = dates('某县2024年3月份矛盾纠纷排查台账')
const day = (text: string) => text as Day

describe('dates', () => {
  test.each([
    ['2024.3.5', '2024-03-05'],
    ['2024-3-5', '2024-03-05'],
    ['2024/3/27 0:00:00', '2024-03-27'],
    ['2024年3月5日', '2024-03-05'],
    ['２０２４．３．１６', '2024-03-16'],
    ['2024 年 3 月 5 日', '2024-03-05'],
    ['20240305', '2024-03-05'],
    ['20240305093000', '2024-03-05'],
    ['24.3.8', '2024-03-08'],
    ['3月5日', '2024-03-05'],
    ['3月5号', '2024-03-05'],
    ['3.5', '2024-03-05'],
    ['3.21', '2024-03-21'],
    ['45356', '2024-03-05'],
    ['45356.5', '2024-03-05'],
    ['2024-01-02 06:26:07', '2024-01-02'],
    ['2024-01-02T20:26:07Z', '2024-01-03'],
    ['2024/1/7 21:32', '2024-01-07'],
    ['3.12-3.15', '2024-03-12'],
    ['3月12日至15日', '2024-03-12'],
    ['2024.3.5-3.8', '2024-03-05'],
    ['5日', '2024-03-05'],
    ['2024-03', '2024-03-01'],
    ['2024年3月', '2024-03-01'],
    ['31/12/2024', '2024-12-31'],
    ['12/31/2024', '2024-12-31'],
  ])('%s → %s', (text, expected) => {
    expect(parseDate(text, march)).toMatchObject({ day: expected })
  })

  test.each([
    ['2024.2.30', 'no_such_day'],
    ['13.5', 'no_such_day'],
    ['不详', 'unreadable'],
    ['123', 'unreadable'],
    ['1850-11-12', 'too_early'],
    ['1899-12-30 00:00:00', 'too_early'],
    ['1900.1.1', 'too_early'],
    ['1949年9月30日', 'too_early'],
    ['05/12/2024', 'ambiguous'],
    ['周三', 'no_year'],
  ])('%s is %s', (text, fault) => {
    expect(parseDate(text, march)).toEqual({ fault })
  })

  test('without a year anywhere, nothing is guessed', () => {
    expect(parseDate('3月5日', dates())).toEqual({ fault: 'no_year' })
    expect(parseDate('3月5日', { ...dates(), defaultYear: 2023 })).toMatchObject({ day: '2023-03-05' })
  })

  test('weekdays, and the turn of the year', () => {
    expect(parseDate('周三', dates('2024年第11周(3.11-3.17)'))).toMatchObject({ day: '2024-03-13' })
    expect(parseDate('星期天', dates('2024年3月11日-17日'))).toMatchObject({ day: '2024-03-17' })
    const week = dates('2025年第1周（12.30-1.5）')
    expect(parseDate('周一', week)).toMatchObject({ day: '2024-12-30' })
    expect(parseDate('12.31', week)).toMatchObject({ day: '2024-12-31' })
    expect(parseDate('1.3', week)).toMatchObject({ day: '2025-01-03' })
    expect(parseDate('12月28日', dates('2024年1月台账'))).toMatchObject({ day: '2023-12-28' })
  })

  test('later days take their year from the day before them', () => {
    expect(parseLater('1月3日', day('2023-12-28'), march)).toMatchObject({ day: '2024-01-03' })
    expect(parseLater('3月31日', day('2024-03-29'), march)).toMatchObject({ day: '2024-03-31' })
  })

  test.each([
    ['30日内', '2024-04-04'],
    ['一周内', '2024-03-12'],
    ['1个月', '2024-04-04'],
    ['15个工作日', '2024-03-26'],
    ['半个月内', '2024-03-20'],
  ])('%s after 2024-03-05 is %s', (text, expected) => {
    expect(parseTerm(text, day('2024-03-05'))).toBe(expected)
  })

  test('titles say year, month and week; the day of filling in says none', () => {
    expect(readTitle(['填报时间:2024年4月1日', '2024年3月台账'], NO_TITLE)).toMatchObject({ year: 2024, month: 3 })
    expect(readTitle(['二〇二四年三季度'], NO_TITLE).year).toBe(2024)
    expect(readTitle(['2024.12.30-2025.1.5'], NO_TITLE).week).toEqual({ from: '2024-12-30', to: '2025-01-05' })
  })
})

describe('amounts in a column of 万元', () => {
  test.each([
    ['1.1', 1_100_000],
    ['9000元', 900_000],
    ['20000', 2_000_000],
    ['15,000元', 1_500_000],
    ['约2万元', 2_000_000],
    ['约0.06万元', 60_000],
    ['1.9万', 1_900_000],
    ['２', 2_000_000],
    ['０．５', 500_000],
    ['/', 0],
    ['—', 0],
    ['无', 0],
    ['0', 0],
    ['', null],
    ['三万', 3_000_000],
    ['3千元', 300_000],
  ])('%s → %s fen', (text, fen) => {
    expect(parseAmount(text, '万元', false)).toMatchObject({ fen })
  })

  test('a typed 20000 is told', () => {
    expect(parseAmount('20000', '万元', false)).toEqual({ fen: 2_000_000, asYuan: true })
    expect(parseAmount('待定', '万元', false)).toBe('unreadable')
    expect(parseAmount('1.234,5', '元', true)).toMatchObject({ fen: 123_450 })
    expect(parseAmount('1,234.5', '元', false)).toMatchObject({ fen: 123_450 })
  })
})

describe('people', () => {
  test.each([['2户4人', 4], ['2人', 2], ['３', 3], ['约20余人', 20], ['十人', 10], ['', null], ['/', null], ['2户', null], ['若干', undefined]])('%s → %s', (text, people) => {
    expect(parsePeople(text)).toBe(people)
  })
})

describe('vocabularies', () => {
  test.each([['红色', 'red'], ['一级(红)', 'red'], ['重大', 'red'], ['较大', 'yellow'], ['二级(黄)', 'yellow'], ['三级(蓝)', 'blue'], ['一般', 'blue'], ['蓝', 'blue'], ['橙色', 'orange'], ['四级(绿)', 'green'], ['', 'none'], ['/', 'none'], ['紫', null]])('colour %s → %s', (text, colour) => {
    expect(parseColour(text)).toBe(colour)
  })
  test.each([
    ['orange', ['red', 'yellow', 'blue'], 'yellow'], ['green', ['red', 'yellow', 'blue'], 'blue'], ['orange', ['red', 'orange', 'green'], 'orange'],
    ['yellow', ['red', 'orange', 'green'], 'green'], ['none', ['red', 'blue'], 'none'],
  ] as const)('colour %s in a county of %j → %s', (colour, tiers, among) => {
    expect(amongTiers(colour, tiers)).toBe(among)
  })

  test.each([
    ['已化解。', 'closed'], ['调解成功', 'closed'], ['已调处', 'closed'], ['化解', 'closed'], ['已办结', 'closed'],
    ['移交县级', 'escalated'], ['已上报县综治中心', 'escalated'],
    ['移交法院', 'terminated'], ['终止调解', 'terminated'], ['调解不成,引导诉讼', 'terminated'],
    ['正在调处', 'mediating'], ['化解中', 'mediating'], ['跟进中', 'mediating'], ['办理中', 'mediating'], ['正在化解', 'mediating'],
    ['未化解', 'registered'], ['未办结', 'registered'], ['待签收', 'dispatched'], ['已派单', 'dispatched'], ['不予受理', 'declined'],
    ['已归档', 'archived'], ['', null], ['天气晴', null],
  ])('state %s → %s', (text, state) => {
    expect(parseState(text)).toBe(state)
  })

  test.each([['12345热线', 'hotline_12345'], ['110非警务移交', 'police_110'], ['网格员上报', 'grid'], ['网上信访', 'petition'], ['诉前调解', 'court'], ['', 'other']])('channel %s → %s', (text, channel) => {
    expect(parseChannel(text)).toBe(channel)
  })

  test('agreement, yes and no, ditto, units without persons', () => {
    expect([parseAgreement('书面协议'), parseAgreement('口头'), parseAgreement('')]).toEqual(['written', 'oral', null])
    expect([parseYes('已回访'), parseYes('是'), parseYes('未回访'), parseYes(''), parseYes('否')]).toEqual([true, true, false, false, false])
    expect(['同上', '〃', '″', '"', '无'].map(isDitto)).toEqual([true, true, true, true, false])
    expect(unitOf('镇司法所 李四')).toBe('镇司法所')
    expect(unitOf('县人社局、县公安局张三')).toBe('县人社局、县公安局')
    expect(unitOf('李四')).toBeNull()
  })

  test.each([['2024010262072200001', '2024010262072200001', false], ['\t2024010362072200003', '2024010362072200003', false], ['2.02401E+18', null, true], ['12', null, false], ['9-1', null, false], ['/', null, false]])('number %s', (text, no, lost) => {
    expect(parseNumber(text)).toEqual({ no, lost })
  })
})

describe('categories', () => {
  const plain = categoryReader({ hotline: false, terms: { 草原纠纷: '08' }, fallback: null })
  const hotline = categoryReader({ hotline: true, terms: {}, fallback: null })
  const words = (category: string, subcategory = '', title = '', summary = '') => ({ category, subcategory, title, summary })

  test.each([['婚姻家庭纠纷', '01'], ['相邻关系', '02'], ['房屋、宅基地', '03'], ['民间借贷', '04'], ['灌溉用水', '05'], ['人身损害', '06'], ['拖欠农民工工资', '07'], ['山林、土地', '08'], ['征地补偿', '09'], ['环保', '10'], ['物业', '11'], ['道路交通', '12'], ['医患纠纷', '13'], ['消费纠纷', '14'], ['其它', '99'], ['', '99'], ['草原纠纷', '08'], ['03', '03']])('%s → %s', (term, category) => {
    expect(plain(words(term))).toMatchObject({ kind: 'dispute', category })
  })

  test('hotlines also carry what is no dispute', () => {
    expect(hotline(words('求助', '走失求助', '走失求助问题', '老人走失求助(已找回)'))).toEqual({ kind: 'other' })
    expect(hotline(words('生态环境', '社会生活噪声', '', '广场舞噪声扰民'))).toEqual({ kind: 'other' })
    expect(hotline(words('生态环境', '扬尘异味', '', '料场扬尘影响居住'))).toMatchObject({ kind: 'dispute', category: '10' })
    expect(hotline(words('咨询', '政策咨询', '', '因土地流转发生纠纷咨询'))).toMatchObject({ kind: 'dispute' })
  })

  test('a term that is not in the table counts as other and is told', () => {
    expect(plain(words('星际纠纷'))).toMatchObject({ category: '99', known: false, term: '星际纠纷' })
  })

  test('sensitive matters', () => {
    expect(isSensitive(words('', '', '', '来电人反映家庭成员间发生肢体冲突,请求调处'))).toBe(true)
    expect(isSensitive(words('', '', '', '夫妻因家庭琐事多次争吵'))).toBe(false)
  })
})
