import { describe, expect, test } from 'vitest'
import { maskText } from '../../../server/ledger/mask.ts'
import { namesParties, otherParties, partiesOf } from '../../../server/ledger/parties.ts'

const of = (text: string, persons: string[] = [], salt = 'a') => partiesOf({ text, masked: maskText(text), persons }, salt)

describe('who a row speaks of', () => {
  test.each([
    ['村民王建国与李红梅因宅基地边界问题发生争执', '（部门报）村民李红梅、王建国因宅基地纠纷', false],
    ['村民王建国与李红梅因宅基地边界问题发生争执', '村民张大山与刘小花因宅基地边界问题发生争执', true],
    ['请联系张三13800138000处理', '请联系李四13800138000处理', true],
    ['王建国反映水渠堵塞', '王某反映水渠堵塞', false],
    ['双方因琐事发生口角', '王建国反映水渠堵塞', false],
  ])('%s | %s: other people: %s', (a, b, others) => {
    expect(otherParties(of(a), of(b))).toBe(others)
    expect(otherParties(of(b), of(a))).toBe(others)
  })

  test('is nobody where nobody is named, and nothing readable where somebody is', () => {
    expect(of('双方因琐事发生口角')).toBeNull()
    expect(of('王某与李某因琐事发生口角')).toBeNull()
    expect(of('')).toBeNull()
    expect(of('王建国反映水渠堵塞')).toMatch(/^[0-9a-f]{16}$/)
    expect(of('', ['王建国'])).toBe(of('王建国反映水渠堵塞'))
  })

  test('cannot be compared with another import', () => {
    expect(of('王建国反映水渠堵塞', [], 'b')).not.toBe(of('王建国反映水渠堵塞', [], 'a'))
  })

  test('is in the columns of the parties, not of those who handle the case', () => {
    expect(['当事人姓名', '甲方', '申请人/姓名', '来电人'].every(namesParties)).toBe(true)
    expect(['调解员', '包案领导', '责任人姓名', '网格员', '填表人', '备注'].some(namesParties)).toBe(false)
  })
})
