import { random, type Random } from '../../analysis/random.ts'
import { nearStops } from './near.ts'
import { isBetter, type Plan, type Problem, type Value } from './problem.ts'
import { recreate } from './recreate.ts'
import { NOWHERE, Routes } from './routes.ts'
import { ruin } from './ruin.ts'

export interface SearchOptions {
  seed: number
  /** the plan to begin with, such as the one that was handed out; visits that do not fit any more are left out */
  start?: Plan
}

/** Temperatures at the beginning and in the end, in mean worths of a visit. */
const HOT = 1.2
const COLD = 0.08
/** From this progress on the best plan is only polished: nothing worse is taken any more, so that roads get short and loads even. */
const POLISH = 0.9
/** What all roads together may weigh against one visit: enough to prefer shorter ones, too little to leave a visit out. */
const ROADS_WEIGH = 0.05
/** stops around another among which strings are cut and visits put back */
const NEAR = 200
/** of those so many, whose shifts are tried for a visit */
const NEIGHBOURS = 16
/** shifts that are all tried where there are no more */
const FEW_SHIFTS = 8

/**
 * Looks for the plan that pays most: ruin and recreate under simulated annealing (Christiaens and Vanden Berghe 2020; Schrimpf
 * and others 2000, "Record breaking optimization results using the ruin and recreate principle"). The same seed and the same
 * `progress` give the same plan; `best` is there at any time.
 */
export class Search {
  best: Plan
  bestValue: Value
  /** steps made */
  steps = 0
  private readonly routes: Routes
  private readonly chance: Random
  /** stops that some shift can reach */
  private readonly wanted: number[]
  /** by stop, all shifts that can reach it */
  private readonly shifts: Int32Array[]
  private readonly near: Int32Array[]
  private readonly remote: Float64Array
  private readonly meanWorth: number
  /** of all shifts together */
  private readonly minutes: number
  private readonly row: Int32Array
  /** the routes of a step as they were before it */
  private readonly before = new Map<number, Int32Array>()
  private readonly tried: number[] = []
  private readonly triedAt: Int32Array
  private tries = 0
  private temperature = Infinity

  constructor(readonly problem: Problem, { seed, start }: SearchOptions) {
    const { stops, shifts } = problem
    this.routes = new Routes(problem)
    this.chance = random(seed)
    const every = [...Array(shifts.count).keys()]
    this.shifts = Array.from({ length: stops.count }, (_, stop) => Int32Array.from(every.filter((shift) => this.routes.canReach(stop, shift))))
    this.wanted = [...Array(stops.count).keys()].filter((stop) => this.shifts[stop]!.length > 0)
    this.near = nearStops(problem, this.wanted, NEAR)
    this.remote = Float64Array.from(this.shifts, (can, stop) => can.reduce((least, shift) => Math.min(least, this.routes.between(shift, this.routes.leaving(shift), stop)), Infinity))
    this.meanWorth = this.wanted.reduce((sum, stop) => sum + stops.worth[stop]!, 0) / Math.max(1, this.wanted.length)
    this.minutes = shifts.closes.reduce((sum, closes, shift) => sum + closes - shifts.opens[shift]!, 0)
    this.row = new Int32Array(stops.count)
    this.triedAt = new Int32Array(shifts.count)
    if (start) this.begin(start)
    this.fill(this.wanted.filter((stop) => this.routes.shiftOf[stop] === NOWHERE), (stop) => this.shifts[stop]!)
    this.best = this.routes.plan()
    this.bestValue = this.routes.value()
  }

  /** Makes `steps` steps; `progress` from 0 to 1 says how far the search has come and with that how picky it is. */
  run(steps: number, progress: number): void {
    if (this.wanted.length === 0) return
    if (progress >= POLISH && this.temperature > 0) this.goBackToBest()
    this.temperature = progress < POLISH ? this.meanWorth * HOT * (COLD / HOT) ** (progress / POLISH) : 0
    for (let step = 0; step < steps; step++) this.step()
  }

  private step(): void {
    const { routes, chance } = this
    this.steps++
    const was = routes.value()
    this.before.clear()
    const seed = this.wanted[chance.below(this.wanted.length)]!
    ruin(routes, this.near[seed]!, { random: chance, row: this.row, touch: (shift) => this.touch(shift) })
    this.fill([...this.near[seed]!].filter((stop) => routes.shiftOf[stop] === NOWHERE), (stop) => this.shiftsToTry(stop))
    const is = routes.value()
    const allowed = -this.temperature * Math.log(1 - chance.uniform())
    if (this.energy(is) - this.energy(was) > allowed) this.undo(was)
    else if (isBetter(is, this.bestValue)) {
      this.bestValue = is
      this.best = routes.plan()
    }
  }

  /** Visits of a plan of before, as far as they fit, in its order. */
  private begin(plan: Plan): void {
    for (const [shift, stops] of plan.entries()) {
      let after = this.routes.leaving(shift)
      for (const stop of stops) {
        if (this.routes.shiftOf[stop] !== NOWHERE || !this.routes.fits(stop, shift, after)) continue
        this.routes.insert(stop, shift, after)
        after = stop
      }
    }
  }

  private fill(stops: number[], shiftsFor: (stop: number) => ArrayLike<number>): void {
    recreate(this.routes, stops, { random: this.chance, remote: this.remote, minuteWorth: (this.chance.uniform() * this.meanWorth * this.wanted.length) / this.minutes, shiftsFor, touch: (shift) => this.touch(shift) })
  }

  /** Those that this step has changed, and those that visit its neighbours. */
  private shiftsToTry(stop: number): ArrayLike<number> {
    const can = this.shifts[stop]!
    if (can.length <= FEW_SHIFTS) return can
    const { tried, triedAt, routes } = this
    tried.length = 0
    const run = ++this.tries
    const add = (shift: number) => {
      if (triedAt[shift] === run || !routes.mayVisit(stop, shift)) return
      triedAt[shift] = run
      tried.push(shift)
    }
    for (const shift of this.before.keys()) add(shift)
    const near = this.near[stop]!
    for (let at = 0; at < near.length && at < NEIGHBOURS; at++) {
      const shift = routes.shiftOf[near[at]!]!
      if (shift !== NOWHERE) add(shift)
    }
    add(can[this.chance.below(can.length)]!)
    return tried
  }

  /** What is made small: worth given away, and a little for the roads. */
  private energy({ worth, cost }: Value): number {
    return (ROADS_WEIGH * this.meanWorth * cost) / this.minutes - worth
  }

  private undo(value: Value): void {
    this.rewrite([...this.before], value)
  }

  private goBackToBest(): void {
    this.rewrite([...this.best.entries()], this.bestValue)
  }

  private rewrite(rows: [shift: number, stops: ArrayLike<number>][], value: Value): void {
    for (const [shift] of rows) this.routes.write(shift, [])
    for (const [shift, stops] of rows) this.routes.write(shift, stops)
    this.routes.setValue(value)
  }

  private touch(shift: number): void {
    if (!this.before.has(shift)) this.before.set(shift, this.row.slice(0, this.routes.read(shift, this.row)))
  }
}
