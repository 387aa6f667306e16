import type { Cube } from './cube.ts'
import { IS_PENDING, TERM_OF_FACET } from './facets.ts'
import { select, type CubeQuery } from './select.ts'

/** A case as far as it matters to others of its place. */
export interface Near {
  day: number
  /** position in the vocabularies */
  category: number
  colour: number
  /** 0 where unknown */
  people: number
  pending: boolean
}

/** Cases of a query by the area that they lie in, waiting ones left out; in order of day within each. O(rows). */
export function casesByArea(cube: Cube, query: CubeQuery): Map<number, Near[]> {
  const rows = select(cube, query)
  const { day, area, facet, people } = cube.columns
  const found = new Map<number, Near[]>()
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    const at = area[row]!
    if (at < 0) continue
    const kind = facet[row]!
    const one = { day: day[row]!, category: TERM_OF_FACET.category[kind]!, colour: TERM_OF_FACET.colour[kind]!, people: people[row]!, pending: IS_PENDING[kind] === 1 }
    const list = found.get(at)
    if (list) list.push(one)
    else found.set(at, [one])
  }
  for (const list of found.values()) list.sort((a, b) => a.day - b.day)
  return found
}

/** Of cases in order of day those of the `days` days that hold most of them; the latest such span where several do. */
export function thickest(cases: readonly Near[], days: number): readonly Near[] {
  let [start, best, end] = [0, 0, 0]
  for (let k = 0; k < cases.length; k++) {
    while (cases[k]!.day - cases[start]!.day >= days) start++
    if (k + 1 - start >= end - best) [best, end] = [start, k + 1]
  }
  return cases.slice(best, end)
}
