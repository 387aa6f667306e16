import { describe, expect, test } from 'vitest'
import { courseOf } from '../../../server/analysis/emergingClasses.ts'
import fc from '../../property.ts'

/** `+` hot, `-` cold, `.` neither. */
const states = (text: string): number[] => Array.from(text, (sign) => (sign === '+' ? 1 : sign === '-' ? -1 : 0))

const CASES: [string, number, string][] = [
  ['.........+', 0, 'new-hot'],
  ['+', 0, 'new-hot'],
  ['--.......+', 1, 'new-hot'],
  ['........++', 0, 'consecutive-hot'],
  ['--......++', 1, 'consecutive-hot'],
  ['..++++++++', 1, 'consecutive-hot'],
  ['++++++++++', 1, 'intensifying-hot'],
  ['.+++++++++', 1, 'intensifying-hot'],
  ['-+++++++++', 1, 'intensifying-hot'],
  ['+++.++++++', 0, 'persistent-hot'],
  ['+++.++++++', -1, 'diminishing-hot'],
  ['+.+...+..+', 0, 'sporadic-hot'],
  ['+.......++', 0, 'sporadic-hot'],
  ['+.-...+..+', 0, 'oscillating-hot'],
  ['+++++++++.', 0, 'historical-hot'],
  ['+++++++++.', -1, 'historical-hot'],
  // what the last step shows comes first
  ['+++++++++-', -1, 'new-cold'],
  ['..........', 1, 'none'],
  ['++++++++..', 0, 'none'],
  ['+.+.+.+.+.', 0, 'none'],
  ['', 0, 'none'],
]

describe('the table', () => {
  test.each(CASES)('%s with trend %i is %s, and its mirror the cold twin', (text, trend, expected) => {
    expect(courseOf(states(text), trend)).toBe(expected)
    const twin = expected.replace(/hot|cold/, (sign) => (sign === 'hot' ? 'cold' : 'hot'))
    expect(courseOf(states(text).map((state) => -state || 0), -trend || 0)).toBe(twin)
  })

  test('nine tenths of twelve steps are eleven', () => {
    expect(courseOf(states('..++++++++++'), 0)).toBe('consecutive-hot')
    expect(courseOf(states('.+++++++++++'), 0)).toBe('persistent-hot')
  })

  test('whatever ends hot or cold has a class of that sign', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 24 }), fc.constantFrom(-1, 0, 1), (steps, trend) => {
        const wanted = [/^(?!historical).*-cold$/, /^(none|historical-(hot|cold))$/, /^(?!historical).*-hot$/][steps.at(-1)! + 1]!
        expect(courseOf(steps, trend)).toMatch(wanted)
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})
