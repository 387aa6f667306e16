import { expect, test } from 'vitest'
import { listWeights } from '../../../server/analysis/weightsFrom.ts'
import { neighbourSums, rowStandardised, rowSums, weightsAmong } from '../../../server/analysis/weightsOf.ts'
import { weightSums } from '../../../server/analysis/weightSums.ts'
import fc from '../../property.ts'
import { aMap, lattice, matrixOf } from './grounds.ts'

test('row-standardised weights make means of sums, and leave an island alone', () => {
  const weights = rowStandardised(listWeights([[1, 2], [0], [0], []]))
  expect([...weights.weight!]).toEqual([0.5, 0.5, 1, 1])
  expect([...neighbourSums([1, 10, 20, 5], weights)]).toEqual([15, 1, 1, 0])
  expect([...rowStandardised(weights).weight!]).toEqual([0.5, 0.5, 1, 1])
})

test('among some areas, the others are gone', () => {
  const weights = rowStandardised(lattice(3))
  const kept = weightsAmong(weights, [0, 1, 4, 8])
  expect(matrixOf(kept)).toEqual([0, 1, 4, 8].map((i) => [0, 1, 4, 8].map((j) => matrixOf(weights)[i]![j])))
  expect(weightsAmong(lattice(3), [2, 6])).toEqual(listWeights([[], []]))
})

test('sums of rows and over all pairs are those of the full matrix', () => {
  fc.assert(
    fc.property(aMap, fc.boolean(), ({ values, weights: binary }, standardised) => {
      const weights = standardised ? rowStandardised(binary) : binary
      const [w, starred] = [matrixOf(weights), matrixOf(weights, 1)]
      const rows = w.map((row) => row.reduce((sum, one) => sum + one, 0))
      const columns = w.map((_, j) => w.reduce((sum, row) => sum + row[j]!, 0))
      const pairs = w.flatMap((row, i) => row.map((one, j) => (one + w[j]![i]!) ** 2))
      const { s0, s1, s2 } = weightSums(weights)
      expect(s0).toBeCloseTo(rows.reduce((sum, one) => sum + one, 0), 10)
      expect(s1).toBeCloseTo(pairs.reduce((sum, one) => sum + one, 0) / 2, 10)
      expect(s2).toBeCloseTo(rows.reduce((sum, one, i) => sum + (one + columns[i]!) ** 2, 0), 10)
      const sums = neighbourSums(values, weights, 1)
      const { squares } = rowSums(weights, 1)
      starred.forEach((row, i) => {
        expect(sums[i]).toBeCloseTo(row.reduce((sum, one, j) => sum + one * values[j]!, 0), 10)
        expect(squares[i]).toBeCloseTo(row.reduce((sum, one) => sum + one * one, 0), 10)
      })
    }),
    { seed: 4 },
  )
})
