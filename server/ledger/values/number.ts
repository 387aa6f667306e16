import { isSurelyName } from '../persons/name.ts'
import { squeeze } from './text.ts'

/** `refused` numbers hold what points at a person: a name, an identity or a telephone number. */
export type ParsedNumber = { no: string; lost: false } | { no: null; lost: boolean; refused?: true }

/** 2.02401E+18, and integers beyond what a spreadsheet keeps that end in its zeros. */
const SCIENTIFIC = /^\d(\.\d+)?E\+?\d+$/i
const PERSONAL = /(?<!\d)(?:\+?86-?)?1[3-9]\d{9}(?!\d)|(?<!\d)1[3-9]\d-\d{4}-\d{4}(?!\d)|(?<!\d)\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)/
/** 〔2024〕柳调字第12号 and 柳河镇2024年第3件: the words of offices that number their cases. */
const OFFICIAL =
  /[〔[(（【][^〕\])）】]{1,12}[〕\])）】][^\d]{0,12}?第?\d+号?|[\u4e00-\u9fff]{1,4}(?:镇|乡|街道|县|市|区|村|社区|司法所|派出所|调委会|综治中心|综治办|信访局|法院|法庭)|[\u4e00-\u9fff]{0,4}字第?|[第号年月日件编案调解民人受理立警单访信复查工综治]/g

/**
 * The number that a source gave a case. One that a spreadsheet turned into 2.02401E+18 is lost; a count of
 * one to four digits is a row number of this table and no name of a case.
 */
export function parseNumber(raw: string): ParsedNumber {
  const text = squeeze(raw).replace(/^[='"]+|["]+$/g, '')
  if (text === '' || text === '/' || text === '-' || text === '无') return { no: null, lost: false }
  if (SCIENTIFIC.test(text)) return { no: null, lost: true }
  if (/^\d{1,4}([-.]\d{1,2})?$/.test(text) || text.length > 64) return { no: null, lost: false }
  const words = text.replace(OFFICIAL, '').replace(/[^\u4e00-\u9fff]/g, '')
  if (PERSONAL.test(text) || words.length > 2 || isSurelyName(words)) {
    return { no: null, lost: false, refused: true }
  }
  return { no: text, lost: false }
}
