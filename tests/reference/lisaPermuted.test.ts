import { describe, expect, test } from 'vitest'
import { gi, giStar } from '../../server/analysis/localG.ts'
import { localMoran } from '../../server/analysis/localMoran.ts'
import type { Permuted } from '../../server/analysis/permute.ts'
import { listWeights } from '../../server/analysis/weightsFrom.ts'
import { rowStandardised } from '../../server/analysis/weightsOf.ts'
import { FILES, groundOf, read, valuesOf } from './lisa.ts'

interface Reference {
  p_ge: number[]
  p_le: number[]
  lisa_quadrant: string[]
}

const REFERENCE_DRAWS = 99_999
const OURS = { permutations: 9_999, seed: 20_260_801 }
const SHORT = { 'high-high': 'HH', 'low-low': 'LL', 'low-high': 'LH', 'high-low': 'HL' } as const

const cases = FILES.flatMap((file) => {
  const [, dataset, variable] = /^([a-z]+)__([A-Z0-9]+)__perm\.json$/.exec(file) ?? []
  return dataset && variable ? [{ dataset, variable, file }] : []
})

/** Areas whose p differs by more than the four standard errors that the reference states. */
function outside(counts: Uint32Array, expected: number[]): string[] {
  const m = OURS.permutations
  return expected.flatMap((reference, i) => {
    const p = (counts[i]! + 1) / (m + 1)
    const error = 4 * Math.sqrt(reference * (1 - reference) * (1 / m + 1 / REFERENCE_DRAWS)) + 1 / (m + 1)
    return Math.abs(p - reference) <= error ? [] : [`${i}: ${p} for ${reference}`]
  })
}

describe.skipIf(FILES.length === 0)('conditional permutation, 9,999 against 99,999 draws', () => {
  test('covers every file', () => {
    expect(cases).toHaveLength(7)
  })

  describe.each(cases)('$dataset $variable', ({ dataset, variable, file }) => {
    const values = valuesOf(dataset, variable)
    const weights = listWeights(groundOf(dataset).nb.queen)
    const reference = read<Reference>(file)
    const drawn = giStar(values, weights, OURS).permuted!

    test('shares at least and at most what is observed, and the two-sided p of both', () => {
      expect(outside(drawn.atLeast, reference.p_ge)).toEqual([])
      expect(outside(drawn.atMost, reference.p_le)).toEqual([])
      expect([...drawn.p]).toEqual(
        Array.from(drawn.p, (_, i) => Math.min(1, (2 * (Math.min(drawn.atLeast[i]!, drawn.atMost[i]!) + 1)) / 10_000)),
      )
    })

    test('Gi and local Moran share the counts of Gi*', () => {
      const counts = ({ atLeast, atMost }: Permuted) => ({ atLeast, atMost })
      expect(counts(gi(values, weights, OURS).permuted!)).toEqual(counts(drawn))
      expect(counts(localMoran(values, rowStandardised(weights), OURS).permuted!)).toEqual(counts(drawn))
    })

    test('quadrants', () => {
      const { quadrant } = localMoran(values, rowStandardised(weights))
      expect(quadrant.map((one) => SHORT[one!])).toEqual(reference.lisa_quadrant)
    })

    // weights that differ, but by less than what counts as equal: drawn one by one, with the same ties
    test('unequal weights come to the same', () => {
      const uneven = { ...weights, weight: Float64Array.from(weights.to, (_, at) => 1 + (at % 2) * 1e-14) }
      const found = giStar(values, uneven, OURS).permuted!
      expect(outside(found.atLeast, reference.p_ge)).toEqual([])
      expect(outside(found.atMost, reference.p_le)).toEqual([])
    })
  })
})
