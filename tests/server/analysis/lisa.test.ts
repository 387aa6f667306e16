import { describe, expect, test } from 'vitest'
import { QUADRANTS } from '../../../server/analysis/localMoran.ts'
import { random } from '../../../server/analysis/random.ts'
import { TASKS } from '../../../server/analysis/tasks.ts'
import { lattice } from './grounds.ts'

const SIDE = 10
const DUE = 100

/** A block of three by three from a corner. */
const block = (column: number, row: number): number[] => [0, 1, 2].flatMap((down) => [0, 1, 2].map((across) => (row + down) * SIDE + column + across))
const [STEEP, QUIET] = [block(7, 7), block(0, 0)]

const MIDDLE = STEEP[4]!

/** Where 100 are due each: `steep` in one block but for its middle, `quiet` in another, `rest` elsewhere, and up to four more by chance. */
function classes({ steep, quiet, rest }: { steep: number; quiet: number; rest: number }) {
  const draw = random(1)
  const observed = Float64Array.from({ length: SIDE * SIDE }, (_, area) => (STEEP.includes(area) && area !== MIDDLE ? steep : QUIET.includes(area) ? quiet : rest) + draw.below(5))
  const found = TASKS.lisa({
    expectation: { observed, expected: observed.map(() => DUE), dispersion: 1 }, weights: lattice(SIDE), permutations: 9_999, seed: 1,
  })
  return Array.from(found.quadrant, (quadrant, area) => (found.adjusted[area]! <= 0.05 ? (QUADRANTS[quadrant] ?? 'none') : 'none'))
}

describe('high and low mean more and fewer than expected', () => {
  test('whatever a few very high places do to the mean', () => {
    const found = classes({ steep: 400, quiet: 80, rest: 110 })
    // amidst the steep ones, with more than expected, though with fewer than the mean of all
    expect(found[MIDDLE]).toBe('high-high')
    expect(found[QUIET[0]!]).toBe('low-low')
    expect(found).not.toContain('low-high')
  })

  test('and a place among such that have more than expected is not called low, though all others have more still', () => {
    const found = classes({ steep: 160, quiet: 102, rest: 130 })
    expect(QUIET.map((area) => found[area])).toEqual(QUIET.map(() => 'none'))
    expect(found[MIDDLE]).toBe('high-high')
  })
})
