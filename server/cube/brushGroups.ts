import { OVERDUE, RESOLVED, STANDS, type RowCodes } from './brushRows.ts'
import { NO_DAY } from './columns.ts'
import type { FactColumns } from './counted.ts'
import { cellsOf } from './counts.ts'
import { GONE } from './facets.ts'

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
  readonly columns: FactColumns
  readonly codes: RowCodes

  /** Nothing keeps a row out in the beginning. */
  constructor(columns: FactColumns, codes: RowCodes, areas: number) {
    const { day } = columns
    const length = day.length
    this.columns = columns
    this.codes = codes
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

  /** Turns a bit of the first `many` of the rows round, which stand in order, and counts them in or out. */
  flip(rows: Uint32Array, many: number, bit: number): void {
    const { out, facet, stand, cell, durations, codes } = this
    const { facet: kinds, closedAfter, day } = this.columns
    const own = slotOf(bit)
    const ownGroup = own < LISTED.length ? this.alone[own] : undefined
    const ownOfFacet = own < OF_FACET
    const days = bit === DAYS ? null : new DaySums(this)
    let timed = 0
    for (let k = 0; k < many; k++) {
      const row = rows[k]!
      const now = out[row]! ^ bit
      out[row] = now
      const others = now & ~bit
      if ((others & (others - 1)) !== 0) continue
      const sign = now === others ? 1 : -1
      if (others === 0) {
        const kind = kinds[row]!
        const stands = codes.stand[row]!
        facet[kind]! += sign
        stand[stands]! += sign
        if (codes.standing[row] === RESOLVED && closedAfter[row] !== NO_DAY) {
          durations[closedAfter[row]! - NO_DAY]! += sign
          timed += sign
        }
        if (bit !== AREA) cell[codes.cell[row]!]! += sign
        if (days) days.add(row, day[row]!, sign)
        if (ownGroup) ownGroup[ownOfFacet ? kind : stands]! -= sign
      } else if (others === DAYS) days!.add(row, day[row]!, sign)
      else if (others === AREA) cell[codes.cell[row]!]! += sign
      else {
        const slot = slotOf(others)
        this.alone[slot]![slot < OF_FACET ? kinds[row]! : codes.stand[row]!]! += sign
      }
    }
    days?.flush()
    this.timed += timed
  }
}

/** Adds up what rows of one day bring before it goes into the groups: rows come in order of day. */
class DaySums {
  private on = 0
  private count = 0
  private resolved = 0
  private overdue = 0
  private people = 0
  private amountFen = 0
  private readonly groups: BrushGroups
  private readonly standing: Uint8Array
  private readonly peopleOf: Uint32Array
  private readonly amountOf: Float64Array

  constructor(groups: BrushGroups) {
    this.groups = groups
    this.standing = groups.codes.standing
    this.peopleOf = groups.columns.people
    this.amountOf = groups.columns.amountFen
  }

  add(row: number, on: number, sign: number): void {
    if (on !== this.on) {
      this.flush()
      this.on = on
    }
    this.count += sign
    const stands = this.standing[row]!
    if (stands === RESOLVED) this.resolved += sign
    else if (stands === OVERDUE) this.overdue += sign
    this.people += sign * this.peopleOf[row]!
    this.amountFen += sign * this.amountOf[row]!
  }

  flush(): void {
    const { groups, on } = this
    const at = on - groups.firstDay
    if (at >= 0 && at < groups.count.length) {
      groups.count[at]! += this.count
      groups.resolved[at]! += this.resolved
      groups.overdue[at]! += this.overdue
      groups.people[at]! += this.people
      groups.amountFen[at]! += this.amountFen
    }
    this.count = 0
    this.resolved = 0
    this.overdue = 0
    this.people = 0
    this.amountFen = 0
  }
}

/** No list's bit. */
const NOT_YET = 1 << 15

function slotOf(bit: number): number {
  return 31 - Math.clz32(bit) - FIRST_LISTED
}
