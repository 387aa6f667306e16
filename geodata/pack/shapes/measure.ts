import type { Position } from 'geojson'
import { edgeIndex, type EdgeIndex } from '../../ground/edges.ts'

export type Ring = Position[]
/** A polygon as rings, the first outer; and several of them. Always WGS-84 degrees in this folder. */
export type Rings = Ring[]
export type Multi = Rings[]

/** Mean radius of the sphere that has the WGS-84 ellipsoid's surface, metres. */
const AUTHALIC_RADIUS_M = 6_371_007.2
const RADIANS = Math.PI / 180
/** Metres of one degree of latitude on that sphere. */
export const DEGREE_M = AUTHALIC_RADIUS_M * RADIANS

/** Signed area on the sphere, m²; positive when the ring runs counter-clockwise. Exact for edges that are short. */
export function ringAreaM2(ring: Ring): number {
  let sum = 0
  for (let index = 0; index + 1 < ring.length; index++) {
    const [lngA, latA] = ring[index] as [number, number]
    const [lngB, latB] = ring[index + 1] as [number, number]
    sum += (lngB - lngA) * RADIANS * (2 + Math.sin(latA * RADIANS) + Math.sin(latB * RADIANS))
  }
  return (-sum * AUTHALIC_RADIUS_M ** 2) / 2
}

/** Area without holes, m², never negative. */
export function areaM2(multi: Multi): number {
  let sum = 0
  for (const rings of multi) {
    rings.forEach((ring, index) => {
      sum += (index === 0 ? 1 : -1) * Math.abs(ringAreaM2(ring))
    })
  }
  return Math.max(0, sum)
}

export type Bounds = [west: number, south: number, east: number, north: number]

export function boundsOfMulti(multi: Multi): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const rings of multi) for (const [x, y] of (rings[0] ?? []) as [number, number][]) grow(bounds, x, y)
  return bounds
}

export function grow(bounds: Bounds, x: number, y: number): void {
  if (x < bounds[0]) bounds[0] = x
  if (y < bounds[1]) bounds[1] = y
  if (x > bounds[2]) bounds[2] = x
  if (y > bounds[3]) bounds[3] = y
}

export function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/** Even-odd test over all rings; a point on an edge may fall either way. */
export function insideRings(x: number, y: number, rings: Rings): boolean {
  let inside = false
  for (const ring of rings) {
    for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
      const [ax, ay] = ring[index] as [number, number]
      const [bx, by] = ring[before] as [number, number]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

const indices = new WeakMap<Rings, EdgeIndex>()

/** Part by part, each indexed at its first question: shares of areas in areas ask thousands. */
export function insideMulti(x: number, y: number, multi: Multi): boolean {
  return multi.some((rings) => {
    let index = indices.get(rings)
    if (!index) {
      index = edgeIndex({ type: 'Polygon', coordinates: rings })
      indices.set(rings, index)
    }
    return index.contains(x, y)
  })
}

/**
 * Points spread evenly over the inside, for shares of one area in another: cell centres of a grid of at most
 * `side` × `side` over the bounds, at least one point.
 */
export function samplePoints(multi: Multi, side = 16): [number, number][] {
  const [west, south, east, north] = boundsOfMulti(multi)
  for (let steps = side; steps <= side * 8; steps *= 2) {
    const points: [number, number][] = []
    for (let row = 0; row < steps; row++) {
      for (let column = 0; column < steps; column++) {
        const x = west + ((column + 0.5) / steps) * (east - west)
        const y = south + ((row + 0.5) / steps) * (north - south)
        if (insideMulti(x, y, multi)) points.push([x, y])
      }
    }
    if (points.length >= Math.min(8, side)) return points
  }
  const [x, y] = (multi[0]?.[0]?.[0] ?? [west, south]) as [number, number]
  return [[x, y]]
}
