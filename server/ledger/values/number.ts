import { squeeze } from './text.ts'

export type ParsedNumber = { no: string; lost: false } | { no: null; lost: boolean }

/** 2.02401E+18, and integers beyond what a spreadsheet keeps that end in its zeros. */
const SCIENTIFIC = /^\d(\.\d+)?E\+?\d+$/i

/**
 * The number that a source gave a case. One that a spreadsheet turned into 2.02401E+18 is lost; a count of
 * one to four digits is a row number of this table and no name of a case.
 */
export function parseNumber(raw: string): ParsedNumber {
  const text = squeeze(raw).replace(/^[='"]+|["]+$/g, '')
  if (text === '' || text === '/' || text === '-' || text === '无') return { no: null, lost: false }
  if (SCIENTIFIC.test(text)) return { no: null, lost: true }
  if (/^\d{1,4}([-.]\d{1,2})?$/.test(text) || text.length > 64) return { no: null, lost: false }
  return { no: text, lost: false }
}
