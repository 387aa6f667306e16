import { bandsFor, OUTSIDE, widths } from './bands.ts'
import { offer, type Best, type Scanner } from './best.ts'
import type { Likelihood } from './likelihood.ts'
import type { Cases, Prepared } from './types.ts'

/** So many boxes that may hold a better window, and looking at every window costs less than looking into each. */
const MANY = 24
/** 0.2 to 0.3 do about equally well; blocks are narrowed day by day before their circles are looked at, and may be coarser. */
const FINENESS = { bands: 0.25, blocks: 0.5 }

/**
 * Windows that all begin with slot 0 (the last day, counted backwards): each is told by its length.
 *
 * Circles of nearly equal weight form a band, lengths of nearly equal weight a block. No window of a box (band × block) has
 * more cases than its widest circle in its longest time, or less expected than its narrowest in its shortest; as the llr
 * grows in the one and falls in the other, that pair bounds it, and almost every box is passed over with one comparison.
 */
export function prospective(prepared: Prepared, likelihood: Likelihood): Scanner {
  const { places, slots, circle, circleStart, slotTotal, cells, scale } = prepared
  const { bands, around } = bandsFor(prepared, FINENESS.bands)
  const blocks = blocksOf(prepared)
  const least = new Float64Array(blocks.count * places)
  const needed = new Uint32Array(blocks.count * places)
  const row = places + 1 + OUTSIDE
  const held = new Uint32Array(2 * row)
  const entering = new Uint32Array(places)
  const weights = new Float64Array(places)
  return { around: settle, improve }

  function settle(centre: number, floor: number): void {
    around(centre)
    weighBoxes()
    const { weight } = likelihood.limits(floor)
    for (let box = 0; box < blocks.count * bands.count; box++) needed[box] = firstAbove(weight, least[box]!)
  }

  function weighBoxes(): void {
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

  function improve(cases: Cases, best: Best): void {
    const { count, bandOf } = bands
    // what inner loops read stands in local names: that of a closure is looked up at every step
    const [counts, needs, start, place] = [held, needed, cases.start, cases.place]
    const second = row
    counts.fill(0, 0, count)
    counts.fill(0, second, second + count)
    let found = 0
    let at = 0
    for (let block = 0; block < blocks.count; block++) {
      const end = start[blocks.longest[block]!]!
      // two rows of counts in turn: a sum need not wait for the one before it
      for (; at + 1 < end; at += 2) {
        counts[bandOf[place[at]!]!]!++
        counts[second + bandOf[place[at + 1]!]!]!++
      }
      if (at < end) counts[bandOf[place[at++]!]!]!++
      const boxes = block * count
      let sum = 0
      for (let band = 0; band < count; band++) {
        sum += counts[band]! + counts[second + band]!
        if (sum < needs[boxes + band]! || least[boxes + band]! >= best.limits.weight[sum]!) continue
        const longest = longestReaching(cases, best, band, block, sum)
        if (longest === 0) continue
        if (++found > MANY) return look(cases, best, 0, bands.circles, 1, slots)
        look(cases, best, bands.first[band]!, bands.first[band + 1]!, blocks.first[block]!, longest)
      }
    }
  }

  /** The longest time of a block in which the band may hold a better window, day by day from its end; 0 if none. */
  function longestReaching({ place, start }: Cases, best: Best, band: number, block: number, sum: number): number {
    const { bandOf, weight } = bands
    const limit = best.limits.weight
    let within = sum
    for (let length = blocks.longest[block]!; length >= blocks.first[block]!; length--) {
      const lightest = cells ? least[block * bands.count + band]! : weight[band]! * slotTotal[length]!
      if (lightest < limit[within]!) return length
      for (let at = start[length - 1]!; at < start[length]!; at++) if (bandOf[place[at]!]! <= band) within--
    }
    return 0
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

/** The least count whose limit lies above the weight; one more than there are cases where none does. */
function firstAbove(limits: Float64Array, weight: number): number {
  let [low, high] = [0, limits.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (limits[middle]! > weight) high = middle
    else low = middle + 1
  }
  return low
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
  const width = widths(cells ? (scale / total) * everywhere / 2 : everywhere / 2, { ...prepared, fineness: FINENESS.blocks })
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
