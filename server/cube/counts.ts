import { MARKS } from '../contract/standing.ts'
import type { Counted } from './counted.ts'
import { IS_RESOLVED, TERM_OF_FACET, TERMS, type Dimension } from './facets.ts'
import { ancestorsAt, countedIn, type CubePlaces } from './places.ts'
import { select, type CubeQuery } from './select.ts'
import { ageOf, dueOf, STANDING } from './standing.ts'

/** Cases and resolved cases, by position: of an area in the pack, of a term in its vocabulary. */
export interface Tallies {
  total: number
  count: Uint32Array
  resolved: Uint32Array
}

/** total = sum of count + unlocated + coarser, always. */
export interface LevelTallies extends Tallies {
  /** waiting for their place, but for those in a known town where that is enough */
  unlocated: number
  /** place known, but in no area of the level asked for */
  coarser: number
}

/** Counts rolled up to the areas of one level (its rank, see `CubePlaces`). O(rows in the period + areas). */
export function countByLevel(cube: Counted, query: CubeQuery, places: CubePlaces, rank: number): LevelTallies {
  const rows = select(cube, query)
  const { area, facet } = cube.columns
  const areas = places.parent.length
  const cells = new Uint32Array(cellsOf(areas))
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    cells[cellOf(area[row]!, IS_RESOLVED[facet[row]!]!, areas)]!++
  }
  return rolledUp(cells, places, rank, null)
}

/** Number of cells for so many areas: four of each area, and four of no area. */
export function cellsOf(areas: number): number {
  return (areas + 1) * 4
}

/** Position of a case in counts by area: its own area or the one that it waits in, whether it waits, whether it is resolved. */
export function cellOf(area: number, resolved: number, areas: number): number {
  const at = countedIn(area)
  return (at < 0 ? areas : at) * 4 + (area < 0 ? 2 : 0) + resolved
}

/** Cases by cell, rolled up to a level; `within` are the only areas that count, null for all and for cases of no area. */
export function rolledUp(cells: ArrayLike<number>, places: CubePlaces, rank: number, within: CubeQuery['areas']): LevelTallies {
  const areas = places.parent.length
  const ancestors = ancestorsAt(places, rank)
  const count = new Uint32Array(areas)
  const resolved = new Uint32Array(areas)
  let unlocated = within ? 0 : cells[areas * 4 + 2]! + cells[areas * 4 + 3]!
  let coarser = 0
  let total = unlocated
  const end = within ? within.end : areas
  for (let at = within ? within.start : 0; at < end; at++) {
    const [open, solved, openWaiting, solvedWaiting] = [cells[at * 4]!, cells[at * 4 + 1]!, cells[at * 4 + 2]!, cells[at * 4 + 3]!]
    const to = ancestors[at]!
    total += open + solved + openWaiting + solvedWaiting
    if (to < 0) {
      coarser += open + solved
      unlocated += openWaiting + solvedWaiting
      continue
    }
    count[to]! += open + solved + openWaiting + solvedWaiting
    resolved[to]! += solved + solvedWaiting
  }
  return { total, count, resolved, unlocated, coarser }
}

/** Counts by the terms of a vocabulary, in its order. */
export function countByTerm(cube: Counted, query: CubeQuery, dimension: Dimension | 'state'): Tallies {
  const rows = select(cube, query)
  const { facet } = cube.columns
  const terms = TERM_OF_FACET[dimension]
  const size = TERMS[dimension].codes.length
  const count = new Uint32Array(size)
  const resolved = new Uint32Array(size)
  for (let k = 0; k < rows.length; k++) {
    const kind = facet[rows[k]!]!
    count[terms[kind]!]!++
    resolved[terms[kind]!]! += IS_RESOLVED[kind]!
  }
  return { total: rows.length, count, resolved }
}

/** Counts by deadline or by age as of a day, days since 1970-01-01; in the order of `DUES` or `AGES`. */
export function countByStanding(cube: Counted, query: CubeQuery, by: keyof typeof STANDING, asOf: number): Tallies {
  const of = by === 'due' ? dueOf : ageOf
  return tallied(cube, select(cube, query), STANDING[by].codes.length, (row, add) => add(of(cube.columns, row, asOf)))
}

/** Counts by the marks that cases have, in the order of `MARKS`: a case counts once for each, so they do not add up to `total`. */
export function countByMark(cube: Counted, query: CubeQuery): Tallies {
  const size = MARKS.codes.length
  return tallied(cube, select(cube, query), size, (row, add) => {
    for (let mark = 0; mark < size; mark++) if (cube.columns.marks[row]! & (1 << mark)) add(mark)
  })
}

/** `binsOf` adds a row to its bins. */
function tallied({ columns: { facet } }: Counted, rows: Uint32Array, size: number, binsOf: (row: number, add: (bin: number) => void) => void): Tallies {
  const count = new Uint32Array(size)
  const resolved = new Uint32Array(size)
  let solved = 0
  const add = (bin: number): void => {
    count[bin]!++
    resolved[bin]! += solved
  }
  for (let k = 0; k < rows.length; k++) {
    solved = IS_RESOLVED[facet[rows[k]!]!]!
    binsOf(rows[k]!, add)
  }
  return { total: rows.length, count, resolved }
}
