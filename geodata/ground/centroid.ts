import type { MultiPolygon, Point, Polygon } from 'geojson'
import { polygonsOf, RADIUS_M } from './distance.ts'

/** Centre of gravity in the coordinates as they are, which may lie outside. Null for polygons without area. */
export function centroidOf(geometry: Polygon | MultiPolygon | Point): [number, number] | null {
  if (geometry.type === 'Point') return [geometry.coordinates[0]!, geometry.coordinates[1]!]
  const [originX = 0, originY = 0] = polygonsOf(geometry)[0]?.[0]?.[0] ?? []
  let [area, sumX, sumY] = [0, 0, 0]
  for (const rings of polygonsOf(geometry)) {
    rings.forEach((ring, at) => {
      let [ringArea, ringX, ringY] = [0, 0, 0]
      for (let i = 1; i < ring.length; i++) {
        // from a corner of the shape: far from the origin of the system, products of coordinates lose the digits that count
        const [x1, y1] = [ring[i - 1]![0]! - originX, ring[i - 1]![1]! - originY]
        const [x2, y2] = [ring[i]![0]! - originX, ring[i]![1]! - originY]
        const cross = x1 * y2 - x2 * y1
        ringArea += cross
        ringX += (x1 + x2) * cross
        ringY += (y1 + y2) * cross
      }
      // the outer ring adds and holes take away, whichever way they run
      const sign = Math.sign(ringArea) * (at === 0 ? 1 : -1)
      area += sign * ringArea
      sumX += sign * ringX
      sumY += sign * ringY
    })
  }
  return area > 0 ? [originX + sumX / (3 * area), originY + sumY / (3 * area)] : null
}

/** Points in degrees as x, y and z in metres from the middle of the earth: nearest by the chord is nearest on the ground. */
export function inSpace(points: readonly (readonly [number, number])[]): Float64Array[] {
  const radians = points.map(([lng, lat]) => [(lng * Math.PI) / 180, (lat * Math.PI) / 180] as const)
  return [
    Float64Array.from(radians, ([lng, lat]) => RADIUS_M * Math.cos(lat) * Math.cos(lng)),
    Float64Array.from(radians, ([lng, lat]) => RADIUS_M * Math.cos(lat) * Math.sin(lng)),
    Float64Array.from(radians, ([, lat]) => RADIUS_M * Math.sin(lat)),
  ]
}

/** Metres through the earth between two points that are `groundM` metres apart on its surface. */
export function chordM(groundM: number): number {
  return 2 * RADIUS_M * Math.sin(Math.min(groundM, Math.PI * RADIUS_M) / (2 * RADIUS_M))
}
