import type { MultiPolygon, Polygon } from 'geojson'
import { boundsOf, M_PER_DEGREE, polygonsOf } from '../../geodata/ground/distance.ts'
import { edgeIndex } from '../../geodata/ground/edges.ts'

/** The border of an area, in metres. */
export interface Fence {
  /** does a point (WGS-84 degrees) lie inside, or no further than so many metres outside? */
  holds(lngLat: readonly [number, number], toleranceM: number): boolean
}

/** Distances are on a plane that is true in the middle of the area: over a town of 30 km a metre is wrong by less than 3 mm. */
export function fenceOf(geometry: Polygon | MultiPolygon): Fence {
  const [west, south, east, north] = boundsOf(geometry)
  const mPerLng = M_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const [x0, y0] = [(west + east) / 2, (south + north) / 2]
  const onPlane = (lng: number, lat: number): [number, number] => [(lng - x0) * mPerLng, (lat - y0) * M_PER_DEGREE]
  const polygons = polygonsOf(geometry).map((rings) => rings.map((ring) => ring.map(([lng = NaN, lat = NaN]) => onPlane(lng, lat))))
  const edges = edgeIndex({ type: 'MultiPolygon', coordinates: polygons })
  return {
    holds([lng, lat], toleranceM) {
      const [x, y] = onPlane(lng, lat)
      return edges.contains(x, y) || edges.touches(x, y, toleranceM)
    },
  }
}
