import { bandsFor, widths } from './bands.ts'
import { offer, type Best, type Scanner } from './best.ts'
import type { Likelihood } from './likelihood.ts'
import type { Cases, Prepared } from './types.ts'

/** So many boxes that may hold a better window, and looking at every window costs less than looking into each. */
const MANY = 24

/**
 * Windows that all begin with slot 0 (the last day, counted backwards): each is told by its length.
 *
 * Circles of nearly equal weight form a band, lengths of nearly equal weight a block. No window of a box (band × block) has
 * more cases than its widest circle in its longest time, or less expected than its narrowest in its shortest; as the llr
 * grows in the one and falls in the other, that pair bounds it, and almost every box is passed over with one comparison.
 */
export function prospective(prepared: Prepared, likelihood: Likelihood): Scanner {
  const { places, slots, circle, circleStart, slotTotal, cells, scale } = prepared
  const { bands, around } = bandsFor(prepared)
  const blocks = blocksOf(prepared)
  const least = new Float64Array(blocks.count * places)
  const held = new Uint32Array(places + 1)
  const entering = new Uint32Array(places)
  const weights = new Float64Array(places)
  return { around: settle, improve }

  function settle(centre: number): void {
    around(centre)
    if (cells) cellWeights(cells)
    else {
      for (let block = 0; block < blocks.count; block++) {
        const span = slotTotal[blocks.shortest[block]!]!
        for (let band = 0; band < bands.count; band++) least[block * bands.count + band] = bands.weight[band]! * span
      }
    }
  }

  function cellWeights(totals: Float64Array): void {
    for (let block = 0; block < blocks.count; block++) {
      let weight = 0
      for (let band = 0; band < bands.count; band++) {
        for (let k = band === 0 ? 0 : bands.first[band - 1]! + 1; k <= bands.first[band]!; k++) {
          weight += totals[circle[circleStart[bands.centre]! + k]! * (slots + 1) + blocks.shortest[block]!]!
        }
        least[block * bands.count + band] = weight
      }
    }
  }

  function improve({ place, start }: Cases, best: Best): void {
    const { count, bandOf } = bands
    held.fill(0, 0, count + 1)
    let limit = best.limits.weight
    let found = 0
    let at = 0
    for (let block = 0; block < blocks.count; block++) {
      const end = start[blocks.longest[block]!]!
      for (; at < end; at++) held[bandOf[place[at]!]!]!++
      const row = block * count
      let cases = 0
      for (let band = 0; band < count; band++) {
        cases += held[band]!
        if (least[row + band]! < limit[cases]!) {
          if (++found > MANY) return look({ place, start }, best, 0, bands.circles, 1, slots)
          look({ place, start }, best, bands.first[band]!, bands.first[band + 1]!, blocks.first[block]!, blocks.longest[block]!)
          limit = best.limits.weight
        }
      }
    }
  }

  /** Every window of the circles `low … high − 1` with lengths `shortest … longest`. */
  function look({ place, start }: Cases, best: Best, low: number, high: number, shortest: number, longest: number): void {
    const { bandOf, position, count } = bands
    entering.fill(0, low, high)
    let below = 0
    let at = 0
    for (let length = 1; length <= longest; length++) {
      for (; at < start[length]!; at++) {
        const one = place[at]!
        const k = position[one]!
        if (bandOf[one]! < count && k < high) {
          if (k < low) below++
          else entering[k]!++
        }
      }
      if (length < shortest) continue
      weigh(low, high, length)
      let limit = best.limits.weight
      let cases = below
      for (let k = low; k < high; k++) {
        cases += entering[k]!
        if (weights[k]! < limit[cases]!) {
          offer(best, likelihood, { cases, weight: weights[k]!, scale, circle: k, from: 0, to: length - 1 })
          limit = best.limits.weight
        }
      }
    }
  }

  function weigh(low: number, high: number, length: number): void {
    if (!cells) {
      const span = slotTotal[length]!
      for (let k = low; k < high; k++) weights[k] = bands.total[k]! * span
      return
    }
    const from = circleStart[bands.centre]!
    let weight = 0
    for (let k = 0; k < high; k++) {
      weight += cells[circle[from + k]! * (slots + 1) + length]!
      weights[k] = weight
    }
  }
}

interface Blocks {
  count: number
  /** lengths `first … longest`; `shortest` is the first of them in which anything is expected */
  first: Uint32Array
  shortest: Uint32Array
  longest: Uint32Array
}

function blocksOf(prepared: Prepared): Blocks {
  const { slots, slotTotal, placeWeight, cells, total, scale } = prepared
  const everywhere = placeWeight.reduce((sum, one) => sum + one, 0)
  const width = widths(cells ? scale / total * everywhere / 2 : everywhere / 2, prepared)
  const blocks = { count: 0, first: new Uint32Array(slots), shortest: new Uint32Array(slots), longest: new Uint32Array(slots) }
  for (let length = 1; length <= slots; ) {
    const block = blocks.count++
    blocks.first[block] = length
    while (length < slots && slotTotal[length] === 0) length++
    blocks.shortest[block] = length
    const limit = slotTotal[length]! * (1 + width(slotTotal[length]!))
    while (length < slots && slotTotal[length + 1]! <= limit) length++
    blocks.longest[block] = length++
  }
  return blocks
}
