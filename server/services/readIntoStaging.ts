import { setImmediate as othersTurn } from 'node:timers/promises'
import type { CaseDraft } from '../contract/case.ts'
import type { Day } from '../contract/day.ts'
import type { Say } from '../contract/error.ts'
import type { RejectedRow } from '../contract/imports.ts'
import { ledgerRows } from '../ledger/ledger.ts'
import { contentKey, wordsDecide } from '../ledger/match.ts'
import { noteSay, rowNoteSay } from '../ledger/notes.ts'
import type { LedgerNote, LedgerRow } from '../ledger/types.ts'
import { stagingWriter, type StagedKinds } from '../store/staging.ts'
import type { Transaction } from '../store/transaction.ts'
import { caseFacts } from './caseFacts.ts'
import { refuseCancelled } from './cancelled.ts'
import type { ImportOptions, ToldRow } from './importOptions.ts'
import type { Planned } from './planImport.ts'
import { shownRow, type ShownRow } from './previewRows.ts'
import { townFinder } from './spots.ts'

/** What came out of reading the file, before anything was compared. */
export interface Reading {
  tally: { read: number; outOfScope: number; notCases: number; rejected: number }
  kinds: StagedKinds
  rejects: RejectedRow[]
  shown: ShownRow[]
  days: { first: Day; last: Day } | null
  notes(): Say[]
}

/** Refused rows that an answer lists; a file of them has all. */
export const LISTED_REJECTS = 5_000

/** Streams the rows of the file into the transaction; memory does not grow with the file. */
export async function readIntoStaging(
  tx: Transaction,
  { file, plan, ledger }: Planned,
  options: ImportOptions,
  show: number,
): Promise<Reading> {
  const writer = stagingWriter(tx)
  const tally = { read: 0, outOfScope: 0, notCases: 0, rejected: 0 }
  const kinds: StagedKinds = { rows: 0, numbered: false, related: false, sensitive: false, placeless: false, told: false, toldOnly: false }
  const noted = new Map<LedgerNote, number>()
  const rejects: RejectedRow[] = []
  const shown: ShownRow[] = []
  let days: Reading['days'] = null
  const townOf = townFinder(ledger)
  const headers = new Map(plan.tables.map((table) => [table.sheet, table.columns.map((column) => column.header)]))

  const take = (row: LedgerRow): boolean => {
    tally.read++
    if (shown.length < show) shown.push(shownRow(row, kinds.rows + 1))
    if (options.told) for (const one of toldOf(row)) options.told(one)
    if (row.outcome === 'notCase') tally.notCases++
    else if (row.outcome === 'outOfScope') tally.outOfScope++
    else if (row.outcome === 'rejected') {
      tally.rejected++
      const { outcome: _, ...line } = row
      options.rejects?.(line, headers.get(row.sheet) ?? [])
      const { cells: __, ...listed } = line
      if (rejects.length < LISTED_REJECTS) rejects.push(listed)
    } else {
      const { draft, parties, relatedNo, notes, dueDefaulted } = row
      for (const note of notes) noted.set(note, (noted.get(note) ?? 0) + 1)
      const facts = caseFacts(draft, { duePreset: dueDefaulted, numberLost: notes.includes('number_lost') })
      days = widened(days, draft.occurredOn)
      kinds.rows++
      if (draft.originalNo !== null) kinds.numbered = true
      if (relatedNo !== null) kinds.related = true
      if (facts.sensitive) kinds.sensitive = true
      if (draft.area === null) kinds.placeless = true
      const told = wordsDecide(draft)
      if (told) kinds.told = true
      if (told && draft.originalNo === null) kinds.toldOnly = true
      const inTown = townOf(draft.area ?? draft.town)
      return writer.add({ seq: kinds.rows, relatedNo, contentKey: placelessKey(draft), told, inTown, parties, facts })
    }
    return false
  }

  try {
    for await (const rows of ledgerRows(file, plan, ledger)) {
      for (const row of rows) if (take(row)) await writer.flush()
      options.onProgress?.({ stage: 'read', rows: tally.read })
      refuseCancelled(options.signal)
      await othersTurn() // a file that is in memory would not let go of the process until its last row
    }
    await writer.end()
  } catch (error) {
    writer.abandon(error as Error)
    throw error
  }
  const notes = (): Say[] => [...plan.notes, ...[...noted].map(([note, count]) => noteSay(note, count))]
  return { tally, kinds, rejects, shown, days, notes }
}

function toldOf(row: LedgerRow): ToldRow[] {
  const at = { sheet: row.sheet, row: row.row }
  if (row.outcome === 'outOfScope') return [{ ...at, what: 'outOfScope', say: row.say }]
  if (row.outcome === 'notCase') return row.what === 'nil' ? [{ ...at, what: 'nil', say: NIL }] : []
  if (row.outcome === 'rejected') return []
  const notes = row.notes.map((note): ToldRow => ({ ...at, what: 'note', say: rowNoteSay(note) }))
  const { area, placeWords: words } = row.draft
  if (area !== null || words === null) return notes
  return [...notes, { ...at, what: 'waits', words, say: { zh: `地点待定：“${words}”`, en: `waits for a place: "${words}"` } }]
}

const NIL: Say = { zh: '零报告', en: 'Nil report' }

function widened(days: Reading['days'], day: Day): Reading['days'] {
  if (!days) return { first: day, last: day }
  return { first: day < days.first ? day : days.first, last: day > days.last ? day : days.last }
}

/** The place is compared beside the key: what words found no place before may find one today. */
function placelessKey(draft: CaseDraft): string {
  const hex = contentKey({ ...draft, area: null, placeWords: null })
  return BigInt.asIntN(64, BigInt(`0x${hex}`)).toString()
}
