import { describe, expect, test } from 'vitest'
import type { Day } from '../../../server/contract/day.ts'
import { begun, emptyEntry, ENTRY_FIELDS, entryDoubts, entryFaults, fieldOf, masked, newCase, type Entry } from '../../../web/forms/entry.ts'

const TODAY = '2024-05-10' as Day
const place = { code: '990101101210', name: '柳河村', nameEn: 'Liuhe Village', path: '枫溪县 / 柳河镇 / 柳河村', pathEn: 'Fengxi County / Liuhe Town / Liuhe Village' } as Entry['place']
const whole: Entry = { ...emptyEntry(TODAY, 'grid'), place, category: '02', people: '3', amount: '1.2万', summary: ' 排水沟改道 ', colour: 'yellow' }

test('under ten fields', () => {
  expect(ENTRY_FIELDS.length).toBeLessThan(10)
})

describe('a dispute at the doorstep', () => {
  test('begins with today and the channel, which nobody would miss', () => {
    expect(begun(emptyEntry(TODAY, 'grid'), null)).toBe(false)
    expect(begun({ ...emptyEntry(TODAY, 'grid'), summary: '王' }, null)).toBe(true)
    expect(begun({ ...emptyEntry(TODAY, 'grid'), place }, null)).toBe(true)
  })

  test('the place of the post itself is nothing typed, a point in it is', () => {
    expect(begun({ ...emptyEntry(TODAY, 'grid'), place }, place)).toBe(false)
    expect(begun({ ...emptyEntry(TODAY, 'grid'), place, point: { lng: 110, lat: 34 } }, place)).toBe(true)
  })

  test('says what is missing, field by field', () => {
    expect(entryFaults(emptyEntry(TODAY, 'grid'), TODAY)).toEqual({ place: 'empty', category: 'empty', summary: 'empty' })
    expect(entryFaults(whole, TODAY)).toEqual({})
  })

  test.each<[Partial<Entry>, object]>([
    [{ occurredOn: '2024-05-11' }, { occurredOn: 'future' }],
    [{ occurredOn: '2024-02-30' }, { occurredOn: 'empty' }],
    [{ place: { ...place!, path: '枫溪县' } }, { place: 'wide' }],
    [{ people: '两三个' }, { people: 'number' }],
    [{ people: '2.5' }, { people: 'whole' }],
    [{ amount: '-3' }, { amount: 'number' }],
    [{ people: '100001' }, { people: 'most' }],
    [{ amount: '200亿' }, { amount: 'most' }],
  ])('%j is %j', (part, faults) => {
    expect(entryFaults({ ...whole, ...part }, TODAY)).toEqual(faults)
  })

  test.each([
    ['30', '1.2万', {}],
    ['50000', '', { people: 'many' }],
    ['', '1.2', { amount: 'small' }],
    ['501', '3亿', { people: 'many', amount: 'large' }],
    ['两三个', '0', {}],
  ])('%s people and %s yuan are questioned: %j', (people, amount, doubts) => {
    expect(entryDoubts({ people, amount })).toEqual(doubts)
    expect(entryFaults({ ...whole, people: people.replace(/\D/g, ''), amount }, TODAY)).toEqual({})
  })

  test('goes to the server without what was left empty', () => {
    expect(newCase(whole)).toEqual({
      occurredOn: TODAY, area: place!.code, category: '02', channel: 'grid', people: 3, amountYuan: 12000, summary: '排水沟改道', colour: 'yellow',
    })
    expect(newCase({ ...whole, people: '', amount: ' ', colour: '' })).toEqual({ occurredOn: TODAY, area: place!.code, category: '02', channel: 'grid', summary: '排水沟改道' })
  })

  test('a click on the map is kept to a metre', () => {
    expect(newCase({ ...whole, point: { lng: 110.123456789, lat: 34.987654321 } })).toMatchObject({ lng: 110.12346, lat: 34.98765 })
  })

  test('a refusal finds the field that it is about', () => {
    expect(['area', 'lng', 'amountYuan', 'summary', 'version', undefined].map(fieldOf)).toEqual(['place', 'place', 'amount', 'summary', null, null])
  })
})

test.each([
  ['与邻居争执', '与邻居争执', false],
  ['与邻居 争执\n', '与邻居争执', false],
  ['王建国与邻居争执', '某与邻居争执', true],
  ['与邻居争执', null, false],
])('%j stored as %j was masked: %s', (typed, stored, told) => {
  expect(masked(typed, stored)).toBe(told)
})
