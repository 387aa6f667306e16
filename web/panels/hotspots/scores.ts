import type { Backtest, BacktestScores } from '../../../server/contract/hotspots.ts'

/** What a list of places is judged by: share of the cases, that beside the share of residents, that beside the best choice. */
export const MEASURES = ['hitRate', 'pai', 'pei'] as const
export type Measure = (typeof MEASURES)[number]
export type Method = BacktestScores['method']

/** One way to name places on the scale of a strip, positions from 0 to 1. */
export interface Strip {
  method: Method
  /** every month that has a score */
  dots: { at: number; value: number; month: number }[]
  median: { at: number; value: number } | null
  quartiles: { from: number; to: number } | null
}

/** All ways on one scale from zero to a round end; `par` is where naming at random would stand, null where that is not known. */
export function strips(scores: readonly BacktestScores[], measure: Measure): { strips: Strip[]; end: number; par: number | null } {
  const values = scores.flatMap((one) => one[measure].flatMap((value) => (value === null ? [] : [value])))
  const end = measure === 'pai' ? roundUp(Math.max(1, ...values)) : Math.min(1, roundUp(Math.max(0.1, ...values)))
  const at = (value: number) => Math.min(Math.max(value / end, 0), 1)
  return {
    end,
    par: measure === 'pai' ? at(1) : null,
    strips: scores.map((one) => {
      const median = one.median[measure]
      const spread = one.spread[measure]
      return {
        method: one.method,
        dots: one[measure].flatMap((value, month) => (value === null ? [] : [{ at: at(value), value, month }])),
        median: median === null ? null : { at: at(median), value: median },
        quartiles: spread && { from: at(spread[0]), to: at(spread[1]) },
      }
    }),
  }
}

/** 1, 2 or 5 times a power of ten, not below the value. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find((step) => step * power >= value - 1e-9) ?? 10) * power
}

/** Shares that differ by less say nothing. */
const LEAST_GAP = 0.02

export interface Verdict {
  standing: 'ahead' | 'even' | 'behind'
  /** the better of the plain ways */
  rival: BacktestScores
  /** months in which both have a score, and those in which the hot-spots caught more, or fewer */
  months: { of: number; won: number; lost: number }
}

/**
 * How the hot-spots stand beside the better of the plain ways: ahead or behind only where the median share of cases and
 * most of the months say so alike. Null where nothing can be compared.
 */
export function verdict({ scores }: Pick<Backtest, 'scores'>): Verdict | null {
  const own = scores.find(({ method }) => method === 'hotspots')
  const rivals = scores.filter(({ method, median }) => method !== 'hotspots' && median.hitRate !== null).sort((a, b) => b.median.hitRate! - a.median.hitRate!)
  const rival = rivals[0]
  if (!own || own.median.hitRate === null || !rival) return null
  const gaps = own.hitRate.flatMap((mine, month) => {
    const theirs = rival.hitRate[month] ?? null
    return mine === null || theirs === null ? [] : [mine - theirs]
  })
  const months = { of: gaps.length, won: gaps.filter((gap) => gap > 0).length, lost: gaps.filter((gap) => gap < 0).length }
  const gap = own.median.hitRate - rival.median.hitRate!
  const alike = Math.abs(gap) < LEAST_GAP || (gap > 0 ? months.won <= months.lost : months.lost <= months.won)
  return { standing: alike ? 'even' : gap > 0 ? 'ahead' : 'behind', rival, months }
}
