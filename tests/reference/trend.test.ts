import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emergingClass } from '../../server/analysis/emerging.ts'
import { mannKendall } from '../../server/analysis/mannKendall.ts'

/** Computed by others, beside the checkout; see the README there. */
const DATA = resolve('../shared/data/reference/trend')
const there = existsSync(DATA)
const read = <T>(file: string): T => JSON.parse(readFileSync(join(DATA, file), 'utf8')) as T

interface Series {
  x: number[]
  double_precision: { S: number; varS: number; tau_b: number; z: number; p: number }
}
interface Fixture {
  expected?: string
  expected_3x?: string
  z: number[]
  mk_p?: number
  mk_S?: number
}

const near = (value: number, wanted: number): void => expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(wanted), 1e-300))

describe.skipIf(!there)('Mann–Kendall', () => {
  const series = there ? read<{ series: Record<string, Series> }>('mann_kendall.json').series : {}

  test('there are twelve series', () => expect(Object.keys(series)).toHaveLength(12))

  test.each(Object.entries(series))('%s', (_, { x, double_precision: wanted }) => {
    const trend = mannKendall(x)
    expect(trend.s).toBe(wanted.S)
    near(trend.variance, wanted.varS)
    near(trend.tau, wanted.tau_b)
    near(trend.z, wanted.z)
    near(trend.p, wanted.p)
  })
})

describe.skipIf(!there)('emerging classes', () => {
  const fixtures = there ? read<{ fixtures: Fixture[] }>('category_fixtures.json').fixtures : []
  const named = fixtures.map((fixture) => ({ ...fixture, name: (fixture.expected_3x ?? fixture.expected)! }))

  test('there are eighteen series, and every class is among them', () => {
    expect(named).toHaveLength(18)
    expect(new Set(named.map(({ name }) => name)).size).toBe(17)
  })

  test.each(named)('$name', ({ name, z }) => {
    const code = name === 'no pattern detected' ? 'none' : name.replace(/ (hot|cold) spot$/, '-$1')
    expect(emergingClass(z, { alpha: 0.05 })).toBe(code)
  })

  test.each(named.filter(({ mk_S }) => mk_S !== undefined))('the trend of $name', ({ z, mk_S, mk_p }) => {
    const trend = mannKendall(z)
    expect(trend.s).toBe(mk_S)
    near(trend.p, mk_p!)
  })
})
