/** Points of a plane in strips of equal height, from west to east in each, to find what lies close to a point. */
export interface Nearby {
  /** calls `visit` with each point within the radius of point `at`, itself among them, and the square of the distance */
  around(at: number, visit: (other: number, squared: number) => void): void
}

/**
 * A strip is a hair higher than the radius, for roundings: what is close to a point lies in its own strip or in the two beside it, and there between two
 * ends that are found by halving. No memory beside the points, however far apart they lie; n log n to build.
 * @param radius above 0, in the unit of the coordinates; a point at exactly this distance is within
 */
export function nearbyPoints(x: ArrayLike<number>, y: ArrayLike<number>, radius: number): Nearby {
  const n = x.length
  const height = radius * (1 + 1e-9)
  const strip = Float64Array.from({ length: n }, (_, at) => Math.floor(y[at]! / height))
  const order = Uint32Array.from({ length: n }, (_, at) => at)
  order.sort((a, b) => strip[a]! - strip[b]! || x[a]! - x[b]! || a - b)
  const eastward = Float64Array.from(order, (at) => x[at]!)
  const starts = new Map<number, number>()
  const ends = new Map<number, number>()
  for (let place = 0; place < n; place++) {
    const key = strip[order[place]!]!
    if (!starts.has(key)) starts.set(key, place)
    ends.set(key, place + 1)
  }
  const limit = radius * radius
  return {
    around(at, visit) {
      const [px, py] = [x[at]!, y[at]!]
      for (let key = strip[at]! - 1; key <= strip[at]! + 1; key++) {
        const end = ends.get(key)
        if (end === undefined) continue
        for (let place = firstFrom(eastward, px - radius, starts.get(key)!, end); place < end; place++) {
          const dx = eastward[place]! - px
          if (dx > radius) break
          const other = order[place]!
          const dy = y[other]! - py
          const squared = dx * dx + dy * dy
          if (squared <= limit) visit(other, squared)
        }
      }
    },
  }
}

/** First place in [low, high) whose value is not below the wanted one; the values there ascend. */
function firstFrom(values: Float64Array, wanted: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}
