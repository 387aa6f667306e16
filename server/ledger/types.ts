import type { AreaFinder } from '../../geodata/ground/find.ts'
import type { Gazetteer } from '../../geodata/place/gazetteer.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import type { CaseDraft } from '../contract/case.ts'
import type { Category } from '../contract/categories.ts'
import type { TierColour } from '../contract/colours.ts'
import type { Day } from '../contract/day.ts'
import type { Say } from '../contract/error.ts'
import type { ColumnMapping, ColumnPlan, Field } from '../contract/imports.ts'

/** One row of a sheet as text, blank cells as ''. Numbers and dates of a workbook are spelled out. */
export interface RawRow {
  /** 1-based, as a spreadsheet shows it; in a text file the number of the record */
  row: number
  cells: string[]
  /** columns whose cell was a number in the workbook, not text; null in text files */
  numeric: ReadonlySet<number> | null
  /** some cell was longer than a case can need, and ends early */
  cut?: true
}

/** A file that was opened: its tables, readable as often as wanted unless it came as a stream. */
export interface LedgerFile {
  name: string
  sheets: string[]
  /** sheets that a workbook hides, readable by name */
  hidden?: string[]
  /** the first rows of a sheet, without spending a stream */
  head(sheet: string, count: number): Promise<RawRow[]>
  /** all rows in batches; a stream can be read once */
  rows(sheet: string): AsyncIterable<RawRow[]>
}

export interface LedgerOptions {
  sheet?: string
  mapping?: ColumnMapping
  /** coordinate system where a row declares none; wins over the county's preset */
  crs?: string
  /** for all rows of a ledger that has no column of it */
  category?: Category
  /** year of dates such as 3月5日 where no title says one */
  defaultYear?: number
}

/** What the words above a table say about its dates. */
export interface TitleContext {
  year: number | null
  /** 1–12 */
  month: number | null
  /** first and last day of a dated week (3.12-3.15) */
  week: { from: Day; to: Day } | null
  /** the title calls the table a screening ledger (排查) */
  screening: boolean
}

/** One table: header rows found and every column decided. */
export interface TablePlan {
  sheet: string
  /** 1-based rows of the header, one or two */
  headerRows: number[]
  columns: ColumnPlan[]
  title: TitleContext
  /** day before month in dates such as 05/12/2024; null where no such date showed which */
  dayFirst: boolean | null
  /** a comma is the decimal mark of plain numbers */
  decimalComma: boolean
  /** a town stands only on the first row of its block and holds for the blank rows below it */
  townBlocks: boolean
}

export interface LedgerPlan {
  /** the sheet to look at: the first one that owes an answer, else the first ledger */
  sheet: string
  /** one per sheet that holds a whole ledger */
  tables: TablePlan[]
  /** columns of `sheet` */
  columns: ColumnPlan[]
  /** fields without which no row of `sheet` can be read, and that no column gives */
  missing: Field[]
  refusedColumns: { header: string; because: NonNullable<ColumnPlan['refused']> }[]
  /** key under which a settled mapping is saved: the header's words */
  fingerprint: string
  notes: Say[]
  /** no field is missing and no column unsure, in any sheet that is a ledger */
  ready: boolean
  options: LedgerOptions
}

export interface LedgerContext {
  gazetteer: Gazetteer
  finder: AreaFinder
  /** [west, south, east, north] of the county, WGS-84 degrees */
  bbox: [number, number, number, number]
  tree: AreaTree
  defaultCrs: string | null
  /** local terms → code of the official list */
  categoryTerms: Record<string, string>
  /** days to close where a row gives no due date */
  dueDays: number
  /** colours that the county uses, from the gravest */
  tiers: readonly TierColour[]
  today: Day
  /** random, of this one import: what is hashed with it can be compared within the import and nowhere else */
  salt: string
}

/** Things worth telling that refused nothing; see `noteSay`. */
export type LedgerNote =
  | 'number_lost'
  | 'number_refused'
  | 'cell_cut'
  | 'point_swapped'
  | 'point_outside'
  | 'point_zero'
  | 'point_elsewhere'
  | 'point_unreadable'
  | 'crs_unknown'
  | 'crs_default'
  | 'amount_read_as_yuan'
  | 'amount_unreadable'
  | 'people_unreadable'
  | 'colour_unknown'
  | 'state_unknown'
  | 'category_unknown'
  | 'date_zero_lost'
  | 'due_unreadable'
  | 'closed_unreadable'
  | 'closed_before_occurred'
  | 'generalised'

export type NotCase = 'title' | 'header' | 'subtotal' | 'footer' | 'nil' | 'blank'

export type LedgerRow = { sheet: string; row: number } & (
  | {
      outcome: 'case'
      draft: CaseDraft
      /** who the row speaks of, see `partiesOf`: compared while the file is read, never stored */
      parties: string | null
      /** number of the case that this row repeats, as the source says */
      relatedNo: string | null
      /** `dueOn` is the county's preset, the row said none: never overwrite a stated one with it */
      dueDefaulted: boolean
      notes: LedgerNote[]
    }
  | { outcome: 'notCase'; what: NotCase }
  | { outcome: 'outOfScope'; say: Say }
  | { outcome: 'rejected'; reason: string; say: Say; cells: string[] }
)
