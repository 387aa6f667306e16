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
  const end = measure === 'pai' ? roundUp(Math.max(1, ...values)) : 1
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

/**
 * How the hot-spots stand beside the plain rivals, by the median share of cases: `ahead` of both, `behind` one, or `even`.
 * `rival` is the better of the two; null where nothing can be compared.
 */
export function verdict({ scores }: Pick<Backtest, 'scores'>): { standing: 'ahead' | 'even' | 'behind'; own: number; rival: BacktestScores } | null {
  const own = scores.find(({ method }) => method === 'hotspots')?.median.hitRate
  const rivals = scores.filter(({ method, median }) => method !== 'hotspots' && median.hitRate !== null).sort((a, b) => b.median.hitRate! - a.median.hitRate!)
  const rival = rivals[0]
  if (own === null || own === undefined || !rival) return null
  const gap = own - rival.median.hitRate!
  return { standing: Math.abs(gap) < LEAST_GAP ? 'even' : gap > 0 ? 'ahead' : 'behind', own, rival }
}
