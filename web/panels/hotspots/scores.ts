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

/** Months in which the list and its rival both have a share of the cases, and those in which the list caught more, or fewer. */
export function monthsWon({ scores, rival }: Pick<Backtest, 'scores' | 'rival'>): { of: number; won: number; lost: number } {
  const hits = (method: Method | null) => scores.find((one) => one.method === method)?.hitRate ?? []
  const theirs = hits(rival)
  const gaps = hits('hotspots').flatMap((mine, month) => {
    const other = theirs[month] ?? null
    return mine === null || other === null ? [] : [mine - other]
  })
  return { of: gaps.length, won: gaps.filter((gap) => gap > 0).length, lost: gaps.filter((gap) => gap < 0).length }
}
