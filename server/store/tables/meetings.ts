import type { ColumnType } from 'kysely'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'

type Instant = ColumnType<Date, Date, Date>

/** Tables of 0013. */
export interface MeetingTables {
  meeting: {
    county: AreaCode
    id: string
    area: AreaCode
    kind: string
    held_on: Day
    title: string
    minutes: string | null
    solved: number | null
    revision: number
    version: number
    created_account: string | null
    created_login: string
    created_at: Instant
    changed_account: string | null
    changed_login: string
    changed_at: Instant
  }
  meeting_case: { county: AreaCode; meeting: string; case_id: number }
  meeting_action: {
    county: AreaCode
    id: string
    meeting: string
    no: number
    text: string
    owner: string
    due_on: Day
    place: AreaCode | null
    status: string
    done_on: Day | null
    result: string | null
    version: number
  }
}
