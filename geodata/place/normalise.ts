/** Joins what was apart in the text: a match may not run across it. */
export const BREAK = '|'

/** what needs no treatment, as most cells */
const PLAIN = /^[\u4e00-\u9fff0-9]*$/
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]/gu
const PUNCTUATION = /[^\p{L}\p{N}\p{M}]+/gu

/**
 * Words of a place as they are compared: full width to half width, no blanks, lower case, every run of punctuation one
 * `|`, none at the ends. `西 河底村（原西河）` → `西河底村|原西河`.
 */
export function placeText(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .normalize('NFKC')
    .replace(ZERO_WIDTH, '')
    .replace(/\s+/gu, '')
    .toLowerCase()
    .replace(PUNCTUATION, BREAK)
    .replace(/^\|+|\|+$/g, '')
}

const DIGITS: Record<string, string> = {
  〇: '0', 零: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9',
  壹: '1', 贰: '2', 叁: '3',
}

/** Digit for digit, so that 园区一 and 园区1, 三组 and 3组 are the same; 十 stays. Keeps the length. */
export function foldDigits(text: string): string {
  return text.replace(/[〇零一二三四五六七八九壹贰叁]/gu, (digit) => DIGITS[digit] as string)
}

/** A search typed by hand: as `placeText`, and ü typed in any way. */
export function foldQuery(query: string): string {
  return placeText(query.replace(/ü/gi, 'v')).replaceAll(BREAK, '')
}

/** Number of a group or grid: `13`, `1十3`, `十3`, `2十` after `foldDigits`; null when it is none. */
export function smallNumber(folded: string): number | null {
  if (/^\d+$/.test(folded)) return Number(folded)
  const match = /^(\d?)十(\d?)$/.exec(folded)
  return match ? Number(match[1] || 1) * 10 + Number(match[2] || 0) : null
}
