import { describe, expect, test } from 'vitest'
import type { Day } from '../../../server/contract/day.ts'
import { correctable, correctionFaults, correctionOf, entryOf } from '../../../web/forms/correct.ts'
import type { Entry } from '../../../web/forms/entry.ts'
import { someCase } from '../cases.ts'

const place = { code: '990101101210', name: '柳河村', nameEn: '', path: '枫溪县 / 柳河镇 / 柳河村', pathEn: '' } as Entry['place']
const before = entryOf(someCase({ people: 6, amountFen: 1_250_050 }), place)

describe('a correction', () => {
  test('stands in the fields as it was entered', () => {
    expect(before).toMatchObject({ occurredOn: '2024-05-01', category: '02', people: '6', amount: '12500.5', summary: '排水沟改道起争执', point: null })
  })

  test('sends only what was changed; nothing where nothing was', () => {
    expect(correctionOf(before, before, '笔误')).toBeNull()
    expect(correctionOf(before, { ...before, people: '7', summary: `${before.summary} ` }, ' 笔误 ')).toEqual({ people: 7, note: '笔误' })
    expect(correctionOf(before, { ...before, people: '', amount: '1.3万' }, '')).toEqual({ people: null, amountYuan: 13000 })
  })

  test('another place takes the old point away, and brings its own', () => {
    const there = { ...place!, code: '990101101211' } as Entry['place']
    const pointed = { ...before, point: { lng: 110.1, lat: 34.2 } }
    expect(correctionOf(pointed, { ...pointed, place: there, point: null }, '')).toEqual({ area: '990101101211', lng: null, lat: null })
    expect(correctionOf(before, { ...before, point: { lng: 110.123456, lat: 34.2 } }, '')).toEqual({ area: place!.code, lng: 110.12346, lat: 34.2 })
  })

  test('what a ledger left out may stay out, what a person spoils may not', () => {
    const thin = entryOf(someCase({ summary: null }), null)
    expect(correctionFaults(thin, { ...thin, people: '3' }, '2024-05-10' as Day)).toEqual({})
    expect(correctionFaults(before, { ...before, summary: '', people: 'x' }, '2024-05-10' as Day)).toEqual({ summary: 'empty', people: 'number' })
  })

  test('who may not read a text is not asked to write over it', () => {
    expect(correctable(someCase())).toContain('summary')
    expect(correctable(someCase({ sensitive: true, summary: null }))).toEqual(['occurredOn', 'category', 'channel', 'people', 'amount'])
  })
})
