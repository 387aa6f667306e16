import { expect, test } from 'vitest'
import { daysIn, shifted, spansOf, without, wordsIn } from '../../../../web/panels/presets/list.ts'
import fc from '../../../property.ts'

test('a row that is moved keeps all others in order, and stops at both ends', () => {
  const rows = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 6 })
  fc.assert(fc.property(rows, fc.nat(), fc.integer({ min: -7, max: 7 }), (list, which, by) => {
    const at = which % list.length
    const next = shifted(list, at, by)
    expect(next[Math.min(Math.max(at + by, 0), list.length - 1)]).toBe(list[at])
    expect(without(next, next.indexOf(list[at]!))).toEqual(without(list, at))
  }), { seed: 1 })
})

test.each([['7、30', [7, 30]], ['30, 7 7', [7, 30]], ['第7天和第30天', [7, 30]], ['0', []], ['', []]])('days in “%s”', (text, days) => {
  expect(daysIn(text)).toEqual(days)
})

test.each([['群体、聚集,堵路；群体', ['群体', '聚集', '堵路']], [' 、', []]])('words in “%s”', (text, words) => {
  expect(wordsIn(text)).toEqual(words)
})

test('years that follow one another are one span', () => {
  expect([spansOf([2026, 2020, 2021, 2023]), spansOf([])]).toEqual([['2020–2021', '2023', '2026'], []])
})
