import { createI18n } from 'vue-i18n'
import type { Language } from '../../geodata/place/say.ts'
import * as board from './words/board.ts'
import * as filter from './words/filter.ts'
import * as map from './words/map.ts'
import * as session from './words/session.ts'
import * as shell from './words/shell.ts'
import * as ui from './words/ui.ts'

/**
 * The words of the first view and of whoever signs in, one file a part; those of the other pages come with them
 * (`pageWords.ts`). `en` has the type of `zh`, so neither can miss a key.
 */
export const firstWords = {
  zh: { board: board.zh, filter: filter.zh, map: map.zh, session: session.zh, shell: shell.zh, ui: ui.zh },
  en: { board: board.en, filter: filter.en, map: map.en, session: session.en, shell: shell.en, ui: ui.en },
} satisfies Record<Language, object>

/** What `lang` says of a language. */
export const LANG_TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en' }

export const i18n = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', messages: firstWords })
