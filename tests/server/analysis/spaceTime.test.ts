import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spaceTimeExcess, spaceTimeGiStar } from '../../../server/analysis/spaceTime.ts'
import type { Weights } from '../../../server/analysis/weights.ts'
import { inARow } from './cubes.ts'

/** Gi* by its definition, with a full matrix over all bins. */
function byDefinition(values: number[], { n, start, to, weight }: Weights, back: number): number[] {
  const size = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / size
  const variance = values.reduce((sum, value) => sum + value * value, 0) / size - mean * mean
  return values.map((_, bin) => {
    const [step, area] = [Math.floor(bin / n), bin % n]
    const row = new Float64Array(size)
    for (let at = Math.max(0, step - back); at <= step; at++) {
      row[at * n + area] = 1
      for (let edge = start[area]!; edge < start[area + 1]!; edge++) row[at * n + to[edge]!] = weight ? weight[edge]! : 1
    }
    const sum = row.reduce((total, w) => total + w, 0)
    const squares = row.reduce((total, w) => total + w * w, 0)
    const local = row.reduce((total, w, at) => total + w * values[at]!, 0)
    return (local - sum * mean) / Math.sqrt((variance * (size * squares - sum * sum)) / (size - 1))
  })
}

const cube = fc.tuple(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 4, max: 6 })).chain(([n, steps]) => {
  const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n * steps, maxLength: n * steps })
  return fc.record({ n: fc.constant(n), values })
})

describe('Gi* over a cube', () => {
  test('is what the definition gives, however far back and with whatever weights', () => {
    fc.assert(
      fc.property(cube, fc.integer({ min: 0, max: 2 }), fc.boolean(), ({ n, values }, back, weighted) => {
        fc.pre(new Set(values).size > 1)
        const row = inARow(n)
        const weights = weighted ? { ...row, weight: Float64Array.from(row.to, (_, edge) => 0.5 + (edge % 3)) } : row
        const z = spaceTimeGiStar(Float64Array.from(values), weights, { back })
        byDefinition(values, weights, back).forEach((wanted, at) => expect(z[at]).toBeCloseTo(wanted, 9))
      }),
      { seed: 4 },
    )
  })

  test('by hand: five areas in two steps, one case in the middle of the second', () => {
    const values = Float64Array.from([0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
    const z = spaceTimeGiStar(values, inARow(5), { back: 1 })
    // mean 1/10, variance 9/100; six bins in the neighbourhood
    expect(z[7]).toBeCloseTo((1 - 0.6) / Math.sqrt((0.09 * (60 - 36)) / 9), 12)
    expect(z[2]).toBeCloseTo((0 - 0.3) / Math.sqrt((0.09 * (30 - 9)) / 9), 12)
  })

  test('against its own window, what happens everywhere at once is nothing', () => {
    const values = Float64Array.from([1, 2, 3, 2, 1, 11, 12, 13, 12, 11])
    const z = spaceTimeGiStar(values, inARow(5), { back: 0, against: 'window' })
    for (let area = 0; area < 5; area++) expect(z[5 + area]).toBeCloseTo(z[area]!, 12)
    const whole = spaceTimeGiStar(values, inARow(5), { back: 0 })
    expect(whole[7]).toBeGreaterThan(1)
    expect(whole[2]).toBeLessThan(-1)
  })

  test('is 0 where all is alike, and where the neighbourhood is all that there is', () => {
    expect(spaceTimeGiStar(new Float64Array(10).fill(0.1), inARow(5))).toEqual(new Float64Array(10))
    expect(spaceTimeGiStar(Float64Array.from([0.1, 0.7]), inARow(2))).toEqual(new Float64Array(2))
  })
})

describe('excess over what was expected', () => {
  const expected = Float64Array.from([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
  const counts = Float64Array.from([1, 1, 1, 1, 1, 1, 1, 7, 1, 1])

  test('sums the neighbourhood in space and time', () => {
    const z = spaceTimeExcess(counts, expected, inARow(5), { residual: 'pearson' })
    expect(z[7]).toBeCloseTo(6 / Math.sqrt(6), 12)
    expect(z[5]).toBe(0)
    expect(z[6]).toBeCloseTo(6 / Math.sqrt(6), 12)
    expect(spaceTimeExcess(counts, expected, inARow(5), { back: 0, residual: 'pearson' })[7]).toBeCloseTo(6 / Math.sqrt(3), 12)
  })

  test('shrinks with the dispersion', () => {
    expect(spaceTimeExcess(counts, expected, inARow(5), { dispersion: 4, residual: 'pearson' })[7]).toBeCloseTo(6 / Math.sqrt(6) / 2, 12)
  })

  test('weights of neighbours do not count cases twice or by half', () => {
    const row = inARow(5)
    const weights = { ...row, weight: new Float64Array(row.to.length).fill(0.5) }
    expect(spaceTimeExcess(counts, expected, weights)).toEqual(spaceTimeExcess(counts, expected, row))
  })

  test('the deviance residual is smaller for a surprise of one case, larger for an absence', () => {
    const few = (residual: 'pearson' | 'deviance', count: number): number =>
      spaceTimeExcess(Float64Array.of(count), Float64Array.of(0.3), inARow(1), { residual })[0]!
    expect(few('pearson', 2)).toBeCloseTo(1.7 / Math.sqrt(0.3), 12)
    expect(few('deviance', 2)).toBeCloseTo(Math.sqrt(2 * (2 * Math.log(2 / 0.3) - 1.7)), 12)
    expect(spaceTimeExcess(Float64Array.of(2), Float64Array.of(0.3), inARow(1))[0]).toBe(few('deviance', 2))
    expect(few('deviance', 0)).toBeCloseTo(-Math.sqrt(0.6), 12)
  })

  test('where nothing is expected nothing is said', () => {
    expect(spaceTimeExcess(Float64Array.of(3, 0), Float64Array.of(0, 0), inARow(1))).toEqual(Float64Array.of(0, 0))
  })
})
