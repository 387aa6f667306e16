import { describe, expect, test } from 'vitest'
import { emerging, emergingClass } from '../../../server/analysis/emerging.ts'
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
    expect(found.q.every((q, at) => q >= found.p[at]!)).toBe(true)
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
  const expected = new Float64Array(areas * steps).fill(mean)
  let alarms = 0
  for (let run = 0; run < runs; run++) {
    const source = random(7, run)
    const counts = expected.map((rate) => poisson(rate, source.uniform))
    const z = spaceTimeExcess(counts, expected, inARow(areas))
    if (emerging(z, { areas, alpha: 0.05 }).classes.some((one) => one !== 'none')) alarms++
  }
  expect(alarms / runs).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs))
})

test('a trend is seen where there is none as rarely as promised, though steps share a month with the one before', () => {
  const [areas, steps, runs] = [60, 12, 100]
  const expected = new Float64Array(areas * steps).fill(4)
  const share = { overlapping: 0, alone: 0 }
  for (let run = 0; run < runs; run++) {
    const source = random(11, run)
    const counts = expected.map((rate) => poisson(rate, source.uniform))
    const [z, alone] = [spaceTimeExcess(counts, expected, inARow(areas)), spaceTimeExcess(counts, expected, inARow(areas), { back: 0 })]
    const rate = (p: Float64Array) => p.filter((one) => one <= 0.05).length / areas / runs
    share.overlapping += rate(emerging(z, { areas, alpha: 0.05 }).trendP)
    share.alone += rate(emerging(z, { areas, alpha: 0.05, alone }).trendP)
  }
  expect(share.alone).toBeLessThan(0.06)
  expect(share.overlapping).toBeGreaterThan(0.1)
})
