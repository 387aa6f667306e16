import { describe, expect, test } from 'vitest'
import { addsUp, changes, OUTCOMES, tallyParts } from '../../../../web/panels/import/tally.ts'
import fc from '../../../property.ts'

const counts = fc.record({
  accepted: fc.nat(5000), updated: fc.nat(5000), duplicates: fc.nat(5000),
  outOfScope: fc.nat(5000), notCases: fc.nat(5000), rejected: fc.nat(5000),
})

describe('the tally', () => {
  test('shares of a tally that adds up make the whole bar', () => {
    fc.assert(
      fc.property(counts, (parts) => {
        const read = Object.values(parts).reduce((sum, count) => sum + count, 0)
        const tally = { ...parts, read, unlocated: 0 }
        const shares = tallyParts(tally).reduce((sum, part) => sum + part.share, 0)
        expect(addsUp(tally)).toBe(true)
        expect(shares).toBeCloseTo(read > 0 ? 1 : 0, 9)
      }),
      { seed: 1 },
    )
  })

  test('one row lost is seen', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), (parts, lost) => {
        const sum = Object.values(parts).reduce((all, count) => all + count, 0)
        expect(addsUp({ ...parts, read: sum + lost, unlocated: 0 })).toBe(false)
      }),
      { seed: 1 },
    )
  })

  test('every outcome is named, also with nothing in it', () => {
    const tally = { read: 5, accepted: 3, updated: 2, duplicates: 0, outOfScope: 0, notCases: 0, rejected: 0, unlocated: 1 }
    expect(tallyParts(tally).map(({ outcome }) => outcome)).toEqual([...OUTCOMES])
    expect(changes(tally)).toBe(5)
  })
})
