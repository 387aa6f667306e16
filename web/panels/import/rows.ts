import { CATEGORIES } from '../../../server/contract/categories.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import type { Say } from '../../../server/contract/error.ts'
import type { PreviewRow } from '../../../server/contract/imports.ts'
import { STATES } from '../../../server/contract/states.ts'
import type { Term, Vocabulary } from '../../../server/contract/vocabulary.ts'

/** The label of a code; words that are no code stand as they are. */
function labelOf(vocabulary: Vocabulary<Term>, text: string | null): Say | null {
  if (!text) return null
  return vocabulary.is(text) ? vocabulary.row(text).label : { zh: text, en: text }
}

/** A previewed row in the words of the vocabularies. */
export function rowWords(row: PreviewRow) {
  return {
    category: labelOf(CATEGORIES, row.category),
    colour: labelOf(COLOURS, row.colour),
    state: labelOf(STATES, row.state),
    place: row.place && withoutRoot(row.place),
  }
}

/** `襄垣县 / 古韩镇 / 新庄村` without the county, which the page's head names. */
function withoutRoot(path: string): string {
  const names = path.split(' / ')
  return names.length > 1 ? names.slice(1).join(' ') : path
}
