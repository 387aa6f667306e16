import type { Language } from '../../../../geodata/place/say.ts'
import { COLOURS } from '../../../../server/contract/colours.ts'
import { i18n } from '../../../../web/i18n/index.ts'
import '../../../../web/i18n/pageWords.ts'
import type { EventWords } from '../../../../web/panels/case/events.ts'

/** The words of the page in a language, without a page. */
export function wordsIn(language: Language): EventWords {
  const { t, te } = i18n.global
  return {
    t: (key, values = {}) => t(key, values, { locale: language }),
    has: (key) => te(key, language),
    say: (label) => label[language],
    language,
    tier: (colour) => COLOURS.row(colour).label[language],
    place: (code) => (code === '990101101210' ? '柳河村' : code),
  }
}
