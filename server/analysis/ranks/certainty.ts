import { changes, type Changes } from './changes.ts'
import { rankIntervals, type Ranks } from './ranks.ts'
import { rateLaws, shrunkenRates } from './rates.ts'

/** Cases of areas or categories, and those of the spans that they are held against. */
export interface CertaintyInput {
  count: Float64Array
  /** NaN where nobody lives; null where the rows are no places */
  residents: Float64Array | null
  against: { earlier: Float64Array; days: { now: number; before: number } }[]
  /** counts vary so many times as much as Poisson ones */
  dispersion: number
  seed: number
}

export interface Certainty {
  /** cases per ten thousand residents, see `shrunkenRates` and `rankIntervals`; null where there is no case or nobody lives */
  rates: { mean: Float64Array; low: Float64Array; high: Float64Array; ranks: Ranks } | null
  /** of each span of `against` */
  changes: Changes[]
}

/** How sure rates, ranks and changes are. The ranks are drawn: 50 ms from some hundred rows on, 200 for 2,324. */
export function certainty({ count, residents, against, dispersion, seed }: CertaintyInput): Certainty {
  const laws = residents && rateLaws(count, residents, { dispersion })
  return {
    rates: laws && { ...shrunkenRates(laws), ranks: rankIntervals(laws, { seed }) },
    changes: against.map(({ earlier, days }) => changes(count, earlier, { days, dispersion })),
  }
}
