import { bandsFor, OUTSIDE } from './bands.ts'
import { offer, type Best, type Scanner } from './best.ts'
import type { Likelihood, Limits } from './likelihood.ts'
import type { Cases, Prepared } from './types.ts'

/** 0.2 to 0.25 does best: a look into a band costs far more here than a band. */
const FINENESS = 0.25

/**
 * Windows between any two slots, no longer than the longest.
 *
 * Circles of nearly equal weight form a band. What a window needs to beat the best is a concave curve of count over weight,
 * and a few straight lines lie under it; for each, the largest sum of count − slope × weight over consecutive slots (Bentley
 * 1984, one pass) tells whether any window of the band's widest circle, weighed as its narrowest, can reach the line. Only
 * bands in which one does are looked into, circle by circle in the same way, and last window by window.
 */
export function retrospective(prepared: Prepared, likelihood: Likelihood): Scanner {
  const { places, slots, longest, circle, circleStart, slotTotal, cells, scale } = prepared
  const { bands, around } = bandsFor(prepared, FINENESS)
  /** band × slot: weight of the band's first circle; and its smallest (above 0) and largest windows */
  const least = new Float64Array(places * slots)
  const smallest = new Float64Array(places)
  const largest = new Float64Array(places)
  const held = new Uint32Array((places + 1 + OUTSIDE) * slots)
  const below = new Uint32Array(slots)
  const counts = new Uint32Array(slots)
  const running = new Float64Array(slots + 1)
  const daily = new Float64Array(slots)
  const entering = new Uint32Array(places + 1)
  return { around: settle, improve }

  function settle(centre: number): void {
    around(centre)
    running.fill(0)
    for (let band = 0, k = 0; band < bands.count; band++) {
      if (cells) for (; k <= bands.first[band]!; k++) enter(k)
      else weigh(bands.weight[band]!)
      spread(least, band * slots)
      const reach = extent(running)
      smallest[band] = reach.smallest
      largest[band] = reach.largest
    }
  }

  function improve({ place, start }: Cases, best: Best, { low, high } = { low: 0, high: slots - 1 }): void {
    const { count, bandOf } = bands
    held.fill(0, 0, count * slots)
    for (let slot = low; slot <= high; slot++) {
      for (let at = start[slot]!; at < start[slot + 1]!; at++) held[bandOf[place[at]!]! * slots + slot]!++
    }
    below.fill(0)
    counts.fill(0)
    for (let band = 0; band < count; band++) {
      const row = band * slots
      for (let slot = low; slot <= high; slot++) counts[slot]! += held[row + slot]!
      if (reaches(least, row, low, high, best.limits, smallest[band]!, largest[band]!)) look({ place, start }, best, band, low, high)
      below.set(counts)
    }
  }

  /** Whether some window between the slots may beat the best. */
  function reaches(weights: Float64Array, row: number, low: number, high: number, limits: Limits, light: number, heavy: number): boolean {
    const { slope, offset, upTo } = limits
    let line = 0
    while (upTo[line]! < light) line++
    for (;; line += 4) {
      if (line + 3 >= slope.length) line = Math.max(0, slope.length - 4)
      const [s0, s1, s2, s3] = [slope[line]!, slope[line + 1]!, slope[line + 2]!, slope[line + 3]!]
      const [o0, o1, o2, o3] = [offset[line]!, offset[line + 1]!, offset[line + 2]!, offset[line + 3]!]
      let [a, b, c, d] = [0, 0, 0, 0]
      for (let slot = low; slot <= high; slot++) {
        const cases = counts[slot]!
        const weight = weights[row + slot]!
        a = (a > 0 ? a : 0) + cases - s0 * weight
        b = (b > 0 ? b : 0) + cases - s1 * weight
        c = (c > 0 ? c : 0) + cases - s2 * weight
        d = (d > 0 ? d : 0) + cases - s3 * weight
        if (a >= o0 || b >= o1 || c >= o2 || d >= o3) return true
      }
      if (upTo[line + 3]! >= heavy) return false
    }
  }

  /** Every circle of the band that takes in a case. */
  function look(cases: Cases, best: Best, band: number, low: number, high: number): void {
    const first = bands.first[band]!
    const end = bands.first[band + 1]!
    const slotOf = byCircle(cases, band, low, high)
    counts.set(below)
    running.fill(0)
    if (cells) for (let k = 0; k < first; k++) enter(k)
    for (let k = first; k < end; k++) {
      if (cells) enter(k)
      const [from, to] = [entering[k - first]!, entering[k - first + 1]!]
      if (from === to) continue
      for (let at = from; at < to; at++) counts[slotOf[at]!]!++
      if (!cells) weigh(bands.total[k]!)
      spread(daily, 0)
      const reach = extent(running)
      if (reaches(daily, 0, low, high, best.limits, reach.smallest, reach.largest)) windows(best, k, low, high)
    }
  }

  /** Slots of the cases that the band's circles take in, circle by circle: those of circle first + i from `entering[i]` on. */
  function byCircle({ place, start }: Cases, band: number, low: number, high: number): Uint32Array {
    const { bandOf, position } = bands
    const first = bands.first[band]!
    const circles = bands.first[band + 1]! - first
    entering.fill(0, 0, circles + 1)
    for (let at = start[low]!; at < start[high + 1]!; at++) {
      if (bandOf[place[at]!] === band) entering[position[place[at]!]! - first + 1]!++
    }
    for (let k = 0; k < circles; k++) entering[k + 1]! += entering[k]!
    const next = entering.slice(0, circles)
    const slotOf = new Uint32Array(entering[circles]!)
    for (let slot = low; slot <= high; slot++) {
      for (let at = start[slot]!; at < start[slot + 1]!; at++) {
        if (bandOf[place[at]!] === band) slotOf[next[position[place[at]!]! - first]!++] = slot
      }
    }
    return slotOf
  }

  function windows(best: Best, k: number, low: number, high: number): void {
    let limit = best.limits.weight
    for (let to = low; to <= high; to++) {
      if (counts[to] === 0) continue
      const earliest = Math.max(low, to - longest + 1)
      let cases = 0
      for (let from = to; from >= earliest; from--) {
        if (counts[from] === 0) continue
        cases += counts[from]!
        const weight = running[to + 1]! - running[from]!
        if (weight < limit[cases]!) {
          offer(best, likelihood, { cases, weight, scale, circle: k, from, to })
          limit = best.limits.weight
        }
      }
    }
  }

  /** running totals of the weight of places that weigh so much */
  function weigh(weight: number): void {
    for (let slot = 0; slot <= slots; slot++) running[slot] = weight * slotTotal[slot]!
  }

  /** adds what is expected at the place that circle k takes in to the running totals */
  function enter(k: number): void {
    const row = circle[circleStart[bands.centre]! + k]! * (slots + 1)
    for (let slot = 0; slot <= slots; slot++) running[slot]! += cells![row + slot]!
  }

  function spread(into: Float64Array, row: number): void {
    for (let slot = 0; slot < slots; slot++) into[row + slot] = running[slot + 1]! - running[slot]!
  }

  /** weight of the lightest slot (above 0) and of the heaviest window */
  function extent(totals: Float64Array): { smallest: number; largest: number } {
    let [smallestOne, largestOne] = [Infinity, 0]
    for (let slot = 0; slot < slots; slot++) {
      const weight = totals[slot + 1]! - totals[slot]!
      if (weight > 0 && weight < smallestOne) smallestOne = weight
      largestOne = Math.max(largestOne, totals[slot + 1]! - totals[Math.max(0, slot + 1 - longest)]!)
    }
    return { smallest: smallestOne, largest: largestOne }
  }
}
