import type { Language, Say } from '../../../server/contract/error.ts'

/** The words of the page in its language, as functions that put facts into sentences need them. */
export interface Words {
  t: (key: string, values?: Record<string, string | number>) => string
  say: (label: Say) => string
  language: Language
}
