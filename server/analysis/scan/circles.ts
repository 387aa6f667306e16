/** Circles of all centres hold at most so many entries (half a gigabyte). */
const MOST_ENTRIES = 2 ** 28

export interface Circles {
  circleStart: Uint32Array
  circle: Uint16Array
}

/**
 * For each place the places around it, nearest first (at equal distance the lower index first), as far as the circle
 * keeps within `radius` and the sum of `size` within `room`. The centre itself is there, unless it alone is too big.
 * Throws a RangeError where the circles would not fit into memory.
 */
export function circlesAround(axes: Float64Array[], { size, room, radius }: { size: Float64Array; room: number; radius: number }): Circles {
  const places = size.length
  const circleStart = new Uint32Array(places + 1)
  const inOrder = orderer(axes, places)
  let circle = new Uint16Array(places * 64)
  let filled = 0
  for (let centre = 0; centre < places; centre++) {
    const order = inOrder(centre, radius)
    const count = fitting(order, size, room)
    if (filled + count > MOST_ENTRIES) throw new RangeError('too many places for circles of this size: a smaller share or radius is needed')
    if (filled + count > circle.length) circle = grown(circle, Math.max(2 * circle.length, filled + count))
    circle.set(order.subarray(0, count), filled)
    filled += count
    circleStart[centre + 1] = filled
  }
  return { circleStart, circle: circle.slice(0, filled) }
}

/**
 * Gives the places within the radius of a centre, nearest first. Distances are sorted as plain numbers, which is several times
 * faster than by a comparison of places; each place then finds its own position among them.
 */
function orderer(axes: Float64Array[], places: number): (centre: number, radius: number) => Uint16Array {
  const squared = new Float64Array(places)
  const ascending = new Float64Array(places)
  const taken = new Uint16Array(places)
  const order = new Uint16Array(places)
  return (centre, radius) => {
    for (let place = 0; place < places; place++) squared[place] = squaredDistance(axes, centre, place)
    ascending.set(squared)
    ascending.sort()
    taken.fill(0)
    for (let place = 0; place < places; place++) {
      const at = firstAtLeast(ascending, squared[place]!)
      order[at + taken[at]!++] = place
    }
    let within = places
    while (within > 0 && Math.sqrt(ascending[within - 1]!) > radius) within--
    return order.subarray(0, within)
  }
}

function firstAtLeast(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

export function distance(axes: Float64Array[], a: number, b: number): number {
  return Math.sqrt(squaredDistance(axes, a, b))
}

function squaredDistance(axes: Float64Array[], a: number, b: number): number {
  let sum = 0
  for (const axis of axes) {
    const step = axis[a]! - axis[b]!
    sum += step * step
  }
  return sum
}

function fitting(order: Uint16Array, size: Float64Array, room: number): number {
  let held = 0
  let count = 0
  for (const place of order) {
    held += size[place]!
    // the place itself always: one that has more than its room is where there may be most to see
    if (held > room && count > 0) break
    count++
  }
  return count
}

function grown(old: Uint16Array, length: number): Uint16Array<ArrayBuffer> {
  const longer = new Uint16Array(Math.min(length, MOST_ENTRIES))
  longer.set(old)
  return longer
}
