/** What followed, in one window after a day on which areas were named. */
export interface Followed {
  /** cases of each area in the window */
  counts: ArrayLike<number>
  /** cases of the window that lie in none of the areas; 0 by default */
  elsewhere?: number
}

/** What an area costs: its km², its residents, or 1, so that areas are counted. */
export interface Cost {
  /** of each area; 1 each by default */
  cost?: ArrayLike<number>
  /** of the whole county; the sum over the areas by default */
  whole?: number
}

/** Sums from which the indices are made. They can be added up over months. */
export interface Sums {
  /** areas that were named */
  named: number
  /** n: cases in the named areas */
  caught: number
  /** N: cases of the window */
  cases: number
  /** n* of PEI: cases in the best choice of as many areas */
  bestByNumber: number
  /** n* of PEI*: cases in the best choice that costs no more */
  bestByCost: number
  /** a: cost of the named areas */
  cost: number
  /** A: cost of the county */
  whole: number
}

/** Null where there is nothing to divide by. */
export interface Indices {
  /** n / N */
  hitRate: number | null
  /** (n / N) / (a / A): how many times more cases than the same cost laid out anywhere (Chainey, Tompson and Uhlig 2008) */
  pai: number | null
  /** n / n*, of the best choice of as many areas (Hunt 2016) */
  pei: number | null
  /** n / n*, of the best choice at the same cost, as the NIJ's Real-Time Crime Forecasting Challenge (2017) scored */
  peiStar: number | null
}

/**
 * What named areas caught of what followed.
 *
 * Where areas cost alike, the best choice at the same cost is the best of as many. Where they do not, finding it is a knapsack problem; we
 * take its bound instead, areas by cases per cost and the fitting part of the last one (Dantzig 1957). No choice catches more, so that
 * PEI* is never flattered and never above 1.
 * @param named positions of areas, each once
 */
export function scoreNamed(named: ArrayLike<number>, { counts, elsewhere = 0 }: Followed, { cost, whole }: Cost = {}): Sums {
  const costOf = (area: number): number => (cost ? cost[area]! : 1)
  let [caught, spent, cases, all] = [0, 0, elsewhere, 0]
  for (let at = 0; at < named.length; at++) {
    caught += counts[named[at]!]!
    spent += costOf(named[at]!)
  }
  for (let area = 0; area < counts.length; area++) {
    cases += counts[area]!
    all += costOf(area)
  }
  const most = Float64Array.from(counts).sort().reverse()
  const bestByNumber = most.subarray(0, named.length).reduce((sum, count) => sum + count, 0)
  const bestByCost = cost ? bound(counts, cost, spent) : bestByNumber
  // the bound lies above what was caught but for roundings
  return { named: named.length, caught, cases, bestByNumber, bestByCost: Math.max(bestByCost, caught), cost: spent, whole: whole ?? all }
}

function bound(counts: ArrayLike<number>, cost: ArrayLike<number>, budget: number): number {
  const order = Array.from({ length: counts.length }, (_, area) => area).filter((area) => counts[area]! > 0)
  order.sort((a, b) => counts[b]! * cost[a]! - counts[a]! * cost[b]! || a - b)
  let [left, best] = [budget, 0]
  for (const area of order) {
    if (cost[area]! > left) return best + (counts[area]! * left) / cost[area]!
    left -= cost[area]!
    best += counts[area]!
  }
  return best
}

export function indicesOf({ named, caught, cases, bestByNumber, bestByCost, cost, whole }: Sums): Indices {
  const hitRate = cases > 0 && named > 0 ? caught / cases : null
  return {
    hitRate,
    pai: hitRate === null || cost === 0 ? null : hitRate / (cost / whole),
    pei: bestByNumber > 0 ? caught / bestByNumber : null,
    peiStar: bestByCost > 0 ? caught / bestByCost : null,
  }
}
