import type { CaseRow } from '../../../server/contract/cases.ts'
import type { Colour } from '../../../server/contract/colours.ts'

/** What a county calls things in the language of the page. */
export interface Naming {
  tier: (colour: Colour) => string
  /** null while the place is unknown */
  place: (row: CaseRow) => string | null
}
