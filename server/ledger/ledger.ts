import { headerAt } from './plan/header.ts'
import { missingFields, planTable } from './plan/plan.ts'
import { readTitle } from './plan/title.ts'
import { tableReader } from './rows/reader.ts'
import type { LedgerContext, LedgerFile, LedgerPlan, LedgerRow, RawRow, TablePlan } from './types.ts'

export { planLedger } from './plan/plan.ts'
export { openLedger } from './read/open.ts'
export { unreadable, UNREADABLE } from './read/unreadable.ts'

/** Rows that a header in the middle of a sheet needs below it to be understood. */
const LOOK_AHEAD = 40

/**
 * Reads every row of the planned tables in batches, in the order of the file: each row once, as a case, no case,
 * out of scope or rejected. Rows leave masked; refused columns leave nowhere.
 */
export async function* ledgerRows(file: LedgerFile, plan: LedgerPlan, context: LedgerContext): AsyncGenerator<LedgerRow[]> {
  for (const table of plan.tables) yield* sheetRows(file, table, plan, context)
}

async function* sheetRows(
  file: LedgerFile,
  first: TablePlan,
  plan: LedgerPlan,
  context: LedgerContext,
): AsyncGenerator<LedgerRow[]> {
  const state = { table: first, reader: tableReader(first, plan.options, context), until: Math.max(...first.headerRows) }
  let rows: RawRow[] = []
  const batches = file.rows(first.sheet)[Symbol.asyncIterator]()
  for (let last = false; !last; ) {
    const next = await batches.next()
    last = next.done === true
    if (!next.done) rows = rows.length > 0 ? rows.concat(next.value) : next.value
    const { read, left } = readBatch(rows, last)
    rows = left
    if (read.length > 0) yield read
  }

  function readBatch(batch: RawRow[], isLast: boolean): { read: LedgerRow[]; left: RawRow[] } {
    const read: LedgerRow[] = []
    for (let at = 0; at < batch.length; at++) {
      const raw = batch[at] as RawRow
      if (raw.row <= state.until) {
        read.push(beforeRows(first, raw))
        continue
      }
      const row = state.reader.read(raw)
      if (row.outcome === 'notCase' && row.what === 'header') {
        if (!isLast && batch.length - at < LOOK_AHEAD) return { read, left: batch.slice(at) }
        at = newTable(batch, at, read) - 1
        continue
      }
      if (row.outcome === 'notCase' && row.what === 'title') newTitle(raw)
      read.push(row)
    }
    return { read, left: [] }
  }

  /** Plans again at a header in the sheet's middle; gives the index of the first row below it. */
  function newTable(batch: RawRow[], at: number, read: LedgerRow[]): number {
    const ahead = batch.slice(at, at + 200)
    const header = headerAt(ahead, 0, 0)
    const table = planTable(first.sheet, ahead, header, state.table.title, plan.options)
    const usable = missingFields(table.columns, plan.options).length === 0
    const end = usable ? header.last : 0
    for (let row = 0; row <= end; row++) {
      read.push({ sheet: first.sheet, row: (ahead[row] as RawRow).row, outcome: 'notCase', what: 'header' })
    }
    if (usable) {
      state.table = { ...table, townBlocks: table.townBlocks || state.table.townBlocks }
      state.reader = tableReader(state.table, plan.options, context)
    }
    return at + end + 1
  }

  function newTitle(raw: RawRow): void {
    const title = readTitle(raw.cells.filter((cell) => cell.trim() !== ''), state.table.title)
    state.table = { ...state.table, title }
    state.reader.setTitle(title)
  }
}

/** Rows above the first table. */
function beforeRows(table: TablePlan, raw: RawRow): LedgerRow {
  const blank = raw.cells.every((cell) => cell.trim() === '')
  const what = table.headerRows.includes(raw.row) ? 'header' : blank ? 'blank' : 'title'
  return { sheet: table.sheet, row: raw.row, outcome: 'notCase', what }
}
