import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Palette } from '../../theme/palette.ts'
import { FAMILIES } from './fonts.ts'

export const BASE = 'base'
export const RELIEF = 'relief'
/** 1 the greatest river or road; what states no class counts as that */
const CLASS: ExpressionSpecification = ['coalesce', ['get', 'class'], 1]

export interface GroundScene {
  palette: Palette
  dark: boolean
  /** does the pack bring these archives? */
  base: boolean
  relief: boolean
}

/** Paper or ink with what is drawn on it, relief, woods, contours: all below the fills, which let them through. */
export function groundLayers(scene: GroundScene, onPaper: LayerSpecification[]): LayerSpecification[] {
  const { palette } = scene
  const paper: LayerSpecification = { id: 'paper', type: 'background', paint: { 'background-color': palette['map-ground'] } }
  return [paper, ...onPaper, ...(scene.base ? wood(scene) : []), ...(scene.relief ? [shade(scene)] : []), ...(scene.base ? [contour(scene)] : [])]
}

function shade({ palette, dark }: GroundScene): LayerSpecification {
  return {
    id: 'relief', type: 'hillshade', source: RELIEF,
    paint: {
      'hillshade-shadow-color': palette['map-shade'],
      'hillshade-highlight-color': palette['map-light'],
      'hillshade-accent-color': palette['map-accent'],
      'hillshade-exaggeration': dark ? 0.5 : 0.42,
      'hillshade-illumination-direction': 315,
    },
  }
}

function wood({ palette }: GroundScene): LayerSpecification[] {
  return [{ id: 'wood', type: 'fill', source: BASE, 'source-layer': 'wood', paint: { 'fill-color': palette['map-wood'] } }]
}

function contour({ palette, dark }: GroundScene): LayerSpecification {
  return {
    id: 'contour', type: 'line', source: BASE, 'source-layer': 'contour', minzoom: 11,
    paint: { 'line-color': palette['map-contour'], 'line-width': 0.5, 'line-opacity': dark ? 0.6 : 0.4 },
  }
}

/** Water and roads lie above the fills: they are how people know where they are, and nobody quarrels in a lake. */
export function wayLayers({ palette, base, dark }: GroundScene): LayerSpecification[] {
  if (!base) return []
  return [
    { id: 'water', type: 'fill', source: BASE, 'source-layer': 'water', paint: { 'fill-color': palette['map-water'] } },
    {
      id: 'shore', type: 'line', source: BASE, 'source-layer': 'water',
      paint: { 'line-color': palette['map-river'], 'line-width': 0.6 },
    },
    {
      id: 'river', type: 'line', source: BASE, 'source-layer': 'river', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette['map-river'],
        'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 8, ['match', CLASS, 1, 1.2, 2, 0.8, 0.3], 14, ['match', CLASS, 1, 6, 2, 3, 1.4]],
        'line-opacity': 0.85,
      },
    },
    {
      id: 'road', type: 'line', source: BASE, 'source-layer': 'road', filter: ['<=', CLASS, 2],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette['map-road'],
        'line-width': ['interpolate', ['exponential', 1.4], ['zoom'], 8, 0.6, 14, 2.4],
        'line-opacity': dark ? 0.7 : 0.8,
      },
    },
    {
      id: 'road-small', type: 'line', source: BASE, 'source-layer': 'road', minzoom: 11,
      filter: ['>', CLASS, 2],
      paint: { 'line-color': palette['map-road'], 'line-width': 0.6, 'line-opacity': 0.7 },
    },
  ]
}

/** Names of rivers, in the water's own colour, and of lakes, peaks and passes; those of places come after and go before. */
export function groundNameLayers({ palette, base }: GroundScene): LayerSpecification[] {
  if (!base) return []
  const halo = { 'text-halo-color': palette['map-halo'], 'text-halo-width': 1.4 }
  return [
    {
      id: 'river-name', type: 'symbol', source: BASE, 'source-layer': 'river', filter: ['<=', CLASS, 2], minzoom: 9,
      layout: {
        'symbol-placement': 'line', 'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': FAMILIES, 'text-size': 12,
        'text-letter-spacing': 0.5, 'symbol-spacing': 500, 'text-max-angle': 30,
      },
      paint: { 'text-color': palette['map-water-name'], ...halo },
    },
    {
      id: 'ground-name', type: 'symbol', source: BASE, 'source-layer': 'label', minzoom: 9.5,
      layout: { 'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': FAMILIES, 'text-size': 11, 'text-letter-spacing': 0.1, 'text-padding': 6 },
      paint: { 'text-color': palette['map-ground-name'], ...halo },
    },
  ]
}
