import type { Language } from '../../../geodata/place/say.ts'
import type { Figures } from '../../../server/contract/answers.ts'
import { isTold, type Count } from '../../../server/contract/withheld.ts'
import { signed, signedShare } from '../../i18n/changeText.ts'
import { money } from '../../i18n/format.ts'
import type { HeadlineKey } from '../headline.ts'

export interface GapWords {
  points(n: string): string
  days(n: string): string
}

interface GapOptions {
  language: Language
  words: GapWords
  /** what a sum of the other side is multiplied by to stand for as many days as this one has */
  scale: number
}

/** What the headline says of the difference of two sides, with its sign; null where one of them is not known or not told. */
export function gapText(key: HeadlineKey, a: Figures, b: Figures, { language, words, scale }: GapOptions): string | null {
  switch (key) {
    case 'cases':
      return counts(a.count, b.count, scale)
    case 'overdue':
      return counts(a.overdue, b.overdue, scale)
    case 'people':
      return counts(a.people, b.people, scale)
    case 'amount':
      return between(a.amountFen, b.amountFen, (now, then) => amount(now - then * scale, language))
    case 'resolution':
      return between(a.resolutionRate?.value, b.resolutionRate?.value, (now, then) => words.points(signed((now - then) * 100, 1)))
    case 'median':
      return between(a.medianDays, b.medianDays, (now, then) => words.days(signed(now - then, Number.isInteger(now - then) ? 0 : 1)))
  }
}

function counts(a: Count | null, b: Count | null, scale: number): string | null {
  return between(a, b, (now, then) => [signed(now - then * scale), signedShare(now, then, scale)].filter(Boolean).join(' · '))
}

function between(a: Count | null | undefined, b: Count | null | undefined, say: (now: number, then: number) => string): string | null {
  const known = (count: Count | null | undefined): count is number => count !== null && count !== undefined && isTold(count)
  return known(a) && known(b) ? say(a, b) : null
}

function amount(fen: number, language: Language): string {
  if (fen === 0) return '0'
  const { value, unit } = money(Math.abs(fen), language)
  return `${fen < 0 ? '−' : '+'}${value}${unit && ` ${unit}`}`
}
