import { describe, expect, test } from 'vitest'
import type { BacktestScores } from '../../../../server/contract/hotspots.ts'
import { strips, verdict } from '../../../../web/panels/hotspots/scores.ts'

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

describe('how the list stands beside the plain ways', () => {
  test('ahead of the better of the two, with the months that say so', () => {
    const found = verdict(of([0.5, 0.4, 0.6], [0.2, 0.2, 0.2], [0.3, 0.45, 0.3]))!
    expect([found.standing, found.rival.method, found.months]).toEqual(['ahead', 'lastYear', { of: 3, won: 2, lost: 1 }])
  })

  test('behind is said as plainly', () => {
    const found = verdict(of([0.2, 0.2, 0.2], [0.5, 0.4, 0.6], [0.3, 0.3, 0.3]))!
    expect([found.standing, found.rival.method, found.months.lost]).toEqual(['behind', 'lastMonth', 3])
  })

  test('a better median that most of the months do not bear out is no lead', () => {
    expect(verdict(of([0.1, 0.4, 0.5], [0.2, 0.35, 0.6], [0, 0, 0]))!.standing).toBe('even')
    expect(verdict(of([0.31, 0.31, 0.31], [0.3, 0.3, 0.3], [0, 0, 0]))!.standing).toBe('even')
  })

  test('months without a score count for nobody, and without any there is no verdict', () => {
    expect(verdict(of([0.5, null, 0.6], [null, 0.2, 0.2], [0, 0, 0]))!.months).toEqual({ of: 1, won: 1, lost: 0 })
    expect(verdict(of([null], [0.2], [0.2]))).toBeNull()
    expect(verdict(of([0.2], [null], [null]))).toBeNull()
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
