import type { Brand } from './brand.ts'
import type { Level } from './level.ts'

/**
 * Code of an area, as text and at most 20 characters: 12 digits after GB/T 2260 + GB/T 10114 from county
 * to village, 14, 15, 17 or 20 for grid cells (opaque, unique in the county), or a foreign scheme's code.
 */
export type AreaCode = string & Brand<'AreaCode'>

/** A calendar day as `YYYY-MM-DD`, in Asia/Shanghai. */
export type Day = string & Brand<'Day'>

/** How well the place of an area on the map is known. */
export type Placement =
  /** a boundary that somebody surveyed or drew */
  | 'boundary'
  /** a cell of the Voronoi diagram of the villages' points inside their town: shown dashed */
  | 'approximate'
  /** no boundary and no point: in every table and total, but not on the map */
  | 'none'

/** One area of a pack. The index of an area in the pack's list is its small id on the map and in the cube. */
export interface Area {
  code: AreaCode
  name: string
  level: Level
  /** null for the root of the pack only */
  parent: AreaCode | null
  /** local word for the level where it differs from the pack's, such as 社区, 嘎查, 开发区 */
  kind?: string
  /** a quasi-town (开发区, 园区) or quasi-village: GB/T 10114 segments 400–599 */
  quasi?: boolean
  nameEn?: string
  /** other names that find the place: short forms, former names */
  aliases?: string[]
  /** residents (常住人口); absent where the pack does not know it, never derived */
  population?: number
  /** what it was awarded and still holds (示范点), in the words of whoever gave it, such as 省级民主法治示范村 */
  honours?: string[]
  /** people versed in the law (法律明白人) there, a head count; absent where nobody told */
  legalAware?: number
  placement: Placement
  /** [longitude, latitude] in WGS-84 of a point inside the area or of its seat */
  centre?: [number, number]
  /** [west, south, east, north] in WGS-84 degrees */
  bbox?: [number, number, number, number]
  /** first day on which the code was in force; absent = always */
  validFrom?: Day
  /** first day on which it was in force no more; absent = still */
  validTo?: Day
  /** the area that took over when this one ended */
  successor?: AreaCode
}
