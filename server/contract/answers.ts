import type { AreaCode, Area, Day, Placement } from '../../geodata/place/area.ts'
import type { Level } from '../../geodata/place/level.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { Colour, TierColour } from './colours.ts'
import type { Count } from './withheld.ts'

export type { Area, AreaCode, Day, Level, Placement }

/** A rate never travels without its two numbers and its rule. `value` is null when the denominator is 0. */
export interface Rate {
  numerator: number
  denominator: number
  value: number | null
  rule: Say
}

/** A `Count` is a number, or says why it is withheld from those who see aggregates only; so does a null beside one. */
export interface Figures {
  count: Count
  resolved: Count
  /** null where one of its numbers is withheld */
  resolutionRate: Rate | null
  /** cases per 10,000 residents of the filtered area in the period; null without population, or where the count is withheld */
  perTenThousand: Rate | null
  /** days from occurrence to close, median over closed cases; null without one, or where it is withheld */
  medianDays: number | null
  /** pending cases past their due day, as of `asOf` */
  overdue: Count
  /** both null where the count is withheld */
  people: number | null
  amountFen: number | null
  colours: Record<Colour, Count>
}

/** Figures of an earlier period as its cases stood on a day back then. */
export interface EarlierFigures extends Figures {
  from: Day
  to: Day
  asOf: Day
  /** of `resolved`: those without a closing day, which may have been resolved later */
  undated: Count
}

export interface Summary extends Figures {
  revision: number
  /** today, or the day that was asked about */
  asOf: Day
  /** of `count`: cases that wait for their place, those whose town is known included */
  unlocated: Count
  /** pending past their due day as of `asOf`, and occurred before the period: not in `overdue`; 0 where the period has no first day */
  overdueBefore: Count
  /** the period of the same length just before (see `periodBefore`), and the same days a year earlier; null for an open period, one that has not begun, a filter that no past day can be asked by, or where none is told. A period that ends after today is compared up to today */
  before: EarlierFigures | null
  yearBefore: EarlierFigures | null
}

export interface CountRow {
  /** area code, category code, `2024-03`, `2024-W11` … */
  key: string
  name: string
  count: Count
  resolved: Count
  /** by level only: index of the area in the pack, residents, rate per 10,000 */
  index?: number
  population?: number | null
  perTenThousand?: number | null
}

/** `total` = sum of row counts + unlocated + coarser, where none of them is withheld. */
export interface Counts {
  revision: number
  /** the pack that the rows' indices belong to */
  packVersion: string
  /** the dimension asked for: a level or one of the others */
  by: string
  total: Count
  /** waiting for their place; one whose town is known counts in the rows of towns and wider areas instead */
  unlocated: Count
  /**
   * place known, but only at a level wider than asked for (a village's case at grid level); sensitive cases, which count
   * in their town and in nothing narrower
   */
  coarser: Count
  rows: CountRow[]
}

/** One side of a cross count: its keys and names in order; cells point into them by position. */
export interface CrossAxis {
  /** a level, `day`, `week`, `month`, `category`, `colour`, `phase` or `channel` */
  by: string
  keys: string[]
  names: string[]
}

/**
 * Counts by several dimensions at once, such as village × month × category, as columns: cell k lies at
 * `positions[axis][k]` on each axis and holds `count[k]` cases. Cells without a case are left out.
 * `total` = sum of count + unlocated + coarser.
 */
export interface Cross {
  revision: number
  total: number
  unlocated: number
  coarser: number
  axes: CrossAxis[]
  positions: number[][]
  count: number[]
}

export interface SeriesPoint {
  /** first day of the month (`month`) or of the ISO week (`week`) */
  start: Day
  count: Count
  resolved: Count
  /** the same month or week a year earlier, where the data reaches back and past days can be asked by the filter */
  yearBefore: Count | null
}
export interface Series {
  revision: number
  step: 'month' | 'week'
  /** the day as of which cases of the year before are chosen; null where they are chosen by nothing that changes */
  yearBeforeAsOf: Day | null
  points: SeriesPoint[]
}

export interface CountyInfo {
  code: AreaCode
  name: string
  nameEn?: string
  fictional: boolean
  revision: number
  /** pack version: in the address of tiles, which therefore may be cached for ever */
  packVersion: string
  levels: { level: Level; label: Say }[]
  /** tiers that the county uses, from the gravest, by its own names */
  tiers: { colour: TierColour; label: Say }[]
  centre: [number, number]
  bbox: [number, number, number, number]
  print: { approvalNumber?: string; attribution?: string; attributionEn?: string; note?: Say }
  sources: { name: string; source: string; sourceEn?: string; licence: string }[]
  tiles: { boundaries: string; base: string | null; relief: string | null }
  /** first and last day with a case, to those who see aggregates only of whole years; null without cases */
  days: { first: Day; last: Day } | null
  cases: Count
  unlocated: Count
  /** areas without a place on the map, by level */
  offMap: number
  /** what the asker sees of it: the county itself, or the part that a post has */
  root: NamedPlace
  today: Day
  /** may this client import, undo and settle places? */
  writable: boolean
}

/** An area as the page needs it: with its index in the pack, which is its feature id in the tiles. */
export interface AreaRow extends Area {
  index: number
}

/** `GET /areas?level=&parent=`: live areas, in the pack's order; the same for one pack version. */
export interface AreaList {
  packVersion: string
  areas: AreaRow[]
}

/**
 * `GET /areas/tree`: all areas of the pack by index, as columns: what counts by area are rolled up by and told with.
 * Names and codes of areas outside what the post sees, and not above it, are ''.
 */
export interface AreaTreeColumns {
  packVersion: string
  /** the day on which areas are live */
  today: Day
  /** index of the area that the post sees, with all below it */
  root: number
  /** index of the parent, -1 for the root; the subtree of area i is [i, end[i]) */
  parent: number[]
  end: number[]
  level: Level[]
  live: boolean[]
  code: string[]
  name: string[]
  /** residents: the area's own number, else the sum of its parts when each has one; null otherwise, and where the post does not see the area */
  population: (number | null)[]
}

export interface NamedPlace {
  code: AreaCode
  name: string
  /** the pack's, else derived from the Chinese one, such as `Liuhe Town` */
  nameEn: string
  /** names from the root down, such as `枫溪县 / 柳河镇` */
  path: string
  pathEn: string
}

export interface AreaHit extends NamedPlace {
  index: number
  level: Level
  centre: [number, number] | null
  bbox: [number, number, number, number] | null
}

/** `GET /areas/search?q=`: best first. */
export interface AreaHits {
  packVersion: string
  hits: AreaHit[]
}

/** `GET /areas/:code`. The code of an area that is no more gives today's. */
export interface AreaDetail {
  packVersion: string
  area: AreaRow
  /** from the root down to the area itself */
  path: AreaHit[]
  /** live areas right below it */
  children: AreaHit[]
  /** residents: the area's own number, else the sum of its parts when each has one; null otherwise */
  population: number | null
  /** the code asked for, where that area was merged or renamed into this one */
  formerly: AreaCode | null
}

/** `GET /counties`: a county that this server holds. */
export interface CountyEntry {
  code: AreaCode
  name: string
  nameEn?: string
  fictional: boolean
  packVersion: string
}
export interface CountyList {
  counties: CountyEntry[]
}

/** A problem document after RFC 9457. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  /** the parameter at fault */
  field?: string
  code: string
}
