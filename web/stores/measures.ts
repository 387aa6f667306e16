import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import type { Say } from '../../server/contract/error.ts'
import { tellsPast, type DatedFilter, type Filter } from '../../server/contract/filter.ts'
import { INCOMPARABLE } from '../../server/contract/ranks.ts'
import type { TierColour } from '../../server/contract/colours.ts'
import { comparedSpan, earlierBefore, earlierYear } from '../../server/cube/period.ts'
import { overruled, pendingOf } from './boardCases.ts'
import { recordBegins } from './compare.ts'
import { onRecord } from './periods.ts'
import type { Measure } from './view.ts'

/** Measures of a change, by what they hold the view against, as the list of what rises does. */
export const RISES = { rise: 'before', riseYear: 'yearBefore' } as const satisfies Partial<Record<Measure, string>>
export type Rise = keyof typeof RISES

export const isRise = (measure: Measure | null): measure is Rise => measure !== null && measure in RISES

interface Ground {
  /** the gravest tier of the county */
  tier: TierColour
  today: Day
  /** the first day of the ledger; null without a case */
  first: Day | null
}

/** What a measure counts beside the view: the cases that the map shows, or those that the view is held against. */
type Measured = { filter: DatedFilter; why: null } | { filter: null; why: Say }

/**
 * The measure as far as no condition of the same kind stands against it: what a person chose beside the map is what the map shows.
 * `tier`: the gravest of the county; null before it is known.
 */
export function drawnMeasure(measure: Measure | null, filter: Filter, tier: TierColour | null): Measure | null {
  const { due, age, mark } = filter
  const chosen = (measure === 'overdue' && (due || age)) || (measure === 'relapsed' && mark) || (measure === 'red' && overruled(filter, tier).length > 0)
  return chosen ? null : measure
}

/** The other question that a measure takes; null where the view itself has all that it takes. */
export function measured(measure: Measure, filter: Filter, { tier, today, first }: Ground): Measured | null {
  switch (measure) {
    case 'rise':
    case 'riseYear':
      return earlier(measure, filter, today, first)
    case 'red':
      return { filter: pendingOf({ ...filter, colour: [tier] }), why: null }
    case 'overdue':
      return { filter: { ...filter, due: ['overdue'] }, why: null }
    case 'relapsed':
      return { filter: { ...filter, mark: ['relapsed'] }, why: null }
    case 'resolved':
      return null
  }
}

/** As what rises is told beside the map, its cases as they stood then: not where it cannot be compared. */
function earlier(measure: Rise, filter: Filter, today: Day, first: Day | null): Measured {
  if (!tellsPast(filter)) return { filter: null, why: INCOMPARABLE.row('standing').label }
  if (!filter.from || !filter.to) return { filter: null, why: INCOMPARABLE.row('open').label }
  const now = comparedSpan(filter, today)
  if (!now) return { filter: null, why: INCOMPARABLE.row('future').label }
  const { from, to, asOf } = (measure === 'rise' ? earlierBefore : earlierYear)(now, dayNumber(today))
  if (to >= now.from) return { filter: null, why: INCOMPARABLE.row('itself').label }
  const days = { from: dayOfNumber(from), to: dayOfNumber(to) }
  if (!onRecord(days, first)) return { filter: null, why: recordBegins(first) }
  return { filter: { ...filter, ...days, asOf: dayOfNumber(asOf) }, why: null }
}
