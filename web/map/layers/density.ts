import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { HotDensity } from '../../../server/contract/hotspots.ts'
import type { Palette } from '../../theme/palette.ts'
import { SEMI_BOLD } from './fonts.ts'
import { rampLooks, type Look } from './looks.ts'

const BANDS = 'density-bands'
const SPOTS = 'density-spots'
/** More than areas let through: a surface covers all of the ground, and the ground is what it is read by. */
const BAND_OPACITY = 0.7

export type DensityScene = Pick<HotDensity, 'bands' | 'shapes' | 'spots'>

/** Looks of the bands, from the thinnest. */
export function densityLooks(palette: Palette, bands: number): Look[] {
  return rampLooks(palette, bands).map((look) => ({ ...look, opacity: BAND_OPACITY }))
}

export function densitySources({ shapes, spots }: DensityScene): Record<string, SourceSpecification> {
  return {
    [BANDS]: { type: 'geojson', data: shapes },
    [SPOTS]: {
      type: 'geojson',
      data: {
        type: 'FeatureCollection',
        features: (spots ?? []).map(({ centre, count }) => ({ type: 'Feature', properties: { count: String(count), order: -count }, geometry: { type: 'Point', coordinates: centre } })),
      },
    },
  }
}

/** Bands below the ways, and rings upon everything where trouble comes back to one spot. */
export function densityLayers({ bands }: DensityScene, palette: Palette): { bands: LayerSpecification[]; spots: LayerSpecification[] } {
  const looks = densityLooks(palette, bands.length)
  const colour = looks.length === 0 ? palette['map-ground']
    : ['match', ['get', 'band'], ...looks.flatMap((look, k) => [k, look.colour]), palette['map-ground']] as unknown as ExpressionSpecification
  return {
    bands: [
      { id: 'density', type: 'fill', source: BANDS, paint: { 'fill-color': colour, 'fill-opacity': BAND_OPACITY } },
      { id: 'density-line', type: 'line', source: BANDS, paint: { 'line-color': palette['map-inner'], 'line-width': 0.5, 'line-opacity': 0.35 } },
    ],
    spots: [
      {
        id: 'spot', type: 'circle', source: SPOTS,
        paint: { 'circle-radius': 9, 'circle-color': palette['map-halo'], 'circle-opacity': 0.75, 'circle-stroke-color': palette['hot-word'], 'circle-stroke-width': 2 },
      },
      {
        id: 'spot-count', type: 'symbol', source: SPOTS,
        layout: { 'text-field': ['get', 'count'], 'text-font': SEMI_BOLD, 'text-size': 11, 'text-padding': 0, 'symbol-sort-key': ['get', 'order'] },
        paint: { 'text-color': palette['map-label'] },
      },
    ],
  }
}
