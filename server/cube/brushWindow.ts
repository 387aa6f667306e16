import { COLOURS } from '../contract/colours.ts'
import { DAYS, type BrushGroups } from './brushGroups.ts'
import { RESOLVED } from './brushRows.ts'
import { NO_DAY } from './columns.ts'
import { TERM_OF_FACET } from './facets.ts'
import { median } from './figures.ts'

/** What of a run of rows is no sum over its days: the median of the days to close, and the colours. */
export class BrushWindow {
  private readonly groups: BrushGroups
  private readonly durations = new Int32Array(2 ** 16)
  readonly colours = new Int32Array(COLOURS.codes.length)
  timed = 0
  private low = 0
  private high = 0
  private kinds = -1

  constructor(groups: BrushGroups) {
    this.groups = groups
  }

  get medianDays(): number | null {
    return this.timed > 0 ? median(this.durations, this.timed) + NO_DAY : null
  }

  /** Moves to the rows of [low, high); `kinds` tells whether anything but the days changed since. */
  over(low: number, high: number, kinds: number): this {
    const moves = kinds === this.kinds && low < this.high && high > this.low
    if (moves) {
      this.add(low, this.low, 1)
      this.add(this.low, low, -1)
      this.add(this.high, high, 1)
      this.add(high, this.high, -1)
    } else {
      this.durations.fill(0)
      this.colours.fill(0)
      this.timed = 0
      this.add(low, high, 1)
    }
    this.low = low
    this.high = high
    this.kinds = kinds
    return this
  }

  /** Rows of [start, end), none where the end lies before the start. */
  private add(start: number, end: number, sign: number): void {
    const { durations, colours } = this
    const { out, columns: { facet, closedAfter }, codes: { standing } } = this.groups
    const colourOf = TERM_OF_FACET.colour
    let timed = 0
    for (let row = start; row < end; row++) {
      if ((out[row]! & ~DAYS) !== 0) continue
      colours[colourOf[facet[row]!]!]! += sign
      if (standing[row] !== RESOLVED || closedAfter[row] === NO_DAY) continue
      durations[closedAfter[row]! - NO_DAY]! += sign
      timed += sign
    }
    this.timed += timed
  }
}
