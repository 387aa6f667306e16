import { numeral } from './date.ts'
import { isNothing, squeeze } from './text.ts'

/** People of a case: 2人, 2户4人 (4), ３, 约20余人, 十人; null for none; undefined when it cannot be read. */
export function parsePeople(raw: string): number | null | undefined {
  const text = squeeze(raw)
  if (isNothing(text)) return null
  const counted = /([\d]+|[一二两三四五六七八九十]+)(?:余|多)?(?:人|名|位)/.exec(text)
  if (counted) return whole(counted[1] as string)
  const plain = /^(?:约|近|共)?(\d+|[一二两三四五六七八九十]+)(?:\.0+)?(?:余|多|左右)?$/.exec(text)
  if (plain) return whole(plain[1] as string)
  // households say nothing of people
  return /^\d+户$/.test(text) ? null : undefined
}

function whole(text: string): number | undefined {
  const value = numeral(text)
  return value === null || value > 1_000_000 ? undefined : Math.round(value)
}
