import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { FeatureCollection, Point } from 'geojson'
import type { AreaRow, Level } from '../../../server/contract/answers.ts'
import type { LabelValues } from '../../areas/figures.ts'
import type { Palette } from '../../theme/palette.ts'
import { FAMILIES, SEMI_BOLD } from './fonts.ts'

export const LABELS = 'labels'

/**
 * One point a name. The shown level's names carry their figure, so that the map can be read with its legend
 * covered; the levels above it only orient. Greater figures are placed first where room is short, and what is marked as
 * `first` before every other name, which then keeps quiet.
 */
export function labelFeatures(
  shown: Level, areas: readonly AreaRow[], above: readonly AreaRow[], values: LabelValues, named: (area: AreaRow) => string,
): FeatureCollection<Point> {
  const some = [...values.values()].some(({ first }) => first)
  const one = (area: AreaRow, level: 'shown' | 'above') => {
    const value = values.get(area.index)
    const kind = level === 'shown' && value?.first ? 'first' : level
    return {
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates: area.centre! },
      properties: {
        name: named(area),
        kind,
        level: area.level,
        value: level === 'shown' ? (value?.text ?? '') : '',
        quiet: some && kind === 'shown',
        order: -(value?.order ?? 0),
      },
    }
  }
  return {
    type: 'FeatureCollection',
    features: [
      ...above.filter((area) => area.centre).map((area) => one(area, 'above')),
      ...areas.filter((area) => area.centre && area.level === shown).map((area) => one(area, 'shown')),
    ],
  }
}

/** The names above the shown level alone. */
export function withoutShown({ features, ...rest }: FeatureCollection): FeatureCollection {
  return { ...rest, features: features.filter(({ properties }) => properties?.kind === 'above') }
}

const SIZES: Partial<Record<Level, number>> = { prefecture: 16, county: 16, town: 14, village: 12, grid: 12, group: 12 }

export function labelLayers({ palette, shown, scale = 1 }: { palette: Palette; shown: Level; scale?: number }): LayerSpecification[] {
  const halo = { 'text-halo-color': palette['map-halo'], 'text-halo-width': 1.9, 'text-halo-blur': 0.3 }
  const base = SIZES[shown] ?? 12
  const size = base * scale
  const named: ExpressionSpecification = [
    'format', ['get', 'name'], {}, ['case', ['==', ['get', 'value'], ''], '', '\n'], {},
    ['get', 'value'], { 'font-scale': base >= 14 ? 1.08 : 1.1, 'text-font': ['literal', SEMI_BOLD] },
  ]
  const shownNames = (kind: 'shown' | 'first'): LayerSpecification => ({
    id: `label-${kind}`, type: 'symbol', source: LABELS, filter: ['==', ['get', 'kind'], kind],
    layout: {
      'text-field': named,
      'text-font': shown === 'town' || shown === 'county' ? SEMI_BOLD : FAMILIES,
      'text-size': size,
      'text-line-height': 1.15,
      'text-padding': 2,
      // names in Latin letters are long: a little aside is better than not at all
      'text-variable-anchor': ['center', 'top', 'bottom'],
      'symbol-sort-key': ['get', 'order'],
      'text-max-width': 9,
    },
    paint: { 'text-color': palette['map-label'], 'text-opacity': ['case', ['get', 'quiet'], 0.6, 1], ...halo },
  })
  return [
    shownNames('shown'),
    {
      id: 'label-above', type: 'symbol', source: LABELS, filter: ['==', ['get', 'kind'], 'above'],
      layout: {
        'text-field': ['get', 'name'], 'text-font': SEMI_BOLD, 'text-size': 14 * scale, 'text-letter-spacing': 0.12,
        'text-padding': 8, 'text-variable-anchor': ['center', 'top', 'bottom'], 'text-radial-offset': 0.8,
      },
      paint: { 'text-color': palette['map-label'], 'text-opacity': 0.85, ...halo },
    },
    shownNames('first'),
  ]
}
