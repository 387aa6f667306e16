import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { ColumnMapping, Tally } from '../contract/imports.ts'
import type { ColumnType, JSONColumnType } from 'kysely'
import type { AccountTables } from './tables/accounts.ts'
import type { AuditTables } from './tables/audit.ts'
import type { LifeTables } from './tables/life.ts'
import type { MeetingTables } from './tables/meetings.ts'
import type { OrganisationTables } from './tables/organisations.ts'
import type { ViewTables } from './tables/views.ts'

type Instant = ColumnType<Date, Date, Date>

/** The tables as `migrations/` makes them, for typed queries. */
export interface Tables extends AccountTables, AuditTables, LifeTables, MeetingTables, OrganisationTables, ViewTables {
  county: {
    county: AreaCode
    name: string
    pack_version: string
    revision: number
    alias_revision: number
    next_case_id: number
    installed_at: Instant
    since_revision: number
    mark: string | null
    clocks: string | null
  }
  removed_county: { county: AreaCode; revision: number; removed_at: Instant }
  unfinished_county: { county: AreaCode; started_at: Instant }
  pack_file: { county: AreaCode; version: string; path: string; bytes: Buffer }
  area: {
    county: AreaCode
    code: AreaCode
    position: number
    name: string
    level: string
    parent: AreaCode | null
    placement: string
    population: number | null
    valid_from: Day | null
    valid_to: Day | null
    successor: AreaCode | null
    west: number | null
    south: number | null
    east: number | null
    north: number | null
  }
  alias: { county: AreaCode; words: string; area: AreaCode; learned_at: Instant }
  column_mapping: { county: AreaCode; fingerprint: string; mapping: JSONColumnType<ColumnMapping>; saved_at: Instant }
  import_batch: {
    county: AreaCode
    batch: string
    revision: number
    file: string
    sha256: string | null
    tally: JSONColumnType<Tally>
    mapping: JSONColumnType<ColumnMapping> | null
    first_id: number
    end_id: number
    imported_at: Instant
    undone_at: ColumnType<Date | null, Date | null, Date | null>
  }
  dispute: DisputeTable
  dispute_gone: { county: AreaCode; id: number; revision: number }
  dispute_before: Omit<DisputeTable, 'revision' | 'content_key' | 'occurred_on' | 'original_no' | 'number_lost'> & { at_revision: number }
}

interface DisputeTable {
  county: AreaCode
  id: number
  revision: number
  batch: string
  content_key: string
  original_no: string | null
  number_lost: boolean
  occurred_on: Day
  due_on: Day | null
  due_preset: boolean
  closed_on: Day | null
  category: string
  category_term: string | null
  colour: string
  state: string
  channel: string
  people: number | null
  amount_fen: number | null
  unit: string | null
  summary: string | null
  agreement: string | null
  judicially_confirmed: boolean
  followed_up: boolean
  sensitive: boolean
  area: AreaCode | null
  located_by: string
  town: AreaCode | null
  lng: number | null
  lat: number | null
  original_x: number | null
  original_y: number | null
  crs: string | null
  place_words: string | null
  candidates: JSONColumnType<AreaCode[]> | null
}
