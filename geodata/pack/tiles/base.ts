import { readFileSync, existsSync } from 'node:fs'
import type { Feature } from 'geojson'
import { crsFault, crsName, fromWgs84, isGeographic, parseCrs, toWgs84 } from '../../crs/systems.ts'
import type { Say } from '../../place/say.ts'
import { settleFrame } from '../areas/collect.ts'
import { reportRights } from '../areas/gather.ts'
import { readNumber, readText } from '../areas/values.ts'
import type { FindingLog } from '../findings.ts'
import { readAsciiGrid } from '../layers/grid.ts'
import { heightPyramid } from '../layers/heights.ts'
import { openLayer } from '../layers/open.ts'
import { layerPath } from '../layers/path.ts'
import type { LayerRecord } from '../originals.ts'
import { grow, type Bounds } from '../shapes/measure.ts'
import { readShape } from '../shapes/rings.ts'
import type { BaseLayerSource, PackSource } from '../source.ts'
import { contourInterval, contourLines } from './contours.ts'
import { multiToSquare, tilesOver, toSquare } from './mercator.ts'
import { writePmtiles, type Tile } from './pmtiles.ts'
import { reliefTiles, type Terrain } from './relief.ts'
import { cutTiles, type VectorLayer } from './vector.ts'

export interface BaseContext {
  spec: PackSource
  folder: string
  bbox: [number, number, number, number]
  log: FindingLog
  records: LayerRecord[]
  tell: (say: Say, share: number) => void
}

/** Where each layer begins; what is below the threshold of the eye is not sent. */
const FIRST_ZOOM: Record<string, number> = { water: 5, river: 6, wood: 7, road: 8, label: 7, contour: 9 }
/** In units of a tile, 8 a pixel: an error of a third of a pixel. */
const TOLERANCE = 3
const MIN_ZOOM = 5
const MAX_ZOOM = 13
const TILES_AT_MOST = 1000

/** `base.pmtiles` (water, rivers, roads, woods, contours) and `relief.pmtiles`, each where the source has something for it. */
export async function baseArchives(context: BaseContext): Promise<Map<string, Uint8Array>> {
  const { spec, bbox, tell } = context
  const layers = new Map<string, Feature[]>()
  for (const layer of spec.base) {
    const features = await baseFeatures(layer, context)
    layers.set(layer.kind, [...(layers.get(layer.kind) ?? []), ...features])
  }
  const archives = new Map<string, Uint8Array>()
  const terrain = spec.relief ? readTerrain(spec.relief, context) : null
  if (terrain && spec.relief) {
    tell({ zh: '生成地形与等高线', en: 'Drawing relief and contours' }, 0.75)
    layers.set('contour', contourFeatures(terrain, spec.relief.contourM))
    archives.set('relief.pmtiles', writePmtiles(reliefTiles(terrain), { tileType: 'png', bbox: terrain.bbox, metadata: { name: spec.name, encoding: 'terrarium' } }))
  }
  if (layers.size > 0) archives.set('base.pmtiles', baseArchive(layers, spec, bbox))
  return archives
}

async function baseFeatures(layer: BaseLayerSource, { spec, folder, log, records }: BaseContext): Promise<Feature[]> {
  reportRights(layer, log)
  const raw = await openLayer(layerPath(folder, layer.file), layer)
  log.add(raw.findings)
  if (!raw.features) return []
  const frame = settleFrame(raw, layer, false, { source: spec, log })
  if (!frame) return []
  records.push({ name: layer.kind, origin: layer, features: raw.features.length, crs: frame.name })
  return raw.features.flatMap((one): Feature[] => {
    const shape = readShape(one.geometry, { project: frame.convert, looseRings: raw.looseRings })
    const name = layer.fields.name ? readText(one.properties[layer.fields.name]) : ''
    const rank = layer.fields.class ? readNumber(one.properties[layer.fields.class]) : null
    const properties = { ...(name ? { name } : {}), ...(rank === null ? {} : { class: Math.min(3, Math.max(1, Math.round(rank))) }) }
    const features: Feature[] = []
    const lines = shape.lines.filter((line) => line.length > 1).map((line) => line.map((position) => toSquare(position as [number, number])))
    if (lines.length > 0) features.push({ type: 'Feature', properties, geometry: { type: 'MultiLineString', coordinates: lines } })
    if (shape.polygons.length > 0) features.push({ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: multiToSquare(shape.polygons) } })
    for (const point of shape.points) features.push({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: toSquare(point) } })
    return features
  })
}

