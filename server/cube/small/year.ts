import { dayNumber, type Day } from '../../contract/day.ts'
import type { Count } from '../../contract/withheld.ts'
import { addMonths } from '../calendar.ts'
import type { Cube } from '../cube.ts'
import { type Dimension, DIMENSIONS, TERM_OF_FACET } from '../facets.ts'
import { countedIn, type CubePlaces } from '../places.ts'
import { everyCase, select } from '../select.ts'
import { isOverdueRow } from '../standing.ts'
import type { TermRow } from './block.ts'
import { tellTerms } from './table.ts'
import { SMALL, tellPlaces, TOLD } from './tree.ts'

/** What the cases of a year are told by, one at a time: never two of them crossed. */
export type Breakdown = Dimension | 'month' | 'overdue'

/**
 * All that is told of one calendar year to those who see aggregates only: the cases of every place, and of places wider
 * than the narrowest level by the terms of each breakdown. The whole county is protected at once, so that screens of
 * several of its parts tell no more together than one.
 */
export interface ToldYear {
  /** cases of a place, by its index in the pack */
  cases(place: number): Count
  /** cases of a place by the terms of a breakdown, in order: months from January; `overdue` no, yes */
  by(breakdown: Breakdown, place: number): Count[]
}

export interface YearAsked {
  year: number
  /** rank of the narrowest level that is told, see `CubePlaces` */
  narrowest: number
  /** days since 1970-01-01: what is due before it is overdue */
  asOf: number
}

const OF_FACET = Object.keys(DIMENSIONS) as Dimension[]
export const BREAKDOWNS: readonly Breakdown[] = [...OF_FACET, 'month', 'overdue']
const SIZES = Object.fromEntries(BREAKDOWNS.map((one) => [one, sizeOf(one)])) as Record<Breakdown, number>

function sizeOf(breakdown: Breakdown): number {
  return breakdown === 'month' ? 12 : breakdown === 'overdue' ? 2 : DIMENSIONS[breakdown].codes.length
}

/** O(rows of the year + places); each breakdown, when first asked for, O(places × terms). */
export function toldYear(cube: Cube, places: CubePlaces, asked: YearAsked): ToldYear {
  const counted = countYear(cube, places, asked)
  const children = childrenOf(places, asked.narrowest)
  const telling = tellPlaces({ children, count: counted.cases })
  const known = new Map<Breakdown, Map<number, Count[]>>()
  const ofWide = (breakdown: Breakdown): Map<number, Count[]> => {
    let told = known.get(breakdown)
    if (!told) known.set(breakdown, (told = breakdownOf(breakdown)))
    return told
  }

  function breakdownOf(breakdown: Breakdown): Map<number, Count[]> {
    const size = SIZES[breakdown]
    const valuesOf = (place: number) => counted[breakdown].subarray(place * size, (place + 1) * size)
    const wide = [...telling.keys()].filter((place) => telling[place] === TOLD && places.rank[place]! < asked.narrowest)
    if (wide.length === 0) return new Map()
    const rowOf = new Map(wide.map((place, row) => [place, row]))
    const rows: TermRow[] = wide.map((place) => ({ parent: rowOf.get(places.parent[place]!) ?? -1, values: valuesOf(place), published: true }))
    for (const [row, place] of wide.entries()) {
      const below = children[place]!.filter((child) => rowOf.has(child))
      const others = valuesOf(place).map((value, term) => below.reduce((left, child) => left - valuesOf(child)[term]!, value))
      if (below.length > 0 && others.some((value) => value > 0)) rows.push({ parent: row, values: others, published: false })
    }
    const marks = tellTerms(rows)
    return new Map(wide.map((place, row) => [place, Array.from(valuesOf(place), (value, term) => marked(value, marks[row]![term]!))]))
  }

  return {
    cases: (place) => marked(counted.cases[place]!, telling[place]!),
    by: (breakdown, place) => ofWide(breakdown).get(place) ?? Array.from({ length: SIZES[breakdown] }, () => 'complement' as const),
  }
}

function marked(count: number, telling: number): Count {
  return telling === TOLD ? count : telling === SMALL ? 'small' : 'complement'
}

/** Children of every place down to the narrowest level told; below it there are none. */
function childrenOf({ parent, rank }: CubePlaces, narrowest: number): number[][] {
  const children: number[][] = Array.from({ length: parent.length }, () => [])
  for (let place = 1; place < parent.length; place++) if (rank[place]! <= narrowest) children[parent[place]!]!.push(place)
  return children
}

/** Cases of every place and of all below it, alone and by each breakdown. */
type Counted = Record<'cases' | Breakdown, Uint32Array>

function countYear(cube: Cube, { parent, rank }: CubePlaces, { year, narrowest, asOf }: YearAsked): Counted {
  const size = (one: 'cases' | Breakdown): number => (one === 'cases' ? 1 : SIZES[one])
  const counted = Object.fromEntries((['cases', ...BREAKDOWNS] as const).map((one) => [one, new Uint32Array(parent.length * size(one))])) as Counted
  const starts = monthStarts(year)
  const rows = select(cube, { ...everyCase(null), from: starts[0]!, to: starts[12]! - 1 })
  const { area, day, facet } = cube.columns
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    // a case of no known place is the county's
    let at = Math.max(countedIn(area[row]!), 0)
    while (at > 0 && rank[at]! > narrowest) at = parent[at]!
    const kind = facet[row]!
    counted.cases[at]!++
    for (const one of OF_FACET) counted[one][at * SIZES[one] + TERM_OF_FACET[one][kind]!]!++
    counted.month[at * 12 + monthOf(starts, day[row]!)]!++
    counted.overdue[at * 2 + (isOverdueRow(cube.columns, row, asOf) ? 1 : 0)]!++
  }
  for (const [one, counts] of Object.entries(counted)) roll(counts, parent, size(one as Breakdown))
  return counted
}

/** Adds to every place what lies below it. */
function roll(counts: Uint32Array, parent: ArrayLike<number>, size: number): void {
  for (let place = parent.length - 1; place > 0; place--) {
    for (let term = 0; term < size; term++) counts[parent[place]! * size + term]! += counts[place * size + term]!
  }
}

/** First day of each month of a year, and of the year after; days since 1970-01-01. */
function monthStarts(year: number): number[] {
  const start = dayNumber(`${String(year).padStart(4, '0')}-01-01` as Day)
  return Array.from({ length: 13 }, (_, month) => addMonths(start, month))
}

function monthOf(starts: readonly number[], day: number): number {
  let month = 11
  while (day < starts[month]!) month--
  return month
}
