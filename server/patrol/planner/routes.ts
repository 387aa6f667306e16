import type { Plan, Problem, Value } from './problem.ts'

/** Minutes by which rounding may bring a team home late. */
const GRAIN = 1e-9
export const NOWHERE = -1

/** Where a stop would go, and the minutes on the road that it adds there. */
export interface Place {
  /** the stop or end before it; −1 where it fits nowhere */
  after: number
  added: number
}

/**
 * The routes of all shifts while they are changed. Stops keep their index; the ends of shift v are `stops.count + 2v` (leaving)
 * and the one after it (back). For every point the earliest and the latest start keep what an insertion asks to two comparisons
 * (Savelsbergh 1992, "The vehicle routing problem with time windows: minimizing route duration").
 */
export class Routes {
  readonly next: Int32Array
  readonly previous: Int32Array
  /** shift of a stop; −1 while nobody visits it */
  readonly shiftOf: Int32Array
  /** stops that a shift visits */
  readonly length: Int32Array
  /** minutes of visits and roads of a shift */
  readonly busy: Float64Array
  worth = 0
  cost = 0
  private readonly node: Int32Array
  private readonly stay: Float64Array
  private readonly opens: Float64Array
  private readonly closes: Float64Array
  private readonly earliest: Float64Array
  private readonly latest: Float64Array
  private readonly found: Place = { after: NOWHERE, added: 0 }
  private readonly wide: number

  constructor(readonly problem: Problem) {
    const { stops, shifts, nodes } = problem
    const points = stops.count + 2 * shifts.count
    const both = (ofStop: Float64Array | Int32Array, leaving: (shift: number) => number, back: (shift: number) => number) =>
      Float64Array.from({ length: points }, (_, at) => at < stops.count ? ofStop[at]! : ((at - stops.count) % 2 === 0 ? leaving : back)((at - stops.count) >> 1))
    this.wide = nodes
    this.node = Int32Array.from(both(stops.node, (shift) => shifts.from[shift]!, (shift) => shifts.to[shift]!))
    this.stay = both(stops.stay, () => 0, () => 0)
    this.opens = both(stops.opens, (shift) => shifts.opens[shift]!, (shift) => shifts.opens[shift]!)
    this.closes = both(stops.closes, (shift) => shifts.closes[shift]!, (shift) => shifts.closes[shift]!)
    this.earliest = new Float64Array(points)
    this.latest = new Float64Array(points)
    this.next = new Int32Array(points).fill(NOWHERE)
    this.previous = new Int32Array(points).fill(NOWHERE)
    this.shiftOf = new Int32Array(stops.count).fill(NOWHERE)
    this.length = new Int32Array(shifts.count)
    this.busy = new Float64Array(shifts.count)
    for (let shift = 0; shift < shifts.count; shift++) {
      this.join(this.leaving(shift), this.leaving(shift) + 1)
      this.spend(shift, this.between(shift, this.leaving(shift), this.leaving(shift) + 1), 0)
      this.retime(shift)
    }
  }

  /** The point at which a shift leaves; the one after it is where it comes back. */
  leaving(shift: number): number {
    return this.problem.stops.count + 2 * shift
  }

  /** Minutes on the road between two points, as this shift goes. */
  between(shift: number, a: number, b: number): number {
    const { travel, shifts } = this.problem
    return travel[shifts.mode[shift]!]![this.node[a]! * this.wide + this.node[b]!]!
  }

  /** What this shift paying that visit is worth; −Infinity where it may not. */
  worthOf(stop: number, shift: number): number {
    const { stops, shifts, liking } = this.problem
    return stops.worth[stop]! + (liking ? liking[stop * shifts.count + shift]! : 0)
  }

  mayVisit(stop: number, shift: number): boolean {
    const { shifts, liking, stops } = this.problem
    if (liking && liking[stop * shifts.count + shift] === -Infinity) return false
    return stops.opens[stop]! <= shifts.closes[shift]! && stops.closes[stop]! >= shifts.opens[shift]!
  }

  /** Can this shift pay that visit if it pays no other? */
  canReach(stop: number, shift: number): boolean {
    if (!this.mayVisit(stop, shift)) return false
    const begins = Math.max(this.opens[stop]!, this.opens[this.leaving(shift)]! + this.between(shift, this.leaving(shift), stop))
    const home = begins + this.stay[stop]! + this.between(shift, stop, this.leaving(shift) + 1)
    return begins <= this.closes[stop]! + GRAIN && home <= this.closes[this.leaving(shift) + 1]! + GRAIN
  }

  /**
   * The place in a route that adds the fewest minutes on the road. `skip` leaves a place out of the search at random ("blinks",
   * Christiaens and Vanden Berghe 2020). The answer is one object that the next call writes again.
   */
  cheapest(stop: number, shift: number, skip: () => boolean): Place {
    const { found, node, stay, earliest, latest, next, wide } = this
    const roads = this.problem.travel[this.problem.shifts.mode[shift]!]!
    const here = node[stop]!
    const opens = this.opens[stop]!
    const closes = this.closes[stop]! + GRAIN
    found.after = NOWHERE
    found.added = Infinity
    const end = this.leaving(shift) + 1
    for (let at = end - 1; at !== end; at = next[at]!) {
      const before = node[at]!
      const arrives = earliest[at]! + stay[at]! + roads[before * wide + here]!
      // who comes too late here comes too late further on
      if (arrives > closes) break
      const then = next[at]!
      const onward = roads[here * wide + node[then]!]!
      const begins = arrives < opens ? opens : arrives
      if (begins + stay[stop]! + onward > latest[then]! + GRAIN) continue
      const added = roads[before * wide + here]! + onward - roads[before * wide + node[then]!]!
      if (added < found.added && !skip()) {
        found.after = at
        found.added = added
      }
    }
    return found
  }

