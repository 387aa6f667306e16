import { STANDS, type RowCodes } from './brushRows.ts'
import { NO_DAY } from './columns.ts'
import type { FactColumns } from './counted.ts'
import { cellsOf } from './counts.ts'
import { GONE, IS_PENDING, IS_RESOLVED } from './facets.ts'

/** One bit for each thing that may keep a row out. */
export const AREA = 1
export const DAYS = 2
/** What is filtered by lists, in the order of the bits that follow; the first four are of the facet, the others of the stand. */
export const LISTED = ['category', 'colour', 'phase', 'channel', 'due', 'age', 'mark'] as const
export type Listed = (typeof LISTED)[number]
const OF_FACET = 4
const FIRST_LISTED = 2

export function bitOf(name: Listed): number {
  return 1 << (LISTED.indexOf(name) + FIRST_LISTED)
}

/** Counts that are kept up row by row as bits are set and cleared. All but those said to be otherwise are of the rows that nothing keeps out. */
export class BrushGroups {
  readonly facet = new Int32Array(GONE + 1)
  readonly stand = new Int32Array(STANDS)
  /** resolved cases by days to close, from `NO_DAY` on, and their number */
  readonly durations = new Int32Array(2 ** 16)
  timed = 0
  /** of the rows that one list alone keeps out, by facet or by stand: with those above they are the group of that list */
  readonly alone: readonly Int32Array[] = LISTED.map((_, at) => new Int32Array(at < OF_FACET ? GONE + 1 : STANDS))
  /** by cell, of the rows that nothing but their area keeps out */
  readonly cell: Int32Array
  /** by day from the first on, of the rows that nothing but their day keeps out */
  readonly count: Int32Array
  readonly resolved: Int32Array
  readonly overdue: Int32Array
  readonly people: Float64Array
  readonly amountFen: Float64Array
  readonly firstDay: number
  /** bits of what keeps a row out */
  readonly out: Uint16Array
  private readonly columns: FactColumns
  private readonly codes: RowCodes
  private readonly asOf: number

  /** Nothing keeps a row out in the beginning. */
  constructor(columns: FactColumns, codes: RowCodes, { areas, asOf }: { areas: number; asOf: number }) {
    const { day } = columns
    const length = day.length
    this.columns = columns
    this.codes = codes
    this.asOf = asOf
    this.firstDay = length > 0 ? day[0]! : 0
    const days = length > 0 ? day[length - 1]! - this.firstDay + 1 : 0
    this.cell = new Int32Array(cellsOf(areas))
    this.count = new Int32Array(days)
    this.resolved = new Int32Array(days)
    this.overdue = new Int32Array(days)
    this.people = new Float64Array(days)
    this.amountFen = new Float64Array(days)
    // every row comes in as if a bit that none has were cleared
    this.out = new Uint16Array(length).fill(NOT_YET)
    this.flip(Uint32Array.from({ length }, (_, row) => row), length, NOT_YET)
  }

  /** Turns a bit of the first `many` of the rows round, and counts them in or out. A few increments a row that is in or nearly so. */
  flip(rows: Uint32Array, many: number, bit: number): void {
    const { out, facet, stand, durations, cell, alone, codes } = this
    const kinds = this.columns.facet
    const closedAfter = this.columns.closedAfter
    const own = slotOf(bit)
    const ownGroup = own >= 0 && bit !== NOT_YET ? alone[own]! : null
    const ownOfFacet = own < OF_FACET
    let timed = 0
    for (let k = 0; k < many; k++) {
      const row = rows[k]!
      const now = out[row]! ^ bit
      out[row] = now
      const others = now & ~bit
      if (others === 0) {
        const sign = now === 0 ? 1 : -1
        const kind = kinds[row]!
        const stands = codes.stand[row]!
        facet[kind]! += sign
        stand[stands]! += sign
        if (IS_RESOLVED[kind] === 1 && closedAfter[row] !== NO_DAY) {
          durations[closedAfter[row]! - NO_DAY]! += sign
          timed += sign
        }
        if (bit !== AREA) cell[codes.cell[row]!]! += sign
        if (bit !== DAYS) this.addDay(row, kind, sign)
        if (ownGroup) ownGroup[ownOfFacet ? kind : stands]! -= sign
      } else if ((others & (others - 1)) === 0) this.addAlone(row, others, now === others ? 1 : -1)
    }
    this.timed += timed
  }

  private addAlone(row: number, by: number, sign: number): void {
    if (by === DAYS) return this.addDay(row, this.columns.facet[row]!, sign)
    if (by === AREA) {
      this.cell[this.codes.cell[row]!]! += sign
      return
    }
    const slot = slotOf(by)
    this.alone[slot]![slot < OF_FACET ? this.columns.facet[row]! : this.codes.stand[row]!]! += sign
  }

  private addDay(row: number, kind: number, sign: number): void {
    const { day, dueAfter, people, amountFen } = this.columns
    const on = day[row]!
    const at = on - this.firstDay
    this.count[at]! += sign
    if (IS_RESOLVED[kind] === 1) this.resolved[at]! += sign
    else if (IS_PENDING[kind] === 1 && dueAfter[row] !== NO_DAY && on + dueAfter[row]! < this.asOf) this.overdue[at]! += sign
    this.people[at]! += sign * people[row]!
    this.amountFen[at]! += sign * amountFen[row]!
  }
}

/** No list's bit. */
const NOT_YET = 1 << 15

function slotOf(bit: number): number {
  return 31 - Math.clz32(bit) - FIRST_LISTED
}
