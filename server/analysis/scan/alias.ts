import type { Random } from '../random.ts'
import type { Alias } from './types.ts'

/** Walker's alias table of weights (Vose 1991): one draw costs one uniform number, however many entries. */
export function aliasOf(weights: ArrayLike<number>): Alias {
  const entries = weights.length
  let sum = 0
  let heaviest = 0
  for (let entry = 0; entry < entries; entry++) {
    sum += weights[entry]!
    if (weights[entry]! > weights[heaviest]!) heaviest = entry
  }
  const keep = new Float64Array(entries).fill(1)
  const other = new Uint32Array(entries)
  const [small, large]: [number[], number[]] = [[], []]
  for (let entry = 0; entry < entries; entry++) {
    other[entry] = entry
    keep[entry] = (weights[entry]! / sum) * entries
    ;(keep[entry]! < 1 ? small : large).push(entry)
  }
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!
    const more = large.pop()!
    other[less] = more
    keep[more] = keep[more]! - (1 - keep[less]!)
    ;(keep[more]! < 1 ? small : large).push(more)
  }
  // what is left differs from 1 by rounding only; but an entry of no weight must never be drawn
  for (const entry of small.concat(large)) {
    if (weights[entry]! > 0) keep[entry] = 1
    else other[entry] = heaviest
  }
  return { keep, other }
}

export function draw({ keep, other }: Alias, chance: Random): number {
  const at = chance.uniform() * keep.length
  const entry = Math.floor(at)
  return at - entry < keep[entry]! ? entry : other[entry]!
}
