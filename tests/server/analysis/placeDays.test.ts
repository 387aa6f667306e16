import { expect, test } from 'vitest'
import { placeDays } from '../../../server/analysis/scan/placeDays.ts'
import fc from '../../property.ts'

test('keeps the first case of each place and day', () => {
  expect([...placeDays([3, 1, 3, 1, 3, 11], [5, 5, 5, 6, 51, 5])]).toEqual([0, 1, 3, 4, 5])
  expect([...placeDays([], [])]).toEqual([])
})

test('leaves every place and day that has a case with exactly one', () => {
  const cases = fc.array(fc.record({ place: fc.integer({ min: -1, max: 12 }), day: fc.integer({ min: -3, max: 12 }) }), { maxLength: 60 })
  fc.assert(fc.property(cases, (list) => {
    const key = ({ place, day }: { place: number; day: number }): string => `${place} ${day}`
    const kept = [...placeDays(list.map(({ place }) => place), list.map(({ day }) => day))]
    expect(kept).toEqual([...new Map(list.map((one, at): [string, number] => [key(one), at]).toReversed()).values()].sort((a, b) => a - b))
  }), { seed: 1, numRuns: 200 })
})
