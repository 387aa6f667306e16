import type { Feature, FeatureCollection, MultiPolygon, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import type { GeometryCollection, MultiLineString, MultiPolygon as ArcPolygons, Polygon as ArcPolygon, Topology } from 'topojson-specification'
import type { Area } from '../../place/area.ts'
import { LEVELS, type Level } from '../../place/level.ts'
import type { Multi } from '../shapes/measure.ts'
import { multiToSquare, squareArea, tilesOver, toSquare } from './mercator.ts'
import type { Tile } from './pmtiles.ts'
import { cutTiles, type VectorLayer } from './vector.ts'

/** One area as the tiles show it; `index` is its place in areas.json. */
export interface DrawnArea {
  index: number
  area: Area
  multi: Multi
}

const MIN_ZOOM = 5
const MAX_ZOOM = 14
/** Above this number of tiles the last zoom is one less: 13 shows 1 m still. */
const TILES_AT_MOST = 1000
/** Pixels that the middle area of a level must span for its layer to begin. */
const SHOWN_FROM_PX: Partial<Record<Level, number>> = { town: 8, village: 5, grid: 5, group: 6 }
const TILE_PX = 512
/** Visvalingam: a vertex goes when the triangle it makes is smaller than this, square pixels. */
const SMALLEST_TRIANGLE_PX2 = 0.5
/** At the last zoom more is kept, for it serves all closer views. */
const SMALLEST_TRIANGLE_LAST_PX2 = 0.01

export interface BoundaryTiles {
  tiles: Tile[]
  /** `vector_layers` of the TileJSON specification, with the zooms of each layer */
  layers: { id: string; minzoom: number; maxzoom: number; fields: Record<string, string> }[]
}

/**
 * Vector tiles of all levels. All boundaries go into one topology, and each shared line is simplified once
 * per zoom, so neighbours and parents stay edge to edge without slivers. A level's layer holds its areas as
 * polygons to fill, and its borders as lines to draw (property `edge`), each stretch once.
 */
export function boundaryTiles(drawn: DrawnArea[], bbox: [number, number, number, number]): BoundaryTiles {
  const maxZoom = lastZoom(bbox)
  const levels = LEVELS.filter((level) => drawn.some(({ area }) => area.level === level))
  const starts = new Map(levels.map((level) => [level, firstZoom(drawn.filter(({ area }) => area.level === level), level, maxZoom)]))
  const shared = sharedTopology(drawn)
  const borders = bordersOf(shared, drawn)
  const ranks = labelRanks(drawn)
  const tiles: Tile[] = []
  for (let zoom = MIN_ZOOM; zoom <= maxZoom; zoom++) {
    const shown = levels.filter((level) => (starts.get(level) as number) <= zoom)
    const { areas, edges } = simplified(shared, borders, zoom, zoom === maxZoom)
    const layers: VectorLayer[] = shown.map((level) => ({
      name: level,
      tolerance: 0,
      features: [
        ...areas.filter((one) => drawn[one.id as number]?.area.level === level).map((one) => renumber(one, drawn)),
        ...edges.filter(({ level: own }) => own === level).map(({ line }) => line),
      ],
    }))
    layers.push({ name: 'labels', tolerance: 0, features: labels(drawn, ranks, new Set(shown)) })
    for (const tile of cutTiles(layers, zoom)) tiles.push(tile)
  }
  const described = levels.map((level) => ({
    id: level as string,
    minzoom: starts.get(level) as number,
    maxzoom: maxZoom,
    fields: { code: 'String', name: 'String', edge: 'String' },
  }))
  const labelFields = { name: 'String', level: 'String', code: 'String', rank: 'Number' }
  return { tiles, layers: [...described, { id: 'labels', minzoom: MIN_ZOOM, maxzoom: maxZoom, fields: labelFields }] }
}

function lastZoom(bbox: [number, number, number, number]): number {
  for (let zoom = MAX_ZOOM; zoom > MIN_ZOOM + 3; zoom--) if (tilesOver(bbox, zoom) <= TILES_AT_MOST) return zoom
  return MIN_ZOOM + 3
}

function firstZoom(mates: DrawnArea[], level: Level, maxZoom: number): number {
  const needPx = SHOWN_FROM_PX[level]
  if (needPx === undefined) return MIN_ZOOM
  const sides = mates.map(({ multi }) => Math.sqrt(multiToSquare(multi).reduce((sum, rings) => sum + squareArea(rings[0] ?? []), 0)))
  const middle = sides.sort((a, b) => a - b)[Math.floor(sides.length / 2)] as number
  for (let zoom = MIN_ZOOM; zoom < maxZoom; zoom++) if (middle * TILE_PX * 2 ** zoom >= needPx) return zoom
  return maxZoom
}

type Shared = Topology<{ areas: GeometryCollection }>

/** Feature ids of the topology are positions in `drawn`. */
function sharedTopology(drawn: DrawnArea[]): Shared {
  const features = drawn.map(({ multi }, id): Feature => ({
    type: 'Feature',
    id,
    properties: {},
    geometry: { type: 'MultiPolygon', coordinates: multiToSquare(multi) },
  }))
  return presimplify(topology({ areas: { type: 'FeatureCollection', features } as FeatureCollection }) as Shared) as Shared
}

type Edge = 'surveyed' | 'approximate'

/** Stretches of border, as arcs of the topology. */
interface Border {
  level: Level
  edge: Edge
  arcs: number[]
}

/**
 * Every arc once: at the widest level that it bounds, and approximate only if every area on it is. Two outlines
 * that are dashed each for itself fill each other's gaps and look surveyed.
 */
function bordersOf(shared: Shared, drawn: DrawnArea[]): Border[] {
  const owners = new Map<number, DrawnArea[]>()
  for (const geometry of shared.objects.areas.geometries) {
    const one = drawn[geometry.id as number] as DrawnArea
    for (const arc of new Set(((geometry as ArcPolygon | ArcPolygons).arcs.flat(2) as number[]).map((at) => (at < 0 ? ~at : at)))) {
      owners.set(arc, [...(owners.get(arc) ?? []), one])
    }
  }
  const borders = new Map<string, Border>()
  for (const [arc, beside] of owners) {
    const level = LEVELS.find((wide) => beside.some(({ area }) => area.level === wide)) as Level
    const edge: Edge = beside.every(({ area }) => area.placement === 'approximate') ? 'approximate' : 'surveyed'
    const border = borders.get(level + edge) ?? { level, edge, arcs: [] }
    border.arcs.push(arc)
    borders.set(level + edge, border)
  }
  return [...borders.values()]
}

function simplified(shared: Shared, borders: Border[], zoom: number, last: boolean): { areas: Feature[]; edges: { level: Level; line: Feature }[] } {
  const px = 1 / (TILE_PX * 2 ** zoom)
  const smallest = last ? 0 : px * px
  const simple = simplify(shared, (last ? SMALLEST_TRIANGLE_LAST_PX2 : SMALLEST_TRIANGLE_PX2) * px * px) as Shared
  const collection = feature(simple, simple.objects.areas)
  const areas = collection.features.map((one) => withoutSpecks(one as Feature<MultiPolygon>, smallest))
  const edges = borders.map(({ level, edge, arcs }) => {
    const lines = mesh(simple, { type: 'MultiLineString', arcs: arcs.map((arc) => [arc]) } as MultiLineString)
    const coordinates = lines.coordinates.filter((line) => !closed(line) || squareArea(line) > smallest)
    return { level, line: { type: 'Feature', properties: { edge }, geometry: { ...lines, coordinates } } as Feature }
  })
  return { areas, edges }
}

function closed(line: Position[]): boolean {
  const [first, last] = [line[0] as Position, line[line.length - 1] as Position]
  return first[0] === last[0] && first[1] === last[1]
}

/** Islands below a pixel go, the largest part of an area always stays. */
function withoutSpecks(one: Feature<MultiPolygon>, smallest: number): Feature<MultiPolygon> {
  const sizes = one.geometry.coordinates.map((rings) => squareArea(rings[0] as Position[]))
  const largest = sizes.indexOf(Math.max(...sizes))
  const coordinates = one.geometry.coordinates
    .filter((_, part) => part === largest || (sizes[part] as number) > smallest)
    .map((rings) => rings.filter((ring, index) => index === 0 || squareArea(ring) > smallest))
  return { ...one, geometry: { type: 'MultiPolygon', coordinates } }
}

function renumber(one: Feature, drawn: DrawnArea[]): Feature {
  const { index, area } = drawn[one.id as number] as DrawnArea
  return { ...one, id: index, properties: { code: area.code, name: area.name } }
}

function labels(drawn: DrawnArea[], ranks: Map<number, number>, shown: Set<Level>): Feature[] {
  return drawn.flatMap(({ index, area }): Feature[] => {
    if (!shown.has(area.level) || !area.centre) return []
    const properties = { name: area.name, level: area.level, code: area.code, rank: ranks.get(index) as number }
    return [{ type: 'Feature', id: index, properties, geometry: { type: 'Point', coordinates: toSquare(area.centre) } }]
  })
}

/** 0 is the most important: wider levels first, then more residents, then the order of the list. */
function labelRanks(drawn: DrawnArea[]): Map<number, number> {
  const ordered = [...drawn].sort(
    (a, b) =>
      LEVELS.indexOf(a.area.level) - LEVELS.indexOf(b.area.level) ||
      (b.area.population ?? 0) - (a.area.population ?? 0) ||
      a.index - b.index,
  )
  return new Map(ordered.map(({ index }, rank) => [index, rank]))
}
