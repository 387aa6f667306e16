import { expect, test } from 'vitest'
import type { PreviewRow } from '../../../../server/contract/imports.ts'
import { rowWords } from '../../../../web/panels/import/rows.ts'

const ROW: PreviewRow = {
  row: 5, outcome: 'accepted', place: '襄垣县 / 古韩镇 / 新庄村', occurredOn: '2024-03-05', category: '08', colour: 'red',
  state: 'mediating', summary: null,
}

test('codes become the words of their vocabulary, the county is left out of the path', () => {
  const words = rowWords(ROW)
  expect(words.category?.zh).toBe('山林土地')
  expect(words.colour?.zh).toBe('红色')
  expect(words.state?.zh).toBe('调解中')
  expect(words.place).toBe('古韩镇 新庄村')
})

test('a case of the county as a whole keeps its name, and what is no code stands as it is', () => {
  const words = rowWords({ ...ROW, place: '襄垣县', category: '土地流转', colour: null })
  expect(words.place).toBe('襄垣县')
  expect(words.category).toEqual({ zh: '土地流转', en: '土地流转' })
  expect(words.colour).toBeNull()
})
