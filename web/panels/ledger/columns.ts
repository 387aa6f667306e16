import { COLUMNS, SORTS, type Column, type Order, type Sort } from '../../../server/contract/caseTable.ts'

/** What a file has in columns of its own and a row of the page says in another one. */
const FILE_ONLY = ['town', 'overdue', 'overdueDays'] as const
export type PageColumn = Exclude<Column, (typeof FILE_ONLY)[number]>

export const PAGE_COLUMNS: readonly PageColumn[] = COLUMNS.codes.filter((code): code is PageColumn => !(FILE_ONLY as readonly string[]).includes(code))
/** What a clerk sees who has not chosen yet: it fits a laptop, and what presses stands in sight where there is less room. */
export const FIRST_COLUMNS: readonly PageColumn[] = ['code', 'dueOn', 'colour', 'category', 'place', 'summary', 'state', 'holder', 'occurredOn']
const NUMBERS: readonly Column[] = ['people', 'amount', 'daysInState']
/** Amounts and days: the greatest and the latest first; a due day the other way, for what is due next presses most. */
const UPWARDS: readonly Column[] = ['dueOn']

export function isNumber(column: Column): boolean {
  return NUMBERS.includes(column)
}

/** What this browser kept, as far as it is still known; never no column at all. */
export function readColumns(kept: unknown): PageColumn[] {
  const list: unknown[] = Array.isArray(kept) ? kept : []
  const known = [...new Set(list)].filter((code): code is PageColumn => (PAGE_COLUMNS as readonly unknown[]).includes(code))
  return known.length > 0 ? known : [...FIRST_COLUMNS]
}

/** A column on or off. One that comes stands where the vocabulary has it among the others; the last one stays. */
export function toggled(columns: readonly PageColumn[], column: PageColumn): PageColumn[] {
  if (columns.includes(column)) return columns.length > 1 ? columns.filter((one) => one !== column) : [...columns]
  const at = columns.findIndex((one) => COLUMNS.index(one) > COLUMNS.index(column))
  return at < 0 ? [...columns, column] : [...columns.slice(0, at), column, ...columns.slice(at)]
}

/** A column some places further on; it stops at both ends. */
export function moved(columns: readonly PageColumn[], column: PageColumn, by: number): PageColumn[] {
  const at = columns.indexOf(column)
  if (at < 0) return [...columns]
  const to = Math.min(Math.max(at + by, 0), columns.length - 1)
  const rest = columns.filter((one) => one !== column)
  return [...rest.slice(0, to), column, ...rest.slice(to)]
}

/** The order that a press on the head of a column asks for: its own way round first, then the other; null without one. */
export function pressed(column: Column, now: Order): Order | null {
  if (!SORTS.is(column)) return null
  return { by: column, descending: column === now.by ? !now.descending : !UPWARDS.includes(column) }
}

/** Columns of a file that says what those of the page say: beside a due day the page tells how long it is past. */
export function fileColumns(columns: readonly Column[]): Column[] {
  return columns.flatMap((column): Column[] => (column === 'dueOn' ? [column, 'overdueDays'] : [column]))
}

/** The columns with the one that rows are ordered by: where it was not chosen, it stands behind the first one. */
export function withOrder(columns: readonly PageColumn[], by: Sort): PageColumn[] {
  const shown = by === 'still' ? 'daysInState' : by
  const missing = PAGE_COLUMNS.find((column) => column === shown && !columns.includes(column))
  return missing ? [...columns.slice(0, 1), missing, ...columns.slice(1)] : [...columns]
}
