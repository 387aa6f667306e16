import { CATEGORIES } from '../server/contract/categories.ts'
import { CHANNELS } from '../server/contract/channels.ts'
import { COLOURS } from '../server/contract/colours.ts'
import { dayNumber, dayOfNumber, type Day } from '../server/contract/day.ts'
import type { Filter } from '../server/contract/filter.ts'
import { AGES, DUES, MARKS } from '../server/contract/standing.ts'
import { PHASES } from '../server/contract/states.ts'
import fc from './property.ts'

/** Any part of each vocabulary, none and all of it included: what a filter lists beside place and time. */
export const ANY_KIND = {
  category: fc.subarray([...CATEGORIES.codes]),
  colour: fc.subarray([...COLOURS.codes]),
  phase: fc.subarray([...PHASES.codes]),
  channel: fc.subarray([...CHANNELS.codes]),
}
/** And how cases stand as of today. */
export const ANY_STANDING = { due: fc.subarray([...DUES.codes]), age: fc.subarray([...AGES.codes]), mark: fc.subarray([...MARKS.codes]) }

/** Days from so many after `first` to so many. */
export const anyDay = (first: string, { min, max }: { min: number; max: number }): fc.Arbitrary<Day> =>
  fc.integer({ min, max }).map((after) => dayOfNumber(dayNumber(first as Day) + after))

interface Wanted {
  areas: readonly string[]
  /** first and last day in either order */
  span: fc.Arbitrary<readonly string[]>
  lists: Partial<typeof ANY_KIND & typeof ANY_STANDING>
  /** which side of the span may be left open; none unless given */
  open?: fc.Arbitrary<'from' | 'to' | 'none'>
}

/** Filters of which each part may be there or not. */
export function anyFilter({ areas, span, lists, open = fc.constant('none') }: Wanted): fc.Arbitrary<Filter> {
  return fc.record({ area: fc.constantFrom(...areas), span, open, ...lists }, { requiredKeys: [] }).map(({ span: days, open: side, ...rest }) => {
    const [from, to] = days ? [...days].sort() : []
    return { ...rest, ...(from && side !== 'from' && { from }), ...(to && side !== 'to' && { to }) } as Filter
  })
}
