import { float64, int16, int32, tableFromArrays, tableFromIPC, tableToIPC, uint16, uint32, uint8 } from '@uwdata/flechette'
import { CATEGORIES } from '../contract/categories.ts'
import { CHANNELS } from '../contract/channels.ts'
import { COLOURS } from '../contract/colours.ts'
import { MARKS } from '../contract/standing.ts'
import { STATES } from '../contract/states.ts'
import type { Columns } from './columns.ts'
import type { FactColumns } from './counted.ts'
import type { Cube } from './cube.ts'
import { select, type CubeQuery } from './select.ts'

/** What a file of facts says of itself. */
export interface WireHead {
  /** of the county's data; everything up to it is in */
  revision: number
  /** of the cube that the rows were taken from: revisions of another one say nothing about it */
  mark: string
  packVersion: string
  /** index of the area whose part of the county this is; 0 is the whole, with the cases of no known place */
  root: number
  /** days since 1970-01-01 whose rows these are, all others stay as they were; null where the rows are all there are */
  days: number[] | null
}

export interface Wire {
  head: WireHead
  columns: FactColumns
}

/** The facts of one county or part of it, in order of day. Aligned, so that a browser reads the arrays as they lie there. */
const TYPES = {
  day: int32(), area: int32(), facet: uint16(), dueAfter: int16(), closedAfter: int16(), marks: uint8(), people: uint32(), amountFen: float64(),
} as const satisfies Record<keyof FactColumns, unknown>
const NAMES = Object.keys(TYPES) as (keyof FactColumns)[]

/** The facets are positions in these: whoever has other tables must not count. */
const TERMS = JSON.stringify([CATEGORIES, COLOURS, STATES, CHANNELS, MARKS].map(({ codes }) => codes))
const KEY = 'fengtu'

/** An Arrow IPC stream of one batch; `head` stands in the schema's metadata under `fengtu`. */
export function encodeWire({ head, columns }: Wire): Uint8Array<ArrayBuffer> {
  // without types the arrays are taken as they are, which says the same types, but of empty ones nothing
  const table = tableFromArrays(columns, columns.day.length > 0 ? {} : { types: TYPES })
  table.schema.metadata = new Map([[KEY, JSON.stringify({ ...head, rows: columns.day.length })], ['terms', TERMS]])
  const bytes = tableToIPC(table, { format: 'stream' })
  if (!bytes) throw new Error('Arrow gave no bytes')
  return bytes as Uint8Array<ArrayBuffer>
}

/** Throws `RangeError` for bytes of a program with other vocabularies, or that were cut short. The columns are views of the bytes. */
export function decodeWire(bytes: Uint8Array): Wire {
  const table = read(bytes)
  const { metadata } = table.schema
  if (metadata?.get('terms') !== TERMS) throw new RangeError('The facts are of other vocabularies')
  const { rows, ...head } = JSON.parse(metadata.get(KEY) ?? '{}') as WireHead & { rows: number }
  const columns = emptyFacts(0)
  for (const name of NAMES) {
    const column = table.getChild(name)
    if (column.length !== rows) throw new RangeError(`The facts are cut short: ${column.length} of ${rows} rows`)
    if (rows > 0) Object.assign(columns, { [name]: column.toArray() })
  }
  return { head, columns }
}

function read(bytes: Uint8Array): ReturnType<typeof tableFromIPC> {
  try {
    return tableFromIPC(bytes)
  } catch (cause) {
    throw new RangeError('No Arrow stream, or one that was cut short', { cause })
  }
}

/**
 * The facts of a part of the county in order of day and, on one day, of id, so that one revision gives the same columns
 * however it came about. `days`, where given, are all that is wanted. O(rows).
 */
export function factsIn(cube: Cube, query: CubeQuery, days: readonly number[] | null = null): FactColumns {
  const rows = inOrder(cube, select(cube, query))
  const wanted = days && new Set(days)
  const { day } = cube.columns
  return gathered(cube.columns, wanted ? rows.filter((row) => wanted.has(day[row]!)) : rows)
}

/** The rows of the tail put where they belong. */
function inOrder({ columns: { day, id }, sorted }: Cube, rows: Uint32Array): Uint32Array {
  const order = (a: number, b: number): number => day[a]! - day[b]! || id[a]! - id[b]!
  let split = rows.length
  while (split > 0 && rows[split - 1]! >= sorted) split--
  const tail = rows.slice(split).sort(order)
  const merged = new Uint32Array(rows.length)
  for (let at = 0, head = 0, late = 0; at < merged.length; at++) {
    const first = late >= tail.length || (head < split && order(rows[head]!, tail[late]!) < 0)
    merged[at] = first ? rows[head++]! : tail[late++]!
  }
  return merged
}

function gathered(from: Columns, rows: Uint32Array): FactColumns {
  const into = emptyFacts(rows.length)
  // every column by an access of its own: one for arrays of all types takes many times as long
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    into.day[k] = from.day[row]!
    into.area[k] = from.area[row]!
    into.facet[k] = from.facet[row]!
    into.dueAfter[k] = from.dueAfter[row]!
    into.closedAfter[k] = from.closedAfter[row]!
    into.marks[k] = from.marks[row]!
    into.people[k] = from.people[row]!
    into.amountFen[k] = from.amountFen[row]!
  }
  return into
}

/** What is held, with the rows of the replaced days in the place of those that it had there. O(rows). */
export function withDays(held: FactColumns, { head: { days }, columns }: Wire): FactColumns {
  if (days === null) return columns
  const gone = new Set(days)
  const runs = runsOf(held, columns, gone)
  const merged = emptyFacts(runs.reduce((sum, { start, end }) => sum + end - start, 0))
  for (const name of NAMES) {
    let at = 0
    for (const { of, start, end } of runs) {
      merged[name].set(of[name].subarray(start, end), at)
      at += end - start
    }
  }
  return merged
}

interface Run {
  of: FactColumns
  start: number
  end: number
}

/** Runs of rows of either, in order of day. */
function runsOf(held: FactColumns, fresh: FactColumns, gone: ReadonlySet<number>): Run[] {
  const runs: Run[] = []
  let late = 0
  let start = 0
  const take = (of: FactColumns, from: number, end: number): void => void (end > from && runs.push({ of, start: from, end }))
  for (let at = 0; at <= held.day.length;) {
    const on = at < held.day.length ? held.day[at]! : Infinity
    let next = at
    while (next < held.day.length && held.day[next] === on) next++
    let end = late
    while (end < fresh.day.length && fresh.day[end]! <= on) end++
    if (end > late || gone.has(on) || on === Infinity) {
      take(held, start, at)
      take(fresh, late, end)
      late = end
      start = gone.has(on) ? next : at
    }
    at = on === Infinity ? Infinity : next
  }
  return runs
}

function emptyFacts(length: number): FactColumns {
  return {
    day: new Int32Array(length), area: new Int32Array(length), facet: new Uint16Array(length), dueAfter: new Int16Array(length),
    closedAfter: new Int16Array(length), marks: new Uint8Array(length), people: new Uint32Array(length), amountFen: new Float64Array(length),
  }
}
