import type { Order, Sort } from '../contract/caseTable.ts'
import { NO_DAY } from './columns.ts'
import type { Cube } from './cube.ts'
import { IS_PENDING } from './facets.ts'
import type { Keep } from './keep.ts'
import { select, type CubeQuery } from './select.ts'

/** Where a case stands in an order: its value there, null where it has none, and its id, which parts equal values. */
export interface Mark {
  value: number | null
  id: number
}

export interface PageQuery {
  query: CubeQuery
  /** what the query does not say, all of which has to hold */
  keep: Keep[]
  order: Order
  /** day on which the present state of a case began, by id, where that is known: what `still` orders by */
  since?: ReadonlyMap<number, number>
  /** the page begins right behind this case, which need not be there any more; null = at the beginning */
  beyond: Mark | null
  /** the page that ends right before `beyond`, or at the end */
  backwards: boolean
  size: number
}

export interface Page {
  /** cases of all pages */
  total: number
  /** in the order asked for, also backwards */
  ids: number[]
  /** of the first and the last of them; null without any */
  first: Mark | null
  last: Mark | null
  /** are there more in the direction that was gone in? */
  more: boolean
}

/**
 * One page of the cases that a query lets through. Cases without a value come last; equal values stand by id, and all
 * of it turns round for a descending order, but for those without a value, which stay last. O(rows of the query), and
 * no sort beyond the page: page 1 and page 10,000 cost the same.
 */
export function pageOf(cube: Cube, asked: PageQuery): Page {
  const { order, beyond, backwards, size } = asked
  const rows = chosen(cube, asked)
  const { id } = cube.columns
  const valueOf = VALUES[order.by](cube, asked.since)
  const sign = order.descending ? -1 : 1
  const way = backwards ? -1 : 1
  // cases in the way that is gone, the nearest first: the less, the nearer
  const rank = (value: number | null): number => way * (value === null ? Infinity : sign * value)
  const nearest = new Nearest(Math.min(size + 1, rows.length), beyond && { rank: rank(beyond.value), tie: way * sign * beyond.id })
  const look = (row: number): void => {
    const value = valueOf(row)
    nearest.offer(way * (Number.isNaN(value) ? Infinity : sign * value), way * sign * id[row]!, row)
  }
  if (order.by === 'occurredOn') {
    const sorted = lowerBound(rows, cube.sorted)
    aroundMark(cube, rows.subarray(0, sorted), { beyond, ascending: way * sign > 0, size: size + 1 }).forEach(look)
    for (let k = sorted; k < rows.length; k++) look(rows[k]!)
  } else if (way * sign > 0) for (let k = 0; k < rows.length; k++) look(rows[k]!)
  // days of all kinds follow the day of occurrence: from the far end few cases are better than those seen before
  else for (let k = rows.length - 1; k >= 0; k--) look(rows[k]!)

  const found = nearest.inOrder()
  const more = found.length > size
  if (more) found.length = size
  if (backwards) found.reverse()
  const markOf = (row: number | undefined): Mark | null => (row === undefined ? null : { value: orNull(valueOf(row)), id: id[row]! })
  return { total: rows.length, ids: found.map((row) => id[row]!), first: markOf(found[0]), last: markOf(found.at(-1)), more }
}

/** Rows that a query and what it does not say let through; as with `select`, to be read before the next one. */
export function chosen(cube: Cube, { query, keep }: Pick<PageQuery, 'query' | 'keep'>): Uint32Array {
  return keep.reduce((rows, one) => kept(rows, one(cube)), select(cube, query))
}

