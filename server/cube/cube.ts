import { daysAfter, emptyColumns, grown, NO_DAY, sortedByDay, type Columns } from './columns.ts'
import { dayExtent, type Counted } from './counted.ts'
import { facetOf, GONE } from './facets.ts'

/**
 * Facts of cases as they come from the database, one array a fact. Category, colour, state and channel are
 * positions in their vocabularies, days are days since 1970-01-01, and -1 stands for no due or closing day.
 */
export interface Facts {
  length: number
  /** dense, from 1 */
  id: ArrayLike<number>
  /** index of today's area in the pack; -1 unknown, below it see `waitingIn` */
  area: ArrayLike<number>
  day: ArrayLike<number>
  dueDay: ArrayLike<number>
  closedDay: ArrayLike<number>
  category: ArrayLike<number>
  colour: ArrayLike<number>
  state: ArrayLike<number>
  channel: ArrayLike<number>
  /** bit k: it has mark k of `MARKS` */
  marks: ArrayLike<number>
  people: ArrayLike<number>
  amountFen: ArrayLike<number>
  /** true or 1 for a case that is no more */
  deleted: ArrayLike<number | boolean>
}

/**
 * The cases of one county in typed arrays, sorted by day of occurrence and id: what every count is made from.
 * 35 bytes a case. Deltas cost O(1) each: a case that keeps its day is overwritten in place, any other change
 * marks the old row and adds one to an unsorted tail, which the next question merges once it has grown long.
 */
export class Cube implements Counted {
  columns: Columns = emptyColumns(0)
  /** rows in use, removed ones included */
  length = 0
  /** the first rows, in order of day and, on one day, of id */
  sorted = 0
  /** cases that are not removed */
  size = 0
  /** where `select` writes what it finds */
  scratch = new Uint32Array(0)
  /** by day: the number of the last change that touched it, of cases that came, went or changed on it */
  private readonly touched = new Map<number, number>()
  /** row by case id; -1 or absent for none */
  private rows = new Int32Array(0)
  private removed = 0
  private readonly shortTail: number

  /** A tail of up to `shortTail` rows is scanned as it is, a longer one up to a sixteenth of the sorted rows. */
  constructor(options: { shortTail?: number } = {}) {
    this.shortTail = options.shortTail ?? 8_192
  }

  /**
   * Takes new, changed and deleted cases alike; the same facts twice change nothing. `change` numbers what is taken, so
   * that `touchedSince` can tell on which days something is other than before; 0 keeps no account.
   */
  apply(facts: Facts, change = 0): void {
    for (let k = 0; k < facts.length; k++) {
      const id = facts.id[k]!
      const old = this.rowOf(id)
      if (change > 0) this.touch(old, facts.deleted[k] ? null : facts.day[k]!, change)
      if (facts.deleted[k]) {
        if (old >= 0) this.remove(old)
        continue
      }
      const day = facts.day[k]!
      const stays = old >= 0 && this.columns.day[old] === day
      if (old >= 0 && !stays) this.remove(old)
      this.write(stays ? old : this.append(id, day), facts, k)
    }
  }

  /** Days, in order, on which anything changed with a number greater than this one. */
  touchedSince(change: number): number[] {
    const days: number[] = []
    for (const [day, last] of this.touched) if (last > change) days.push(day)
    return days.sort((a, b) => a - b)
  }

  /** Row of a case, or -1. */
  rowOf(id: number): number {
    return id < this.rows.length ? this.rows[id]! : -1
  }

  /** Merges a long tail and drops removed rows; every question asks for it first. Costs O(rows) when it acts. */
  settle(): void {
    const tail = this.length - this.sorted
    const limit = Math.max(this.shortTail, this.sorted >> 4)
    if (tail <= limit && this.removed <= Math.max(this.shortTail, this.length >> 2)) return
    const { columns, length } = sortedByDay(this.columns, this.rows, Math.max(1_024, this.size >> 5))
    this.columns = columns
    this.length = length
    this.sorted = length
    this.removed = 0
    for (let row = 0; row < length; row++) this.rows[columns.id[row]!] = row
  }

  /** First and last day with a case; null without cases. */
  extent(): { first: number; last: number } | null {
    return dayExtent(this)
  }

  /** Bytes of the typed arrays. */
  get bytes(): number {
    const columns = Object.values(this.columns) as ArrayBufferView[]
    return columns.reduce((sum, column) => sum + column.byteLength, this.rows.byteLength)
  }

  private touch(old: number, day: number | null, change: number): void {
    if (old >= 0) this.touched.set(this.columns.day[old]!, change)
    if (day !== null) this.touched.set(day, change)
  }

  private remove(row: number): void {
    this.columns.facet[row] = GONE
    this.rows[this.columns.id[row]!] = -1
    this.size--
    this.removed++
  }

  private append(id: number, day: number): number {
    const row = this.length
    if (row === this.columns.id.length) this.columns = grown(this.columns, Math.max(1_024, row + (row >> 1)))
    if (id >= this.rows.length) this.growRows(id)
    const follows = this.sorted === row && this.isAfterLast(id, day)
    this.columns.id[row] = id
    this.columns.day[row] = day
    this.rows[id] = row
    this.length++
    this.size++
    if (follows) this.sorted++
    return row
  }

  private isAfterLast(id: number, day: number): boolean {
    const last = this.length - 1
    if (last < 0) return true
    const on = this.columns.day[last]!
    return on < day || (on === day && this.columns.id[last]! < id)
  }

  private growRows(id: number): void {
    const wider = new Int32Array(Math.max(1_024, id + 1 + (id >> 3))).fill(-1)
    wider.set(this.rows)
    this.rows = wider
  }

  private write(row: number, facts: Facts, k: number): void {
    const { columns } = this
    const day = facts.day[k]!
    const due = facts.dueDay[k]!
    const closed = facts.closedDay[k]!
    columns.area[row] = facts.area[k]!
    columns.facet[row] = facetOf(facts.category[k]!, facts.colour[k]!, facts.state[k]!, facts.channel[k]!)
    columns.dueAfter[row] = due === -1 ? NO_DAY : daysAfter(day, due)
    columns.closedAfter[row] = closed === -1 ? NO_DAY : daysAfter(day, closed)
    columns.marks[row] = facts.marks[k]!
    columns.people[row] = facts.people[k]!
    columns.amountFen[row] = facts.amountFen[k]!
  }
}
