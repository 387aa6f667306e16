import { nextStep, stepKey, stepStart, type Step } from './calendar.ts'
import type { Counted } from './counted.ts'
import { DIMENSIONS, TERM_OF_FACET, type Dimension } from './facets.ts'
import { ancestorsAt, countedIn, type CubePlaces } from './places.ts'
import { select, type CubeQuery } from './select.ts'

/** What to count by: any of the three. */
export interface CrossBy {
  level?: { places: CubePlaces; rank: number }
  step?: Step
  dimension?: Dimension
}

/** Cells with a case, as columns of equal length, ordered by area, then time, then term. */
export interface CrossCells {
  /** keys of the time column's numbers; empty without `step` */
  steps: string[]
  /** area index in the pack, position in `steps`, position in the vocabulary; null where not asked for */
  area: Uint32Array | null
  time: Uint32Array | null
  term: Uint32Array | null
  count: Uint32Array
  total: number
  unlocated: number
  coarser: number
}

/** Dense up to this many cells (64 MB), sorted keys beyond. */
const DENSE_CELLS = 2 ** 24

/** Counts by area level × time × one vocabulary. total = sum of count + unlocated + coarser. */
export function crossCounts(cube: Counted, query: CubeQuery, by: CrossBy): CrossCells {
  const rows = select(cube, query)
  const { facet, area, day } = cube.columns
  const clock = by.step ? clockOf(by.step, day, rows) : null
  const times = clock ? clock.steps.length : 1
  const terms = by.dimension ? DIMENSIONS[by.dimension].codes.length : 1
  const termOf = by.dimension ? TERM_OF_FACET[by.dimension] : null
  const ancestors = by.level ? ancestorsAt(by.level.places, by.level.rank) : null
  const cells = (ancestors ? ancestors.length : 1) * times * terms
  const keys = new Float64Array(rows.length)
  let located = 0
  let unlocated = 0
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    let at = 0
    if (ancestors) {
      const place = area[row]!
      const counted = countedIn(place)
      at = counted < 0 ? -1 : ancestors[counted]!
      if (at < 0) {
        if (place < 0) unlocated++
        continue
      }
    }
    const time = clock ? clock.positions[day[row]! - clock.first]! : 0
    keys[located++] = (at * times + time) * terms + (termOf ? termOf[facet[row]!]! : 0)
  }
  const { key, count } = runs(keys.subarray(0, located), cells)
  return {
    steps: clock ? clock.steps : [],
    ...apart(key, { times, terms, by }),
    count,
    total: rows.length,
    unlocated,
    coarser: rows.length - located - unlocated,
  }
}

/** The keys taken apart again. */
function apart(key: Float64Array, sizes: { times: number; terms: number; by: CrossBy }): Pick<CrossCells, 'area' | 'time' | 'term'> {
  const { times, terms, by } = sizes
  const area = by.level ? new Uint32Array(key.length) : null
  const time = by.step ? new Uint32Array(key.length) : null
  const term = by.dimension ? new Uint32Array(key.length) : null
  for (let k = 0; k < key.length; k++) {
    const upper = Math.floor(key[k]! / terms)
    if (term) term[k] = key[k]! - upper * terms
    if (time) time[k] = upper % times
    if (area) area[k] = Math.floor(upper / times)
  }
  return { area, time, term }
}

/** For every day between the first and the last of the rows: position of its step. */
function clockOf(step: Step, day: Int32Array, rows: Uint32Array): { first: number; steps: string[]; positions: Uint32Array } {
  let from = Infinity
  let to = -Infinity
  for (let k = 0; k < rows.length; k++) {
    const on = day[rows[k]!]!
    if (on < from) from = on
    if (on > to) to = on
  }
  if (rows.length === 0) return { first: 0, steps: [], positions: new Uint32Array(0) }
  const steps: string[] = []
  const positions = new Uint32Array(to - from + 1)
  for (let start = stepStart(step, from); start <= to; start = nextStep(step, start)) {
    positions.fill(steps.length, Math.max(0, start - from), nextStep(step, start) - from)
    steps.push(stepKey(step, start))
  }
  return { first: from, steps, positions }
}

/** Distinct keys in order, and how often each occurs. `keys` may be reordered; all are below `cells`. */
function runs(keys: Float64Array, cells: number): { key: Float64Array; count: Uint32Array } {
  return cells <= DENSE_CELLS ? denseRuns(keys, cells) : sortedRuns(keys.sort())
}

function denseRuns(keys: Float64Array, cells: number): { key: Float64Array; count: Uint32Array } {
  const counts = new Uint32Array(cells)
  let distinct = 0
  for (let k = 0; k < keys.length; k++) if (counts[keys[k]!]!++ === 0) distinct++
  const key = new Float64Array(distinct)
  const count = new Uint32Array(distinct)
  for (let cell = 0, at = 0; at < distinct; cell++) {
    if (counts[cell] === 0) continue
    key[at] = cell
    count[at++] = counts[cell]!
  }
  return { key, count }
}

function sortedRuns(keys: Float64Array): { key: Float64Array; count: Uint32Array } {
  const key = new Float64Array(keys.length)
  const count = new Uint32Array(keys.length)
  let distinct = 0
  for (let k = 0; k < keys.length; k++) {
    if (k === 0 || keys[k] !== keys[k - 1]) key[distinct++] = keys[k]!
    count[distinct - 1]!++
  }
  return { key: key.slice(0, distinct), count: count.slice(0, distinct) }
}
