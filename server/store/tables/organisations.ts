import type { ColumnType } from 'kysely'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'

/** Tables of 0009. */
export interface OrganisationTables {
  organisation: {
    county: AreaCode
    id: string
    name: string
    type: string
    area: AreaCode
    domain: string | null
    star: number | null
    staff: number | null
    staff_full_time: number | null
    staff_law: number | null
    staff_bachelor: number | null
    lng: number | null
    lat: number | null
    source: string
    closed_on: Day | null
    revision: number
  }
  organisation_facility: { county: AreaCode; organisation: string; item: string; has: boolean }
  county_setting: {
    county: AreaCode
    key: string
    /** written as JSON text */
    value: ColumnType<unknown, string | null, string | null>
    revision: number
    changed_at: ColumnType<Date, Date, Date>
    login: string
  }
}
