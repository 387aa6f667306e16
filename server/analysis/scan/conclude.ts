import type { Cluster, Prepared, Window } from './types.ts'

/** llrs of the same window, summed in another order, may differ by so much. */
const ALIKE = 1e-9

export interface ConcludeOptions {
  /**
   * Stop rule of Besag & Clifford 1991: after so many simulations as likely as the cluster (h), p = h / l at the l-th. Without
   * it every simulation given counts: p = (1 + as likely) / (1 + simulations).
   */
  stopAfter?: number
  /** days from one prospective scan to the next */
  everyDays?: number
}

/**
 * The p-value of each cluster among the maxima of the simulations, in their order from 0 on, and for prospective scans the
 * recurrence interval in days (Kleinman et al. 2004): everyDays / p. A secondary cluster is compared with the same maxima,
 * so its p-value is a cautious one.
 */
export function conclude(
  windows: Window[], maxima: Float64Array, { time }: Pick<Prepared, 'time'>, { stopAfter = Infinity, everyDays = 1 }: ConcludeOptions = {},
): Cluster[] {
  return windows.map((window) => {
    const p = pValue(window.llr, maxima, stopAfter)
    return { ...window, p, recurrence: time === 'prospective' ? everyDays / p : null }
  })
}

/** Whether the simulations so far settle the p-value of the most likely cluster: no more are needed. */
export function settled(windows: Window[], maxima: Float64Array, stopAfter: number): boolean {
  const llr = windows[0]?.llr ?? 0
  let likely = 0
  for (const maximum of maxima) if (asLikely(maximum, llr)) likely++
  return likely >= stopAfter
}

function pValue(llr: number, maxima: Float64Array, stopAfter: number): number {
  let likely = 0
  for (let at = 0; at < maxima.length; at++) {
    if (!asLikely(maxima[at]!, llr)) continue
    likely++
    if (likely === stopAfter) return likely / (at + 1)
  }
  return (1 + likely) / (1 + maxima.length)
}

function asLikely(maximum: number, llr: number): boolean {
  return maximum >= llr - ALIKE * Math.max(1, llr)
}
