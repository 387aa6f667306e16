import { isLevel, type Level } from '../../place/level.ts'

const LEVEL_WORDS: [RegExp, Level][] = [
  [/^(省|自治区|直辖市|province)$/i, 'province'],
  [/^(市|地级市|盟|地区|自治州|州|prefecture)$/i, 'prefecture'],
  [/^(县|区|旗|县级市|县级|市辖区|county|district)$/i, 'county'],
  [/^(乡|镇|乡镇|镇街|街道|苏木|乡级|乡镇街道|township|town)$/i, 'town'],
  [/^(村|社区|村社区|行政村|嘎查|村级|居委会|村委会|village|community)$/i, 'village'],
  [/^(网格|基础网格|grid|cell)$/i, 'grid'],
  [/^(组|村民小组|小组|group)$/i, 'group'],
]

/** `village`, `村`, `3` is no level: null. */
export function readLevel(text: string): Level | null {
  const word = text.trim()
  if (isLevel(word)) return word
  return LEVEL_WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

/** Residents as a whole number: `12,345`, `１２３４５`, `12345人`, `1.2万`. Null for what is no count; undefined for blank. */
export function readPopulation(value: unknown): number | null | undefined {
  const text = String(value ?? '').normalize('NFKC').trim().replace(/[,，\s]/g, '').replace(/人$/, '')
  if (text === '' || text === '-' || text === '—' || text === '/') return undefined
  const match = /^(\d+(?:\.\d+)?)(万)?$/.exec(text)
  if (!match) return null
  const number = Number(match[1]) * (match[2] ? 10_000 : 1)
  const whole = Math.round(number)
  return Math.abs(whole - number) < 1e-6 ? whole : null
}

/** `2021-05-01`, `2021/5/1`, `20210501`, `2021年5月1日`, `2021-05-01T…`; null for what is no day. */
export function readDay(value: unknown): string | null | undefined {
  const text = String(value ?? '').normalize('NFKC').trim()
  if (text === '') return undefined
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[T ].*)?$/.exec(text)
  if (!match) return null
  const day = [match[1], match[2] ?? match[4], match[3] ?? match[5]].map((part) => String(part).padStart(2, '0')).join('-')
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day
}

export function readList(value: unknown): string[] {
  return String(value ?? '').split(/[、，,;；|/]/).map((word) => word.trim()).filter(Boolean)
}

export function readText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** A coordinate as a number; null for blank or text. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const text = String(value ?? '').normalize('NFKC').trim()
  return /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : null
}
