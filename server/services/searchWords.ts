import { maskText } from '../ledger/mask.ts'
import { halfWidthWords } from '../ledger/values/text.ts'

/** Do the words hold what is taken out of any text that is kept: a name, a telephone or identity number? */
export function namesPerson(words: string): boolean {
  return maskText(words) !== halfWidthWords(words)
}
