import { CATEGORIES } from '../../../server/contract/categories.ts'
import { dayNumber, type Day } from '../../../server/contract/day.ts'
import { STATES } from '../../../server/contract/states.ts'
import { isTold, type Count } from '../../../server/contract/withheld.ts'
import { Cube } from '../../../server/cube/cube.ts'
import type { CubePlaces } from '../../../server/cube/places.ts'
import type { Breakdown, ToldYear } from '../../../server/cube/small/year.ts'
import fc from '../../property.ts'
import { factsOf, type PlainCase } from './naive.ts'

export const YEAR = 2024
export const AS_OF = dayNumber('2024-12-31' as Day)
/** ranks: 2 county, 3 town, 4 village */
export const NARROWEST = 4
const MONTHS = [0, 1, 5]
const KINDS = [0, 1, 2].map((at) => Math.min(at, CATEGORIES.codes.length - 1))
const STATE = { closed: STATES.index('closed'), mediating: STATES.index('mediating') }

/** A case by what is told of it; `place` is the place that it lies in itself. */
export interface Told {
  place: number
  month: number
  category: number
  closed: boolean
  late: boolean
}

export interface SmallCounty {
  places: CubePlaces
  cases: Told[]
}

/** Towns with their numbers of villages, cases anywhere, few kinds: so that small counts, zeros and lone places abound. */
export function smallCounty(most: { towns: number; villages: number; cases: number }): fc.Arbitrary<SmallCounty> {
  return fc.array(fc.nat(most.villages), { minLength: 1, maxLength: most.towns }).chain((towns) => {
    const places = placesOf(towns)
    const one = fc.record({
      place: fc.nat(places.parent.length - 1),
      month: fc.constantFrom(...MONTHS),
      category: fc.constantFrom(...KINDS),
      closed: fc.boolean(),
      late: fc.boolean(),
    })
    // a burst of like cases makes large counts beside small ones
    const cases = fc.array(fc.tuple(one, fc.integer({ min: 1, max: 6 })), { maxLength: Math.ceil(most.cases / 3) })
    return cases.map((bursts) => ({ places, cases: bursts.flatMap(([told, times]) => Array.from({ length: times }, () => told)).slice(0, most.cases) }))
  })
}

function placesOf(towns: readonly number[]): CubePlaces {
  const [parent, rank, end]: [number[], number[], number[]] = [[-1], [2], [0]]
  for (const villages of towns) {
    const town = parent.length
    parent.push(0)
    rank.push(3)
    for (let k = 0; k < villages; k++) {
      parent.push(town)
      rank.push(4)
    }
    for (let at = town; at < parent.length; at++) end[at] = at === town ? parent.length : at + 1
  }
  end[0] = parent.length
  return { parent, rank, end }
}

export function cubeOf({ cases }: SmallCounty): Cube {
  const cube = new Cube()
  cube.apply(factsOf(cases.map((told, at): PlainCase => {
    const day = dayNumber(`${YEAR}-${String(told.month + 1).padStart(2, '0')}-15` as Day)
    return {
      id: at + 1, area: told.place, waits: false, day, dueDay: told.late ? day + 1 : -1, closedDay: -1, category: told.category, colour: 0,
      state: told.closed ? STATE.closed : STATE.mediating, channel: 0, marks: 0, people: 1, amountFen: 0, deleted: false,
    }
  })))
  return cube
}

export function indicesOf({ parent }: CubePlaces): number[] {
  return Array.from(parent, (_, place) => place)
}

/** One number that is asked for: which cases it counts, how many they are, and what is told of it. */
export interface Cell {
  name: string
  counts(told: Told): boolean
  value: number
  told: Count
}

export const BY: Record<string, { breakdown: Breakdown; terms: number[]; is(told: Told, term: number): boolean }> = {
  month: { breakdown: 'month', terms: Array.from({ length: 12 }, (_, month) => month), is: (told, term) => told.month === term },
  category: { breakdown: 'category', terms: CATEGORIES.codes.map((_, at) => at), is: (told, term) => told.category === term },
  overdue: { breakdown: 'overdue', terms: [0, 1], is: (told, term) => Number(told.late && !told.closed) === term },
  phase: { breakdown: 'phase', terms: [1, 4], is: (told, term) => (told.closed ? 4 : 1) === term },
}

