import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as views from './words/views.ts'

/** The words of views that are kept under a name, which come with their menu. */
export const viewWords = {
  zh: { views: views.zh },
  en: { views: views.en },
} satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, viewWords[language])
