import { CATEGORIES } from '../../contract/categories.ts'
import type { CaseRow } from '../../contract/cases.ts'
import type { Column } from '../../contract/caseTable.ts'
import { CHANNELS } from '../../contract/channels.ts'
import { COLOURS, type Colour } from '../../contract/colours.ts'
import type { Language, Say } from '../../contract/error.ts'
import { STATES } from '../../contract/states.ts'
import type { SheetCell, SheetColumn } from '../../report/xlsx.ts'

/** A case as a file has it. */
export interface FileRow extends CaseRow {
  /** name of its town; null where that is unknown */
  town: string | null
}

/** What the cells are put into words with. */
export interface Words {
  language: Language
  /** what the county calls its colours */
  colours: Partial<Record<Colour, Say>>
}

/** What a column of a file holds. */
export const KINDS: Partial<Record<Column, SheetColumn['kind']>> = {
  occurredOn: 'day',
  dueOn: 'day',
  closedOn: 'day',
  people: 'number',
  daysInState: 'number',
  amount: 'money',
}

const YES: Say = { zh: '是', en: 'yes' }

export const CELLS: Record<Column, (row: FileRow, words: Words) => SheetCell> = {
  code: ({ code }) => code,
  originalNo: ({ originalNo }) => originalNo,
  occurredOn: ({ occurredOn }) => occurredOn,
  town: ({ town }) => town,
  place: ({ place }) => place,
  area: ({ area }) => area,
  category: ({ category }, { language }) => CATEGORIES.row(category).label[language],
  categoryTerm: ({ categoryTerm }) => categoryTerm,
  colour: ({ colour }, { language, colours }) => (colours[colour] ?? COLOURS.row(colour).label)[language],
  state: ({ state }, { language }) => STATES.row(state).label[language],
  channel: ({ channel }, { language }) => CHANNELS.row(channel).label[language],
  people: ({ people }) => people,
  amount: ({ amountFen }) => (amountFen === null ? null : amountFen / 100),
  unit: ({ unit }) => unit,
  holder: ({ holder }) => holder?.name ?? null,
  dueOn: ({ dueOn }) => dueOn,
  closedOn: ({ closedOn }) => closedOn,
  daysInState: ({ daysInState }) => daysInState,
  overdue: ({ overdue }, { language }) => (overdue ? YES[language] : null),
  sensitive: ({ sensitive }, { language }) => (sensitive ? YES[language] : null),
  summary: ({ summary }) => summary,
}
