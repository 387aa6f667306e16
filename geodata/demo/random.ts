/** A seeded source of chance. The same seed and the same calls give the same numbers on every machine. */
export interface Random {
  /** uniform in [0, 1) */
  next(): number
  between(low: number, high: number): number
  /** integer in [low, high], both included */
  integer(low: number, high: number): number
  normal(mean: number, deviation: number): number
  poisson(mean: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** one item, drawn with the weights given */
  weighted<T>(items: readonly (readonly [T, number])[]): T
  shuffle<T>(items: readonly T[]): T[]
  /** an independent source for one purpose, so that a change in one stage leaves the others alone */
  fork(purpose: string): Random
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes BigCrush. */
function sfc32(state: readonly [number, number, number]): () => number {
  let [a, b, c] = state
  let counter = 1
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warmUp = 0; warmUp < 15; warmUp++) next()
  return next
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string, seed: number): number {
  let value = (2_166_136_261 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619) >>> 0
  return value
}

export function seededRandom(seed: number, purpose = 'county'): Random {
  const next = sfc32([hash(purpose, seed), hash(`${purpose}/b`, seed), hash(`${purpose}/c`, ~seed)])
  const between = (low: number, high: number) => low + (high - low) * next()
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    between,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    normal,
    poisson: (mean) => poisson(mean, next, normal),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    weighted: (items) => {
      let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) if ((rest -= weight) < 0) return item
      return (items[items.length - 1] as (typeof items)[number])[0]
    },
    shuffle: (items) => {
      const list = [...items]
      for (let i = list.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1))
        ;[list[i], list[j]] = [list[j] as (typeof list)[number], list[i] as (typeof list)[number]]
      }
      return list
    },
    fork: (name) => seededRandom(seed, `${purpose}/${name}`),
  }
}

/** Knuth's product for small means, the rounded normal above 40. */
function poisson(mean: number, next: () => number, normal: (m: number, d: number) => number): number {
  if (mean <= 0) return 0
  if (mean > 40) return Math.max(0, Math.round(normal(mean, Math.sqrt(mean))))
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count++
  return count
}
