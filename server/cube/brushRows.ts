import { AGES, DUES, MARKS } from '../contract/standing.ts'
import type { FactColumns } from './counted.ts'
import { cellOf, cellsOf } from './counts.ts'
import { IS_RESOLVED } from './facets.ts'
import { ageOf, dueOf, STANDING } from './standing.ts'

/** What filters and groups look up of a row instead of its facts. */
export interface RowCodes {
  /** see `cellOf` */
  cell: Int32Array
  /** deadline, age, resolved and marks as of a day, in one number, its stand */
  stand: Uint16Array
  /** 1 resolved, 2 overdue; never both */
  standing: Uint8Array
}

export const RESOLVED = 1
export const OVERDUE = 2

const LATE = DUES.index('overdue')
const MARK_BITS = MARKS.codes.length
const MANY_AGES = AGES.codes.length
export const STANDS = (STANDING.due.codes.length * MANY_AGES * 2) << MARK_BITS
/** By stand: position in the vocabulary, or the bits of the marks. */
export const DUE_OF_STAND = tableOf((code) => Math.floor(code / 2 / MANY_AGES))
export const AGE_OF_STAND = tableOf((code) => Math.floor(code / 2) % MANY_AGES)
export const RESOLVED_OF_STAND = tableOf((code) => code % 2)
export const MARKS_OF_STAND = Uint8Array.from({ length: STANDS }, (_, stand) => stand & ((1 << MARK_BITS) - 1))

function tableOf(of: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: STANDS }, (_, stand) => of(stand >> MARK_BITS))
}

export function codesOf(columns: FactColumns, areas: number, asOf: number): RowCodes {
  const { day, area, facet, marks } = columns
  const cell = new Int32Array(day.length)
  const stand = new Uint16Array(day.length)
  const standing = new Uint8Array(day.length)
  for (let row = 0; row < day.length; row++) {
    const resolved = IS_RESOLVED[facet[row]!]!
    cell[row] = cellOf(area[row]!, resolved, areas)
    const due = dueOf(columns, row, asOf)
    standing[row] = resolved === 1 ? RESOLVED : due === LATE ? OVERDUE : 0
    const code = (due * MANY_AGES + ageOf(columns, row, asOf)) * 2 + resolved
    stand[row] = (code << MARK_BITS) | marks[row]!
  }
  return { cell, stand, standing }
}

/** 1 for what a list of codes keeps out, by facet or by stand; an absent or empty list keeps nothing out. */
export function keptOut(terms: Uint8Array, size: number, list: readonly number[]): Uint8Array {
  const out = new Uint8Array(terms.length)
  if (list.length === 0) return out
  const wanted = new Uint8Array(256)
  for (const position of list) wanted[position] = 1
  for (let code = 0; code < size; code++) out[code] = 1 - wanted[terms[code]!]!
  return out
}

/** The same of marks, of which one that is asked for is enough. */
export function keptOutByMarks(list: readonly number[]): Uint8Array {
  const bits = list.reduce((sum, mark) => sum | (1 << mark), 0)
  return MARKS_OF_STAND.map((marks) => (bits !== 0 && (marks & bits) === 0 ? 1 : 0))
}

/** The same of areas, by cell; null lets cases of no known place through as well. */
export function keptOutByAreas(areas: number, within: { start: number; end: number } | null): Uint8Array {
  const out = new Uint8Array(cellsOf(areas))
  return within ? out.fill(1).fill(0, within.start * 4, within.end * 4) : out
}

