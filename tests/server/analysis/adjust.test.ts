import { expect, test } from 'vitest'
import { bonferroni, falseDiscovery } from '../../../server/analysis/adjust.ts'
import fc from '../../property.ts'

/** The fifteen tests of Benjamini and Hochberg (1995), section 4.1: at 5 % the first four are called, by Bonferroni three. */
const PAPER = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]

test("the authors' example", () => {
  expect(falseDiscovery(PAPER).filter((p) => p <= 0.05)).toHaveLength(4)
  expect(bonferroni(PAPER).filter((p) => p <= 0.05)).toHaveLength(3)
  expect([...falseDiscovery(PAPER)].slice(0, 4)).toEqual([0.0015, 0.003, 0.0095, 0.0095 * 3.75])
})

test('a later test that does better lowers those before it', () => {
  expect([...falseDiscovery([0.04, 0.03, 0.02])]).toEqual([0.04, 0.04, 0.04])
})

test('what is no test stays out and does not count', () => {
  expect([...falseDiscovery([0.01, NaN, 0.04])]).toEqual([0.02, NaN, 0.04])
  expect([...bonferroni([0.01, NaN, 0.04])]).toEqual([0.02, NaN, 0.08])
  expect([...falseDiscovery([NaN])]).toEqual([NaN])
  expect([...falseDiscovery([])]).toEqual([])
})

test('never below p nor above Bonferroni, in the order of p, whatever the order of the tests', () => {
  const ps = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(NaN)), { maxLength: 30 })
  fc.assert(
    fc.property(ps, (p) => {
      const [adjusted, strict] = [falseDiscovery(p), bonferroni(p)]
      const order = [...p.keys()].filter((i) => !Number.isNaN(p[i])).sort((a, b) => p[a]! - p[b]!)
      order.forEach((i, rank) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(p[i]!)
        expect(adjusted[i]).toBeLessThanOrEqual(strict[i]!)
        expect(adjusted[i]).toBeGreaterThanOrEqual(adjusted[order[Math.max(0, rank - 1)]!]!)
      })
      expect([...falseDiscovery([...p].reverse())].reverse()).toEqual([...adjusted])
    }),
    { seed: 4 },
  )
})
