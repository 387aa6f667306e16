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
}

/**
 * Which share of a county's cases falls to each area if nothing is the matter: by residents. A county without any is judged by
 * its areas' shares of the year before the window, drawn to even ones (`priorStrength`), with what that leaves uncertain; and one
 * without cases in that year by even shares.
 */
export function sharesOf(events: Events, residents: Float64Array, { since, from }: { since: number; from: number }): Shares {
  const known = residents.map((count) => (count > 0 && count < Infinity ? count : NaN))
  const all = known.reduce((sum, count) => (count > 0 ? sum + count : sum), 0)
  const none = new Float64Array(residents.length)
  if (all > 0) return { basis: 'residents', share: known.map((count) => count / all), uncertainty: none }
  const counts = new Float64Array(residents.length)
  let total = 0
  for (let e = 0; e < events.area.length; e++) {
    const [i, day] = [events.area[e]!, events.day[e]!]
    if (i < 0 || day < since || day < from - YEAR_DAYS || day >= from) continue
    counts[i] = counts[i]! + 1
    total++
  }
  const even = none.map(() => 1 / residents.length)
  if (total === 0) return { basis: 'even', share: even, uncertainty: none }
  const expected = even.map((one) => one * total)
  const strength = priorStrength(counts, expected)
  const share = even.map((one, i) => one * shrunk(counts[i]!, expected[i]!, strength))
  const sum = share.reduce((a, b) => a + b, 0)
  return { basis: 'past', share: share.map((one) => one / sum), uncertainty: counts.map((count) => 1 / (count + strength)) }
}
