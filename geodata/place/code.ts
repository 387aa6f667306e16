import type { AreaCode } from './area.ts'
import type { Level } from './level.ts'

/** What the digits of a 12-digit code say (GB/T 2260, GB/T 10114). */
export interface GbCode {
  code: AreaCode
  level: Level
  /** quasi-town (town segment 400–599) or quasi-village (village segment 400–599) */
  quasi: boolean
  /** code of the area that the digits put it in; null for a province */
  parent: AreaCode | null
}

/** Digits of a code as a spreadsheet may leave it: blanks, a leading apostrophe, full width, `.0` of a number. */
export function cleanCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s'"`\u200b\ufeff]/gu, '')
    .replace(/^(\d+)\.0+$/, '$1')
    .toUpperCase()
}

/**
 * Reads a GB code of 2, 4, 6, 9 or 12 digits and pads it to 12; null when it is none.
 * 14, 15, 17 and 20 digits are grid cells: see `gridParentCode`.
 */
export function parseGbCode(text: string): GbCode | null {
  const digits = cleanCode(text)
  if (!/^[1-9]\d+$/.test(digits) || ![2, 4, 6, 9, 12].includes(digits.length)) return null
  const code = digits.padEnd(12, '0')
  const level = gbLevel(code)
  if (level === null) return null
  return { code: code as AreaCode, level, quasi: isQuasi(code), parent: gbParent(code, level) }
}

/** Level by the trailing zeros of a 12-digit code; null when a wider segment is empty before a filled one. */
export function gbLevel(code: string): Level | null {
  if (!/^[1-9]\d{11}$/.test(code)) return null
  const [prefecture, county, town, village] = [code.slice(2, 4), code.slice(4, 6), code.slice(6, 9), code.slice(9)]
  if (village !== '000') return town === '000' ? null : 'village'
  if (town !== '000') return 'town'
  if (county !== '00') return 'county'
  return prefecture === '00' ? 'province' : 'prefecture'
}

/** 开发区, 园区 and the like: town segment 400–599, or village segment 400–599. */
export function isQuasi(code: string): boolean {
  const village = Number(code.slice(9, 12))
  const segment = village > 0 ? village : Number(code.slice(6, 9))
  return segment >= 400 && segment <= 599
}

function gbParent(code: string, level: Level): AreaCode | null {
  const kept = { village: 9, town: 6, county: 4, prefecture: 2 }[level as string]
  return kept === undefined ? null : (code.slice(0, kept).padEnd(12, '0') as AreaCode)
}

/** 17 digits of the statistics bureau: 12 of the area, 2 城乡属性 and 3 城乡分类. The 12, or null. */
export function areaOfStatisticsCode(text: string): AreaCode | null {
  const digits = cleanCode(text)
  const match = /^([1-9]\d{11})(\d{2})(1(?:1[12]|2[123])|2[12]0)$/.exec(digits)
  return match && gbLevel(match[1] as string) ? (match[1] as AreaCode) : null
}

/**
 * Grid cells carry 14 (CJ/T 213), 15 (GB/T 30428.1), 17 or 20 digits (CJ/T 349), which stay opaque and unique in the
 * county. The village or town that the digits name, for a check of the prefix; null when they name none.
 */
export function gridParentCode(text: string): AreaCode | null {
  const digits = cleanCode(text)
  if (!/^\d+$/.test(digits)) return null
  const start = digits.length === 20 ? 6 : 0
  if (![14, 15, 17, 20].includes(digits.length)) return null
  const village = digits.slice(start, start + 12)
  if (gbLevel(village) !== null) return village as AreaCode
  return null
}

export function isGridCode(text: string): boolean {
  return /^\d{14}(\d|\d{3}|\d{6})?$/.test(cleanCode(text))
}
