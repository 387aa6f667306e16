import type { Plan, Problem } from './problem.ts'
import { NOWHERE, Routes } from './routes.ts'

const never = () => false

/**
 * The plan of somebody who always adds the visit that pays most a minute, until none fits any more: the yardstick of the search.
 * Time O(visits × shifts × length of a route).
 */
export function greedyPlan(problem: Problem): Plan {
  const { stops, shifts } = problem
  const routes = new Routes(problem)
  const shiftsOf = Array.from({ length: stops.count }, (_, stop) => [...Array(shifts.count).keys()].filter((shift) => routes.canReach(stop, shift)))
  const offers = shiftsOf.map((can, stop) => bestOffer(routes, stop, can))
  for (;;) {
    let best = -1
    for (const [stop, offer] of offers.entries()) {
      if (offer && (best < 0 || offer.rate > offers[best]!.rate)) best = stop
    }
    if (best < 0) return routes.plan()
    const { shift, after } = offers[best]!
    routes.insert(best, shift, after)
    offers[best] = null
    for (const [stop, offer] of offers.entries()) {
      // a fuller shift can only offer less
      if (offer?.shift === shift) offers[stop] = bestOffer(routes, stop, shiftsOf[stop]!)
    }
  }
}

interface Offer {
  shift: number
  after: number
  /** worth a minute of visit and road */
  rate: number
}

function bestOffer(routes: Routes, stop: number, shifts: readonly number[]): Offer | null {
  let best: Offer | null = null
  for (const shift of shifts) {
    const { after, added } = routes.cheapest(stop, shift, never)
    if (after === NOWHERE) continue
    const rate = routes.worthOf(stop, shift) / Math.max(1e-9, added + routes.problem.stops.stay[stop]!)
    if (!best || rate > best.rate) best = { shift, after, rate }
  }
  return best
}
