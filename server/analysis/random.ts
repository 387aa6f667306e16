/**
 * xoshiro128** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"), period 2^128 − 1. The same
 * seed gives the same numbers on every machine: integer arithmetic only.
 */
export interface Random {
  /** a whole number in [0, 2^32) */
  next32(): number
  /** uniform in [0, 1), 53 bits */
  uniform(): number
  /** a whole number in [0, bound), without bias (by rejection); 1 ≤ bound ≤ 2^32 */
  below(bound: number): number
}

/**
 * One stream of a seed. Give each simulation a stream of its own: then neither the order nor the number of the workers
 * that share them out changes a result. The states of two streams are hashes (murmur3's finaliser) and as good as independent.
 */
export function random(seed: number, stream = 0): Random {
  const base = mix((mix(seed >>> 0) + stream) >>> 0)
  let [a, b, c, d] = [mix(base ^ 0x9e3779b9), mix(base ^ 0x3c6ef372), mix(base ^ 0xdaa66d2b), mix(base ^ 0x78dde6e4) | 1]
  const next32 = (): number => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  return {
    next32,
    uniform: () => ((next32() >>> 5) * 67_108_864 + (next32() >>> 6)) / 9_007_199_254_740_992,
    below(bound) {
      const limit = 4_294_967_296 - (4_294_967_296 % bound)
      for (;;) {
        const drawn = next32()
        if (drawn < limit) return drawn % bound
      }
    },
  }
}

function mix(word: number): number {
  let z = word | 0
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
  return (z ^ (z >>> 16)) >>> 0
}
