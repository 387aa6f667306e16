import type { Random } from '../../analysis/random.ts'
import { NOWHERE, type Routes } from './routes.ts'

/** A place is left out at random so often: without it the same hole is always filled in the same way. */
const BLINK = Math.floor(0.01 * 2 ** 32)

export interface Recreating {
  random: Random
  /** by stop: minutes on the road from the nearest base */
  remote: Float64Array
  /** what a minute of a team weighs against being liked; it changes from step to step, so that now the short way wins and now the liked team */
  minuteWorth: number
  /** the shifts to try for a stop */
  shiftsFor: (stop: number) => ArrayLike<number>
  /** called with each shift before it gets a stop */
  touch: (shift: number) => void
}

/**
 * Puts stops into routes one after the other, each where it costs least, as far as there is room: greedy insertion with blinks
 * (Christiaens and Vanden Berghe 2020, "Slack induction by string removals for vehicle routing problems", section 5.2).
 * `stops` is put into the order in which they are tried.
 */
export function recreate(routes: Routes, stops: number[], recreating: Recreating): void {
  const { random, shiftsFor, minuteWorth, touch } = recreating
  const blink = () => random.next32() < BLINK
  inSomeOrder(stops, routes.problem.stops.worth, recreating)
  for (const stop of stops) {
    let shift = NOWHERE
    let after = NOWHERE
    let least = Infinity
    const shifts = shiftsFor(stop)
    for (let at = 0; at < shifts.length; at++) {
      const one = shifts[at]!
      const place = routes.cheapest(stop, one, blink)
      if (place.after === NOWHERE) continue
      const price = minuteWorth * routes.costOf(stop, one, place.added) - routes.worthOf(stop, one)
      if (price >= least) continue
      least = price
      after = place.after
      shift = one
    }
    if (shift === NOWHERE) continue
    touch(shift)
    routes.insert(stop, shift, after)
  }
}

/** By chance, by worth (as it is or blurred), from near to far or from far to near. */
function inSomeOrder(stops: number[], worth: Float64Array, { random, remote }: Pick<Recreating, 'random' | 'remote'>): void {
  const keys = new Map<number, number>()
  const by = ORDERS[random.below(ORDERS.length)]!
  for (const stop of stops) keys.set(stop, by(worth[stop]!, remote[stop]!, random))
  stops.sort((a, b) => keys.get(a)! - keys.get(b)!)
}

type Order = (worth: number, remote: number, random: Random) => number
const BLURRED: Order = (worth, _, random) => -worth * (0.5 + random.uniform())
const BY_CHANCE: Order = (_, __, random) => random.uniform()
/** as often as they stand here */
const ORDERS: Order[] = [BY_CHANCE, BY_CHANCE, BLURRED, BLURRED, BLURRED, (worth) => -worth, (_, remote) => remote, (_, remote) => -remote]
