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

/** What the headline says of the difference of two sides, with its sign; null where one of them is not known or not told. */
export function gapText(key: HeadlineKey, a: Figures, b: Figures, { language, words }: { language: Language; words: GapWords }): string | null {
  switch (key) {
    case 'cases':
      return counts(a.count, b.count)
    case 'overdue':
      return counts(a.overdue, b.overdue)
    case 'people':
      return counts(a.people, b.people)
    case 'amount':
      return between(a.amountFen, b.amountFen, (gap) => amount(gap, language))
    case 'resolution':
      return between(a.resolutionRate?.value, b.resolutionRate?.value, (gap) => words.points(signed(gap * 100, 1)))
    case 'median':
      return between(a.medianDays, b.medianDays, (gap) => words.days(signed(gap, Number.isInteger(gap) ? 0 : 1)))
  }
}

function counts(a: Count | null, b: Count | null): string | null {
  return between(a, b, (gap, base) => [signed(gap), signedShare(gap, base)].filter(Boolean).join(' · '))
}

function between(a: Count | null | undefined, b: Count | null | undefined, say: (gap: number, base: number) => string): string | null {
  const known = (count: Count | null | undefined): count is number => count !== null && count !== undefined && isTold(count)
  return known(a) && known(b) ? say(a - b, b) : null
}

function amount(fen: number, language: Language): string {
  if (fen === 0) return '0'
  const { value, unit } = money(Math.abs(fen), language)
  return `${fen < 0 ? '−' : '+'}${value}${unit && ` ${unit}`}`
}
