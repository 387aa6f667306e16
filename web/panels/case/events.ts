import { CATEGORIES } from '../../../server/contract/categories.ts'
import { SUBSIDY_STATUS, type CaseEvent } from '../../../server/contract/cases.ts'
import { CHANNELS } from '../../../server/contract/channels.ts'
import type { Colour } from '../../../server/contract/colours.ts'
import { parseDay } from '../../../server/contract/day.ts'
import { ADVICE, ASKS, FOLLOW_RESULTS, MEDIATION_TYPES, MOVES, PERFORMANCES } from '../../../server/contract/moves.ts'
import { STATES } from '../../../server/contract/states.ts'
import type { Vocabulary, Term } from '../../../server/contract/vocabulary.ts'
import { dayText, exact, money } from '../../i18n/format.ts'
import type { Words } from './say.ts'

export interface EventWords extends Words {
  /** is there a word of this key? */
  has: (key: string) => boolean
  /** a tier by the county's own name */
  tier: (colour: Colour) => string
  /** an area by its code; the code where the name is not known */
  place: (code: string) => string
}

/** What happened, in words. */
export function kindSays(kind: CaseEvent['kind'], { t, say }: Words): string {
  return MOVES.is(kind) ? say(MOVES.row(kind).label) : t(`case.kind.${kind}`)
}

/** Name of a field; its code where a newer server knows one that this page does not. */
export function fieldSays(field: string, { t, say, has }: EventWords): string {
  // what a label tells who fills it in is no part of the name
  if (ASKS.is(field)) return say(ASKS.row(field).label).replace(/（.*）| \(.*\)/, '')
  return has(`case.field.${field}`) ? t(`case.field.${field}`) : field
}

const TABLES: Record<string, Vocabulary<Term>> = {
  category: CATEGORIES, channel: CHANNELS, state: STATES, mediationType: MEDIATION_TYPES, performance: PERFORMANCES,
  followResult: FOLLOW_RESULTS, advice: ADVICE, subsidyStatus: SUBSIDY_STATUS,
}
const MONEY = ['amountFen', 'agreedFen', 'subsidyFen']
const PLACES = ['area', 'town']

/** A value of a field in words. */
export function valueSays(field: string, value: unknown, words: EventWords): string {
  const { t, say, language } = words
  if (value === null || value === undefined || value === '') return t('case.blank')
  if (Array.isArray(value)) return value.map((one) => valueSays(field, one, words)).join(language === 'zh' ? '、' : ', ') || t('case.blank')
  if (typeof value === 'boolean') return t(value ? 'case.yes' : 'case.no')
  if (typeof value === 'number') return MONEY.includes(field) ? moneySays(value, words) : Number.isInteger(value) ? exact(value) : String(value)
  const text = String(value)
  if (field === 'colour') return words.tier(text as Colour)
  if (field === 'agreement') return t(text === 'written' ? 'case.agreementWritten' : 'case.agreementOral')
  if (field === 'locatedBy') return t(`case.locatedBy.${text}`)
  if (PLACES.includes(field)) return words.place(text)
  const table = TABLES[field]
  if (table?.is(text)) return say(table.row(text).label)
  const day = parseDay(text)
  return day ? dayText(day, language) : text
}

/** An amount of a single case: below ten thousand yuan to the fen, where sums are rounded. */
export function moneySays(fen: number, { language }: Pick<Words, 'language'>): string {
  if (fen % 100 !== 0 && Math.abs(fen) < 1e6) return language === 'zh' ? `${exact(fen / 100, 2)} 元` : `¥${exact(fen / 100, 2)}`
  const { value, unit } = money(fen, language)
  return unit ? `${value} ${unit}` : value
}

/** One change of an event: `风险等级：蓝色 → 红色`; only what it is now where that was nothing before, or looks the same. */
export function changeSays({ field, before, after }: CaseEvent['changes'][number], words: EventWords): string {
  const values = { field: fieldSays(field, words), before: valueSays(field, before, words), after: valueSays(field, after, words) }
  const nothing = before === null || before === undefined || values.before === values.after
  return nothing ? words.t('case.set', { field: values.field, after: values.after }) : words.t('case.became', values)
}

/** Numbers of calls and supervisions mean something to the database alone. */
const NUMBERED = ['supervision']

/** What an event changed, as far as it is worth reading beside what it says of itself. */
export function tellingChanges({ from, to, changes }: Pick<CaseEvent, 'from' | 'to' | 'changes'>): CaseEvent['changes'] {
  const moved = to !== null && from !== to
  return changes.filter(({ field }) => !NUMBERED.includes(field) && !(moved && field === 'state'))
}