/** Every number of the menu: each place alone, and each place by each term of each breakdown. */
export function menu({ places, cases }: SmallCounty, answers: Pick<ToldYear, 'cases' | 'by'>): Cell[] {
  const cells: Cell[] = []
  const add = (name: string, told: Count, counts: (told: Told) => boolean) => cells.push({ name, told, counts, value: cases.filter(counts).length })
  for (let place = 0; place < places.parent.length; place++) {
    const inside = (told: Told) => told.place >= place && told.place < places.end[place]!
    add(`${place}`, answers.cases(place), inside)
    for (const [name, { breakdown, terms, is }] of Object.entries(BY)) {
      const told = answers.by(breakdown, place)
      for (const term of terms) add(`${place} ${name} ${term}`, told[term]!, (one) => inside(one) && is(one, term))
    }
  }
  return cells
}

/** Those that are small, and what of a place lies in none of its parts, which nobody is told but anybody may reckon. */
export function targets(county: SmallCounty, cells: readonly Cell[]): Cell[] {
  const { places, cases } = county
  const own = indicesOf(places).filter((place) => places.rank[place]! < NARROWEST).flatMap((place): Cell[] => {
    const counts = (told: Told) => told.place === place
    const bare = { name: `in ${place} itself`, told: 'complement' as const, counts, value: cases.filter(counts).length }
    return [bare, ...Object.entries(BY).flatMap(([name, { terms, is }]) => terms.map((term): Cell => {
      const both = (told: Told) => counts(told) && is(told, term)
      return { name: `in ${place} itself, ${name} ${term}`, told: 'complement', counts: both, value: cases.filter(both).length }
    }))]
  })
  return [...cells, ...own].filter(({ value }) => value === 1 || value === 2)
}

/** Answers that keep small counts back and nothing else: what the rule would be without its second half. */
export function smallOnly(county: SmallCounty): Pick<ToldYear, 'cases' | 'by'> {
  const count = (counts: (told: Told) => boolean): Count => {
    const value = county.cases.filter(counts).length
    return value === 1 || value === 2 ? 'small' : value
  }
  const inside = (place: number) => (told: Told) => told.place >= place && told.place < county.places.end[place]!
  return {
    cases: (place) => count(inside(place)),
    by: (breakdown, place) => {
      const by = Object.values(BY).find((one) => one.breakdown === breakdown)!
      return Array.from({ length: 12 + CATEGORIES.codes.length }, (_, term) => count((told) => inside(place)(told) && by.is(told, term)))
    },
  }
}

/** Kinds of cases that there can be, as far as the numbers asked for tell them apart. */
export function kindsOf({ places }: SmallCounty): Told[] {
  const flags = [true, false]
  return indicesOf(places).flatMap((place) => MONTHS.flatMap((month) => KINDS.flatMap((category) =>
    flags.flatMap((closed) => flags.map((late): Told => ({ place, month, category, closed, late }))))))
}

const PRIME = 67_108_859

/**
 * The small cells whose number follows from those told by linear algebra: told numbers are equations between the numbers
 * of cases of each kind; kinds below a told zero are none. Elimination modulo a prime, which finds all that rational
 * elimination finds but for an unlucky prime, and what it finds by chance errs towards reporting.
 */
export function determined(county: SmallCounty, answers: Pick<ToldYear, 'cases' | 'by'>): string[] {
  const cells = menu(county, answers)
  const told = cells.filter((cell) => isTold(cell.told))
  const wrong = told.filter((cell) => cell.told !== cell.value)
  if (wrong.length > 0) throw new Error(`told wrongly: ${wrong[0]!.name}`)
  const empty = told.filter(({ value }) => value === 0)
  const kinds = kindsOf(county).filter((kind) => !empty.some((cell) => cell.counts(kind)))
  const rowOf = (cell: Cell) => Float64Array.from(kinds, (kind) => Number(cell.counts(kind)))
  const basis: { at: number; row: Float64Array }[] = []
  const reduced = (row: Float64Array): Float64Array => {
    for (const { at, row: known } of basis) {
      const factor = row[at]!
      if (factor !== 0) for (let k = 0; k < row.length; k++) row[k] = (row[k]! + (PRIME - factor) * known[k]!) % PRIME
    }
    return row
  }
  for (const cell of told) {
    const row = reduced(rowOf(cell))
    const at = row.findIndex((value) => value !== 0)
    if (at < 0) continue
    const inverse = power(row[at]!, PRIME - 2)
    basis.push({ at, row: row.map((value) => (value * inverse) % PRIME) })
  }
  return targets(county, cells).filter((cell) => reduced(rowOf(cell)).every((value) => value === 0)).map(({ name }) => name)
}

/** Below the prime, whose square a double still holds. */
function power(base: number, exponent: number): number {
  let [result, square, left] = [1, base, exponent]
  for (; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % PRIME
    square = (square * square) % PRIME
  }
  return result
}
