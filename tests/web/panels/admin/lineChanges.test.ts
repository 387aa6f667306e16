import { expect, test } from 'vitest'
import { lineChanges } from '../../../../web/panels/admin/lineChanges.ts'

test('what stands on both sides stands in one row, however deep', () => {
  const before = JSON.stringify({ lockFailures: 5, secondFactor: { clerk: 'optional' } })
  const after = JSON.stringify({ lockFailures: 3, secondFactor: { clerk: 'required', leader: 'off' } })
  expect(lineChanges(before, after)).toEqual([
    { key: 'lockFailures', before: '5', after: '3' },
    { key: 'secondFactor.clerk', before: 'optional', after: 'required' },
    { key: 'secondFactor.leader', before: null, after: 'off' },
  ])
})

test('lists, nothing and empty things are shown as they are', () => {
  expect(lineChanges(null, JSON.stringify({ ids: [1, 2], closed: null, none: {} }))).toEqual([
    { key: 'ids', before: null, after: '[1,2]' },
    { key: 'closed', before: null, after: 'null' },
    { key: 'none', before: null, after: '{}' },
  ])
  expect(lineChanges(null, null)).toEqual([])
})

test('a text that is no JSON, or no object, is one thing', () => {
  expect(lineChanges('cut of', '"whole"')).toEqual([{ key: '', before: 'cut of', after: 'whole' }])
})