  /** Is the visit in time right after that point, and all after it still? */
  fits(stop: number, shift: number, after: number): boolean {
    const begins = Math.max(this.opens[stop]!, this.earliest[after]! + this.stay[after]! + this.between(shift, after, stop))
    const then = this.next[after]!
    return this.mayVisit(stop, shift) && begins <= this.closes[stop]! + GRAIN && begins + this.stay[stop]! + this.between(shift, stop, then) <= this.latest[then]! + GRAIN
  }

  /** What the plan costs more when the shift pays the visit with so many more minutes on the road. */
  costOf(stop: number, shift: number, added: number): number {
    const { evenness, shifts } = this.problem
    if (evenness === 0) return added
    const was = this.busy[shift]!
    const now = was + added + this.stay[stop]!
    return added + (evenness * (now * now - was * was)) / (shifts.closes[shift]! - shifts.opens[shift]!)
  }

  insert(stop: number, shift: number, after: number): void {
    const then = this.next[after]!
    this.link(stop, shift, after, then)
    this.length[shift]!++
    this.retime(shift)
  }

  /** Takes a visit out; the shift's times are wrong until `retime`. */
  take(stop: number): void {
    const shift = this.shiftOf[stop]!
    const before = this.previous[stop]!
    const then = this.next[stop]!
    this.spend(shift, this.between(shift, before, then) - this.between(shift, before, stop) - this.between(shift, stop, then), -this.stay[stop]!)
    this.worth -= this.worthOf(stop, shift)
    this.join(before, then)
    this.shiftOf[stop] = NOWHERE
    this.length[shift]!--
  }

  /** Works out anew when each visit of a shift begins at the earliest, and at the latest for all after it to be in time. */
  retime(shift: number): void {
    const { earliest, latest, opens, closes, stay, next, previous } = this
    const from = this.leaving(shift)
    earliest[from] = opens[from]!
    for (let at = from; at !== from + 1; at = next[at]!) {
      const then = next[at]!
      earliest[then] = Math.max(opens[then]!, earliest[at]! + stay[at]! + this.between(shift, at, then))
    }
    latest[from + 1] = closes[from + 1]!
    for (let at = from + 1; at !== from; at = previous[at]!) {
      const before = previous[at]!
      latest[before] = Math.min(closes[before]!, latest[at]! - this.between(shift, before, at) - stay[before]!)
    }
  }

  /** The stops of a shift in order, written into `into`; how many. */
  read(shift: number, into: Int32Array): number {
    let count = 0
    const end = this.leaving(shift) + 1
    for (let at = this.next[end - 1]!; at !== end; at = this.next[at]!) into[count++] = at
    return count
  }

  /** Gives a shift these stops and no others; stops that it had and that are not among them are visited by nobody. */
  write(shift: number, stops: ArrayLike<number>, count = stops.length): void {
    const end = this.leaving(shift) + 1
    while (this.next[end - 1] !== end) this.take(this.next[end - 1]!)
    let after = end - 1
    for (let at = 0; at < count; at++) {
      const stop = stops[at]!
      this.link(stop, shift, after, end)
      after = stop
    }
    this.length[shift] = count
    this.retime(shift)
  }

  value(): Value {
    return { worth: this.worth, cost: this.cost }
  }

  /** Goes back to a value that was read before the same routes were changed and written back: no rounding adds up. */
  setValue({ worth, cost }: Value): void {
    this.worth = worth
    this.cost = cost
  }

  plan(): Plan {
    const row = new Int32Array(this.problem.stops.count)
    return Array.from(this.length, (_, shift) => [...row.subarray(0, this.read(shift, row))])
  }

  /** Minutes at which the visit begins, as early as it can. */
  beginsAt(stop: number): number {
    return this.earliest[stop]!
  }

  private link(stop: number, shift: number, before: number, then: number): void {
    this.spend(shift, this.between(shift, before, stop) + this.between(shift, stop, then) - this.between(shift, before, then), this.stay[stop]!)
    this.worth += this.worthOf(stop, shift)
    this.join(before, stop)
    this.join(stop, then)
    this.shiftOf[stop] = shift
  }

  private spend(shift: number, roads: number, stays: number): void {
    const { shifts, evenness } = this.problem
    this.cost += roads
    const was = this.busy[shift]!
    const now = was + roads + stays
    this.busy[shift] = now
    if (evenness > 0) this.cost += (evenness * (now * now - was * was)) / (shifts.closes[shift]! - shifts.opens[shift]!)
  }

  private join(a: number, b: number): void {
    this.next[a] = b
    this.previous[b] = a
  }
}
