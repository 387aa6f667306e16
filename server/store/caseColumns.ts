/** What a ledger says of a case, with types: the columns that staging, cases and before-images share. */
export const CASE_COLUMNS = {
  original_no: 'text',
  number_lost: 'boolean',
  occurred_on: 'date',
  due_on: 'date',
  due_preset: 'boolean',
  closed_on: 'date',
  category: 'text',
  category_term: 'text',
  colour: 'text',
  state: 'text',
  channel: 'text',
  people: 'integer',
  amount_fen: 'bigint',
  unit: 'text',
  summary: 'text',
  agreement: 'text',
  judicially_confirmed: 'boolean',
  followed_up: 'boolean',
  sensitive: 'boolean',
  area: 'text',
  located_by: 'text',
  town: 'text',
  lng: 'double precision',
  lat: 'double precision',
  original_x: 'double precision',
  original_y: 'double precision',
  crs: 'text',
  place_words: 'text',
  candidates: 'jsonb',
} as const

export const CASE_NAMES = Object.keys(CASE_COLUMNS) as (keyof typeof CASE_COLUMNS)[]

/** `a, b, c`, each with a prefix such as `i.` */
export function caseList(prefix = ''): string {
  return CASE_NAMES.map((name) => `${prefix}${name}`).join(', ')
}

/** A case as the tables hold it: dates as `YYYY-MM-DD`, candidates as an array. */
export interface CaseFacts {
  original_no: string | null
  number_lost: boolean
  occurred_on: string
  due_on: string | null
  due_preset: boolean
  closed_on: string | null
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
  /** its exact place would point at a family: kept to the village, without a point */
  sensitive: boolean
  area: string | null
  located_by: string
  /** of a case without an area: the town that its words tell */
  town: string | null
  lng: number | null
  lat: number | null
  original_x: number | null
  original_y: number | null
  crs: string | null
  place_words: string | null
  candidates: string[] | null
}

/** What an import can change of a case that is known; number and day of occurrence stay. */
export const CHANGEABLE = CASE_NAMES.filter((name) => name !== 'original_no' && name !== 'number_lost' && name !== 'occurred_on')
