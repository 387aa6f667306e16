import type { LayerSpecification } from 'maplibre-gl'
import type { FeatureCollection, Polygon, Position } from 'geojson'
import type { Palette } from '../../theme/palette.ts'

export const FRAME = 'frame'

type Box = readonly [number, number, number, number]

/** In shares of the county's width: where the ground begins to fade, and where it is paper. */
const FADE_FROM = 0.015
const FADE_TO = 0.055
const STEPS = 8
const EDGE_OF_WORLD: Position[] = [[-180, -85], [180, -85], [180, 85], [-180, 85], [-180, -85]]

/**
 * Nested frames around the county: each covers the world but for a box, so that together they fade the ground
 * into paper. A pack's relief ends somewhere, and a sharp end would look like a fault of the map.
 */
export function frameFeatures([west, south, east, north]: Box): FeatureCollection<Polygon> {
  const width = east - west
  const box = (k: number): Position[] => {
    const by = width * (FADE_FROM + ((FADE_TO - FADE_FROM) * k) / (STEPS - 1))
    const [w, s, e, n] = [west - by, south - by, east + by, north + by]
    return [[w, s], [w, n], [e, n], [e, s], [w, s]]
  }
  return {
    type: 'FeatureCollection',
    features: Array.from({ length: STEPS }, (_, k) => ({
      type: 'Feature' as const,
      properties: { last: k === STEPS - 1 },
      geometry: { type: 'Polygon' as const, coordinates: [EDGE_OF_WORLD, box(k)] },
    })),
  }
}

export function frameLayers({ palette }: { palette: Palette }): LayerSpecification[] {
  return [{
    id: 'frame', type: 'fill', source: FRAME,
    paint: { 'fill-color': palette['map-ground'], 'fill-opacity': ['case', ['get', 'last'], 1, 0.3], 'fill-antialias': false },
  }]
}
