import type { Polygon, Position } from 'geojson'
import { nextHalfedge, type Mesh } from './mesh.ts'
import { lngLat, type XY } from './raster.ts'
import { smoothLine } from './rivers.ts'

/** A piece of border between two junctions, drawn once for both sides. */
interface Arc {
  /** cells to the left and right in the direction of the points, -1 outside */
  left: number
  right: number
  /** corner numbers of both ends; the same for a closed arc */
  from: number
  to: number
  points: Position[]
}

/** Borders of the finest cells as arcs: every area of every level is made of the same points. */
export interface Borders {
  /** Polygon of the cells for which `member` is true; they must hang together. WGS-84. */
  polygonOf(member: (cell: number) => boolean): Polygon
}

export function drawBorders(mesh: Mesh, label: Int32Array): Borders {
  const arcs = traceArcs(mesh, label)
  const drawn = withoutCrossings(arcs)
  return { polygonOf: (member) => polygonOf(drawn, member) }
}

interface RawArc extends Omit<Arc, 'points'> {
  line: XY[]
}

/** Walks along the Voronoi edges between unlike cells from junction to junction. */
function traceArcs(mesh: Mesh, label: Int32Array): RawArc[] {
  const { triangles, halfedges, corners } = mesh
  const cornerOf = (edge: number) => Math.floor(edge / 3)
  const isBorder = (edge: number) =>
    (halfedges[edge] as number) >= 0 &&
    label[triangles[edge] as number] !== label[triangles[nextHalfedge(edge)] as number]
  /** border edges that leave a corner */
  const leaving = (corner: number) => [3 * corner, 3 * corner + 1, 3 * corner + 2].filter(isBorder)
  const pointOf = (corner: number): XY => [corners[2 * corner] as number, corners[2 * corner + 1] as number]
  const seen = new Uint8Array(triangles.length)
  const arcs: RawArc[] = []
  const walk = (first: number) => {
    const from = cornerOf(first)
    const line = [pointOf(from)]
    let edge = first
    for (;;) {
      const twin = halfedges[edge] as number
      seen[edge] = seen[twin] = 1
      const corner = cornerOf(twin)
      line.push(pointOf(corner))
      const onward = leaving(corner).filter((next) => next !== twin)
      if (onward.length !== 1 || seen[onward[0] as number]) {
        // crossing half-edge `edge` from its triangle, its start site lies on the left in map axes
        arcs.push({
          left: label[triangles[nextHalfedge(first)] as number] as number,
          right: label[triangles[first] as number] as number,
          from,
          to: corner,
          line,
        })
        return
      }
      edge = onward[0] as number
    }
  }
  for (let corner = 0; 3 * corner < triangles.length; corner++) {
    const edges = leaving(corner)
    if (edges.length === 3) for (const edge of edges) if (!seen[edge]) walk(edge)
  }
  for (let edge = 0; edge < triangles.length; edge++) if (!seen[edge] && isBorder(edge)) walk(edge)
  return arcs
}

/** Smooths every arc; where two smoothed arcs would meet, both keep a gentler form that cannot. */
function withoutCrossings(arcs: readonly RawArc[]): Arc[] {
  const reach = arcs.map(() => 1.7)
  let lines = arcs.map((arc, a) => smoothArc(arc, reach[a] as number))
  for (const gentler of [0.8, 0]) {
    const bad = crossingArcs(lines)
    if (bad.size === 0) break
    for (const arc of bad) reach[arc] = gentler
    lines = arcs.map((arc, a) => (bad.has(a) ? smoothArc(arc, gentler) : (lines[a] as XY[])))
  }
  return arcs.map(({ left, right, from, to }, a) => ({ left, right, from, to, points: rounded(lines[a] as XY[]) }))
}

function smoothArc({ line, from, to }: RawArc, reach: number): XY[] {
  const smooth =
    reach > 0 ? (from === to && line.length > 8 ? smoothRing(line, reach) : smoothLine(line, reach)) : line
  return thin(chaikin(smooth))
}

function smoothRing(line: readonly XY[], reach: number): XY[] {
  const open = line.slice(0, -1)
  const pad = Math.min(open.length, 8)
  const smooth = smoothLine([...open.slice(-pad), ...open, ...open.slice(0, pad)], reach).slice(
    pad,
    pad + open.length,
  )
  return [...smooth, smooth[0] as XY]
}

