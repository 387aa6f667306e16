import type { Day } from '../../contract/day.ts'
import type { CellState, MeetingPeriod } from '../../contract/meetings.ts'

/** What an area has to do with a calendar. */
export interface Owing {
  /** first day on which it was in force; absent = always */
  validFrom?: Day
  /** first day on which it was in force no more; absent = still */
  validTo?: Day
  /** days on which its meetings of the kind were held, in any order */
  heldOn: readonly Day[]
}

export interface Owed {
  state: CellState
  /** meetings held in the period */
  held: number
  /** counts in the sums: it was owed, and is over */
  counted: boolean
}

/**
 * What an area held and owes, period by period. It owes a period through all of which it was in force and that was not
 * over when the calendar began (`since`; null = it never did); until a period is over nothing is missing.
 */
export function owedBy(owing: Owing, periods: readonly MeetingPeriod[], { since, today }: { since: Day | null; today: Day }): Owed[] {
  return periods.map((period) => {
    const held = owing.heldOn.filter((day) => period.from <= day && day <= period.to).length
    const owes = since !== null && since <= period.to && period.from <= today && inForceAll(owing, period)
    const over = period.to < today
    return { state: stateOf({ owes, over, held }), held, counted: owes && over }
  })
}

function inForceAll({ validFrom, validTo }: Owing, { from, to }: MeetingPeriod): boolean {
  return (validFrom === undefined || validFrom <= from) && (validTo === undefined || to < validTo)
}

function stateOf({ owes, over, held }: { owes: boolean; over: boolean; held: number }): CellState {
  if (held > 0) return 'held'
  if (!owes) return 'none'
  return over ? 'missing' : 'running'
}
