import { describe, expect, test } from 'vitest'
import type { CaseDetail, Step } from '../../../server/contract/cases.ts'
import { ASKS, CHECKS, moveOf, MOVES, type Ask, type MoveCode } from '../../../server/contract/moves.ts'
import { calledBy, cureOf, faultsIn, firstTyped, formFields, moveBody, nextMove, readNumber, type Typed } from '../../../web/forms/move.ts'
import fc from '../../property.ts'
import { someCase } from '../cases.ts'

const step = (move: MoveCode, blocked: Step['blocked'] = []): Step => ({ move, asks: [...moveOf(move).asks], may: [...moveOf(move).may], blocked })
const beside = { organisation: null, limits: { whistle: 3, supervise: null } }
const call = (id: string, department: string, part: Partial<CaseDetail['whistles'][0]> = {}) => ({
  id, department: { id: department, name: department }, reason: '到场', calledOn: '2024-05-01', due: '2024-05-06', reportedOn: null, resultOn: null, result: null, withdrawnOn: null, ...part,
}) as CaseDetail['whistles'][0]

describe('the form of a move', () => {
  test.each(MOVES.codes)('%s: a field for each thing that it asks for or may be told, needed ones first', (move) => {
    const fields = formFields(step(move))
    const { asks, may } = moveOf(move)
    expect(fields.map(({ ask }) => ask)).toEqual([...asks, ...may.filter((ask) => !asks.includes(ask))])
    expect(fields.filter(({ needed }) => needed).map(({ ask }) => ask)).toEqual([...asks])
    for (const { ask, kind } of fields) expect(kind).toBe(ASKS.row(ask).kind)
  })

  test('what a tier demands beyond the table is needed, and asked once', () => {
    const fields = formFields({ asks: ['colour', 'plan'], may: ['plan', 'note'] })
    expect(fields.map(({ ask, needed }) => [ask, needed])).toEqual([['colour', true], ['plan', true], ['note', false]])
  })

  test('begins with today, with the plan that there is and with the limit of the county', () => {
    const detail = someCase({ plan: '三日内会商', leadPost: '副镇长' })
    expect(firstTyped(step('agree'), detail, beside)).toEqual({ agreedOn: '2024-05-10' })
    expect(firstTyped(step('plan'), detail, beside)).toEqual({ plan: '三日内会商', leadPost: '副镇长' })
    expect(firstTyped(step('whistle'), detail, beside)).toEqual({ limitDays: '3' })
    expect(firstTyped(step('supervise'), detail, beside)).toEqual({})
  })

  test('a close begins with the performance that was recorded, and nothing else does', () => {
    const detail = someCase({ performance: 'full' })
    expect(firstTyped(step('close'), detail, beside)).toEqual({ closedOn: '2024-05-10', performance: 'full' })
    expect(firstTyped(step('close'), someCase(), beside)).toEqual({ closedOn: '2024-05-10' })
    expect(firstTyped(step('recordPerformance'), detail, beside)).toEqual({})
  })

  test('the only call that can be meant is chosen; of several nobody guesses', () => {
    const one = someCase({ whistles: [call('1', '水务局'), call('2', '住建局', { resultOn: '2024-05-03' as never })] })
    expect(firstTyped(step('result'), one, beside)).toEqual({ whistle: '1' })
    const two = someCase({ whistles: [call('1', '水务局'), call('2', '住建局')] })
    expect(firstTyped(step('result'), two, beside)).toEqual({})
    expect(firstTyped(step('result'), two, { ...beside, organisation: '住建局' })).toEqual({ whistle: '2' })
  })
})

describe('calls that a move can be about', () => {
  const detail = someCase({ whistles: [call('1', 'a'), call('2', 'b', { reportedOn: '2024-05-02' as never }), call('3', 'c', { withdrawnOn: '2024-05-02' as never })] })
  const ids = (move: MoveCode, department: string | null) => calledBy(move, detail, department).map(({ id }) => id)

  test('nobody reports in twice, and a withdrawn call is none', () => {
    expect(ids('reportIn', null)).toEqual(['1'])
    expect(ids('result', null)).toEqual(['1', '2'])
  })
  test('a department sees its own, a centre that has none sees all; withdrawing is about any', () => {
    expect(ids('result', 'b')).toEqual(['2'])
    expect(ids('result', 'z')).toEqual(['1', '2'])
    expect(ids('withdrawWhistle', 'b')).toEqual(['1', '2'])
  })
})

