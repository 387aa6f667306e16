import type { Cube } from './cube.ts'
import { DIMENSIONS, TERM_OF_FACET, type Dimension } from './facets.ts'
import { IS_RESOLVED } from './figures.ts'
import { ancestorsAt, countedIn, type CubePlaces } from './places.ts'
import { select, type CubeQuery } from './select.ts'

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
export function countByLevel(cube: Cube, query: CubeQuery, places: CubePlaces, rank: number): LevelTallies {
  const rows = select(cube, query)
  const { area, facet } = cube.columns
  const areas = places.parent.length
  const ancestors = ancestorsAt(places, rank)
  const direct = new Uint32Array(areas)
  const solved = new Uint32Array(areas)
  let unlocated = 0
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    let at = area[row]!
    if (at < 0) {
      at = countedIn(at)
      if (at < 0 || ancestors[at]! < 0) {
        unlocated++
        continue
      }
    }
    direct[at]!++
    solved[at]! += IS_RESOLVED[facet[row]!]!
  }
  const count = new Uint32Array(areas)
  const resolved = new Uint32Array(areas)
  let coarser = 0
  for (let at = 0; at < areas; at++) {
    const to = ancestors[at]!
    if (to < 0) coarser += direct[at]!
    else {
      count[to]! += direct[at]!
      resolved[to]! += solved[at]!
    }
  }
  return { total: rows.length, count, resolved, unlocated, coarser }
}

/** Counts by the terms of a vocabulary, in its order. */
export function countByTerm(cube: Cube, query: CubeQuery, dimension: Dimension): Tallies {
  const rows = select(cube, query)
  const { facet } = cube.columns
  const terms = TERM_OF_FACET[dimension]
  const size = DIMENSIONS[dimension].codes.length
  const count = new Uint32Array(size)
  const resolved = new Uint32Array(size)
  for (let k = 0; k < rows.length; k++) {
    const kind = facet[rows[k]!]!
    count[terms[kind]!]!++
    resolved[terms[kind]!]! += IS_RESOLVED[kind]!
  }
  return { total: rows.length, count, resolved }
}
