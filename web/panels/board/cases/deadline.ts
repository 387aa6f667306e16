import { dayNumber, type Day } from '../../../../server/contract/day.ts'
import type { CaseRow } from '../../../../server/contract/cases.ts'
import { SOON_DAYS } from '../../../../server/contract/standing.ts'

/** How the deadline of a pending case stands today, in calendar days; the kinds are keys of words. */
export interface Deadline {
  kind: 'overdue' | 'dueToday' | 'soon' | 'later' | 'none'
  /** past it, or left */
  days: number
}

export function deadlineOf({ dueOn }: Pick<CaseRow, 'dueOn'>, today: Day): Deadline {
  if (dueOn === null) return { kind: 'none', days: 0 }
  const left = dayNumber(dueOn) - dayNumber(today)
  if (left < 0) return { kind: 'overdue', days: -left }
  if (left === 0) return { kind: 'dueToday', days: 0 }
  return { kind: left <= SOON_DAYS ? 'soon' : 'later', days: left }
}
