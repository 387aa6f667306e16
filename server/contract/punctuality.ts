import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { OrganisationType } from './organisations.ts'

/**
 * Calls to departments and how they were followed, by the one due day that a call has. A department that gave its result
 * without reporting in reported in with it.
 */
export interface CallCounts {
  /** made in the period, withdrawn ones too */
  sent: number
  withdrawn: number
  /** reported in by the due day */
  reportedInTime: number
  /** reported in after it */
  reportedLate: number
  /** past the due day, not withdrawn, and nobody reported in (应到未到) */
  absent: number
  resultInTime: number
  resultLate: number
  /** neither withdrawn nor with a result */
  open: number
  /** of these, past the due day */
  overdue: number
}

export interface DepartmentCalls extends CallCounts {
  /** null: of all departments together that serve an area which the asker does not see */
  organisation: { id: string; name: string; type: OrganisationType; area: AreaCode; areaName: string; closed: boolean } | null
}

/** `GET /organisations/punctuality`: calls about cases of what the post sees, by department, never by person. */
export interface Punctuality {
  /** the day that open calls are judged by */
  asOf: Day
  total: CallCounts
  /** those that let wait most first, then those that were called most */
  departments: DepartmentCalls[]
}

export interface Share {
  count: number
  of: number
}

/** 报到及时率: in time, of those that reported in or should have by today. */
export function reportedShare({ reportedInTime, reportedLate, absent }: CallCounts): Share {
  return { count: reportedInTime, of: reportedInTime + reportedLate + absent }
}

/** 反馈及时率: in time, of those that gave a result or should have by today. */
export function resultShare({ resultInTime, resultLate, overdue }: CallCounts): Share {
  return { count: resultInTime, of: resultInTime + resultLate + overdue }
}