/** One round of corner cutting; the ends stay. */
function chaikin(line: readonly XY[]): XY[] {
  if (line.length < 3) return [...line]
  const out: XY[] = [line[0] as XY]
  for (let k = 0; k < line.length - 1; k++) {
    const [a, b] = [line[k] as XY, line[k + 1] as XY]
    if (k > 0) out.push([0.75 * a[0] + 0.25 * b[0], 0.75 * a[1] + 0.25 * b[1]])
    if (k < line.length - 2) out.push([0.25 * a[0] + 0.75 * b[0], 0.25 * a[1] + 0.75 * b[1]])
  }
  out.push(line.at(-1) as XY)
  return out
}

/** Drops points that lie within 4 m of the line through the last kept point and the next. */
function thin(line: readonly XY[]): XY[] {
  const out: XY[] = [line[0] as XY]
  for (let k = 1; k < line.length - 1; k++) {
    const [a, p, b] = [out.at(-1) as XY, line[k] as XY, line[k + 1] as XY]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
    const off = Math.abs((b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1])) / length
    if (off > 4 || length > 400) out.push(p)
  }
  out.push(line.at(-1) as XY)
  return out
}

function rounded(line: readonly XY[]): Position[] {
  const points: Position[] = []
  for (const xy of line) {
    const point = lngLat(xy)
    const last = points.at(-1)
    if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point)
  }
  return points
}

const BUCKET_M = 260

/** Arcs of which a segment crosses another segment, other than at a shared end. */
function crossingArcs(lines: readonly XY[][]): Set<number> {
  const bad = new Set<number>()
  const buckets = new Map<number, number[]>()
  lines.forEach((line, arc) => {
    for (let k = 1; k < line.length; k++) {
      const [a, b] = [line[k - 1] as XY, line[k] as XY]
      const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])]
      const [south, north] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])]
      for (let r = Math.floor(south / BUCKET_M); r <= Math.floor(north / BUCKET_M); r++) {
        for (let c = Math.floor(west / BUCKET_M); c <= Math.floor(east / BUCKET_M); c++) {
          const key = r * 4096 + c
          const bucket = buckets.get(key)
          if (!bucket) buckets.set(key, [arc, k])
          else {
            for (let i = 0; i < bucket.length; i += 2) {
              const [other, at] = [bucket[i] as number, bucket[i + 1] as number]
              const theirs = lines[other] as XY[]
              if (cross(a, b, theirs[at - 1] as XY, theirs[at] as XY)) bad.add(arc).add(other)
            }
            bucket.push(arc, k)
          }
        }
      }
    }
  })
  return bad
}

function cross(a: XY, b: XY, c: XY, d: XY): boolean {
  const side = (p: XY, q: XY, r: XY) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

/** Strings the arcs around the member cells together; outer ring counter-clockwise first (RFC 7946). */
function polygonOf(arcs: readonly Arc[], member: (cell: number) => boolean): Polygon {
  const starts = new Map<number, { points: Position[]; to: number }>()
  const rings: Position[][] = []
  for (const { left, right, from, to, points } of arcs) {
    const [leftIn, rightIn] = [left >= 0 && member(left), right >= 0 && member(right)]
    if (leftIn === rightIn) continue
    const directed = leftIn ? [...points].reverse() : points
    if (from === to) rings.push(directed)
    else starts.set(leftIn ? to : from, { points: directed, to: leftIn ? from : to })
  }
  for (let first = starts.keys().next(); !first.done; first = starts.keys().next()) {
    const ring: Position[] = []
    for (let at = first.value; ; ) {
      const arc = starts.get(at)
      if (!arc) break
      starts.delete(at)
      ring.push(...(ring.length ? arc.points.slice(1) : arc.points))
      at = arc.to
    }
    rings.push(ring)
  }
  return { type: 'Polygon', coordinates: rings.sort((a, b) => Math.abs(ringArea(b)) - Math.abs(ringArea(a))) }
}

/** Twice the area of a ring in square degrees, positive counter-clockwise. */
export function ringArea(ring: readonly Position[]): number {
  let sum = 0
  const [ox, oy] = ring[0] as Position
  for (let k = 1; k < ring.length; k++) {
    const [a, b] = [ring[k - 1] as Position, ring[k] as Position]
    sum +=
      ((a[0] as number) - (ox as number)) * ((b[1] as number) - (oy as number)) -
      ((b[0] as number) - (ox as number)) * ((a[1] as number) - (oy as number))
  }
  return sum
}
