import { CATEGORIES } from '../../../server/contract/categories.ts'
import type { LedgerFilter } from '../../../server/contract/caseTable.ts'
import { CHANNELS } from '../../../server/contract/channels.ts'
import type { Colour } from '../../../server/contract/colours.ts'
import type { Say } from '../../../server/contract/error.ts'
import { PHASES, STATES } from '../../../server/contract/states.ts'
import { spanText } from '../../i18n/format.ts'
import type { Language } from '../../../geodata/place/say.ts'

/** How the parts of a selection are called that are no code of the contract. */
export interface Names {
  language: Language
  place: string
  holder: string | null
  tierName: (colour: Colour) => string
  overdue: string
  waiting: string
}

/** A selection in words, part by part, so that who takes a file away knows what is in it. */
export function filterWords(filter: LedgerFilter, names: Names): string[] {
  const say = (words: Say) => words[names.language]
  const between = names.language === 'zh' ? '、' : ', '
  const parts: (string | null | undefined | false)[] = [
    names.place,
    spanText(filter, names.language),
    filter.colour?.map(names.tierName).join(between),
    filter.phase?.map((code) => say(PHASES.row(code).label)).join(between),
    filter.state?.map((code) => say(STATES.row(code).label)).join(between),
    filter.category?.map((code) => say(CATEGORIES.row(code).label)).join(between),
    filter.channel?.map((code) => say(CHANNELS.row(code).label)).join(between),
    filter.overdue && names.overdue,
    filter.waiting && names.waiting,
    filter.holder && names.holder,
    filter.q && (names.language === 'zh' ? `“${filter.q}”` : `"${filter.q}"`),
  ]
  return parts.filter((part): part is string => Boolean(part))
}
