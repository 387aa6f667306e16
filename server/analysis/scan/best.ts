import type { Likelihood, Limits } from './likelihood.ts'
import type { Cases } from './types.ts'

/** The most likely window so far; `circle` is the position of the last place that it takes in, −1 while there is none. */
export interface Best {
  llr: number
  /** what a window must have to beat it */
  limits: Limits
  cases: number
  weight: number
  circle: number
  /** slots, inclusive */
  from: number
  to: number
}

/** Looks for the most likely window around one centre after another. */
export interface Scanner {
  /** turns to a centre; each best that it is to improve there has an llr of `floor` at least */
  around(centre: number, floor: number): void
  /** raises the best by the windows around the centre; with a range, by those that lie between these two slots, inclusive */
  improve(cases: Cases, best: Best, range?: { low: number; high: number }): void
}

/** Nothing yet; only windows with an llr above `floor` will count. */
export function noneAbove(floor: number, likelihood: Likelihood): Best {
  return { llr: floor, limits: likelihood.limits(floor), cases: 0, weight: 0, circle: -1, from: 0, to: 0 }
}

/** Takes the window if it is more likely; among equals the one with fewer places, then the one that ends first, then the shorter. */
export function offer(
  best: Best, likelihood: Likelihood,
  { cases, weight, scale, circle, from, to }: { cases: number; weight: number; scale: number; circle: number; from: number; to: number },
): void {
  const llr = likelihood.llr(cases, weight * scale)
  if (llr < best.llr || (llr === best.llr && !before(best, circle, from, to))) return
  if (llr !== best.llr) best.limits = likelihood.limits(llr)
  Object.assign(best, { llr, cases, weight, circle, from, to })
}

function before(best: Best, circle: number, from: number, to: number): boolean {
  if (best.circle < 0 || circle !== best.circle) return circle < best.circle
  return to !== best.to ? to < best.to : from > best.from
}
