import type { ColumnType, JSONColumnType } from 'kysely'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import type { Change } from '../../contract/caseState.ts'

/** Tables of 0008, as far as typed queries read them. */
export interface LifeTables {
  dispute_life: {
    county: AreaCode
    id: number
    last_seq: number
    coded_year: number | null
    since: Day | null
    came_on: Day | null
    entered_by: string | null
    entered_account: string | null
    holder: string | null
    holder_since: Day | null
    escalated_to: string | null
    escalated_by: string | null
    coloured_on: Day | null
    colour_reason: string | null
    reported_on: Day | null
    plan: string | null
    lead_post: string | null
    mediation_type: string | null
    agreed_on: Day | null
    perform_by: Day | null
    agreed_fen: number | null
    performance: string | null
    performed_on: Day | null
    applied_on: Day | null
    decided_on: Day | null
    followed_on: Day | null
    follow_result: string | null
    follow_ups: JSONColumnType<Day[]> | null
    advice: string | null
    merged_into: number | null
    reopened: number
    subsidy_fen: number | null
    subsidy_status: string
    next_due: Day | null
    next_clock: string | null
  }
  dispute_event: {
    county: AreaCode
    id: number
    seq: number
    revision: number
    at: ColumnType<Date, Date, never>
    kind: string
    from_state: string | null
    to_state: string | null
    organisation: string | null
    account: string | null
    login: string | null
    note: string | null
    changes: JSONColumnType<Change[]>
  }
  whistle: {
    county: AreaCode
    case_id: number
    no: number
    department: string
    reason: string
    called_on: Day
    due_on: Day
    reported_on: Day | null
    result_on: Day | null
    result: string | null
    withdrawn_on: Day | null
  }
  supervision: {
    county: AreaCode
    case_id: number
    no: number
    reason: string
    by_organisation: string | null
    since: Day
    due_on: Day
    answered_on: Day | null
    answer: string | null
    lifted_on: Day | null
  }
  participation: { county: AreaCode; case_id: number; organisation: string; ring: string }
  prevention: { county: AreaCode; case_id: number; kind: string; people: number }
  attachment: {
    county: AreaCode
    case_id: number
    no: number
    name: string
    type: string
    bytes: number
    sha256: string
    added_at: ColumnType<Date, Date, never>
  }
}
