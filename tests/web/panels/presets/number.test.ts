import { expect, test } from 'vitest'
import { readLimited } from '../../../../web/panels/presets/number.ts'
import fc from '../../../property.ts'

const DAYS = { least: 1, most: 3650, per: 1, optional: false }
const YUAN = { least: 1, most: 1e9, per: 100, optional: true }

test.each([
  ['25', DAYS, { value: 25 }],
  ['-5', DAYS, { fault: 'least' }],
  ['0', DAYS, { fault: 'least' }],
  ['4000', DAYS, { fault: 'most' }],
  ['1.5', DAYS, { fault: 'whole' }],
  ['', DAYS, { fault: 'empty' }],
  ['many', DAYS, { fault: 'empty' }],
  ['', YUAN, { value: null }],
  ['1.2', YUAN, { value: 120 }],
  ['19.99', YUAN, { value: 1999 }],
  ['1.234', YUAN, { fault: 'whole' }],
] as const)('“%s” is taken, or it is said why not', (text, limits, told) => {
  expect(readLimited(text, limits)).toEqual(told)
})

test('nothing else is ever kept than what stands in the field', () => {
  fc.assert(fc.property(fc.integer({ min: -9999, max: 9999 }), (number) => {
    const told = readLimited(String(number), DAYS)
    expect(told).toEqual('value' in told ? { value: number } : { fault: number < 1 ? 'least' : 'most' })
  }), { seed: 5 })
})
