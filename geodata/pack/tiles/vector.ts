import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, Geometry } from 'geojson'
import { grow, type Bounds } from '../shapes/measure.ts'
import type { Tile } from './pmtiles.ts'

/** Units of a tile's side; 512 pixels of the map show one tile. */
const EXTENT = 4096
const BUFFER = 64

export interface VectorLayer {
  name: string
  /** coordinates in the unit square of web Mercator */
  features: Feature[]
  /** in units of the tile; 0 where edges are shared and were simplified together */
  tolerance: number
}

interface Held {
  x: number
  y: number
  layers: Record<string, GeoJSONVTTile>
}

/** Cuts the layers of one zoom into tiles; a tile holds only the layers that have something in it. */
export function cutTiles(layers: readonly VectorLayer[], zoom: number): Tile[] {
  const tiles = new Map<string, Held>()
  for (const { name, features, tolerance } of layers) {
    if (features.length === 0) continue
    const index = new GeoJSONVT({ type: 'FeatureCollection', features }, {
      coordinates: 'unitSquare',
      wrap: false,
      // one more than is cut, for at its last zoom the library does not simplify
      maxZoom: tolerance === 0 ? zoom : zoom + 1,
      indexMaxZoom: zoom,
      indexMaxPoints: 0,
      tolerance,
      extent: EXTENT,
      buffer: BUFFER,
    })
    for (const [x, y] of touchedTiles(features, zoom)) {
      const tile = index.getTile(zoom, x, y)
      if (!tile || tile.features.length === 0) continue
      const key = `${x}/${y}`
      const held: Held = tiles.get(key) ?? { x, y, layers: {} }
      held.layers[name] = tile
      tiles.set(key, held)
    }
  }
  return [...tiles.values()].map(({ x, y, layers: content }) => ({
    z: zoom,
    x,
    y,
    data: fromGeojsonVt(content, { version: 2, extent: EXTENT }),
  }))
}

/** Tiles that the boxes of the features touch, with the buffer around each tile. */
function touchedTiles(features: readonly Feature[], zoom: number): [number, number][] {
  const scale = 2 ** zoom
  const margin = BUFFER / EXTENT
  const found = new Map<number, [number, number]>()
  for (const { geometry } of features) {
    const [west, north, east, south] = boxOf(geometry)
    for (let x = Math.max(0, Math.floor(west * scale - margin)); x <= Math.min(scale - 1, east * scale + margin); x++) {
      for (let y = Math.max(0, Math.floor(north * scale - margin)); y <= Math.min(scale - 1, south * scale + margin); y++) {
        found.set(y * scale + x, [x, y])
      }
    }
  }
  return [...found.values()]
}

function boxOf(geometry: Geometry): Bounds {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') grow(box, value[0], value[1] as number)
    else value.forEach(walk)
  }
  if (geometry.type !== 'GeometryCollection') walk(geometry.coordinates)
  return box
}
