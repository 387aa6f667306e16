import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { Category } from './categories.ts'
import type { Channel } from './channels.ts'
import type { Colour } from './colours.ts'
import type { State } from './states.ts'

/** How the place of a case was found. `unknown` waits in the queue and counts as "place unknown". */
export type LocatedBy = 'code' | 'name' | 'alias' | 'point' | 'person' | 'unknown'

/** Coordinates of a case as the ledger had them, and in WGS-84. */
export interface CasePoint {
  lng: number
  lat: number
  /** as written, before conversion */
  originalX: number
  originalY: number
  /** the declared or preset system they were read in */
  crs: string
}

/** What a ledger row says of one dispute, parsed and masked: no field of it can hold a person. */
export interface CaseDraft {
  /** number that the source gave the case (编号, 工单编号); null where absent or destroyed by a spreadsheet */
  originalNo: string | null
  /** the source numbers its cases, but a spreadsheet destroyed this number: the row is a case of its own */
  numberLost?: boolean
  occurredOn: Day
  dueOn: Day | null
  closedOn: Day | null
  category: Category
  /** the term of the ledger where it says more than the category */
  categoryTerm: string | null
  colour: Colour
  state: State
  channel: Channel
  people: number | null
  /** amount at stake in fen (1/100 yuan) */
  amountFen: number | null
  /** unit that holds the case: an organisation, never a person */
  unit: string | null
  /** masked free text */
  summary: string | null
  agreement: 'written' | 'oral' | null
  judiciallyConfirmed: boolean
  followedUp: boolean
  /** its exact place would point at a family: kept to the village, without a point */
  sensitive?: boolean
  /** the area, where it was found without doubt */
  area: AreaCode | null
  locatedBy: LocatedBy
  /** of a case without an area: the town, where the words tell that much; the case counts in it while it waits */
  town: AreaCode | null
  point: CasePoint | null
  /** town and village as written, masked: what the queue shows, and what an alias explained; null where a name was found */
  placeWords: string | null
  /** areas that it might be, best first, for the queue to propose */
  candidates: AreaCode[]
}
