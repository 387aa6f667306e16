import type { Random } from './random.ts'

/**
 * Puts the items into a uniformly random order, in place (Fisher–Yates). Whole numbers below a bound come by a
 * multiplication instead of a division, rejecting what would make some likelier (Lemire 2019, "Fast random integer
 * generation in an interval", ACM TOMACS 29).
 */
export function shuffle(items: Uint32Array, { next32 }: Random): void {
  for (let bound = items.length; bound > 1; bound--) {
    let product = next32() * bound
    let high = Math.floor(product / 4_294_967_296)
    if (product - high * 4_294_967_296 < bound) {
      const least = 4_294_967_296 % bound
      while (product - high * 4_294_967_296 < least) {
        product = next32() * bound
        high = Math.floor(product / 4_294_967_296)
      }
    }
    const kept = items[bound - 1]!
    items[bound - 1] = items[high]!
    items[high] = kept
  }
}
