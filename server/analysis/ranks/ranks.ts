import { gammaDraw } from '../gamma.ts'
import { random } from '../random.ts'
import type { RateLaws } from './rates.ts'

/** Ranks from 1, the highest rate; 0 where nobody lives. */
export interface Ranks {
  /** by the mean of the rate; equal means share a rank */
  rank: Uint32Array
  /** the ranks between which the true one lies with nine chances in ten */
  low: Uint32Array
  high: Uint32Array
}

const TAIL = 0.05
const MOST_DRAWS = 1_000
const FEWEST_DRAWS = 100
/** draws of rates that one answer may cost */
const WORK = 60_000

/**
 * How sure a ranking is: rates are drawn from their laws again and again and ranked each time (Goldstein and Spiegelhalter 1996, "League
 * tables and their limitations", JRSS A 159). Seeded, each round from a stream of its own.
 */
export function rankIntervals({ shape, expected }: Pick<RateLaws, 'shape' | 'expected'>, { seed }: { seed: number }): Ranks {
  const at = [...shape.keys()].filter((i) => !Number.isNaN(shape[i]))
  const draws = Math.round(Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, WORK / Math.max(1, at.length))))
  const ranked = at.map(() => new Uint32Array(draws))
  const drawn = new Float64Array(at.length)
  for (let round = 0; round < draws; round++) {
    const chance = random(seed, round)
    for (let k = 0; k < at.length; k++) drawn[k] = gammaDraw(shape[at[k]!]!, chance) / expected[at[k]!]!
    const ranks = ranksOf(drawn)
    for (let k = 0; k < at.length; k++) ranked[k]![round] = ranks[k]!
  }
  const means = ranksOf(Float64Array.from(at, (i) => shape[i]! / expected[i]!))
  const found: Ranks = { rank: new Uint32Array(shape.length), low: new Uint32Array(shape.length), high: new Uint32Array(shape.length) }
  const [first, last] = [Math.floor(draws * TAIL), Math.ceil(draws * (1 - TAIL)) - 1]
  at.forEach((i, k) => {
    const sorted = ranked[k]!.sort()
    found.rank[i] = means[k]!
    found.low[i] = Math.min(means[k]!, sorted[first]!)
    found.high[i] = Math.max(means[k]!, sorted[last]!)
  })
  return found
}

/** The highest is 1; equal values share the better rank. */
function ranksOf(values: Float64Array): Uint32Array {
  const rising = values.slice().sort()
  const ranks = new Uint32Array(values.length)
  for (let k = 0; k < values.length; k++) {
    let [low, high] = [0, rising.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (rising[middle]! <= values[k]!) low = middle + 1
      else high = middle
    }
    ranks[k] = rising.length - low + 1
  }
  return ranks
}
