import type { Span } from '../../analysis/expected/types.ts'
import type { HotPlace } from '../../analysis/hot/hotPlaces.ts'
import { tails } from '../../analysis/tails.ts'
import type { HotBase } from '../../analysis/tasks.ts'
import { CATEGORIES } from '../../contract/categories.ts'
import { dayNumber } from '../../contract/day.ts'
import type { HotFacts } from '../../contract/hotspots.ts'
import { yearBefore } from '../../cube/period.ts'
import { eventsOf } from './events.ts'
import type { Course } from './course.ts'
import { recordOf } from './record.ts'
import type { Setting } from './setting.ts'

/** Years that a place is compared with. */
const MOST_YEARS = 3
/** A neighbour is called high if by itself so many or more come in no more than so much of the time … */
const HIGH = 0.1
/** … and that some are is told where so many of them come by chance in no more than so much of the time: one or two of five do not. */
const LIKELY = 0.05

/** Cases of each area by category in the window, and in the same days of earlier years. */
export interface Tallies {
  /** areas × categories */
  kinds: Uint32Array
  /** by year back, newest first, as far as they are on record without a gap: cases by area */
  years: Uint32Array[]
}

/** Takes cases from the cube within this call. `since`: first day on record. */
export function talliesOf({ question, ground, from, to }: Setting, since: number): Tallies {
  const window = { from: dayNumber(from), to: dayNumber(to) }
  const kinds = new Uint32Array(ground.areas.length * CATEGORIES.codes.length)
  const now = eventsOf(question, ground, window)
  for (let k = 0; k < now.area.length; k++) if (now.area[k]! >= 0) kinds[now.area[k]! * CATEGORIES.codes.length + now.kind[k]!]!++
  const { gaps } = recordOf(question, window.from)
  const whole = (days: Span): boolean => gaps.every((gap) => gap.to < days.from || gap.from > days.to)
  const years: Uint32Array[] = []
  let span = yearBefore(window)
  // a window of more than a year would meet itself
  for (; years.length < MOST_YEARS && span.from >= since && span.to < window.from && whole(span); span = yearBefore(span)) {
    const counts = new Uint32Array(ground.areas.length)
    for (const area of eventsOf(question, ground, span).area) if (area >= 0) counts[area]!++
    years.push(counts)
  }
  return { kinds, years }
}

/**
 * What the results say of one area that can be judged; `named` where it is named. Change and recurrence are those of a place with its
 * neighbours: of one that stands out alone they say nothing.
 */
export function factsOf(
  { question, ground: { weights }, from, to }: Setting,
  { expectation, marks, test }: Pick<HotBase, 'expectation' | 'marks' | 'test'>,
  { kinds, years }: Tallies,
  { classes, months, risingSince }: Course,
  { area, named }: { area: number; named: HotPlace | undefined },
): HotFacts {
  const { observed, expected, basis } = expectation
  const neighbours = [...weights.to.subarray(weights.start[area]!, weights.start[area + 1]!)].filter((one) => test.own.p[one]! >= 0)
  const alone = named?.by === 'alone'
  const width = CATEGORIES.codes.length
  // a question for one kind is not answered by that kind
  const categories = question.filter.category?.length === 1 ? [] : CATEGORIES.codes.map((code, at) => ({ code, count: kinds[area * width + at]! })).filter(({ count }) => count > 0)
  return {
    days: dayNumber(to) - dayNumber(from) + 1,
    count: observed[area]!,
    expected: expected[area]!,
    basis,
    by: named?.by ?? null,
    neighbours: neighbours.length,
    neighboursHigh: beyondChance(neighbours.filter((one) => test.own.p[one]! <= HIGH).length, neighbours.length),
    risingSince: risingSince[area]!,
    emerging: alone ? 'none' : classes[area]!,
    months: months[area]!,
    earlierYears: years.map((counts) => counts[area]!),
    fresh: years.length > 0 && marks[area] === 'new',
    recurring: !alone && marks[area] === 'recurring',
    categories: categories.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
  }
}

function beyondChance(high: number, neighbours: number): number | null {
  return tails(high, { cases: neighbours, share: HIGH, dispersion: 1 }).upper <= Math.log(LIKELY) ? high : null
}
