import type { JSONColumnType } from 'kysely'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { ViewPage } from '../../contract/caseTable.ts'
import type { Slide } from '../../contract/decks.ts'

/** Tables of 0010, 0012 and 0014. */
export interface ViewTables {
  saved_view: {
    county: AreaCode
    id: string
    account: string
    page: ViewPage
    name: string
    query: string | null
    columns: string | null
    shared: boolean
    root: AreaCode | null
  }
  deck: {
    county: AreaCode
    id: string
    account: string
    name: string
    root: AreaCode
    shared: boolean
    slides: JSONColumnType<Slide[]>
    version: number
  }
}
