import { describe, expect, test } from 'vitest'
import type { BacktestScores } from '../../../../server/contract/hotspots.ts'
import { monthsWon, strips } from '../../../../web/panels/hotspots/scores.ts'

const median = (values: (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b)
  return known[Math.floor(known.length / 2)] ?? null
}

function scores(method: BacktestScores['method'], hitRate: (number | null)[]): BacktestScores {
  const pai = hitRate.map((value) => value && value * 10)
  return {
    method, label: { zh: method, en: method }, hitRate, pai, pei: hitRate,
    median: { hitRate: median(hitRate), pai: median(pai), pei: median(hitRate) },
    spread: { hitRate: median(hitRate) === null ? null : [0.1, 0.3], pai: null, pei: null },
  }
}

const of = (own: (number | null)[], month: (number | null)[], year: (number | null)[]) =>
  ({ scores: [scores('hotspots', own), scores('lastMonth', month), scores('lastYear', year)] })

describe('months in which the list caught more', () => {
  test('are counted beside the rival alone, and only where both have a score', () => {
    const months = of([0.5, null, 0.6, 0.1], [null, 0.2, 0.2, 0.2], [0.9, 0.9, 0.9, 0.9])
    expect(monthsWon({ ...months, rival: 'lastMonth' })).toEqual({ of: 2, won: 1, lost: 1 })
    expect(monthsWon({ ...months, rival: 'lastYear' })).toEqual({ of: 3, won: 0, lost: 3 })
    expect(monthsWon({ ...months, rival: null })).toEqual({ of: 0, won: 0, lost: 0 })
  })
})

describe('strips of months', () => {
  test('all ways stand on one scale, which ends round and above every month', () => {
    const drawn = strips(of([0.38, null, 0.42], [0.2, 0.2, 0.2], [0.3, 0.3, 0.3]).scores, 'hitRate')
    expect([drawn.end, drawn.par]).toEqual([0.5, null])
    expect(drawn.strips.map(({ dots }) => dots.map(({ month }) => month))).toEqual([[0, 2], [0, 1, 2], [0, 1, 2]])
    expect(drawn.strips[0]!.dots[0]!.at).toBeCloseTo(0.76, 10)
    expect(drawn.strips[0]!.quartiles).toEqual({ from: 0.2, to: 0.6 })
  })

  test('a share never runs beyond all of it, and a concentration shows where naming at random stands', () => {
    expect(strips(of([1, 1], [0.6, 0.6], [0.6, 0.6]).scores, 'hitRate').end).toBe(1)
    const pai = strips(of([0.38], [0.2], [0.3]).scores, 'pai')
    expect([pai.end, pai.par]).toEqual([5, 0.2])
    expect(strips(of([0.02], [0.01], [0.01]).scores, 'pai').end).toBe(1)
  })

  test('a way without a score has no dots and no median', () => {
    const [own] = strips(of([null], [0.2], [0.2]).scores, 'hitRate').strips
    expect([own!.dots, own!.median, own!.quartiles]).toEqual([[], null, null])
  })
})
