import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as compare from './words/compare.ts'

/** The words of a comparison, which come with it: the first view does not wait for them. */
export const compareWords = {
  zh: { compare: compare.zh },
  en: { compare: compare.en },
} satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, compareWords[language])
