import { LEAST_TOLD } from '../../contract/withheld.ts'
import { isSmall, SILENT, SMALL, TOLD } from './tree.ts'

/** Counts of places by the terms of one vocabulary. */
export interface TermRow {
  /** position of the row of the place above; -1 for the first row, which is of the root */
  parent: number
  /** by term; they add up to a count that is told */
  values: ArrayLike<number>
  /** may numbers of it be told? The others stand for what of a place lies in none of its told parts, and follow by subtraction */
  published: boolean
}

/** A place and a term outside the reserve with so many cases leave room for silence, see `tellBlock`. */
const ROOM = LEAST_TOLD + 2

/**
 * What may be told of the rows that make up one place, by term. Their totals are told, and their sums by term where `above`, the
 * marks of that place, says so; of the other terms nothing is told.
 *
 * Where no cell is small, all are told. Else the term and the place with the most cases are the reserve (with the terms not told
 * above, and the row that is not published): which they are hangs on told sums alone. Outside of it every cell is told or marked
 * small; of the reserve, lines beside which nothing is small.
 *
 * **Why no small cell follows.** A case can go from the reserve of a row to a small cell, from that of its column to the corner of
 * both, or all the way back, and what the rule looks at stays: which cells outside the reserve are small, what the others hold,
 * and what in each line the small ones and the reserve hold together. So all worlds that differ by that are told alike. In one of
 * them any small cell is 1 and in one it is 2, if each line with small cells holds one case more than it has of them (a
 * cell that becomes 2 then needs at most two others to become 1) and the corner can spare one when as many as possible are 2.
 * A reserve beside which nothing is small follows, so it must not be small.
 *
 * **Otherwise** no row is told, and that must not tell either. With a place and a term of five cases outside the reserve there are
 * two such tables without a common small cell: the smaller of the two puts 1 or 2 of its cases into the reserve of the larger's
 * line and all others where both meet. Without them, every table with a small cell is silent.
 */
export function tellBlock(rows: readonly TermRow[], above: Uint8Array): Uint8Array[] {
  if (rows.length === 1) return [above]
  const block = blockOf(rows, above)
  const telling = !block.anySmall ? () => TOLD : isOpen(block) ? reserveTelling(block) : () => SILENT
  return rows.map((_, row) => above.map((mark, term) => {
    if (mark !== TOLD || block.sums[term] === 0) return mark === TOLD ? TOLD : SILENT
    return block.cases[row] === 0 ? TOLD : telling(row, term)
  }))
}

interface Block {
  value(row: number, term: number): number
  /** by term, and by row */
  sums: number[]
  cases: number[]
  anySmall: boolean
  reserve: { rows: number[]; terms: number[] }
  /** the lines outside the reserve */
  rows: Line[]
  terms: Line[]
  /** cases of rows, together, in each part of the reserve: its term, and what is not told above */
  parts(rows: readonly number[]): number[]
}

/** A row or a term outside the reserve. */
interface Line {
  at: number
  /** its small cells */
  small: number
  /** cases in them */
  held: number
  /** cases in its reserve */
  reserve: number
}

