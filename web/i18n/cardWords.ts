import type { Language } from '../../geodata/place/say.ts'
import './hotWords.ts'
import { i18n } from './index.ts'
import * as placeCard from './words/placeCard.ts'

/** The words of place cards, which come with the first card that is opened, with those of hot-spots that it borrows. */
export const cardWords = {
  zh: { placeCard: placeCard.zh },
  en: { placeCard: placeCard.en },
} satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, cardWords[language])
