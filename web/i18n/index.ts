import { createI18n } from 'vue-i18n'
import type { Language } from '../../geodata/place/say.ts'
import * as accounts from './words/accounts.ts'
import * as audit from './words/audit.ts'
import * as board from './words/board.ts'
import * as casePage from './words/case.ts'
import * as entry from './words/entry.ts'
import * as filter from './words/filter.ts'
import * as imports from './words/imports.ts'
import * as ledger from './words/ledger.ts'
import * as map from './words/map.ts'
import * as organisations from './words/organisations.ts'
import * as places from './words/places.ts'
import * as policy from './words/policy.ts'
import * as presets from './words/presets.ts'
import * as session from './words/session.ts'
import * as shell from './words/shell.ts'
import * as ui from './words/ui.ts'
import * as work from './words/work.ts'

/** The words of the product, one file a part; `en` has the type of `zh`, so neither can miss a key. */
export const messages = {
  zh: {
    accounts: accounts.zh, audit: audit.zh, board: board.zh, case: casePage.zh, entry: entry.zh, filter: filter.zh, imports: imports.zh, ledger: ledger.zh, map: map.zh,
    organisations: organisations.zh, places: places.zh, policy: policy.zh, presets: presets.zh, session: session.zh, shell: shell.zh, ui: ui.zh, work: work.zh,
  },
  en: {
    accounts: accounts.en, audit: audit.en, board: board.en, case: casePage.en, entry: entry.en, filter: filter.en, imports: imports.en, ledger: ledger.en, map: map.en,
    organisations: organisations.en, places: places.en, policy: policy.en, presets: presets.en, session: session.en, shell: shell.en, ui: ui.en, work: work.en,
  },
} satisfies Record<Language, object>

/** What `lang` says of a language. */
export const LANG_TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en' }

export const i18n = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', messages })
