import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as accounts from './words/accounts.ts'
import * as audit from './words/audit.ts'
import * as casePage from './words/case.ts'
import * as entry from './words/entry.ts'
import * as imports from './words/imports.ts'
import * as ledger from './words/ledger.ts'
import * as meetings from './words/meetings.ts'
import * as organisations from './words/organisations.ts'
import * as places from './words/places.ts'
import * as policy from './words/policy.ts'
import * as presets from './words/presets.ts'
import * as work from './words/work.ts'

/** The words of every page but the first view, which does not wait for them. */
export const pageWords = {
  zh: {
    accounts: accounts.zh, audit: audit.zh, case: casePage.zh, entry: entry.zh, imports: imports.zh, ledger: ledger.zh, meetings: meetings.zh,
    organisations: organisations.zh, places: places.zh, policy: policy.zh, presets: presets.zh, work: work.zh,
  },
  en: {
    accounts: accounts.en, audit: audit.en, case: casePage.en, entry: entry.en, imports: imports.en, ledger: ledger.en, meetings: meetings.en,
    organisations: organisations.en, places: places.en, policy: policy.en, presets: presets.en, work: work.en,
  },
} satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, pageWords[language])
