import type { LayerSpecification } from 'maplibre-gl'
import type { Feature, Point } from 'geojson'
import type { Palette } from '../../theme/palette.ts'

export const POINT = 'point'

export function pointFeatures([lng, lat]: readonly [number, number]): Feature<Point> {
  return { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lng, lat] } }
}

/** One place: a ring that leaves the ground under it in sight, and its middle. */
export function pointLayers({ palette }: { palette: Palette }): LayerSpecification[] {
  return [
    {
      id: 'point-ring', type: 'circle', source: POINT,
      paint: { 'circle-radius': 10, 'circle-color': palette['map-halo'], 'circle-opacity': 0.4, 'circle-stroke-color': palette.celadon, 'circle-stroke-width': 3 },
    },
    { id: 'point', type: 'circle', source: POINT, paint: { 'circle-radius': 3, 'circle-color': palette.ink } },
  ]
}
