import type { Prepared } from './types.ts'

/** The llr for which bands are cut: about what a simulation's most likely window has. */
const LEVEL = 8

/** Places that no circle takes in stand in so many bands (less one) beyond the last. */
export const OUTSIDE = 7

/** The circles of one centre in bands of nearly the same weight. Circle k holds the first k + 1 places. */
export interface Bands {
  centre: number
  /** circles of the centre, and of how many bands */
  circles: number
  count: number
  /** circles of band b: `first[b] … first[b + 1] − 1` */
  first: Uint32Array
  /** the least weight of a circle of the band (that has any) */
  weight: Float64Array
  /** per place: the band in which it enters, `count` or a little more where none takes it in */
  bandOf: Uint16Array
  /** per place of a circle: when it enters */
  position: Uint16Array
  /** per circle: the weight of its places */
  total: Float64Array
}

/**
 * Room for the bands of one centre after another. A band's weight grows by `fineness` × √(2 · LEVEL / expected), the relative
 * excess that an llr of LEVEL takes: finer bands cost more tests, coarser ones more looks at their single circles.
 */
export function bandsFor(prepared: Prepared, fineness: number): { bands: Bands; around: (centre: number) => void } {
  const { places, circle, circleStart, placeWeight } = prepared
  const bands: Bands = {
    centre: -1, circles: 0, count: 0,
    first: new Uint32Array(places + 1),
    weight: new Float64Array(places),
    bandOf: new Uint16Array(places),
    position: new Uint16Array(places),
    total: new Float64Array(places),
  }
  const width = widths(heaviestWindow(prepared), { ...prepared, fineness })
  return { bands, around }

  function around(centre: number): void {
    const start = circleStart[centre]!
    const circles = circleStart[centre + 1]! - start
    let count = 0
    let total = 0
    let limit = -1
    for (let k = 0; k < circles; k++) {
      const place = circle[start + k]!
      total += placeWeight[place]!
      // circles without weight have no cases: the first band is told by its first circle that has any
      const weightless = k > 0 && !(bands.weight[count - 1]! > 0)
      if (total > limit && !weightless) bands.first[count++] = k
      if (total > limit || weightless) {
        bands.weight[count - 1] = total
        limit = total * (1 + width(total))
      }
      bands.position[place] = k
      bands.total[k] = total
    }
    bands.first[count] = circles
    // several rows for what lies outside: one alone would have every count of it wait for the last
    for (let place = 0; place < places; place++) bands.bandOf[place] = count + (place & OUTSIDE)
    for (let band = 0; band < count; band++) {
      for (let k = bands.first[band]!; k < bands.first[band + 1]!; k++) bands.bandOf[circle[start + k]!] = band
    }
    Object.assign(bands, { centre, circles, count })
  }
}

/** By how much a weight may grow within a band (or a block of times), for windows that multiply it by at most `largest`. */
export function widths(largest: number, { scale, fineness }: { scale: number; fineness: number }): (weight: number) => number {
  return (weight) => (weight > 0 ? fineness * Math.sqrt((2 * LEVEL) / (weight * largest * scale)) : 0)
}

/** The largest factor by which a window in time multiplies the weight of its places. */
function heaviestWindow({ slots, longest, slotTotal, cells, total, scale }: Prepared): number {
  let heaviest = 0
  for (let to = 1; to <= slots; to++) heaviest = Math.max(heaviest, slotTotal[to]! - slotTotal[Math.max(0, to - longest)]!)
  return cells ? (heaviest * scale) / total : heaviest
}
