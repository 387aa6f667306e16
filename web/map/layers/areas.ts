import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Level } from '../../../server/contract/answers.ts'
import type { Palette } from '../../theme/palette.ts'
import { blend } from '../../theme/ramp.ts'
import { patternId, smallLook, type Look, type Pattern } from './looks.ts'

export interface AreaScene {
  /** levels in the tiles, from the root down */
  levels: readonly Level[]
  /** level that is coloured */
  shown: Level
  /** of class 1, 2 …; none where nothing is coloured */
  looks: readonly Look[]
  /** classes below 0 that some area has: a layer for one that none has is drawn all the same, unseen; all of them where this is absent */
  beyond?: readonly number[]
  /** index and level of the chosen area; null for the whole county */
  chosen: { index: number; level: Level } | null
  palette: Palette
  dark: boolean
}

export const AREAS = 'areas'
/** Feature-state `class` of an area: 0 none, 1 … classes, -1 where there is nothing to count with, -2 small, -3 withheld. */
const CLASS: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], 0]
const HOVER: ExpressionSpecification = ['boolean', ['feature-state', 'hover'], false]

/** A level's layer holds areas, and lines with `edge`; archives built before those have `approx` on the areas instead. */
const IS_AREA: ExpressionSpecification = ['!', ['has', 'edge']]
const SURVEYED: ExpressionSpecification = ['any', ['==', ['get', 'edge'], 'surveyed'], ['==', ['get', 'approx'], 0]]
const APPROXIMATE: ExpressionSpecification = ['any', ['==', ['get', 'edge'], 'approximate'], ['==', ['get', 'approx'], 1]]

export const fillId = (level: Level) => `fill-${level}`
const HATCH: Pattern = { name: 'hatch', tone: 'ink' }

/** A value for each class, `none` below them. */
function byClass<Value extends string | number>(values: readonly Value[], none: Value): ExpressionSpecification | Value {
  return values.length === 0 ? none : ['step', CLASS, none, ...values.flatMap((value, k) => [k + 1, value])] as ExpressionSpecification
}

/** Fill of the shown level, the patterns upon it, the hatch of what could not be worked out, and the tint of small counts. */
export function fillLayers({ shown, looks, beyond, palette, dark }: AreaScene): LayerSpecification[] {
  const source = { source: AREAS, 'source-layer': shown, filter: IS_AREA } as const
  const seen = (pattern: Pattern, opacity: ExpressionSpecification): LayerSpecification =>
    ({ ...source, id: `${pattern.name}-${pattern.tone}-${shown}`, type: 'fill', paint: { 'fill-pattern': patternId(pattern, dark), 'fill-opacity': opacity } })
  const small = smallLook(palette)
  const has = (...classes: number[]): boolean => !beyond || classes.some((one) => beyond.includes(one))
  return [
    {
      id: fillId(shown),
      type: 'fill',
      ...source,
      paint: {
        'fill-color': byClass(looks.map(({ colour }) => colour), palette['map-ground']),
        'fill-opacity': byClass(looks.map(({ opacity }) => opacity), 0),
      },
    },
    ...patternsOf(looks).map(({ pattern, classes }) => seen(pattern, ['match', CLASS, classes, 1, 0])),
    ...(has(-1, -3) ? [seen(HATCH, ['case', ['any', ['==', CLASS, -1], ['==', CLASS, -3]], 1, 0])] : []),
    ...(has(-2) ? [{
      ...source,
      id: `small-${shown}`,
      type: 'fill' as const,
      paint: { 'fill-color': small.colour, 'fill-opacity': ['case', ['==', CLASS, -2], small.opacity, 0] as ExpressionSpecification },
    }] : []),
  ]
}

/** Each pattern once, with the classes that bear it. */
function patternsOf(looks: readonly Look[]): { pattern: Pattern; classes: number[] }[] {
  const found = new Map<string, { pattern: Pattern; classes: number[] }>()
  looks.forEach(({ patterns }, k) => {
    for (const pattern of patterns) {
      const key = patternId(pattern, false)
      const one = found.get(key) ?? { pattern, classes: [] }
      one.classes.push(k + 1)
      found.set(key, one)
    }
  })
  return [...found.values()]
}

/** Lines within the borders of the classes that are to be seen first. */
function edgeLayers({ shown, looks, palette }: AreaScene): LayerSpecification[] {
  if (looks.every(({ edge }) => edge === 0)) return []
  return [{
    id: `edge-${shown}`, type: 'line', source: AREAS, 'source-layer': shown, filter: IS_AREA, layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette['map-boundary'],
      'line-width': byClass(looks.map(({ edge }) => edge), 0),
      'line-offset': byClass(looks.map(({ edge }) => edge / 2), 0),
      'line-opacity': byClass(looks.map(({ edge }) => (edge > 0 ? 0.9 : 0)), 0),
    },
  }]
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
export function boundaryLayers(scene: AreaScene): LayerSpecification[] {
  const { levels, shown, palette } = scene
  const drawn = levels.slice(0, levels.indexOf(shown) + 1).reverse()
  const lines = drawn.flatMap((level): LayerSpecification[] => {
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
  return [...edgeLayers(scene), ...lines]
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
