import { describe, expect, test } from 'vitest'
import { maskNames, maskText, namesIn } from '../../../server/ledger/mask.ts'
import fc from '../../property.ts'

/** Digits of a text, half-width, with nothing between them. */
const digits = (text: string) => text.normalize('NFKC').replace(/\D/g, '')

const idNumber = fc
  .tuple(fc.integer({ min: 110_000, max: 659_999 }), fc.date({ min: new Date('1930-01-01'), max: new Date('2015-12-31'), noInvalidDate: true }), fc.integer({ min: 0, max: 999 }), fc.constantFrom(...'0123456789X'))
  .map(([place, born, order, check]) => `${place}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}${check}`)
const mobile = fc.tuple(fc.integer({ min: 13, max: 19 }), fc.integer({ min: 0, max: 999_999_999 })).map(([head, tail]) => `${head}${String(tail).padStart(9, '0')}`)

const wide = (text: string) => [...text].map((char) => (/[0-9X]/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char)).join('')
const written = (number: fc.Arbitrary<string>) =>
  fc.tuple(number, fc.constantFrom('', ' ', '-', '－', '.', '\u200b', '—'), fc.constantFrom(3, 4, 6), fc.boolean()).map(([plain, between, every, full]) => {
    const parts = plain.match(new RegExp(`.{1,${every}}`, 'g')) ?? []
    const text = parts.join(between)
    return { plain, text: full ? wide(text) : text }
  })

const around = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'王某因与李因地界纠纷电话身份证号联系人:：,，。 （）()元万年月日社组号村2024-1.3/ 人等') , maxLength: 20 }),
  fc.string({ maxLength: 20 }),
)

describe('maskText', () => {
  test.each([['mobile', written(mobile)], ['identity', written(idNumber)]])('no %s number survives, whatever stands around it', (_, number) => {
    fc.assert(
      fc.property(around, number, around, (before, { plain, text }, after) => {
        const masked = maskText(before + text + after)
        expect(digits(masked)).not.toContain(digits(plain).slice(0, 11))
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  test.each([
    ['联系电话13000000513', '联系电话***'],
    ['(身份证999999190001090369)', '(身份证***)'],
    ['电话０１３０-８７６５４３２１', '电话***'],
    ['拨打 +86 130 0000 0018 联系', '拨打 *** 联系'],
    ['130****0004', '***'],
    ['999999********0118', '***'],
    ['座机：8234567', '座机：***'],
    ['0936-4421234', '***'],
    ['账号6222021234567890123', '账号***'],
    ['车牌甘G·A1234撞上围墙', '车牌***撞上围墙'],
    ['邮箱li.si@example.com', '邮箱***'],
    ['微信号abc_12345', '微信号***'],
    ['加QQ12345678', '加QQ***'],
  ])('%s → %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  test.each([
    ['联系人李建国电话13000000513', '联系人某电话***'],
    ['当事人：欧阳明,反映水渠', '当事人：某,反映水渠'],
    ['村民张建国反映水渠堵塞', '村民某反映水渠堵塞'],
    ['张建国与李伟因宅基地发生纠纷', '某与某因宅基地发生纠纷'],
  ])('takes names out: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  test.each([
    '王某因土地流转租金逾期未付与合作社发生纠纷',
    '李某某等22人反映包工头拖欠工资11.8万元',
    '来电人与邻居因出路通行问题多次争执',
    '来电人等8人反映包工头拖欠工资23000元',
    '当事人双方各执一词,2024-03-05 至 2024-03-12 停工',
    '2024年3月5日签订合同，金额15,000元',
  ])('leaves alone: %s', (text) => {
    expect(maskText(text)).toBe(text)
  })

  test.each([
    ['洪水镇城北社区1社173号', '洪水镇城北社区1社'],
    ['城北社区7社29号院', '城北社区7社'],
    ['幸福小区3号楼2单元501室漏水', '幸福小区3号楼2单元501室漏水'.replace(/3号楼2单元501室/, '')],
    ['3月5号发生争执', '3月5号发生争执'],
  ])('keeps the group and drops the house: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  test('masking twice changes nothing more', () => {
    fc.assert(
      fc.property(around, written(mobile), around, (before, { text }, after) => {
        const once = maskText(before + text + after)
        expect(maskText(once).length).toBeLessThanOrEqual(once.length)
        expect(digits(maskText(once))).toBe(digits(maskText(maskText(once))))
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

describe('names of the row itself', () => {
  test('are split and taken out of its text; anonymous ones stay', () => {
    expect(namesIn('孔令山、齐云')).toEqual(['孔令山', '齐云'])
    expect(namesIn('王某')).toEqual([])
    expect(namesIn('匿名')).toEqual([])
    expect(maskNames('孔令山与齐云争水', namesIn('孔令山、齐云'))).toBe('某某与某某争水')
  })
})
