import { dayNumber } from '../contract/day.ts'
import type { Filter } from '../contract/filter.ts'
import type { Counted } from './counted.ts'
import { passTable, type FacetFilter } from './facets.ts'
import { countedIn } from './places.ts'
import { standingQuery, stands, type StandingQuery } from './standing.ts'

/** A filter in the terms of the cube. */
export interface CubeQuery {
  /** area indices [start, end) of a subtree; null takes cases without a place as well */
  areas: { start: number; end: number } | null
  /** first and last day, inclusive, days since 1970-01-01 */
  from: number
  to: number
  /** see `passTable` */
  pass: Uint8Array
  /** null or absent: however they stand */
  standing?: StandingQuery | null
}

/** `asOf`: today, days since 1970-01-01. */
export function cubeQuery(filter: Filter & FacetFilter, areas: CubeQuery['areas'], asOf: number): CubeQuery {
  return {
    areas,
    from: filter.from ? dayNumber(filter.from) : -Infinity,
    to: filter.to ? dayNumber(filter.to) : Infinity,
    pass: passTable(filter),
    standing: standingQuery(filter, asOf),
  }
}

/** Every case of some areas. */
export function everyCase(areas: CubeQuery['areas']): CubeQuery {
  return { areas, from: -Infinity, to: Infinity, pass: passTable({}) }
}

/** Rows of the cases that a query lets through. The array is reused: read it before the next `select`. */
export function select(cube: Counted, query: CubeQuery): Uint32Array {
  cube.settle()
  const low = lowerBound(cube.columns.day, cube.sorted, query.from)
  const high = lowerBound(cube.columns.day, cube.sorted, query.to + 1)
  const room = Math.max(0, high - low) + cube.length - cube.sorted
  if (cube.scratch.length < room) cube.scratch = new Uint32Array(room)
  let found = pick(cube, query, low, high, 0)
  found = pickTail(cube, query, found)
  if (query.standing) found = pickStanding(cube, query.standing, found)
  return cube.scratch.subarray(0, found)
}

/** Rows of the sorted part: the days are right already. */
function pick(cube: Counted, { areas, pass }: CubeQuery, low: number, high: number, found: number): number {
  const { scratch } = cube
  const { facet, area } = cube.columns
  if (!areas) {
    for (let row = low; row < high; row++) {
      scratch[found] = row
      found += pass[facet[row]!]!
    }
    return found
  }
  const { start, end } = areas
  for (let row = low; row < high; row++) {
    const at = countedIn(area[row]!)
    if (at >= start && at < end && pass[facet[row]!] === 1) scratch[found++] = row
  }
  return found
}

function pickTail(cube: Counted, { areas, from, to, pass }: CubeQuery, found: number): number {
  const { scratch } = cube
  const { facet, area, day } = cube.columns
  const start = areas ? areas.start : -1
  const end = areas ? areas.end : Infinity
  for (let row = cube.sorted; row < cube.length; row++) {
    const on = day[row]!
    const at = countedIn(area[row]!)
    if (on >= from && on <= to && at >= start && at < end && pass[facet[row]!] === 1) scratch[found++] = row
  }
  return found
}

function pickStanding({ columns, scratch }: Counted, standing: StandingQuery, found: number): number {
  let kept = 0
  for (let k = 0; k < found; k++) if (stands(columns, scratch[k]!, standing)) scratch[kept++] = scratch[k]!
  return kept
}

/** First of the `length` sorted values that is not below `value`. */
export function lowerBound(values: Int32Array, length: number, value: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
