import { areaOfStatisticsCode, cleanCode, isGridCode, parseGbCode } from '../../place/code.ts'
import type { Level } from '../../place/level.ts'
import type { Say } from '../../place/say.ts'

export type CodeRepair = 'code_number' | 'code_padded' | 'code_scientific' | 'code_statistics'
export type CodeFault = 'code_missing' | 'code_lost' | 'code_malformed'

export type CodeReading = { code: string; repairs: CodeRepair[] } | { fault: CodeFault }

/** Digits that a code of the level must bring; the rest of the twelve are zeros. */
const SIGNIFICANT: Partial<Record<Level, number>> = { province: 2, prefecture: 4, county: 6, town: 9, village: 12 }
const MAX_LENGTH = 20

/**
 * Brings a code to text: numbers, `1.40423102E+11`, six or nine digits for twelve. A code that a spreadsheet
 * rounded is lost, not guessed: `1.40423E+11` could be any village of a county.
 */
export function readCode(value: unknown, level: Level | undefined, codes: 'gb' | 'free'): CodeReading {
  const repairs: CodeRepair[] = []
  if (value === null || value === undefined || value === '') return { fault: 'code_missing' }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) return { fault: 'code_lost' }
    repairs.push('code_number')
  }
  const raw = cleanCode(String(value))
  if (codes === 'free') {
    const text = String(value).trim().replace(/^(\d+)\.0+$/, '$1')
    return text.length > MAX_LENGTH ? { fault: 'code_malformed' } : { code: text, repairs }
  }
  const expanded = expand(raw, level)
  if (expanded === null) return { fault: 'code_lost' }
  if (expanded !== raw) repairs.push('code_scientific')
  if (level === 'grid' || level === 'group') return gridCode(expanded, repairs)
  const statistics = areaOfStatisticsCode(expanded)
  if (statistics) return { code: statistics, repairs: [...repairs, 'code_statistics'] }
  const parsed = parseGbCode(expanded)
  if (!parsed) return { fault: 'code_malformed' }
  if (parsed.code !== expanded) repairs.push('code_padded')
  return { code: parsed.code, repairs }
}

/** `1.40423102E+11` → digits when the mantissa holds all that the level needs; null when it does not. */
function expand(text: string, level: Level | undefined): string | null {
  const match = /^(\d)(?:\.(\d+))?E\+?(\d+)$/.exec(text)
  if (!match) return text
  const digits = `${match[1]}${match[2] ?? ''}`
  const length = Number(match[3]) + 1
  const needed = level ? (SIGNIFICANT[level] ?? length) : length
  return digits.length >= needed && digits.length <= length ? digits.padEnd(length, '0') : null
}

function gridCode(text: string, repairs: CodeRepair[]): CodeReading {
  return text.length <= MAX_LENGTH && (isGridCode(text) || /^[0-9A-Z-]{1,20}$/.test(text))
    ? { code: text, repairs }
    : { fault: 'code_malformed' }
}

export const CODE_SAYS: Record<CodeRepair | CodeFault, Say> = {
  code_number: { zh: '代码是数值，已改为文本', en: 'The code was a number and is text now' },
  code_padded: { zh: '代码不足 12 位，已按国标在末尾补 0', en: 'The code had fewer than 12 digits and was padded with zeros' },
  code_scientific: { zh: '代码是科学计数法，有效位数足够，已还原', en: 'The code was in scientific notation with all its digits and was written out' },
  code_statistics: { zh: '17 位统计代码，已取前 12 位', en: 'A 17-digit statistics code: its first 12 digits were taken' },
  code_missing: { zh: '没有代码；请补上代码列', en: 'There is no code: fill the code column' },
  code_lost: {
    zh: '代码已被表格软件截断（科学计数法丢失末位），无法还原；请把该列设为文本后重新导出',
    en: 'A spreadsheet has cut off digits of the code (scientific notation), they cannot be restored: format the column as text and export again',
  },
  code_malformed: {
    zh: '代码不符合规则（国标 6、9、12 位，网格 14、15、17、20 位）；请更正，或在 source.json 写 "codes": "free"',
    en: 'The code follows no rule (6, 9 or 12 digits; grids 14, 15, 17 or 20): correct it, or set "codes": "free" in source.json',
  },
}
