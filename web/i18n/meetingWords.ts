import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as meetings from './words/meetings.ts'

/** The words of meetings, which come with the board's topic of them: the first view does not wait for them. */
const meetingWords = { zh: { meetings: meetings.zh }, en: { meetings: meetings.en } } satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, meetingWords[language])
