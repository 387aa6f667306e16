import { dayNumber, dayOfNumber } from '../../contract/day.ts'
import { tellsPast } from '../../contract/filter.ts'
import { INCOMPARABLE, type Comparison, type Incomparable } from '../../contract/ranks.ts'
import { comparedSpan, earlierBefore, earlierYear, reachesBack, type Earlier, type Period } from '../../cube/period.ts'
import { hasGap, recordOf, type Recorded } from '../hotspots/record.ts'
import type { Question } from '../question.ts'

export interface Compared {
  /** null where there is nothing to compare */
  period: Earlier | null
  missing: Incomparable | null
}

export interface Spans {
  /** days of the filter up to today; null where it is open, or has not begun */
  now: Period | null
  before: Compared
  yearBefore: Compared
  record: Recorded
  /** last day that there are cases of: the filter's, at most today */
  last: number
}

/** What a question's period is compared with, as far as the record of its area reaches. Reads the cube within this call. */
export function spansOf(question: Question): Spans {
  const { filter, today } = question
  const last = Math.min(filter.to ? dayNumber(filter.to) : Infinity, dayNumber(today))
  const record = recordOf(question, last + 1)
  const now = comparedSpan(filter, today)
  const none = (missing: Incomparable): Spans => ({ now, before: { period: null, missing }, yearBefore: { period: null, missing }, record, last })
  if (!tellsPast(filter)) return none('standing')
  if (now === null) return none(filter.from && filter.to ? 'future' : 'open')
  const compared = (period: Earlier): Compared => {
    if (period.to >= now.from) return { period: null, missing: 'itself' }
    if (!reachesBack(period, record.since)) return { period: null, missing: 'short' }
    return hasGap(period, record) || hasGap(now, record) ? { period: null, missing: 'gap' } : { period, missing: null }
  }
  return { now, before: compared(earlierBefore(now, dayNumber(today))), yearBefore: compared(earlierYear(now, dayNumber(today))), record, last }
}

export function comparisonOf({ period, missing }: Compared, total: number): Comparison {
  return {
    days: period && daysOf(period),
    asOf: period && dayOfNumber(period.asOf),
    total: period ? total : null,
    missing,
    say: missing && INCOMPARABLE.row(missing).label,
  }
}

export function daysOf({ from, to }: Period): NonNullable<Comparison['days']> {
  return { from: dayOfNumber(from), to: dayOfNumber(to) }
}
