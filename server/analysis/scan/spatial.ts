import { offer, type Best, type Scanner } from './best.ts'
import type { Likelihood } from './likelihood.ts'
import type { Cases, Prepared } from './types.ts'

/** Windows that span the whole time: circle by circle, for there are not many. */
export function spatial(prepared: Prepared, likelihood: Likelihood): Scanner {
  const { places, circle, circleStart, placeWeight, slotTotal, cells, scale } = prepared
  const span = slotTotal[1]!
  const countsOf = new WeakMap<Cases, Uint32Array>()
  let centre = 0
  return { around: (next) => { centre = next }, improve }

  function improve(cases: Cases, best: Best): void {
    const counts = counted(cases)
    const start = circleStart[centre]!
    let held = 0
    let weight = 0
    let limit = best.limits.weight
    for (let at = start; at < circleStart[centre + 1]!; at++) {
      const place = circle[at]!
      held += counts[place]!
      weight += cells ? cells[2 * place + 1]! : placeWeight[place]! * span
      if (weight < limit[held]!) {
        offer(best, likelihood, { cases: held, weight, scale, circle: at - start, from: 0, to: 0 })
        limit = best.limits.weight
      }
    }
  }

  /** Cases by place: one pass over each study, however many centres ask. */
  function counted(cases: Cases): Uint32Array {
    const known = countsOf.get(cases)
    if (known) return known
    const counts = new Uint32Array(places)
    for (const place of cases.place) counts[place]!++
    countsOf.set(cases, counts)
    return counts
  }
}
