import { describe, expect, test } from 'vitest'
import type { CaseDraft } from '../../../server/contract/case.ts'
import type { Day } from '../../../server/contract/day.ts'
import { contentKey, numberDecides, sameCase, wordsDecide, type CaseLike } from '../../../server/ledger/match.ts'
import { code } from './ground.ts'

const base: CaseDraft = {
  originalNo: null, occurredOn: '2024-03-12' as Day, dueOn: null, closedOn: null, category: '03', categoryTerm: null, colour: 'blue',
  state: 'mediating', channel: 'screening', people: null, amountFen: null, unit: null, summary: '采煤沉陷引起房屋裂缝,王某要求修缮补偿',
  agreement: null, judiciallyConfirmed: false, followedUp: false, area: code('990202100201'), locatedBy: 'name', town: null, point: null, placeWords: null, candidates: [],
}
const row = (change: Partial<CaseDraft> & { relatedNo?: string }): CaseLike & CaseDraft => ({ ...base, ...change })
const day = (text: string) => text as Day

describe('sameCase', () => {
  test.each<[string, Partial<CaseDraft>, Partial<CaseDraft> & { relatedNo?: string }, boolean]>([
    ['town and department', {}, { summary: '(部门报)采煤沉陷造成房屋裂缝,王某要求修缮补偿' }, true],
    ['three days apart', {}, { occurredOn: day('2024-03-15') }, true],
    ['four days apart', {}, { occurredOn: day('2024-03-16') }, false],
    ['another party', {}, { summary: '采煤沉陷引起房屋裂缝,李某要求修缮补偿' }, false],
    ['another village', {}, { area: code('990202100202') }, false],
    ['another category', {}, { category: '02' }, false],
    ['another text', {}, { summary: '翻建院墙时与邻居就边界产生争议' }, false],
    ['a figure in the text differs', { summary: '拖欠工资1.1万元' }, { summary: '拖欠工资2.1万元' }, false],
    ['other people on another day', { people: 2 }, { people: 3, occurredOn: day('2024-03-13') }, false],
    ['people brought up to date on the same day', { people: 2 }, { people: 3 }, true],
    ['closed on days far apart', { closedOn: day('2024-03-13') }, { closedOn: day('2024-03-24') }, false],
    ['no text on one side', {}, { summary: null }, false],
    ['equal numbers on the same day', { originalNo: 'A-001' }, { originalNo: 'A-001', category: '01' }, true],
    ['equal numbers months apart at the same place', { originalNo: 'A-001' }, { originalNo: 'A-001', occurredOn: day('2024-07-01') }, true],
    ['equal numbers of another day and kind', { originalNo: '2024-001' }, { originalNo: '2024-001', category: '01', occurredOn: day('2024-03-13') }, false],
    ['equal numbers of two towns', { originalNo: '2024-001' }, { originalNo: '2024-001', area: code('990202101201') }, false],
    ['equal numbers of two villages of a town on one day', { originalNo: '2024-001' }, { originalNo: '2024-001', area: code('990202100202') }, true],
    ['a hotline order that two towns report', { originalNo: '2024010262072200001' }, { originalNo: '2024010262072200001', area: code('990202101201'), category: '01', occurredOn: day('2024-05-01') }, true],
    ['boilerplate of another day', { summary: '邻里纠纷' }, { summary: '邻里纠纷', occurredOn: day('2024-03-13') }, false],
    ['boilerplate worded alike', { summary: '因琐事发生口角' }, { summary: '因琐事再发生口角' }, false],
    ['boilerplate of the same day, word for word', { summary: '因琐事发生口角' }, { summary: '因琐事发生口角。' }, true],
    ['two numbers', { originalNo: 'A-001' }, { originalNo: 'A-002' }, false],
    ['a number that names the other', { originalNo: 'A-001' }, { originalNo: 'A-002', relatedNo: 'A-001' }, true],
    ['a lost number beside another number', { originalNo: 'A-001' }, { numberLost: true }, false],
    ['two lost numbers', { numberLost: true }, { numberLost: true }, false],
    ['both without a place', { area: null }, { area: null }, false],
    ['both at the same unknown words', { area: null, placeWords: '东洲' }, { area: null, placeWords: '东洲' }, true],
  ])('%s', (_, a, b, same) => {
    expect(sameCase(row(a), row(b))).toBe(same)
    expect(sameCase(row(b), row(a))).toBe(same)
  })

  test('points far apart are two cases', () => {
    const at = (lng: number) => ({ lng, lat: 30, originalX: lng, originalY: 30, crs: 'WGS84' })
    expect(sameCase(row({ point: at(100) }), row({ point: at(100.0002) }))).toBe(true)
    expect(sameCase(row({ point: at(100) }), row({ point: at(100.01) }))).toBe(false)
  })
})

test.each([['2024-001', false], ['A-001', false], ['20240102620', false], ['2024010262072200001', true], ['GD2024010262072200', true]])('number %s decides: %s', (number, decides) => {
  expect(numberDecides(number)).toBe(decides)
})

test.each([['邻里纠纷', false], ['因琐事发生口角', false], ['2024年3月5日拖欠工资', false], ['采煤沉陷引起房屋裂缝,王某要求修缮补偿', true], [null, false]])('words %s decide: %s', (summary, decides) => {
  expect(wordsDecide({ summary })).toBe(decides)
})

describe('contentKey', () => {
  test('stays when the case goes on and changes when it is another', () => {
    const key = contentKey(base)
    expect(contentKey({ ...base, state: 'closed', closedOn: day('2024-03-20'), followedUp: true, agreement: 'written' })).toBe(key)
    for (const change of [{ occurredOn: day('2024-03-13') }, { area: null }, { people: 1 }, { summary: null }, { category: '01' as const }]) {
      expect(contentKey({ ...base, ...change })).not.toBe(key)
    }
    expect(key).toMatch(/^[0-9a-f]{16}$/)
  })

  test('a hundred thousand rows have as many keys', () => {
    const keys = new Set(Array.from({ length: 100_000 }, (_, at) => contentKey({ ...base, summary: null, point: { lng: 1, lat: 1, originalX: at / 1000, originalY: 30, crs: 'WGS84' } })))
    expect(keys.size).toBe(100_000)
  })
})
