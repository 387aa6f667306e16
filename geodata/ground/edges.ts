import type { MultiPolygon, Polygon } from 'geojson'
import { boundsOf, polygonsOf } from './distance.ts'

/** The edges of one area in horizontal slabs, so that a ray meets only those of its own height. */
export interface EdgeIndex {
  /** even-odd rule over all rings, so holes and parts need no further thought */
  contains(x: number, y: number): boolean
  /** true when an edge passes the point within `tolerance`, in the unit of the coordinates */
  touches(x: number, y: number, tolerance: number): boolean
}

export function edgeIndex(geometry: Polygon | MultiPolygon): EdgeIndex {
  const edges = edgesUpward(geometry)
  const count = edges.length / 4
  const [, south, , north] = boundsOf(geometry)
  const slabs = Math.max(1, Math.min(4096, count >> 2))
  const perSlab = slabs / (north - south || 1)
  const slabOf = (y: number): number => Math.max(0, Math.min(slabs - 1, Math.floor((y - south) * perSlab)))
  const { starts, members } = fill(edges, count, slabs, slabOf)

  const contains = (x: number, y: number): boolean => {
    if (!(y >= south && y <= north)) return false
    const slab = slabOf(y)
    let inside = false
    for (let at = starts[slab] as number, stop = starts[slab + 1] as number; at < stop; at++) {
      const edge = (members[at] as number) * 4
      const y1 = edges[edge + 1] as number
      const y2 = edges[edge + 3] as number
      if (y < y1 || y >= y2) continue
      const x1 = edges[edge] as number
      const x2 = edges[edge + 2] as number
      if (x < x1 && x < x2) inside = !inside
      else if ((x < x1 || x < x2) && (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1) > 0) inside = !inside
    }
    return inside
  }
  const touches = (x: number, y: number, tolerance: number): boolean => {
    const [first, last] = [slabOf(y - tolerance), slabOf(y + tolerance)]
    for (let at = starts[first] as number, stop = starts[last + 1] as number; at < stop; at++) {
      const edge = (members[at] as number) * 4
      const square = squaredDistance(x, y, edges[edge]!, edges[edge + 1]!, edges[edge + 2]!, edges[edge + 3]!)
      if (square <= tolerance * tolerance) return true
    }
    return false
  }
  return { contains, touches }
}

/**
 * x1, y1, x2, y2 of every edge with y1 ≤ y2: the two areas beside an edge compute its side of a point from the same
 * numbers in the same order, so rounding cannot give a point to both or to none.
 */
function edgesUpward(geometry: Polygon | MultiPolygon): Float64Array {
  const flat: number[] = []
  for (const rings of polygonsOf(geometry)) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [xi = NaN, yi = NaN] = ring[i] ?? []
        const [xj = NaN, yj = NaN] = ring[j] ?? []
        if (xi === xj && yi === yj) continue
        if (yi < yj || (yi === yj && xi < xj)) flat.push(xi, yi, xj, yj)
        else flat.push(xj, yj, xi, yi)
      }
    }
  }
  return Float64Array.from(flat)
}

function fill(edges: Float64Array, count: number, slabs: number, slabOf: (y: number) => number) {
  const starts = new Uint32Array(slabs + 2)
  for (let edge = 0; edge < count; edge++) {
    for (let slab = slabOf(edges[edge * 4 + 1]!), last = slabOf(edges[edge * 4 + 3]!); slab <= last; slab++) {
      starts[slab + 2]!++
    }
  }
  for (let slab = 2; slab < starts.length; slab++) starts[slab]! += starts[slab - 1]!
  const members = new Uint32Array(starts[slabs + 1]!)
  for (let edge = 0; edge < count; edge++) {
    for (let slab = slabOf(edges[edge * 4 + 1]!), last = slabOf(edges[edge * 4 + 3]!); slab <= last; slab++) {
      members[starts[slab + 1]!++] = edge
    }
  }
  return { starts, members }
}

/** Squared distance of a point and a segment. */
export function squaredDistance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const dx = x2 - x1
  const dy = y2 - y1
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
  const missX = x - x1 - along * dx
  const missY = y - y1 - along * dy
  return missX * missX + missY * missY
}
