import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Level } from '../../../server/contract/answers.ts'
import { blend, rampColours } from '../../theme/ramp.ts'
import { rampStops, type Palette } from '../../theme/palette.ts'

export interface AreaScene {
  /** levels in the tiles, from the root down */
  levels: readonly Level[]
  /** level that is coloured */
  shown: Level
  /** number of classes of the ramp */
  classes: number
  /** index and level of the chosen area; null for the whole county */
  chosen: { index: number; level: Level } | null
  palette: Palette
  dark: boolean
}

export const AREAS = 'areas'
/** Fills let the relief through, but no more than leaves the classes apart. The legend's swatches have it too. */
export const FILL_OPACITY = 0.8

/** A count below the least that is told has the first of many classes' colour, and lets more through. */
export const SMALL_OPACITY = 0.4
export const smallColour = (palette: Palette): string => rampColours(rampStops(palette), MANY)[0]!
const MANY = 5

/** Feature-state `class` of an area: 0 none, 1 … classes, -1 where there is nothing to count with, -2 small, -3 withheld. */
const CLASS: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], 0]
const HOVER: ExpressionSpecification = ['boolean', ['feature-state', 'hover'], false]

/** A level's layer holds areas, and lines with `edge`; archives built before those have `approx` on the areas instead. */
const IS_AREA: ExpressionSpecification = ['!', ['has', 'edge']]
const SURVEYED: ExpressionSpecification = ['any', ['==', ['get', 'edge'], 'surveyed'], ['==', ['get', 'approx'], 0]]
const APPROXIMATE: ExpressionSpecification = ['any', ['==', ['get', 'edge'], 'approximate'], ['==', ['get', 'approx'], 1]]

export const fillId = (level: Level) => `fill-${level}`

/** Fill and hatch of the shown level, and the tint of small counts. */
export function fillLayers({ shown, classes, palette, dark }: AreaScene): LayerSpecification[] {
  const colours = rampColours(rampStops(palette), Math.max(classes, 1))
  const colour = colours.flatMap((hex, k) => [k + 1, hex])
  const source = { source: AREAS, 'source-layer': shown, filter: IS_AREA } as const
  return [
    {
      id: fillId(shown),
      type: 'fill',
      ...source,
      paint: {
        'fill-color': ['step', CLASS, palette['map-ground'], ...colour] as unknown as ExpressionSpecification,
        'fill-opacity': ['case', ['<', CLASS, 1], 0, FILL_OPACITY],
      },
    },
    {
      id: `hatch-${shown}`,
      type: 'fill',
      ...source,
      paint: {
        'fill-pattern': dark ? 'hatch-hall' : 'hatch-desk',
        'fill-opacity': ['case', ['any', ['==', CLASS, -1], ['==', CLASS, -3]], 1, 0],
      },
    },
    {
      id: `small-${shown}`,
      type: 'fill',
      ...source,
      paint: {
        'fill-color': smallColour(palette),
        'fill-opacity': ['case', ['==', CLASS, -2], SMALL_OPACITY, 0],
      },
    },
  ]
}

interface Line {
  color: keyof Palette
  width: ExpressionSpecification | number
  opacity: number
  dash?: number[]
  minzoom?: number
}

const byZoom = (near: number, far: number): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.4], ['zoom'], 8, near, 15, far]

/** Printed-map order of weights: county over town over village; grid cells dotted and from close by. */
const LINES: Partial<Record<Level, Line>> = {
  province: { color: 'map-boundary', width: 2.4, opacity: 0.9 },
  prefecture: { color: 'map-boundary', width: 2.2, opacity: 0.9 },
  // 2 px for a county; where a whole prefecture or a coast of creeks is in view, less, or its windings run together
  county: { color: 'map-boundary', width: ['interpolate', ['linear'], ['zoom'], 8, 1.2, 10, 1.9, 15, 2.6], opacity: 0.95 },
  town: { color: 'map-inner', width: byZoom(0.9, 2), opacity: 0.75 },
  village: { color: 'map-inner', width: byZoom(0.4, 1.4), opacity: 0.5 },
  grid: { color: 'map-inner', width: byZoom(0.3, 1.2), opacity: 0.5, dash: [1, 2], minzoom: 10 },
  group: { color: 'map-inner', width: byZoom(0.3, 1), opacity: 0.4, dash: [1, 3], minzoom: 12 },
}

/** Boundaries of every level down to the shown one; what is approximate looks so. */
export function boundaryLayers({ levels, shown, palette }: AreaScene): LayerSpecification[] {
  const drawn = levels.slice(0, levels.indexOf(shown) + 1).reverse()
  return drawn.flatMap((level): LayerSpecification[] => {
    const line = LINES[level]
    if (!line) return []
    const common = { type: 'line', source: AREAS, 'source-layer': level } as const
    const paint = { 'line-color': palette[line.color], 'line-width': line.width, 'line-opacity': line.opacity }
    const minzoom = line.minzoom !== undefined && level !== shown ? { minzoom: line.minzoom } : {}
    return [
      {
        ...common, ...minzoom, id: `line-${level}`, filter: SURVEYED, layout: { 'line-join': 'round' },
        paint: line.dash ? { ...paint, 'line-dasharray': line.dash } : paint,
      },
      {
        ...common, ...minzoom, id: `line-${level}-approx`, filter: APPROXIMATE,
        paint: { ...paint, 'line-dasharray': [5, 4] },
      },
    ]
  })
}

/** What the hand is on, and what was chosen: lines, never a blotch. */
export function markLayers({ levels, shown, chosen, palette }: AreaScene): LayerSpecification[] {
  const hover: LayerSpecification = {
    id: 'hover', type: 'line', source: AREAS, 'source-layer': shown, filter: IS_AREA, layout: { 'line-join': 'round' },
    paint: { 'line-color': palette.ink, 'line-width': 2, 'line-opacity': ['case', HOVER, 1, 0] },
  }
  if (!chosen || !levels.includes(chosen.level)) return [hover]
  const filter: ExpressionSpecification = ['==', ['id'], chosen.index]
  const of = { type: 'line' as const, source: AREAS, 'source-layer': chosen.level, filter }
  return [
    { ...of, id: 'chosen-edge', layout: { 'line-join': 'round' }, paint: { 'line-color': palette['map-boundary'], 'line-width': 1.5 } },
    {
      ...of, id: 'chosen', layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.celadon, 'line-width': 2.5, 'line-offset': 2 },
    },
    hover,
  ]
}

/** Width in pixels, half of it outside, and how much of the boundary's colour is in it. */
const VEIL: readonly (readonly [number, number])[] = [[13, 0.05], [9, 0.1], [5, 0.16]]

/**
 * A quiet band outside the county's edge. Each step is opaque, so that a narrow inlet or a border that winds is
 * no darker than a straight one; the county itself is laid over it as paper.
 */
export function veilLayers({ levels, palette }: AreaScene): LayerSpecification[] {
  const root = levels[0]
  if (!root) return []
  const of = { source: AREAS, 'source-layer': root } as const
  return [
    ...VEIL.map(([width, share]): LayerSpecification => ({
      ...of, id: `veil-${width}`, type: 'line', layout: { 'line-join': 'round', 'line-cap': 'round' },
      filter: ['any', SURVEYED, APPROXIMATE],
      paint: { 'line-color': blend(palette['map-boundary'], palette['map-ground'], share), 'line-width': width },
    })),
    { ...of, id: 'veil-within', type: 'fill', filter: IS_AREA, paint: { 'fill-color': palette['map-ground'] } },
  ]
}
