import { CATEGORIES } from '../../contract/categories.ts'
import type { CaseRow } from '../../contract/cases.ts'
import type { Column } from '../../contract/caseTable.ts'
import { CHANNELS } from '../../contract/channels.ts'
import { COLOURS, type Colour } from '../../contract/colours.ts'
import { dayNumber, type Day } from '../../contract/day.ts'
import type { Language, Say } from '../../contract/error.ts'
import { STATES } from '../../contract/states.ts'
import type { SheetCell, SheetColumn } from '../../report/xlsx.ts'

/** A case as a file has it. */
export interface FileRow {
  row: CaseRow
  /** name of its town; null where that is unknown */
  town: string | null
  /** of the case itself or, failing that, the centre of the area that it lies in; null where neither is known */
  point: { lng: number; lat: number; placed: Placed } | null
}

export type Placed = 'point' | 'area'

/** What the cells are put into words with. */
export interface Words {
  language: Language
  /** what the county calls its colours */
  colours: Partial<Record<Colour, Say>>
  today: Day
}

/** What a column of a file holds. */
export const KINDS: Partial<Record<Column, SheetColumn['kind']>> = {
  occurredOn: 'day',
  dueOn: 'day',
  closedOn: 'day',
  people: 'number',
  daysInState: 'number',
  overdueDays: 'number',
  amount: 'money',
}

const YES: Say = { zh: '是', en: 'yes' }

export const CELLS: Record<Column, (one: FileRow, words: Words) => SheetCell> = {
  code: ({ row: { code } }) => code,
  originalNo: ({ row: { originalNo } }) => originalNo,
  occurredOn: ({ row: { occurredOn } }) => occurredOn,
  town: ({ town }) => town,
  place: ({ row: { place } }) => place,
  area: ({ row: { area } }) => area,
  category: ({ row: { category } }, { language }) => CATEGORIES.row(category).label[language],
  categoryTerm: ({ row: { categoryTerm } }) => categoryTerm,
  colour: ({ row: { colour } }, { language, colours }) => (colours[colour] ?? COLOURS.row(colour).label)[language],
  state: ({ row: { state } }, { language }) => STATES.row(state).label[language],
  channel: ({ row: { channel } }, { language }) => CHANNELS.row(channel).label[language],
  people: ({ row: { people } }) => people,
  amount: ({ row: { amountFen } }) => (amountFen === null ? null : amountFen / 100),
  unit: ({ row: { unit } }) => unit,
  holder: ({ row: { holder } }) => holder?.name ?? null,
  dueOn: ({ row: { dueOn } }) => dueOn,
  closedOn: ({ row: { closedOn } }) => closedOn,
  daysInState: ({ row: { daysInState } }) => daysInState,
  overdue: ({ row: { overdue } }, { language }) => (overdue ? YES[language] : null),
  overdueDays: ({ row: { overdue, dueOn } }, { today }) => (overdue && dueOn !== null ? dayNumber(today) - dayNumber(dueOn) : null),
  sensitive: ({ row: { sensitive } }, { language }) => (sensitive ? YES[language] : null),
  summary: ({ row: { summary } }) => summary,
}