/** The value that a case is ordered by; NaN where it has none. */
const VALUES: Record<Sort, (cube: Cube, since: PageQuery['since']) => (row: number) => number> = {
  occurredOn: ({ columns: { day } }) => (row) => day[row]!,
  dueOn: ({ columns: { day, dueAfter } }) => (row) => (dueAfter[row] === NO_DAY ? NaN : day[row]! + dueAfter[row]!),
  closedOn: ({ columns: { day, closedAfter } }) => (row) => (closedAfter[row] === NO_DAY ? NaN : day[row]! + closedAfter[row]!),
  amount: ({ columns: { amountFen } }) => (row) => amountFen[row]!,
  people: ({ columns: { people } }) => (row) => people[row]!,
  still: ({ columns: { day, facet, id } }, since) => (row) => (IS_PENDING[facet[row]!] === 1 ? (since?.get(id[row]!) ?? day[row]!) : NaN),
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

/** Drops rows in place. */
function kept(rows: Uint32Array, keep: (row: number) => boolean): Uint32Array {
  let found = 0
  for (let k = 0; k < rows.length; k++) if (keep(rows[k]!)) rows[found++] = rows[k]!
  return rows.subarray(0, found)
}

/** Of rows in order of day and id the `size` right behind the mark, or right before it. */
function aroundMark(
  { columns: { day, id } }: Cube,
  rows: Uint32Array,
  { beyond, ascending, size }: { beyond: Mark | null; ascending: boolean; size: number },
): Uint32Array {
  if (!beyond) return ascending ? rows.subarray(0, size) : rows.subarray(Math.max(0, rows.length - size))
  const on = beyond.value ?? Infinity
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]!
    const before = day[row]! < on || (day[row] === on && (ascending ? id[row]! <= beyond.id : id[row]! < beyond.id))
    if (before) low = middle + 1
    else high = middle
  }
  return ascending ? rows.subarray(low, low + size) : rows.subarray(Math.max(0, low - size), low)
}

/** How many of the ascending rows are below `row`. */
function lowerBound(rows: Uint32Array, row: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return low
}

/** The `size` least of all that was offered beyond a mark, by rank and tie: a heap with the greatest on top. */
class Nearest {
  private readonly ranks: Float64Array
  private readonly ties: Float64Array
  private readonly rows: Uint32Array
  private length = 0
  private readonly size: number
  private readonly beyond: { rank: number; tie: number } | null

  constructor(size: number, beyond: { rank: number; tie: number } | null) {
    this.size = size
    this.beyond = beyond
    this.ranks = new Float64Array(size)
    this.ties = new Float64Array(size)
    this.rows = new Uint32Array(size)
  }

  offer(rank: number, tie: number, row: number): void {
    const { beyond } = this
    if (beyond && (rank < beyond.rank || (rank === beyond.rank && tie <= beyond.tie))) return
    if (this.length < this.size) this.rise(this.length++, rank, tie, row)
    else if (this.length > 0 && this.isLess(rank, tie, 0)) this.sink(rank, tie, row)
  }

  /** Rows, the least first. */
  inOrder(): number[] {
    const { ranks, ties } = this
    const order = Array.from({ length: this.length }, (_, at) => at)
    order.sort((a, b) => (ranks[a] === ranks[b] ? ties[a]! - ties[b]! : ranks[a]! < ranks[b]! ? -1 : 1))
    return order.map((at) => this.rows[at]!)
  }

  private isLess(rank: number, tie: number, at: number): boolean {
    return rank < this.ranks[at]! || (rank === this.ranks[at] && tie < this.ties[at]!)
  }

  private rise(from: number, rank: number, tie: number, row: number): void {
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.isLess(rank, tie, above)) break
      this.copy(above, at)
      at = above
    }
    this.put(at, rank, tie, row)
  }

  /** Takes the place of the greatest. */
  private sink(rank: number, tie: number, row: number): void {
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= this.length) break
      if (below + 1 < this.length && this.isLess(this.ranks[below]!, this.ties[below]!, below + 1)) below++
      if (!this.isLess(rank, tie, below)) break
      this.copy(below, at)
      at = below
    }
    this.put(at, rank, tie, row)
  }

  private copy(from: number, to: number): void {
    this.put(to, this.ranks[from]!, this.ties[from]!, this.rows[from]!)
  }

  private put(at: number, rank: number, tie: number, row: number): void {
    this.ranks[at] = rank
    this.ties[at] = tie
    this.rows[at] = row
  }
}
