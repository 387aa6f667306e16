import type { AreaCode } from '../../../geodata/place/area.ts'

/** Tables of 0010 and 0012. */
export interface ViewTables {
  saved_view: {
    county: AreaCode
    id: string
    account: string
    name: string
    query: string | null
    columns: string
    shared: boolean
    root: AreaCode | null
  }
}
