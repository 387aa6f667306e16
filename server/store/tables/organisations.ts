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
}
