import type { AreaCode, Day } from '../place/area.ts'
import type { Level } from '../place/level.ts'
import type { XY } from './raster.ts'

export const COUNTY_CODE = '990101000000' as AreaCode
export const COUNTY_NAME = '枫溪县'

/** One area of the county as its civil affairs office would list it. */
export interface DemoArea {
  code: AreaCode
  name: string
  nameEn?: string
  level: Level
  parent: AreaCode | null
  kind?: string
  aliases: string[]
  population?: number
  honours?: string[]
  legalAware?: number
  /** where its seat or its houses stand; absent for an area that ended */
  seat?: XY
  validTo?: Day
  validFrom?: Day
  successor?: AreaCode
  /** numbers in the partition, -1 where it is not of that kind */
  town: number
  settlement: number
  cell: number
}

export interface Register {
  areas: DemoArea[]
  towns: DemoArea[]
  /** by number of the settlement */
  villages: DemoArea[]
  /** by number of the cell */
  cells: DemoArea[]
  /** names that the tests and the ledgers turn on */
  traps: {
    prefix: [AreaCode, AreaCode]
    homonyms: [AreaCode, AreaCode]
    merged: AreaCode
    renamed: { code: AreaCode; former: string }
  }
}
