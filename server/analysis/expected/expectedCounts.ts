import { sumOf } from '../sum.ts'
import { countySpread } from './countySpread.ts'
import { restlessness } from './restlessness.ts'
import { countyExpected, learnRhythm, YEAR_DAYS, type Rhythm } from './rhythm.ts'
import { sharesOf, type Basis } from './shares.ts'
import { usualShares } from './usual.ts'
import type { DayCalendar, Events, Span } from './types.ts'

export interface ExpectOptions extends Span {
  /** kinds are 0 … kinds − 1 */
  kinds: number
  /** first day from which cases are on record */
  since: number
  /** days after it that are not; none by default */
  gaps?: readonly Span[]
}

/** What each area should have in a window; arrays by area, NaN where an area cannot be judged (no residents known). */
export interface Expectation extends Span {
  /** by residents; where no area has any, by the area's share of the year before; where that is empty too, alike for all */
  basis: Basis
  /** cases of the year before that the shares rest on; 0 by residents */
  taught: number
  /** T, cases of the window in the areas that can be judged */
  total: number
  observed: Float64Array
  /** of the county's cases, sum 1 */
  share: Float64Array
  /** under the county's own total: T × share. Sums to T */
  expected: Float64Array
  /** variance of `expected` as an estimate; 0 by residents */
  expectedVariance: Float64Array
  /** what the county would have by its past alone: its rhythm at the level of its last year. NaN in the first four weeks of a record, and after a year with gaps */
  before: number
  /** standard deviation of `total` about it; NaN where it is not known (`countySpread`) */
  beforeSpread: number
  /** by the area's own past in the same weeks, under the county's total. Sums to T */
  usual: Float64Array
  usualVariance: Float64Array
  /** cases as they were in these weeks of earlier years, all together and with a week more at either end; not scaled to the window */
  earlier: Float64Array
  /** φ ≥ 1 */
  dispersion: number
  history: {
    /** days from the first on record to the eve of the window, without those missing */
    days: number
    season: Rhythm['season']
    /** earlier years that had the weeks of the window */
    sameWeeks: number
    /** times that φ was judged on; 0 where it is not known and taken to be 1 */
    times: number
  }
  /** areas that cannot be judged */
  unknown: number[]
  /** cases of the window there */
  unknownCases: number
}

/** Older years say little of today's (Farrington et al. 1996 use five). */
const MOST_YEARS = 5
/** With less than four weeks on record there is no rhythm to tell ahead with. */
const LEAST_DAYS = 28

/**
 * What the areas of a county should have had in a window, and what they usually have. `residents` by area, NaN (or 0) where
 * unknown: such areas are left out and reported. Only days from `since` to the eve of the window teach, at most five years: the
 * window teaches neither its own rhythm nor its own level.
 *
 * - Expected under the county's total T (indirect standardisation, Breslow and Day 1987): E_i = T r_i / Σ r. All that moves the
 *   whole county, season, weekday, a general rise, cancels out, and the test of places against each other is exact.
 * - Before: Σ_d Σ_k μ_k(d), with μ of `learnRhythm`. Whether the county as a whole has more than at this time of earlier years is T
 *   against it.
 * - Usual: T × the place's share in the same weeks of earlier years (`usualShares`).
 * - φ by `restlessness`.
 *
 * Throws RangeError where an area or kind lies outside 0 … n − 1, or the calendar does not cover the days.
 */
export function expectedCounts(events: Events, residents: Float64Array, calendar: DayCalendar, options: ExpectOptions): Expectation {
  const { kinds, from, to, gaps = [] } = options
  const since = Math.min(from, Math.max(options.since, from - MOST_YEARS * YEAR_DAYS))
  check(events, residents, calendar, { ...options, since })
  const { basis, share, uncertainty, taught } = sharesOf(events, residents, { since, from })
  const judged = within(events, share)
  const observed = countsIn(judged, share.length, { from, to })
  const total = sumOf(observed)
  const rhythm = learnRhythm(judged, calendar, { kinds, from: since, to: from - 1, gaps })
  const { days } = rhythm
  const before = days < LEAST_DAYS || gaps.some((gap) => gap.to >= from - YEAR_DAYS) ? NaN : sumOf(countyExpected(rhythm, calendar, { from, to }))
  const usual = usualShares(judged, share, calendar, { since, from, to })
  const { dispersion, times: restlessTimes } = restlessness(judged, share, { since, from, to })
  const scaled = (shares: Float64Array, whole: number): Float64Array => shares.map((one) => one * whole)
  const variance = (shares: Float64Array, relative: Float64Array): Float64Array => shares.map((one, i) => (one * total) ** 2 * relative[i]! * dispersion)
  const unknown = [...share.keys()].filter((i) => Number.isNaN(share[i]))
  return {
    from, to, basis, taught, total, observed, share, before, dispersion, unknown,
    beforeSpread: countySpread(judged, rhythm, calendar, { from, to, before, dispersion }),
    expected: scaled(share, total),
    expectedVariance: variance(share, uncertainty),
    usual: scaled(usual.share, total),
    usualVariance: variance(usual.share, usual.uncertainty),
    earlier: usual.earlier,
    history: { days, season: rhythm.season, sameWeeks: usual.sameWeeks, times: restlessTimes },
    unknownCases: sumOf(countsIn(events, share.length, { from, to })) - total,
  }
}

function check({ area, kind }: Events, { length }: Float64Array, calendar: DayCalendar, { kinds, since, to }: ExpectOptions): void {
  if (area.some((one) => one < -1 || one >= length)) throw new RangeError(`an area lies outside −1 … ${length - 1}`)
  if (kind.some((one) => one >= kinds)) throw new RangeError(`a kind lies outside 0 … ${kinds - 1}`)
  if (since < calendar.first || to >= calendar.first + calendar.weekday.length) throw new RangeError('the calendar does not cover the record and the window')
}

/** The cases of areas that have a share. */
function within({ area, day, kind }: Events, share: Float64Array): Events {
  const keep = [...area.keys()].filter((e) => area[e]! >= 0 && share[area[e]!]! >= 0)
  return { area: Int32Array.from(keep, (e) => area[e]!), day: Int32Array.from(keep, (e) => day[e]!), kind: Uint8Array.from(keep, (e) => kind[e]!) }
}

/** Cases by area in a span. */
export function countsIn({ area, day }: Events, areas: number, { from, to }: Span): Float64Array {
  const counts = new Float64Array(areas)
  for (let e = 0; e < area.length; e++) if (area[e]! >= 0 && day[e]! >= from && day[e]! <= to) counts[area[e]!] = counts[area[e]!]! + 1
  return counts
}
