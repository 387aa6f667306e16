import { nearbyPoints } from './nearby.ts'

export interface Clusters {
  /** of each point: its cluster, from 0 in the order in which the points name them; −1 for noise */
  label: Int32Array
  /** 1 for the points that have enough others around them */
  core: Uint8Array
  count: number
}

interface Closeness {
  /** in the unit of the coordinates; a point at exactly this distance is close */
  radius: number
  /** between two points that are close, at most; Infinity for clusters in space alone */
  days: number
  /** points, itself among them, that must be close to a point to make it a core */
  minPoints: number
}

/**
 * Density-based clusters in space and time (DBSCAN: Ester, Kriegel, Sander and Xu 1996; with time, ST-DBSCAN: Birant and Kut 2007, with
 * the two distances Eps1 and Eps2): cores that are close to one another, over however many steps, make a cluster, and each other point
 * close to a core belongs to it. Where a point lies close to cores of several clusters it goes to the nearest core, of equally near ones
 * to the first in the list, so that the answer does not hang on the order of a walk. ST-DBSCAN's threshold Δε on how far a value may
 * lie from its cluster's mean has no meaning for bare cases.
 *
 * Throws RangeError unless the radius is a number above 0, `days` one from 0 on and `minPoints` a whole number above 0.
 * @param day of each point
 */
export function stDbscan(x: ArrayLike<number>, y: ArrayLike<number>, day: ArrayLike<number>, { radius, days, minPoints }: Closeness): Clusters {
  if (!(radius > 0) || radius === Infinity) throw new RangeError(`a radius of ${radius}`)
  if (!(days >= 0)) throw new RangeError(`${days} days`)
  if (!Number.isInteger(minPoints) || minPoints < 1) throw new RangeError(`${minPoints} points`)
  const n = x.length
  const near = nearbyPoints(x, y, radius)
  const close = (a: number, b: number): boolean => Math.abs(day[a]! - day[b]!) <= days

  const core = new Uint8Array(n)
  for (let at = 0; at < n; at++) {
    let around = 0
    near.around(at, (other) => {
      if (close(at, other)) around++
    })
    if (around >= minPoints) core[at] = 1
  }

  const parent = Int32Array.from({ length: n }, (_, at) => at)
  for (let at = 0; at < n; at++) {
    if (core[at] === 0) continue
    near.around(at, (other) => {
      if (other < at && core[other] === 1 && close(at, other)) join(parent, at, other)
    })
  }

  // a border point hangs on one core and joins nothing
  for (let at = 0; at < n; at++) {
    if (core[at] === 1) continue
    let [nearest, least] = [-1, Infinity]
    near.around(at, (other, squared) => {
      if (core[other] === 0 || !close(at, other)) return
      if (squared < least || (squared === least && other < nearest)) [nearest, least] = [other, squared]
    })
    parent[at] = nearest
  }
  return { ...labelled(parent, core), core }
}

function labelled(parent: Int32Array, core: Uint8Array): { label: Int32Array; count: number } {
  const label = new Int32Array(parent.length).fill(-1)
  const named = new Map<number, number>()
  for (let at = 0; at < parent.length; at++) {
    const hold = core[at] === 1 ? at : parent[at]!
    if (hold < 0) continue
    const root = rootOf(parent, hold)
    if (!named.has(root)) named.set(root, named.size)
    label[at] = named.get(root)!
  }
  return { label, count: named.size }
}

/** Joins the sets of two points under the one with the smaller root. */
function join(parent: Int32Array, a: number, b: number): void {
  const [one, other] = [rootOf(parent, a), rootOf(parent, b)]
  if (one < other) parent[other] = one
  else parent[one] = other
}

function rootOf(parent: Int32Array, at: number): number {
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!
    at = parent[at]!
  }
  return at
}
