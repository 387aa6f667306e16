import { describe, expect, test } from 'vitest'
import type { TownCell } from '../../server/contract/towns.ts'
import { classLabel } from '../../web/areas/breaks.ts'
import { shareClass, SHARES, shareValue } from '../../web/areas/shares.ts'
import { percent } from '../../web/i18n/format.ts'

const cell = (numerator: number, denominator: number, interval: [low: number, high: number] | null): TownCell => ({
  numerator, denominator, value: denominator > 0 ? numerator / denominator : null, shrunken: null, low: interval?.[0] ?? null, high: interval?.[1] ?? null, flag: false,
})

describe('the map of shares', () => {
  test('has the share itself, as it is printed, however few its cases are', () => {
    const few = cell(7, 10, [0.8, 0.94])
    expect([shareValue(few), shareClass(few, 0.892)]).toEqual([70, 7])
    for (const [n, of] of [[1797, 1999], [4999, 5000]] as const) expect(`${shareValue(cell(n, of, null))!.toFixed(1)}%`).toBe(percent(n / of))
    expect(SHARES.lows.map((_, k) => classLabel(k + 1, SHARES, false))).toEqual(['< 70', '70–80', '80–90', '90–95', '≥ 95'])
  })

  test('is plain where the share is clear of that of all, and hatched where it is not', () => {
    expect([shareClass(cell(70, 100, [0.65, 0.8]), 0.9), shareClass(cell(97, 100, [0.93, 0.99]), 0.9), shareClass(cell(97, 100, [0.89, 0.99]), 0.9)]).toEqual([2, 5, 10])
    expect([shareClass(cell(7, 10, null), 0.9), shareClass(cell(7, 10, [0.8, 0.94]), null)]).toEqual([2, 2])
  })

  test('is blank without a case, and unpainted where none is resolved', () => {
    expect([shareClass(undefined, 0.9), shareClass(cell(0, 0, null), 0.9), shareClass(cell(0, 4, [0.7, 0.95]), 0.9)]).toEqual([-1, -1, 0])
  })
})
