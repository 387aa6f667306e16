/** What a field for a number takes. `per`: how many of what is kept make one of what is written (fen to the yuan). */
export interface NumberLimits {
  least: number
  most: number
  per: number
  /** an empty field says that there is none */
  optional: boolean
}

/** Why a number cannot be taken; the words are the page's. */
export type NumberFault = 'empty' | 'whole' | 'least' | 'most'

/** What a field holds, or why that cannot be kept. */
export function readLimited(text: string, { least, most, per, optional }: NumberLimits): { value: number | null } | { fault: NumberFault } {
  const plain = text.trim()
  if (plain === '') return optional ? { value: null } : { fault: 'empty' }
  const number = Number(plain)
  if (!Number.isFinite(number)) return { fault: 'empty' }
  if (number < least) return { fault: 'least' }
  if (number > most) return { fault: 'most' }
  const kept = Number((number * per).toFixed(6))
  return Number.isInteger(kept) ? { value: kept } : { fault: 'whole' }
}
