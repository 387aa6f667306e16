import { bbox } from '@turf/bbox'
import { distance } from '@turf/distance'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import polylabel from 'polylabel'

/** Mean radius of the earth (IUGG), metres. */
export const RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180
/** metres in one degree of latitude on that sphere */
export const M_PER_DEGREE = RADIUS_M * RADIANS

/** Metres between two points in WGS-84 degrees along the great circle. */
export function distanceM(a: readonly [number, number], b: readonly [number, number]): number {
  return distance([...a], [...b], { units: 'meters' })
}

export type Bounds = [west: number, south: number, east: number, north: number]

/** The polygons of a geometry: rings, the outer one first. */
export function polygonsOf(geometry: Polygon | MultiPolygon): Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

/** [Infinity, Infinity, -Infinity, -Infinity] for a geometry without points. */
export function boundsOf(geometry: Polygon | MultiPolygon): Bounds {
  return bbox(geometry) as Bounds
}

export function joinBounds(a: Bounds, b: Bounds): Bounds {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

/**
 * A point inside the largest part of the geometry, as far from its border as there is room: where a label stands.
 * Null for a geometry without area.
 */
export function centreOf(geometry: Polygon | MultiPolygon): [number, number] | null {
  let largest: Position[][] | null = null
  let largestArea = 0
  for (const rings of polygonsOf(geometry)) {
    const area = Math.abs(signedArea(rings[0] ?? []))
    if (area > largestArea) [largest, largestArea] = [rings, area]
  }
  if (!largest) return null
  const [, south, , north] = boundsOf({ type: 'Polygon', coordinates: largest })
  const narrowing = Math.max(0.01, Math.cos(((south + north) / 2) * RADIANS))
  const flat = largest.map((ring) => ring.map(([x = NaN, y = NaN]): [number, number] => [x * narrowing, y]))
  const [x, y] = polylabel(flat, Math.sqrt(largestArea) / 200)
  return [x / narrowing, y]
}

/** Twice the area of a ring in squared degrees, positive when it runs counter-clockwise. */
function signedArea(ring: Position[]): number {
  let sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi = 0, yi = 0] = ring[i] as Position
    const [xj = 0, yj = 0] = ring[j] as Position
    sum += (xj - xi) * (yj + yi)
  }
  return sum
}
