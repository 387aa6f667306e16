import { describe, expect, test } from 'vitest'
import { emerging, emergingClass } from '../../../server/analysis/emerging.ts'
import { twoSidedP } from '../../../server/analysis/normal.ts'
import { random } from '../../../server/analysis/random.ts'
import { spaceTimeExcess } from '../../../server/analysis/spaceTime.ts'
import { inARow } from './cubes.ts'

/** Step by step, from one series an area. */
function cubeOf(series: number[][]): Float64Array {
  return Float64Array.from({ length: series.length * series[0]!.length }, (_, at) => series[at % series.length]![Math.floor(at / series.length)]!)
}

describe('classes of a cube', () => {
  const quiet = [0.1, -0.2, 0.3, 0, 0.2, -0.1, 0.4, 0.1, 0.3, -0.2]
  const grown = [5, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7, 5.8, 5.9]
  const lately = [...quiet.slice(0, 8), 4, 4.5]
  const found = emerging(cubeOf([quiet, grown, lately, grown.map((z) => -z)]), { areas: 4, alpha: 0.05 })

  test('each area by its own series', () => {
    expect(found.classes).toEqual(['none', 'intensifying-hot', 'consecutive-hot', 'intensifying-cold'])
    expect(found.trendZ[1]).toBeCloseTo(44 / Math.sqrt(125), 12)
    expect(found.trendP[3]).toBe(found.trendP[1])
  })

  test('a step counts only after the correction over the whole cube', () => {
    // p 0.046 by itself, and the only one of forty
    const alone = [...quiet.slice(0, 9), 2]
    expect(emergingClass(alone, { alpha: 0.05 })).toBe('new-hot')
    expect(emerging(cubeOf([alone, quiet, quiet, quiet]), { areas: 4, alpha: 0.05 }).classes[0]).toBe('none')
  })

  test('p-values that are known better than by z decide what is hot', () => {
    const z = cubeOf([quiet, lately])
    const exact = z.map(twoSidedP)
    const classes = (p: Float64Array) => emerging(z, { areas: 2, alpha: 0.05, p }).classes
    expect(classes(exact)).toEqual(['none', 'consecutive-hot'])
    expect(classes(exact.map((p, at) => (at === 17 ? 0.5 : p)))).toEqual(['none', 'new-hot'])
  })

  test('what cannot be judged has no class, and is no test that others are corrected for', () => {
    const nothing = quiet.map(() => NaN)
    const { classes, q, trendP } = emerging(cubeOf([nothing, lately]), { areas: 2, alpha: 0.05 })
    expect(classes).toEqual(['none', 'consecutive-hot'])
    expect(trendP[0]).toBe(1)
    expect(q.filter((_, at) => at % 2 === 1)).toEqual(emerging(cubeOf([lately]), { areas: 1, alpha: 0.05 }).q)
  })

  test('no areas, no classes', () => expect(emerging(new Float64Array(0), { areas: 0, alpha: 0.05 }).classes).toEqual([]))
})

/** A Poisson number by multiplying uniform ones (Knuth 1969). */
function poisson(mean: number, uniform: () => number): number {
  const limit = Math.exp(-mean)
  let product = uniform()
  let count = 0
  while (product > limit) {
    product *= uniform()
    count++
  }
  return count
}

test.each([0.05, 0.5, 4])('where %f cases come to an area in a step as expected, anything hot or cold is as rare as promised', (mean) => {
  const [areas, steps, runs] = [60, 12, 200]
  const share = new Float64Array(areas).fill(1 / areas)
  let alarms = 0
  for (let run = 0; run < runs; run++) {
    const source = random(7, run)
    const counts = Float64Array.from({ length: areas * steps }, () => poisson(mean, source.uniform))
    const { z, p } = spaceTimeExcess(counts, share, inARow(areas))
    if (emerging(z, { areas, alpha: 0.05, p }).q.some((one) => one <= 0.05)) alarms++
  }
  expect(alarms / runs).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs))
})

test('a trend is seen where there is none as rarely as promised, though steps share a month with the one before', () => {
  const [areas, steps, runs] = [60, 12, 100]
  const shares = new Float64Array(areas).fill(1 / areas)
  const seen = { overlapping: 0, alone: 0 }
  for (let run = 0; run < runs; run++) {
    const source = random(11, run)
    const counts = Float64Array.from({ length: areas * steps }, () => poisson(4, source.uniform))
    const [{ z }, { z: alone }] = [spaceTimeExcess(counts, shares, inARow(areas)), spaceTimeExcess(counts, shares, inARow(areas), { back: 0 })]
    const rate = (p: Float64Array) => p.filter((one) => one <= 0.05).length / areas / runs
    seen.overlapping += rate(emerging(z, { areas, alpha: 0.05 }).trendP)
    seen.alone += rate(emerging(z, { areas, alpha: 0.05, alone }).trendP)
  }
  expect(seen.alone).toBeLessThan(0.06)
  expect(seen.overlapping).toBeGreaterThan(0.1)
})
