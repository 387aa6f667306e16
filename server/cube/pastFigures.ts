import type { Filter } from '../contract/filter.ts'
import type { Counted, FactColumns, FixedCube } from './counted.ts'
import { FigureSums, type CubeFigures } from './figures.ts'
import { facetOn } from './past.ts'
import type { Earlier, Period } from './period.ts'
import { cubeQuery, lowerBound, select, type CubeQuery } from './select.ts'

const NONE: Period = { from: 0, to: -1 }

/**
 * What `figuresAsOf` gives, of days that move a little at a time: cases come in and go at the ends. Another filter, or
 * another day as of which they count, begins anew. 2 bytes a row.
 */
export class PastFigures {
  private readonly cube: FixedCube
  private readonly past: Counted
  private readonly facet: Uint16Array
  private readonly sums = new FigureSums()
  private key = ''
  private query: CubeQuery | null = null
  private asOf = 0
  /** the days whose cases are added up */
  private days: Period = NONE

  constructor(cube: FixedCube) {
    this.cube = cube
    this.facet = new Uint16Array(cube.length)
    const columns: FactColumns = { ...cube.columns, facet: this.facet }
    this.past = { columns, length: cube.length, sorted: cube.sorted, scratch: new Uint32Array(0), settle() {} }
  }

  /** Headline figures of the days under a filter whatever its own days are. O(rows of the days that came or went). */
  of({ filter, areas }: { filter: Filter; areas: CubeQuery['areas'] }, { from, to, asOf }: Earlier): CubeFigures {
    const { from: _from, to: _to, ...kinds } = filter
    const key = JSON.stringify([kinds, areas, asOf])
    const days = { from, to: Math.min(to, asOf) }
    if (key !== this.key) {
      this.key = key
      this.query = cubeQuery(filter, areas, asOf)
      this.asOf = asOf
      this.begin()
    } else if (days.from > this.days.to || days.to < this.days.from) this.begin()
    this.move(days)
    return this.sums.figures()
  }

  private begin(): void {
    this.sums.clear()
    this.days = NONE
  }

  private move(next: Period): void {
    const last = this.days
    this.days = next.from > next.to ? NONE : next
    if (last === NONE) return this.bring(next)
    this.bring({ from: next.from, to: last.from - 1 })
    this.bring({ from: last.to + 1, to: next.to })
    this.add({ from: last.from, to: next.from - 1 }, -1)
    this.add({ from: next.to + 1, to: last.to }, -1)
  }

  /** Days whose facets of today are to be those of then. */
  private bring(days: Period): void {
    const { cube: { columns, length }, facet, asOf } = this
    const end = lowerBound(columns.day, length, days.to + 1)
    for (let row = lowerBound(columns.day, length, days.from); row < end; row++) facet[row] = facetOn(columns, row, asOf)
    this.add(days, 1)
  }

  private add(days: Period, sign: 1 | -1): void {
    if (days.from > days.to) return
    this.sums.add(this.past.columns, select(this.past, { ...this.query!, ...days }), this.asOf, sign)
  }
}
