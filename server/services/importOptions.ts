import { crsFault, parseCrs } from '../../geodata/crs/systems.ts'
import { AppError, type Say } from '../contract/error.ts'
import type { RejectedRow } from '../contract/imports.ts'
import type { LedgerOptions } from '../ledger/types.ts'

/** A ledger as it arrives: in memory from the page, as a stream from the command line. */
export type LedgerInput = { name: string; bytes: Uint8Array } | { name: string; stream: AsyncIterable<Uint8Array> }

/** A refused row for the file that goes back: its cells with persons masked, in the columns of its sheet. */
export interface RejectedLine extends RejectedRow {
  sheet: string
  cells: string[]
}

/** What is worth telling of one row that was not refused: why it was left out, or what of it was not understood. */
export interface ToldRow {
  sheet: string
  row: number
  /** nil: the ledger reports that there was nothing */
  what: 'outOfScope' | 'note' | 'waits' | 'nil'
  say: Say
  /** the masked spelling that waits for a place */
  words?: string
}

export interface ReadingOptions extends LedgerOptions {
  /** ends the reading when who asked for it has gone */
  signal?: AbortSignal
}

export interface ImportOptions extends ReadingOptions {
  /** says what would happen and stores nothing */
  dryRun?: boolean
  onProgress?: (progress: { stage: 'read' | 'match' | 'store'; rows: number }) => void
  /** called for every row of which there is something to tell, several times where there are several things */
  told?: (row: ToldRow) => void
  /** called for every refused row; the result lists the first ones only */
  rejects?: (line: RejectedLine, headers: string[]) => void
}

/** Throws `AppError` 400 for a coordinate system that names nothing known: read under it, every case would wait for a place. */
export function refuseUnknownCrs({ crs }: Pick<LedgerOptions, 'crs'>): void {
  if (crs === undefined || parseCrs(crs)) return
  throw new AppError('bad_parameter', { status: 400, field: 'crs', say: crsFault(crs) })
}