function baseArchive(layers: Map<string, Feature[]>, spec: PackSource, bbox: [number, number, number, number]): Uint8Array {
  let maxZoom = MAX_ZOOM
  while (maxZoom > MIN_ZOOM + 3 && tilesOver(bbox, maxZoom) > TILES_AT_MOST) maxZoom--
  const tiles: Tile[] = []
  for (let zoom = MIN_ZOOM; zoom <= maxZoom; zoom++) {
    const shown = [...layers].filter(([name]) => (FIRST_ZOOM[name] ?? MIN_ZOOM) <= zoom)
    const cut = shown.map(([name, features]): VectorLayer => ({ name, features: visible(features, zoom), tolerance: zoom === maxZoom ? 0.5 : TOLERANCE }))
    for (const tile of cutTiles(cut, zoom)) tiles.push(tile)
  }
  const described = [...layers.keys()].map((id) => ({ id, minzoom: FIRST_ZOOM[id] ?? MIN_ZOOM, maxzoom: maxZoom, fields: {} }))
  return writePmtiles(tiles, { tileType: 'mvt', bbox, metadata: { name: spec.name, type: 'baselayer', vector_layers: described } })
}

/** Small roads and minor contours wait for closer views. */
function visible(features: Feature[], zoom: number): Feature[] {
  return features.filter(({ properties }) => {
    if (properties?.class !== undefined) return zoom >= [0, 5, 8, 10][properties.class as number]!
    if (properties?.index !== undefined) return properties.index === 1 || zoom >= 11
    return true
  })
}

function contourFeatures(terrain: Terrain & { toWgs84: (x: number, y: number) => [number, number] }, contourM: number | undefined): Feature[] {
  const finest = terrain.pyramid[0]!
  const interval = contourM ?? contourInterval(finest.heightsM)
  return contourLines(finest, interval, terrain.toWgs84).map(({ heightM, line }): Feature => ({
    type: 'Feature',
    // every fifth line is an index contour, drawn stronger and from further away
    properties: { ele: heightM, index: Math.round(heightM / interval) % 5 === 0 ? 1 : 0 },
    geometry: { type: 'LineString', coordinates: line.map(toSquare) },
  }))
}

function readTerrain(source: NonNullable<PackSource['relief']>, { spec, folder, log, records }: BaseContext) {
  reportRights(source, log)
  const path = layerPath(folder, source.file)
  const declared = source.crs ?? spec.crs
  const crs = declared === undefined ? null : parseCrs(declared)
  if (!crs) {
    const say = declared === undefined ? CRS_MISSING : crsFault(declared)
    log.error(declared === undefined ? 'crs_missing' : 'crs_unknown', source.file, undefined, say)
    return null
  }
  if (!existsSync(path)) {
    log.error('file_missing', source.file, undefined, MISSING)
    return null
  }
  const read = readAsciiGrid(readFileSync(path, 'utf8'), source.file)
  if ('findings' in read) {
    log.add(read.findings)
    return null
  }
  const { grid } = read
  records.push({ name: 'relief', origin: source, features: grid.columns * grid.rows, crs: crsName(crs) })
  const convert = toWgs84(crs)
  const bbox: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const column of [0, grid.columns - 1]) {
    for (const row of [0, grid.rows - 1]) grow(bbox, ...convert(grid.west + column * grid.cell, grid.north - row * grid.cell))
  }
  const cellM = isGeographic(crs) ? grid.cell * 111_320 : grid.cell
  return { pyramid: heightPyramid(grid), fromWgs84: fromWgs84(crs), toWgs84: convert, bbox, cellM }
}

const CRS_MISSING = {
  zh: '高程格网没有声明坐标系；请在 source.json 的 relief 写 crs',
  en: 'No coordinate system is declared for the height grid: write "crs" in relief of source.json',
}
const MISSING = {
  zh: '找不到高程文件；请核对 source.json 里的文件名',
  en: 'The height file does not exist: check its name in source.json',
}
