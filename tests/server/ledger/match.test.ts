import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseDraft } from '../../../server/contract/case.ts'
import type { Day } from '../../../server/contract/day.ts'
import { caseMatcher, contentKey, sameCase, type CaseLike } from '../../../server/ledger/match.ts'
import { code } from './ground.ts'

const base: CaseDraft = {
  originalNo: null, occurredOn: '2024-03-12' as Day, dueOn: null, closedOn: null, category: '03', categoryTerm: null, colour: 'blue',
  state: 'mediating', channel: 'screening', people: null, amountFen: null, unit: null, summary: '采煤沉陷引起房屋裂缝,王某要求修缮补偿',
  agreement: null, judiciallyConfirmed: false, followedUp: false, area: code('990202100201'), locatedBy: 'name', point: null, placeWords: null, candidates: [],
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
    ['equal numbers, whatever else', { originalNo: 'A-001' }, { originalNo: 'A-001', category: '01' }, true],
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

describe('caseMatcher', () => {
  const texts = ['院墙滴水争吵', '院墙滴水多次争吵', '拖欠流转租金', '房屋裂缝要求补偿', null]
  const anyRow = fc.record({
    originalNo: fc.constantFrom(null, null, 'A-001', 'A-002', 'A-003'),
    relatedNo: fc.constantFrom(null, null, null, 'A-001'),
    occurredOn: fc.integer({ min: 1, max: 9 }).map((date) => day(`2024-03-0${date}`)),
    category: fc.constantFrom('01' as const, '02' as const),
    area: fc.constantFrom(code('1'), code('2')),
    people: fc.constantFrom(null, 2, 3),
    summary: fc.constantFrom(...texts),
  })

  test('finds a case exactly where comparing with all of them does', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 25 }), (changes) => {
        const matcher = caseMatcher<number>()
        const known: CaseLike[] = []
        for (const change of changes) {
          const next: CaseLike = { ...base, ...change }
          const found = matcher.find(next)
          expect(found !== null).toBe(known.some((old) => sameCase(old, next)))
          expect(found === null || sameCase(known[found] as CaseLike, next)).toBe(true)
          if (found !== null) continue
          matcher.add(known.length, next)
          known.push(next)
        }
      }),
      { seed: 1, numRuns: 400 },
    )
  })
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
