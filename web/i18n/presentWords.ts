import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as present from './words/present.ts'

/** The words of decks and of their presentation, which come with those pages. */
export const presentWords = {
  zh: { present: present.zh },
  en: { present: present.en },
} satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, presentWords[language])
