import { expect, test } from 'vitest'
import { changesBetween, replay, rewind } from '../../../../server/ledger/life/replay.ts'
import fc from '../../../property.ts'
import { caseOf, SUPERVISION, WHISTLE } from './cases.ts'

const part = <T>(value: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom('1', '2', '3'), value)
const states = fc.record({
  people: fc.option(fc.nat(9), { nil: null }),
  summary: fc.constantFrom('a', 'b', null),
  followUps: fc.subarray(['2024-03-01', '2024-03-02']),
  whistles: part(fc.constantFrom(WHISTLE, { ...WHISTLE, department: 'police' })),
  supervisions: part(fc.constant(SUPERVISION)),
  participants: part(fc.constantFrom('1', '4', 'N')),
  prevented: fc.dictionary(fc.constantFrom('crime', 'petition'), fc.integer({ min: 1, max: 9 })),
})

test('what changed leads from either state to the other', () => {
  fc.assert(
    fc.property(states, states, (a, b) => {
      const [before, after] = [caseOf(a as object), caseOf(b as object)]
      const changes = changesBetween(before, after)
      expect(replay(before, changes)).toEqual(after)
      expect(rewind(after, changes)).toEqual(before)
      expect(changesBetween(after, after)).toEqual([])
      // as the database gives them back
      expect(rewind(after, JSON.parse(JSON.stringify(changes)) as typeof changes)).toEqual(before)
    }),
    { seed: 8, numRuns: 300 },
  )
})
