import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as topics from './words/topics.ts'

/** The words of the board's topics, which come with them: the first view does not wait for them. */
export const topicWords = {
  zh: { topics: topics.zh },
  en: { topics: topics.en },
} satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, topicWords[language])
