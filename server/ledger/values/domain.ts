import { DOMAINS, type Domain } from '../../contract/domains.ts'

/** The trade that words tell of, a pack's or an organisation's own name; null where they tell of none. */
export function domainOf(words: string): Domain | null {
  if (words === '') return null
  if (DOMAINS.is(words)) return words
  return DOMAINS.rows.find((row) => row.words.some((word) => words.includes(word)))?.code ?? null
}
