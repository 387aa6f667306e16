import { dayNumber, type Day } from '../../../server/contract/day.ts'
import type { CaseRow } from '../../../server/contract/cases.ts'
import { STATES } from '../../../server/contract/states.ts'

/** Days before its due day from which on a case that is still open is pointed at. */
const SOON_DAYS = 3
const PENDING: readonly string[] = ['open', 'handling']

export type DueMark = { kind: 'overdue'; days: number } | { kind: 'today' } | { kind: 'soon'; days: number } | null

/** How the due day of a case stands today, in calendar days; null where nothing presses. */
export function dueMark(row: Pick<CaseRow, 'dueOn' | 'overdue' | 'state'>, today: Day): DueMark {
  if (!row.dueOn) return null
  const left = dayNumber(row.dueOn) - dayNumber(today)
  if (row.overdue) return { kind: 'overdue', days: Math.max(-left, 1) }
  if (!PENDING.includes(STATES.row(row.state).phase) || left < 0) return null
  if (left === 0) return { kind: 'today' }
  return left <= SOON_DAYS ? { kind: 'soon', days: left } : null
}
