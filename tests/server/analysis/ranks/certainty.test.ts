import fc from '../../../property.ts'
import { afterAll, describe, expect, test } from 'vitest'
import { certainty, type CertaintyInput } from '../../../../server/analysis/ranks/certainty.ts'
import { openAnalyses } from '../../../../server/live/analyses.ts'

const row = fc.record({ count: fc.nat(40), residents: fc.oneof(fc.constant(NaN), fc.integer({ min: 1, max: 3_000 })), earlier: fc.nat(40) })
const inputs = fc.tuple(fc.array(row, { minLength: 2, maxLength: 20 }), fc.boolean(), fc.double({ min: 1, max: 3, noNaN: true })).map(([rows, places, dispersion]): CertaintyInput => ({
  count: Float64Array.from(rows, ({ count }) => count),
  residents: places ? Float64Array.from(rows, ({ residents }) => residents) : null,
  against: [{ earlier: Float64Array.from(rows, ({ earlier }) => earlier), days: { now: 365, before: 364 } }],
  dispersion,
  seed: 3,
}))

describe('how sure rates, ranks and changes are', () => {
  const analyses = openAnalyses({ threads: 1 })
  afterAll(() => analyses.close())

  test('is the same on a thread as at once', async () => {
    let k = 0
    await fc.assert(fc.asyncProperty(inputs, async (input) => {
      const there = await analyses.ask(`${k++}`, (job) => job.run('certainty', input)).result
      expect(there).toEqual(certainty(input))
    }), { seed: 1, numRuns: 30 })
  })

  test('tells no rates of rows that are no places, nor without a case', () => {
    const [count, residents] = [Float64Array.of(3, 4), Float64Array.of(100, 100)]
    const of = (input: Partial<CertaintyInput>) => certainty({ count, residents, against: [], dispersion: 1, seed: 3, ...input })
    expect(of({}).rates?.mean).toHaveLength(2)
    expect(of({ residents: null }).rates).toBeNull()
    expect(of({ count: Float64Array.of(0, 0) }).rates).toBeNull()
  })
})
