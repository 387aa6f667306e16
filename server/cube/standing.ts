import type { Filter } from '../contract/filter.ts'
import { AGES, DUES, MARKS, SOON_DAYS } from '../contract/standing.ts'
import { NO_DAY } from './columns.ts'
import type { FactColumns } from './counted.ts'
import { IS_PENDING } from './facets.ts'

/** What of a filter depends on today, and the marks. */
export type StandingFilter = Pick<Filter, 'due' | 'age' | 'mark'>

/** The same in the terms of the cube. Days are days since 1970-01-01. */
export interface StandingQuery {
  asOf: number
  /** by position in `DUES` and in `AGES`: does the filter let it through? */
  due: Uint8Array
  age: Uint8Array
  /** bits of the marks of which a case must have one; 0 = it need not have any */
  marks: number
}

export const STANDING = { due: DUES, age: AGES } as const

/** Null where the filter does not ask for any of it. */
export function standingQuery({ due, age, mark }: StandingFilter, asOf: number): StandingQuery | null {
  if (![due, age, mark].some((list) => list && list.length > 0)) return null
  return { asOf, due: passOf(DUES.codes, due), age: passOf(AGES.codes, age), marks: marksOf(mark) }
}

function marksOf(marks: StandingFilter['mark'] = []): number {
  return marks.reduce((bits, mark) => bits | (1 << MARKS.index(mark)), 0)
}

function passOf(codes: readonly string[], list: readonly string[] | undefined): Uint8Array {
  return Uint8Array.from(codes, (code) => (!list || list.length === 0 || list.includes(code) ? 1 : 0))
}

const [OVERDUE, SOON, LATER, OPEN, NOT_DUE] = (['overdue', 'soon', 'later', 'open', 'settled'] as const).map((code) => DUES.index(code)) as [number, number, number, number, number]
const NO_AGE = AGES.index('settled')
const OLDEST = NO_AGE - 1
const FROM = AGES.rows.map(({ from }) => from)

/** Position in `DUES` of the case of a row. */
export function dueOf({ day, facet, dueAfter }: FactColumns, row: number, asOf: number): number {
  if (IS_PENDING[facet[row]!] === 0) return NOT_DUE
  const after = dueAfter[row]!
  if (after === NO_DAY) return OPEN
  const left = day[row]! + after - asOf
  return left < 0 ? OVERDUE : left <= SOON_DAYS ? SOON : LATER
}

/** Pending with a due day before `asOf`. */
export function isOverdueRow(columns: FactColumns, row: number, asOf: number): boolean {
  return dueOf(columns, row, asOf) === OVERDUE
}

/** Position in `AGES` of the case of a row. */
export function ageOf({ day, facet }: FactColumns, row: number, asOf: number): number {
  if (IS_PENDING[facet[row]!] === 0) return NO_AGE
  const days = asOf - day[row]!
  let at = OLDEST
  while (at > 0 && days < FROM[at]!) at--
  return at
}

/** Does the case of a row stand as asked? */
export function stands(columns: FactColumns, row: number, { asOf, due, age, marks }: StandingQuery): boolean {
  if (marks !== 0 && (columns.marks[row]! & marks) === 0) return false
  return due[dueOf(columns, row, asOf)] === 1 && age[ageOf(columns, row, asOf)] === 1
}