describe('what is typed', () => {
  test('an empty field that is needed is a fault; one that may be told is none', () => {
    expect(faultsIn(step('triage'), { colour: 'red', reason: '  ' })).toEqual({ reason: 'empty' })
    expect(faultsIn(step('accept'), {})).toEqual({})
    expect(faultsIn(step('whistle'), { departments: [], reason: '到场', limitDays: '0' })).toEqual({ departments: 'empty', limitDays: 'whole' })
  })

  test.each([['三天', 'number'], ['-1', 'number'], ['2.5', 'whole'], ['61', 'most'], ['3', undefined]])('a limit of %s days: %s', (limitDays, fault) => {
    expect(faultsIn(step('supervise'), { reason: '请说明', limitDays }).limitDays).toBe(fault)
  })

  test('goes as numbers, ids and trimmed text, without what is empty', () => {
    const typed: Typed = { agreement: 'written', agreedOn: '2024-05-03', amountYuan: '1.2万', performBy: '', note: ' 当场兑付 ' }
    expect(moveBody(step('agree'), typed, 7)).toEqual({ version: 7, agreement: 'written', agreedOn: '2024-05-03', amountYuan: 12000, note: '当场兑付' })
    expect(moveBody(step('merge'), { into: '4512' }, 7)).toEqual({ version: 7, into: 4512 })
    expect(moveBody(step('whistle'), { departments: ['d1', 'd2'], reason: '到场', limitDays: '3' }, 7)).toEqual({ version: 7, departments: ['d1', 'd2'], reason: '到场', limitDays: 3 })
  })

  test('nothing but what the step asks for is ever sent, and nothing empty', () => {
    const texts = fc.dictionary(fc.constantFrom<Ask>(...ASKS.codes), fc.constantFrom('', ' ', '3', '说明'))
    fc.assert(fc.property(fc.constantFrom(...MOVES.codes), texts, (move, typed) => {
      const { version, ...rest } = moveBody(step(move), typed, 1) as { version: number } & Record<string, unknown>
      expect(version).toBe(1)
      for (const [ask, value] of Object.entries(rest)) {
        expect([...moveOf(move).asks, ...moveOf(move).may]).toContain(ask)
        expect(value).not.toBe('')
      }
    }), { seed: 3 })
  })
})

describe('numbers as people write them', () => {
  test.each([['12000', 12000], ['12,000', 12000], ['１２０００', 12000], ['1.2万', 12000], ['0.5 亿', 5e7], ['300元', 300], ['一万', null], ['', null], ['1e5', null]])('%s is %s', (text, number) => {
    expect(readNumber(text)).toBe(number)
  })
  test('a whole number survives its grouping', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), (n) => readNumber(n.toLocaleString('en-US')) === n), { seed: 3 })
  })
})

describe('the step to make now', () => {
  test.each<[MoveCode[], MoveCode | null]>([
    [['triage', 'decline', 'merge', 'extend'], 'triage'],
    [['merge', 'accept', 'return', 'escalate'], 'accept'],
    [['whistle', 'escalate', 'agree', 'terminate'], 'agree'],
    [['followUp', 'archive', 'reopen'], 'archive'],
    [['supervise', 'note'], null],
  ])('of %j it is %s', (moves, best) => {
    expect(nextMove(moves.map((move) => step(move)))).toBe(best)
  })
  test('what is blocked is not it', () => {
    expect(nextMove([step('archive', ['watched']), step('followUp')])).toBe('followUp')
    expect(nextMove([step('decline'), step('dispatch', ['plan']), step('plan')])).toBe('plan')
    expect(nextMove([step('decline'), step('plan')])).toBeNull()
  })
})

describe('what a step waits for', () => {
  test('leads to the move that does away with it, where that can be made', () => {
    expect(cureOf('plan', [step('dispatch', ['plan']), step('plan')])).toBe('plan')
    expect(cureOf('plan', [step('dispatch', ['plan'])])).toBeNull()
    expect(cureOf('whistles', [step('close', ['whistles']), step('withdrawWhistle')])).toBe('withdrawWhistle')
    expect(cureOf('written', [step('plan')])).toBeNull()
  })

  test('every move that is named so is one', () => {
    for (const { code } of CHECKS.rows) for (const move of MOVES.codes) expect([null, move]).toContain(cureOf(code, [step(move)]))
  })
})
