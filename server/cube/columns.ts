/** No due day, or no closing day. */
export const NO_DAY = -32_768
const MOST_DAYS = 32_767

/** Facts of cases, one typed array a fact: 31 bytes a case. */
export interface Columns {
  /** dense number of the case in its county */
  id: Int32Array
  /** day of occurrence, days since 1970-01-01 */
  day: Int32Array
  /** index of the area in the pack; -1 unknown, below it see `waitingIn` */
  area: Int32Array
  /** see facets.ts; GONE for a removed row */
  facet: Uint16Array
  /** days from occurrence to the due day and to the closing day, or NO_DAY; ±32,767 (89 years) at most */
  dueAfter: Int16Array
  closedAfter: Int16Array
  /** bit k: it has mark k of `MARKS` */
  marks: Uint8Array
  people: Uint32Array
  amountFen: Float64Array
}

export function emptyColumns(capacity: number): Columns {
  return {
    id: new Int32Array(capacity),
    day: new Int32Array(capacity),
    area: new Int32Array(capacity),
    facet: new Uint16Array(capacity),
    dueAfter: new Int16Array(capacity),
    closedAfter: new Int16Array(capacity),
    marks: new Uint8Array(capacity),
    people: new Uint32Array(capacity),
    amountFen: new Float64Array(capacity),
  }
}

/** A copy with more room. */
export function grown(columns: Columns, capacity: number): Columns {
  const wider = emptyColumns(capacity)
  for (const name of Object.keys(wider) as (keyof Columns)[]) wider[name].set(columns[name])
  return wider
}

/** Days between, fit for a 16-bit column. */
export function daysAfter(day: number, later: number): number {
  return Math.max(-MOST_DAYS, Math.min(MOST_DAYS, later - day))
}

/**
 * The rows that are not removed, in order of day and, on one day, of id (counting sort: one pass over the ids, one over
 * the days between first and last). `rowOfId` gives the row of every id, -1 for none; `spare` is room for rows to come.
 */
export function sortedByDay(columns: Columns, rowOfId: Int32Array, spare: number): { columns: Columns; length: number } {
  const order = orderByDay(columns, rowOfId)
  const sorted = emptyColumns(order.length + spare)
  for (const name of Object.keys(sorted) as (keyof Columns)[]) gather(columns[name], order, sorted[name])
  return { columns: sorted, length: order.length }
}

function gather(from: Columns[keyof Columns], order: Uint32Array, into: Columns[keyof Columns]): void {
  for (let k = 0; k < order.length; k++) into[k] = from[order[k]!]!
}

function orderByDay({ day }: Columns, rowOfId: Int32Array): Uint32Array {
  let first = Infinity
  let last = -Infinity
  let live = 0
  for (let id = 0; id < rowOfId.length; id++) {
    const row = rowOfId[id]!
    if (row < 0) continue
    live++
    const on = day[row]!
    if (on < first) first = on
    if (on > last) last = on
  }
  const order = new Uint32Array(live)
  if (live === 0) return order
  const starts = new Uint32Array(last - first + 2)
  for (let id = 0; id < rowOfId.length; id++) if (rowOfId[id]! >= 0) starts[day[rowOfId[id]!]! - first + 1]!++
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!
  for (let id = 0; id < rowOfId.length; id++) {
    const row = rowOfId[id]!
    if (row >= 0) order[starts[day[row]! - first]!++] = row
  }
  return order
}
