import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import { M_PER_DEGREE, polygonsOf } from './distance.ts'
import { squaredDistance } from './edges.ts'

/** Neighbours of one level as adjacency lists: `lists[k]` are the neighbours of area `areas[k]`, all by index. */
export interface Adjacency {
  areas: number[]
  queen: number[][]
  rook: number[][]
  /** points nearer than this count as one, metres */
  snapM: number
}

/** Edges of all polygons in metres on a plane that is true in the middle of the ground. */
interface Segments {
  count: number
  /** x1, y1, x2, y2 */
  ends: Float64Array
  /** position of the polygon in the list */
  owner: Uint32Array
}

/**
 * Queen neighbours have borders that come within `snapM` of each other; rook neighbours run along each other, further
 * than 2 × `snapM` in sum. Vertices need not coincide: a border may meet the middle of another's edge (T-junction).
 * An edge that merely leaves a shared corner at a sharp angle does not make a rook: a shared stretch must begin and
 * end at vertices of one of the two. O(n log n) in the number of edges.
 *
 * With `plane` the coordinates are no degrees but lengths on a plane, in whose unit `snapM` is.
 */
export function adjacency(
  polygons: { index: number; geometry: Polygon | MultiPolygon }[],
  snapM: number,
  { plane = false }: { plane?: boolean } = {},
): Adjacency {
  const segments = segmentsOf(polygons.map((polygon) => polygon.geometry), plane)
  const queen = polygons.map(() => new Set<number>())
  const rook = polygons.map(() => new Set<number>())
  const shared = new Map<number, number>()
  // a snap of 0 would lose borders to the rounding of the projection
  const snap = Math.max(snapM, 1e-6)
  forEachNearPair(segments, snap, (a, b) => {
    const [p, q] = [segments.owner[a]!, segments.owner[b]!]
    const [low, high] = p < q ? [p, q] : [q, p]
    if (rook[low]!.has(high)) return
    if (!queen[low]!.has(high) && !near(segments.ends, a, b, snap)) return
    queen[low]!.add(high)
    const key = low * polygons.length + high
    const length = (shared.get(key) ?? 0) + sharedLength(segments.ends, a, b, snap)
    shared.set(key, length)
    if (length > 2 * snap) rook[low]!.add(high)
  })
  return {
    areas: polygons.map((polygon) => polygon.index),
    queen: bothWays(queen, polygons),
    rook: bothWays(rook, polygons),
    snapM,
  }
}

function bothWays(halves: Set<number>[], polygons: { index: number }[]): number[][] {
  const lists: number[][] = polygons.map(() => [])
  halves.forEach((others, low) => {
    for (const high of others) {
      lists[low]!.push(polygons[high]!.index)
      lists[high]!.push(polygons[low]!.index)
    }
  })
  for (const list of lists) list.sort((a, b) => a - b)
  return lists
}

function segmentsOf(geometries: (Polygon | MultiPolygon)[], plane: boolean): Segments {
  const rings = geometries.flatMap((geometry, owner) =>
    polygonsOf(geometry).flatMap((polygon) => polygon.map((ring) => ({ owner, ring }))),
  )
  let [south, north] = [Infinity, -Infinity]
  let count = 0
  for (const { ring } of rings) {
    count += ring.length
    for (const [, y = NaN] of ring) [south, north] = [Math.min(south, y), Math.max(north, y)]
  }
  const mPerLat = plane ? 1 : M_PER_DEGREE
  const mPerLng = plane ? 1 : M_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const ends = new Float64Array(count * 4)
  const owners = new Uint32Array(count)
  let at = 0
  for (const { owner, ring } of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1 = NaN, y1 = NaN] = ring[j] ?? []
      const [x2 = NaN, y2 = NaN] = ring[i] ?? []
      if (x1 === x2 && y1 === y2) continue
      ends.set([x1 * mPerLng, y1 * mPerLat, x2 * mPerLng, y2 * mPerLat], at * 4)
      owners[at++] = owner
    }
  }
  return { count: at, ends, owner: owners }
}

/** Calls back once for every pair of segments of different polygons whose boxes come within `snap`. */
function forEachNearPair(segments: Segments, snap: number, visit: (a: number, b: number) => void): void {
  const { count, ends, owner } = segments
  if (count === 0) return
  const boxes = new Flatbush(count)
  for (let at = 0; at < count * 4; at += 4) {
    const [x1, y1, x2, y2] = [ends[at]!, ends[at + 1]!, ends[at + 2]!, ends[at + 3]!]
    boxes.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  }
  boxes.finish()
  for (let a = 0; a < count; a++) {
    const [x1, y1, x2, y2] = [ends[a * 4]!, ends[a * 4 + 1]!, ends[a * 4 + 2]!, ends[a * 4 + 3]!]
    const hits = boxes.search(
      Math.min(x1, x2) - snap,
      Math.min(y1, y2) - snap,
      Math.max(x1, x2) + snap,
      Math.max(y1, y2) + snap,
      (b) => b > a && owner[b] !== owner[a],
    )
    for (const b of hits) visit(a, b)
  }
}

function near(ends: Float64Array, a: number, b: number, snap: number): boolean {
  const [ax1, ay1, ax2, ay2] = [ends[a * 4]!, ends[a * 4 + 1]!, ends[a * 4 + 2]!, ends[a * 4 + 3]!]
  const [bx1, by1, bx2, by2] = [ends[b * 4]!, ends[b * 4 + 1]!, ends[b * 4 + 2]!, ends[b * 4 + 3]!]
  const limit = snap * snap
  if (squaredDistance(ax1, ay1, bx1, by1, bx2, by2) <= limit) return true
  if (squaredDistance(ax2, ay2, bx1, by1, bx2, by2) <= limit) return true
  if (squaredDistance(bx1, by1, ax1, ay1, ax2, ay2) <= limit) return true
  if (squaredDistance(bx2, by2, ax1, ay1, ax2, ay2) <= limit) return true
  const side = (x1: number, y1: number, x2: number, y2: number, x: number, y: number): number =>
    (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
  const crossesA = side(ax1, ay1, ax2, ay2, bx1, by1) * side(ax1, ay1, ax2, ay2, bx2, by2) < 0
  return crossesA && side(bx1, by1, bx2, by2, ax1, ay1) * side(bx1, by1, bx2, by2, ax2, ay2) < 0
}

/** Length of the stretch of segment `a` beside segment `b`, when `b` stays within `snap` from its first to its last point. */
function sharedLength(ends: Float64Array, a: number, b: number, snap: number): number {
  const [x1, y1, x2, y2] = [ends[a * 4]!, ends[a * 4 + 1]!, ends[a * 4 + 2]!, ends[a * 4 + 3]!]
  const length = Math.hypot(x2 - x1, y2 - y1)
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length]
  const along = (k: number): number => (ends[b * 4 + k]! - x1) * ux + (ends[b * 4 + k + 1]! - y1) * uy
  const away = (k: number): number => (ends[b * 4 + k + 1]! - y1) * ux - (ends[b * 4 + k]! - x1) * uy
  let [from, fromAway, to, toAway] = [along(0), away(0), along(2), away(2)]
  if (from > to) [from, fromAway, to, toAway] = [to, toAway, from, fromAway]
  const [start, stop] = [Math.max(0, from), Math.min(length, to)]
  if (stop <= start) return 0
  const slope = (toAway - fromAway) / (to - from)
  const worst = Math.max(Math.abs(fromAway + (start - from) * slope), Math.abs(fromAway + (stop - from) * slope))
  return worst <= snap ? stop - start : 0
}
