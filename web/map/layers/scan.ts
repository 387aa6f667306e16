import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { FeatureCollection, Position } from 'geojson'
import type { HotCluster } from '../../../server/contract/hotspots.ts'
import type { Palette } from '../../theme/palette.ts'
import { SEMI_BOLD } from './fonts.ts'

const CIRCLES = 'scan-circles'
const CIRCLE_LABELS = 'scan-labels'
const CORNERS = 72
/** metres of a degree of latitude */
const DEGREE_M = 111_320
/** a burst in a single place has no reach of its own, and must be seen all the same */
const LEAST_M = 400

export interface ScanScene {
  clusters: readonly HotCluster[]
  /** what stands beside a circle */
  worded: (cluster: HotCluster) => string
  /** drawn without a break; the others are fairly founded */
  founded: (cluster: HotCluster) => boolean
}

export function scanSources({ clusters, worded, founded }: ScanScene): Record<string, SourceSpecification> {
  const circles: FeatureCollection = {
    type: 'FeatureCollection',
    features: clusters.map((cluster) => ({
      type: 'Feature', properties: { founded: founded(cluster) }, geometry: { type: 'LineString', coordinates: circle(cluster) },
    })),
  }
  const labels: FeatureCollection = {
    type: 'FeatureCollection',
    features: clusters.map((cluster) => ({
      type: 'Feature',
      properties: { text: worded(cluster), rank: cluster.rank },
      geometry: { type: 'Point', coordinates: circle(cluster)[0]! },
    })),
  }
  return { [CIRCLES]: { type: 'geojson', data: circles }, [CIRCLE_LABELS]: { type: 'geojson', data: labels } }
}

/** A ring on the ground, from its northernmost point on. */
export function circle({ centre: [lng, lat], radiusM }: Pick<HotCluster, 'centre' | 'radiusM'>): Position[] {
  const dy = Math.max(radiusM, LEAST_M) / DEGREE_M
  const dx = dy / Math.cos((lat * Math.PI) / 180)
  return Array.from({ length: CORNERS + 1 }, (_, k) => {
    const angle = (2 * Math.PI * (k % CORNERS)) / CORNERS
    return [lng + dx * Math.sin(angle), lat + dy * Math.cos(angle)]
  })
}

/** Lines, never a blotch: what lies in a circle stays in sight. */
export function scanLayers(palette: Palette): LayerSpecification[] {
  const of = { type: 'line' as const, source: CIRCLES, layout: { 'line-join': 'round' as const } }
  return [
    { ...of, id: 'scan-casing', paint: { 'line-color': palette['map-halo'], 'line-width': 5, 'line-opacity': 0.8 } },
    { ...of, id: 'scan-circle', filter: ['get', 'founded'], paint: { 'line-color': palette['hot-3'], 'line-width': 2.5 } },
    { ...of, id: 'scan-hint', filter: ['!', ['get', 'founded']], paint: { 'line-color': palette['hot-3'], 'line-width': 2, 'line-dasharray': [3, 2] } },
  ]
}

/** Above the names: a burst without its days says little. The best are placed first. */
export function scanLabelLayers(palette: Palette): LayerSpecification[] {
  return [{
    id: 'scan-label', type: 'symbol', source: CIRCLE_LABELS,
    layout: {
      'text-field': ['get', 'text'], 'text-font': SEMI_BOLD, 'text-size': 13, 'text-line-height': 1.25, 'text-max-width': 18,
      'text-variable-anchor': ['bottom', 'bottom-left', 'bottom-right', 'top'], 'text-radial-offset': 0.5, 'symbol-sort-key': ['get', 'rank'],
    },
    paint: { 'text-color': palette['hot-word'], 'text-halo-color': palette['map-halo'], 'text-halo-width': 2.2 },
  }]
}
