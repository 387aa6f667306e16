import type { Language } from '../../geodata/place/say.ts'
import { i18n } from './index.ts'
import * as hotPanels from './words/hotPanels.ts'
import * as hotspots from './words/hotspots.ts'

/** The words of hot-spots, which come with their layers and panels: the first view does not wait for them. */
export const hotWords = {
  zh: { hot: hotspots.zh, hotPanels: hotPanels.zh },
  en: { hot: hotspots.en, hotPanels: hotPanels.en },
} satisfies Record<Language, object>

for (const language of ['zh', 'en'] as const) i18n.global.mergeLocaleMessage(language, hotWords[language])
