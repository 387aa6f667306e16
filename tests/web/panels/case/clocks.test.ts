import { describe, expect, test } from 'vitest'
import type { Clock } from '../../../../server/contract/cases.ts'
import { dayNumber, dayOfNumber, type Day } from '../../../../server/contract/day.ts'
import { byPressure, clockBar, clockName, clockSays } from '../../../../web/panels/case/clocks.ts'
import fc from '../../../property.ts'
import { someCase } from '../../cases.ts'
import { wordsIn } from './words.ts'

const clock = (part: Partial<Clock>): Clock => ({ code: 'handling', of: null, start: '2024-05-01', due: '2024-05-31', stopped: null, state: 'running', left: 21, working: false, ...part }) as Clock
const day = (text: string) => text as Day

test('what runs comes by its due day, what was stopped after it', () => {
  const clocks = [
    clock({ code: 'report', stopped: day('2024-05-02'), state: 'met' }), clock({ code: 'handling', due: day('2024-05-31') }),
    clock({ code: 'follow_up', stopped: day('2024-05-09'), state: 'missed' }), clock({ code: 'whistle', due: day('2024-05-06'), state: 'overdue' }),
  ]
  expect(byPressure(clocks).map(({ code }) => code)).toEqual(['whistle', 'handling', 'follow_up', 'report'])
})

describe('what a clock says', () => {
  const said = (part: Partial<Clock>) => [clockSays(clock(part), wordsIn('zh')), clockSays(clock(part), wordsIn('en'))]
  test.each<[Partial<Clock>, string, string]>([
    [{ left: 21 }, '还有 21 天', '21 days left'],
    [{ left: 1, state: 'soon', working: true }, '还有 1 个工作日', '1 working day left'],
    [{ left: 0, state: 'soon' }, '今天到期', 'Due today'],
    [{ left: -1066, state: 'overdue' }, '超期 1,066 天', '1,066 days overdue'],
    [{ left: -2, state: 'overdue', working: true }, '超期 2 个工作日', '2 working days overdue'],
    [{ left: 4, state: 'met' }, '按期完成', 'In time'],
    [{ left: -3, state: 'missed' }, '超期完成', 'Late'],
    [{ left: 0, state: 'lapsed' }, '期限已过，未申请', 'Lapsed, not made use of'],
  ])('%j', (part, zh, en) => {
    expect(said(part)).toEqual([zh, en])
  })

  test('a call names its department; a supervision with the same number does not', () => {
    const detail = someCase({ whistles: [{ id: '1', department: { id: 'd', name: '水务局' } }] as never })
    expect(clockName(clock({ code: 'whistle', of: '1' }), detail, wordsIn('zh'))).toBe('部门报到 · 水务局')
    expect(clockName(clock({ code: 'supervision', of: '1' }), detail, wordsIn('zh'))).toBe('督办')
    const look = (due: string, working = false) => clock({ code: 'follow_up', of: '1', start: '2024-05-01' as never, due: due as never, working })
    expect([clockName(look('2024-05-08'), detail, wordsIn('zh')), clockName(look('2024-05-31'), detail, wordsIn('en'))]).toEqual(['第 7 天回访', 'Follow-up on day 30'])
    expect(clockName(look('2024-05-08', true), detail, wordsIn('zh'))).toBe('回访')
  })
})

describe('a clock as a length', () => {
  test('is full on its due day, also where it was due at once', () => {
    expect(clockBar(clock({}), day('2024-05-31'))).toEqual({ passed: 1, over: 0, due: 1 })
    expect(clockBar(clock({ due: day('2024-05-01') }), day('2024-05-01'))).toEqual({ passed: 1, over: 0, due: 1 })
  })
  test('grows beyond it', () => {
    expect(clockBar(clock({ due: day('2024-05-10') }), day('2024-05-20'))).toEqual({ passed: 0.5, over: 0.5, due: 0.5 })
  })
  test('stays where it was stopped', () => {
    expect(clockBar(clock({ due: day('2024-05-10'), stopped: day('2024-05-05') }), day('2024-07-01'))).toEqual({ passed: 0.5, over: 0, due: 1 })
  })
  test('never leaves its bar', () => {
    const days = fc.integer({ min: dayNumber(day('2024-01-01')), max: dayNumber(day('2024-12-31')) }).map(dayOfNumber)
    fc.assert(fc.property(days, days, days, fc.option(days), (start, due, today, stopped) => {
      const { passed, over, due: at } = clockBar({ start, due, stopped }, today)
      for (const share of [passed, over, at]) expect(share >= 0 && share <= 1).toBe(true)
      expect(passed + over).toBeLessThanOrEqual(1 + 1e-9)
      expect(over > 0 ? Math.abs(passed - at) < 1e-9 : passed <= at + 1e-9).toBe(true)
    }), { seed: 5 })
  })
})
