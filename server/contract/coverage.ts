import type { Level } from '../../geodata/place/level.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { AreaCode, NamedPlace, Rate } from './answers.ts'
import type { ChecklistItem } from './checklists.ts'
import type { Domain } from './domains.ts'
import type { OrganisationType } from './organisations.ts'

/** Which areas of a level have an organisation of a kind, and which have none. */
export interface LevelCoverage {
  level: Level
  /** the county's word for the level */
  label: Say
  covered: Rate
  /** in the order of the tree */
  missing: NamedPlace[]
}

/** Centres that have an item, that lack it, and that did not say. */
interface CountedItem extends ChecklistItem {
  has: number
  lacks: number
  unknown: number
}

/** How far the centres of a level come up to their checklist (达标率). */
export interface ChecklistCoverage {
  level: Level
  label: Say
  /** centres that have every item, of all centres of the level; one that did not answer everything has not */
  complete: Rate
  items: CountedItem[]
  /** centres that still lack something or did not say, in the order of the tree */
  open: { id: string; name: string; lacks: number; unknown: number }[]
}

/** Some of the staff, and the staff of the organisations that say how many of these they have. */
export interface StaffPart {
  count: number
  of: number
}

/** Head counts of the mediation organisations of an area and below it. */
export interface StaffCounts {
  /** null: of the whole that was asked for */
  area: AreaCode | null
  name: string
  organisations: number
  /** of these, say how many they are */
  told: number
  total: number
  fullTime: StaffPart
  law: StaffPart
  bachelor: StaffPart
}

/** `GET /organisations/coverage`: open organisations alone, within what the post sees. */
export interface Coverage {
  committees: LevelCoverage[]
  centres: LevelCoverage[]
  checklists: ChecklistCoverage[]
  /** the whole first, then towns; what serves no single town is in the whole alone */
  staff: StaffCounts[]
  types: { type: OrganisationType; count: number }[]
  /** sector committees by trade, those without any left out */
  trades: { domain: Domain; count: number }[]
}
