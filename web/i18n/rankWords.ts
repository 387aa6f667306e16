import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as ranks from './words/ranks.ts'

/** The words of rises, ranks and towns, which come with their topics. */
export const rankWords = { zh: { ranks: ranks.zh }, en: { ranks: ranks.en } } satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, rankWords[language])
