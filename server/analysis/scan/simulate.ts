import { noneAbove, offer, type Best } from './best.ts'
import type { Likelihood } from './likelihood.ts'
import { scannerOf } from './scanner.ts'
import { simulated } from './simulated.ts'
import type { Cases, Prepared } from './types.ts'

/** So many simulations are held at a time, while the centres pass by once. */
const AT_ONCE = 128

/**
 * The greatest llr of each of the simulations `from … to − 1` under chance alone. Each draws from its own stream of the seed:
 * however the simulations are shared out, the numbers are the same. 50 to 200 at a call keep what is set up per call small.
 */
export function simulate(prepared: Prepared, from: number, to: number, seed: number): Float64Array {
  const { scanner, judge } = scannerOf(prepared)
  const maxima = new Float64Array(to - from)
  for (let first = from; first < to; first += AT_ONCE) {
    const studies = Array.from({ length: Math.min(AT_ONCE, to - first) }, (_, at) => simulated(prepared, seed, first + at))
    const bests = studies.map((study) => singlePlaces(prepared, study, judge))
    for (let centre = 0; centre < prepared.places; centre++) {
      scanner.around(centre, bests.reduce((least, { llr }) => Math.min(least, llr), Infinity))
      for (let at = 0; at < studies.length; at++) scanner.improve(studies[at]!, bests[at]!)
    }
    bests.forEach((best, at) => { maxima[first - from + at] = best.llr })
  }
  return maxima
}

/** The best window of one place alone: a start that costs little and spares most looks at wider circles. */
function singlePlaces(prepared: Prepared, { place, start }: Cases, judge: Likelihood): Best {
  const { places, slots, time, longest, circleStart, placeWeight, slotTotal, cells, scale } = prepared
  const best = noneAbove(0, judge)
  const earlier: number[][] = Array.from({ length: places }, () => [])
  for (let slot = 0; slot < slots; slot++) {
    for (let at = start[slot]!; at < start[slot + 1]!; at++) {
      const one = place[at]!
      if (circleStart[one] === circleStart[one + 1]) continue
      const seen = earlier[one]!
      seen.push(slot)
      const weightOf = (from: number): number => cells
        ? cells[one * (slots + 1) + slot + 1]! - cells[one * (slots + 1) + from]!
        : placeWeight[one]! * (slotTotal[slot + 1]! - slotTotal[from]!)
      if (time !== 'retrospective') {
        if (weightOf(0) < best.limits.weight[seen.length]!) offer(best, judge, { cases: seen.length, weight: weightOf(0), scale, circle: 0, from: 0, to: slot })
        continue
      }
      for (let back = seen.length - 1; back >= 0 && seen[back]! > slot - longest; back--) {
        const cases = seen.length - back
        if (weightOf(seen[back]!) < best.limits.weight[cases]!) offer(best, judge, { cases, weight: weightOf(seen[back]!), scale, circle: 0, from: seen[back]!, to: slot })
      }
    }
  }
  return best
}
