import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as boardCases from './words/boardCases.ts'

/** The words of the board's topics about cases, which come with them: the first view does not wait for them. */
export const boardCasesWords = {
  zh: { boardCases: boardCases.zh },
  en: { boardCases: boardCases.en },
} satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, boardCasesWords[language])
