import { CATEGORIES } from '../contract/categories.ts'
import { CHANNELS } from '../contract/channels.ts'
import { STATES } from '../contract/states.ts'
import { addMonths } from './calendar.ts'
import type { Cube } from './cube.ts'
import { TERM_OF_FACET } from './facets.ts'
import type { IdSet } from './keep.ts'
import { countedIn, type CubePlaces } from './places.ts'
import { select, type CubeQuery } from './select.ts'

/** What breaks a badge, as counts of each month. */
export interface MonthBreaks {
  /** cases of the place that break it */
  own: Uint32Array
  /** cases that would if they lay in the place: they count above it, or in no area at all */
  unplaced: Uint32Array
}

export interface PlaceMonths {
  /** all cases of whoever reports for the place */
  reported: Uint32Array
  quiet: MonthBreaks
  no_suit: MonthBreaks
  three_free: MonthBreaks
  /** cases of the place that were terminated without a word on where to go next */
  unclear: Uint32Array
}

/** What is known of how cases ended: those pointed to a court, and those of whose end anything is said. */
export interface Endings {
  suits: IdSet
  advised: IdSet
}

const COURT = CHANNELS.index('court')
const OF_THREE = new Set([COURT, CHANNELS.index('police_110'), CHANNELS.index('petition')])
const ACCIDENT = CATEGORIES.index('12')
const TERMINATED = STATES.index('terminated')
const ENDED = new Set([TERMINATED, STATES.index('declined')])

/**
 * Cases of a place by month of occurrence, beside those of its reporter. `query` has the days from the first day of `months` months
 * on; what it lets through is what the asker sees. Takes its rows from the cube within this call.
 */
export function placeMonths(
  cube: Cube, query: CubeQuery, { end, parent }: CubePlaces,
  { place, reporter, months, endings }: { place: number; reporter: number; months: number; endings: Endings },
): PlaceMonths {
  const { from } = query
  const monthAt = monthClock(from, months)
  const above = ancestorsOf(parent, place)
  const column = (): Uint32Array => new Uint32Array(months)
  const pair = (): MonthBreaks => ({ own: column(), unplaced: column() })
  const found: PlaceMonths = { reported: column(), quiet: pair(), no_suit: pair(), three_free: pair(), unclear: column() }
  const rows = select(cube, { ...query, to: from + monthAt.length - 1 })
  const { area, day, facet, id } = cube.columns
  for (const row of rows) {
    const at = countedIn(area[row]!)
    const month = monthAt[day[row]! - from]!
    const kind = facet[row]!
    if (at >= reporter && at < end[reporter]!) found.reported[month]!++
    const inside = at >= place && at < end[place]!
    if (!inside && at >= 0 && !above.has(at)) continue
    const side = inside ? 'own' : 'unplaced'
    const state = TERM_OF_FACET.state[kind]!
    const channel = TERM_OF_FACET.channel[kind]!
    const suit = channel === COURT || (ENDED.has(state) && endings.suits.has(id[row]!))
    found.quiet[side][month]!++
    if (suit) found.no_suit[side][month]!++
    if (suit || OF_THREE.has(channel) || TERM_OF_FACET.category[kind] === ACCIDENT) found.three_free[side][month]!++
    if (inside && state === TERMINATED && !endings.advised.has(id[row]!)) found.unclear[month]!++
  }
  return found
}

/** For every day from `from`, the first of a month, the position of its month. */
function monthClock(from: number, months: number): Uint16Array {
  const clock = new Uint16Array(addMonths(from, months) - from)
  for (let month = 0; month < months; month++) clock.fill(month, addMonths(from, month) - from, addMonths(from, month + 1) - from)
  return clock
}

function ancestorsOf(parent: ArrayLike<number>, place: number): Set<number> {
  const found = new Set<number>()
  for (let at = parent[place]!; at >= 0; at = parent[at]!) found.add(at)
  return found
}
