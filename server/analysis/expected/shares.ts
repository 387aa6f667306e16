import { YEAR_DAYS } from './rhythm.ts'
import { priorStrength, shrunk } from './shrink.ts'
import type { Events } from './types.ts'

/**
 * What the shares of the areas rest on. `even` is a stopgap and no null that chance keeps: places of unlike size differ from even
 * shares without anything being the matter (in the calibration bench three of four counties then name some), so say so with it.
 */
export type Basis = 'residents' | 'past' | 'even'

export interface Shares {
  basis: Basis
  /** sum 1; NaN for an area that cannot be judged */
  share: Float64Array
  /** variance of each share over its square */
  uncertainty: Float64Array
  /** cases that the shares were learned from; 0 by residents */
  taught: number
}

/**
 * True shares of places are taken to differ by at least this much, as variance of their ratios to an even one: villages of a county
 * do (residents are about log-normal with σ 0.8, e^0.64 − 1 = 0.9), also where too few cases are on record to show it.
 */
const LEAST_SPREAD = 1

/**
 * Which share of a county's cases falls to each area if nothing is the matter: by residents. A county without any is judged by
 * its areas' shares of the year before the window, drawn to even ones (`priorStrength`, but at most 1 / `LEAST_SPREAD`: few cases
 * that differ no more than chance lets them are no sign that places are alike), with what that leaves uncertain; and one without
 * cases in that year by even shares.
 */
export function sharesOf(events: Events, residents: Float64Array, { since, from }: { since: number; from: number }): Shares {
  const known = residents.map((count) => (count > 0 && count < Infinity ? count : NaN))
  const all = known.reduce((sum, count) => (count > 0 ? sum + count : sum), 0)
  const none = new Float64Array(residents.length)
  if (all > 0) return { basis: 'residents', share: known.map((count) => count / all), uncertainty: none, taught: 0 }
  const counts = new Float64Array(residents.length)
  let total = 0
  for (let e = 0; e < events.area.length; e++) {
    const [i, day] = [events.area[e]!, events.day[e]!]
    if (i < 0 || day < since || day < from - YEAR_DAYS || day >= from) continue
    counts[i] = counts[i]! + 1
    total++
  }
  const even = none.map(() => 1 / residents.length)
  if (total === 0) return { basis: 'even', share: even, uncertainty: none, taught: 0 }
  const expected = even.map((one) => one * total)
  const strength = Math.min(priorStrength(counts, expected), 1 / LEAST_SPREAD)
  const share = even.map((one, i) => one * shrunk(counts[i]!, expected[i]!, strength))
  const sum = share.reduce((a, b) => a + b, 0)
  return { basis: 'past', share: share.map((one) => one / sum), uncertainty: counts.map((count) => 1 / (count + strength)), taught: total }
}
