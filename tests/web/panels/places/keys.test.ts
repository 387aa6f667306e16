import { expect, test } from 'vitest'
import { keyDoes } from '../../../../web/panels/places/keys.ts'

test.each([
  ['1', 2, { do: 'settle', at: 0 }],
  ['2', 2, { do: 'settle', at: 1 }],
  ['3', 2, null],
  ['0', 9, null],
  ['1', 0, null],
  ['ArrowDown', 0, { do: 'step', by: 1 }],
  ['k', 0, { do: 'step', by: -1 }],
  ['/', 0, { do: 'find' }],
  ['Enter', 3, null],
  ['12', 20, null],
] as const)('%s with %i candidates', (key, candidates, does) => {
  expect(keyDoes(key, candidates)).toEqual(does)
})
