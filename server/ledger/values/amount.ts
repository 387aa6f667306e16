import { numeral } from './date.ts'
import { isNothing, squeeze } from './text.ts'

export type AmountUnit = '元' | '万元' | '亿元'

const FEN: Record<AmountUnit, number> = { 元: 100, 万元: 1_000_000, 亿元: 10_000_000_000 }
/** In a column of 万元, a bare number from here on (ten million yuan) was typed in yuan. */
const TYPED_IN_YUAN = 1000

/** Ten trillion yuan: beyond it stands a number that is no amount, and that no column of the store could hold. */
const MOST_FEN = 1e15

export type ParsedAmount = { fen: number | null; asYuan: boolean } | 'unreadable'

/**
 * Reads an amount: 1.1, 9000元, 约2万元, 1,234.5, ２ or 0,5 (decimal comma) in the unit of the column unless
 * the cell names its own. Nothing (无, /, —) is 0: the case is not about money; a blank cell is null.
 */
export function parseAmount(raw: string, unit: AmountUnit, decimalComma: boolean): ParsedAmount {
  const text = squeeze(raw)
  if (text === '') return { fen: null, asYuan: false }
  if (isNothing(text)) return { fen: 0, asYuan: false }
  const match = /^(?:人民币|¥|￥|RMB)?(?:约|大约|近|共|共计|计|合计|涉及|超|逾)*(?:人民币|¥|￥)?([\d.,，]+|[一二两三四五六七八九十半]+)(余|多|来)?(亿|千万|百万|万|千|百)?(余|多)?(元|块|圆)?(?:人民币|左右|以上|整|上下|多|余)*$/i.exec(text)
  if (!match) return 'unreadable'
  const value = decimal(match[1] as string, decimalComma)
  if (value === null) return 'unreadable'
  const scale = match[3]
  const yuan = match[5]
  if (scale || yuan) return within(value * scaleOf(scale) * 100, false)
  const asYuan = unit === '万元' && value >= TYPED_IN_YUAN
  return within(value * FEN[asYuan ? '元' : unit], asYuan)
}

function within(fen: number, asYuan: boolean): ParsedAmount {
  return fen <= MOST_FEN ? { fen: Math.round(fen), asYuan } : 'unreadable'
}

function scaleOf(word: string | undefined): number {
  const scales: Record<string, number> = { 亿: 1e8, 千万: 1e7, 百万: 1e6, 万: 1e4, 千: 1e3, 百: 100 }
  return word ? (scales[word] ?? 1) : 1
}

/** A number with thousands marks, or with a decimal comma where the table has them. */
export function decimal(text: string, decimalComma: boolean): number | null {
  const plain = text.replaceAll('，', ',')
  if (/^[一二两三四五六七八九十半]/.test(plain)) return numeral(plain)
  let digits = plain
  if (decimalComma) digits = plain.replaceAll('.', '').replace(',', '.')
  else if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) digits = plain.replaceAll(',', '')
  else if (/^\d+,\d{1,2}$/.test(plain)) digits = plain.replace(',', '.')
  else digits = plain.replaceAll(',', '')
  return /^\d+(\.\d*)?$|^\.\d+$/.test(digits) ? Number(digits) : null
}

/** The unit that a header names, such as 涉及金额(万元). */
export function amountUnit(header: string): AmountUnit | null {
  if (/亿元/.test(header)) return '亿元'
  if (/万元|万/.test(header)) return '万元'
  return /元/.test(header) ? '元' : null
}