function blockOf(rows: readonly TermRow[], above: Uint8Array): Block {
  const value = (row: number, term: number): number => rows[row]!.values[term]!
  const all = [...rows.keys()]
  const cases = rows.map(({ values }) => total(values))
  const sums = Array.from(above, (_, term) => all.reduce((sum, row) => sum + value(row, term), 0))
  const hidden = [...above.keys()].filter((term) => above[term] !== TOLD)
  const open = [...above.keys()].filter((term) => above[term] === TOLD && sums[term]! > 0)
  const untold = all.map((row) => hidden.reduce((sum, term) => sum + value(row, term), 0))
  const reserveTerms = open.length > 0 ? [most(open, sums)] : []
  const published = all.filter((row) => rows[row]!.published)
  const reserveRows = [...all.filter((row) => !rows[row]!.published), most(published, cases)]
  const outsideRows = all.filter((row) => !reserveRows.includes(row))
  const outsideTerms = open.filter((term) => !reserveTerms.includes(term))
  const parts = (some: readonly number[]): number[] => [
    ...reserveTerms.map((term) => some.reduce((sum, row) => sum + value(row, term), 0)),
    ...(hidden.length > 0 ? [some.reduce((sum, row) => sum + untold[row]!, 0)] : []),
  ]
  return {
    value, sums, cases, parts,
    anySmall: all.some((row) => isSmall(untold[row]!) || open.some((term) => isSmall(value(row, term)))),
    reserve: { rows: reserveRows, terms: reserveTerms },
    rows: outsideRows.map((row) => lineOf(row, outsideTerms.map((term) => value(row, term)), total(parts([row])))),
    terms: outsideTerms.map((term) => lineOf(term, outsideRows.map((row) => value(row, term)), reserveRows.reduce((sum, row) => sum + value(row, term), 0))),
  }
}

function lineOf(at: number, values: readonly number[], reserve: number): Line {
  const small = values.filter(isSmall)
  return { at, small: small.length, held: total(small), reserve }
}

/** So many small cells of a line can be 2 at once. */
function slack({ small, held, reserve }: Line): number {
  return held + reserve - small
}

function isOpen(block: Block): boolean {
  const { rows, terms, cases, sums, parts, reserve } = block
  if (!rows.some(({ at }) => cases[at]! >= ROOM) || !terms.some(({ at }) => sums[at]! >= ROOM)) return false
  if ([...rows, ...terms].some((line) => (line.small > 0 ? slack(line) < 1 : isSmall(line.reserve)))) return false
  const corner = total(parts(reserve.rows))
  const twos = rows.reduce((sum, { held, small }) => sum + held - small, 0)
  return rows.some(({ small }) => small > 0) ? corner + mostTwos(block) > twos : !isSmall(corner)
}

/** So many small cells can be 2 at once, when they are taken in order. */
function mostTwos({ rows, terms, value }: Block): number {
  const left = terms.map(slack)
  let twos = 0
  for (const row of rows) {
    let of = slack(row)
    for (const [k, { at }] of terms.entries()) {
      if (of === 0 || left[k] === 0 || !isSmall(value(row.at, at))) continue
      of--
      left[k]!--
      twos++
    }
  }
  return twos
}

/** Told and small outside the reserve; of the reserve the lines beside which nothing is small, if no part of theirs is. */
function reserveTelling({ rows, terms, value, parts, reserve }: Block): (row: number, term: number) => number {
  const plain = { rows: rows.filter(({ small }) => small === 0).map(({ at }) => at), terms: terms.filter(({ small }) => small === 0).map(({ at }) => at) }
  const none = plain.rows.length === rows.length
  const corner = parts(reserve.rows)
  const partSmall = {
    rows: corner.length > 1 && [...plain.rows.map((row) => parts([row])), ...(none ? [corner] : [])].some((some) => some.some(isSmall)),
    terms: reserve.rows.length > 1 && reserve.rows.some((row) => plain.terms.some((term) => isSmall(value(row, term))) || (none && isSmall(total(parts([row]))))),
  }
  return (row, term) => {
    const [inRows, inTerms] = [reserve.rows.includes(row), reserve.terms.includes(term)]
    if (!inRows && !inTerms) return isSmall(value(row, term)) ? SMALL : TOLD
    if (inRows && inTerms) return SILENT
    return (inRows ? plain.terms.includes(term) && !partSmall.terms : plain.rows.includes(row) && !partSmall.rows) ? TOLD : SILENT
  }
}

function most(some: readonly number[], of: readonly number[]): number {
  return some.reduce((best, one) => (of[one]! > of[best]! ? one : best))
}

function total(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]!
  return sum
}
