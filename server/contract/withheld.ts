import { vocabulary, type CodeOf } from './vocabulary.ts'

/**
 * Why a number is not told to those who see aggregates only. `small`: it is 1 or 2. `complement`: what it is stays
 * open, because a small one would follow from it by subtraction.
 */
export const WITHHELD = vocabulary([
  { code: 'small', label: { zh: '少于 3 件', en: 'Fewer than 3' } },
  { code: 'complement', label: { zh: '为避免由相减推出少量件数，不列', en: 'Withheld, lest a small count follow by subtraction' } },
])
export type Withheld = CodeOf<typeof WITHHELD>

/** A number of cases, or why it is not told. Whoever reads the cases themselves is told every number. */
export type Count = number | Withheld

/** Counts below this are small. */
export const LEAST_TOLD = 3

export function isTold(count: Count): count is number {
  return typeof count === 'number'
}

/** As tables and files print it: the number, `<3`, or nothing told. */
export function countText(count: Count, print: (told: number) => string = String): string {
  if (isTold(count)) return print(count)
  return count === 'small' ? `<${LEAST_TOLD}` : '—'
}
