import { random, type Random } from '../random.ts'
import { draw } from './alias.ts'
import type { Cases, Prepared } from './types.ts'

/**
 * One simulated study: the cases that lie within reach of a window, by slot. A permutation keeps the cases of every place
 * and of every day; Poisson cases are drawn anew, given their total. Simulation i draws from stream i of the seed.
 */
export function simulated(prepared: Prepared, seed: number, simulation: number): Cases {
  const chance = random(seed, simulation)
  const { draw: how, observed } = prepared
  if (how.kind === 'permutation') return { place: dealt(how.place, observed.place.length, chance), start: observed.start }
  const { total, slots } = prepared
  const place = new Uint16Array(total)
  const slot = new Uint32Array(total)
  for (let at = 0; at < total; at++) {
    if (how.kind === 'product') {
      slot[at] = draw(how.slots, chance)
      place[at] = draw(how.places, chance)
    } else {
      const cell = draw(how.cells, chance)
      slot[at] = cell % (slots + 1)
      place[at] = (cell - slot[at]!) / (slots + 1)
    }
  }
  return sorted(place, slot, slots)
}

/** The first `count` of a random order (Fisher–Yates). */
function dealt(places: Uint16Array, count: number, chance: Random): Uint16Array {
  const deck = places.slice()
  for (let at = 0; at < count; at++) {
    const from = at + chance.below(deck.length - at)
    const taken = deck[from]!
    deck[from] = deck[at]!
    deck[at] = taken
  }
  return deck.slice(0, count)
}

function sorted(place: Uint16Array, slot: Uint32Array, slots: number): Cases {
  const start = new Uint32Array(slots + 1)
  for (const one of slot) if (one < slots) start[one + 1]!++
  for (let one = 0; one < slots; one++) start[one + 1]! += start[one]!
  const next = start.slice()
  const kept = new Uint16Array(start[slots]!)
  for (let at = 0; at < slot.length; at++) if (slot[at]! < slots) kept[next[slot[at]!]!++] = place[at]!
  return { place: kept, start }
}
