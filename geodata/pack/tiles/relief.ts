import type { Convert } from '../../crs/systems.ts'
import type { HeightGrid } from '../layers/grid.ts'
import { heightAt } from '../layers/heights.ts'
import { latOfSquareY, lngOfSquareX, toSquare } from './mercator.ts'
import { encodePng } from './png.ts'
import type { Tile } from './pmtiles.ts'

const TILE_PX = 256
/** Around the equator, metres; one tile of zoom 0. */
const WORLD_M = 40_075_016.686
const FIRST_ZOOM = 6
const LAST_ZOOM = 13

export interface Terrain {
  /** finest first, see `heightPyramid` */
  pyramid: HeightGrid[]
  /** WGS-84 to the grid's own system */
  fromWgs84: Convert
  /** [west, south, east, north] of the grid, degrees */
  bbox: [number, number, number, number]
  /** metres of one cell of the finest level on the ground */
  cellM: number
}

/**
 * Elevation tiles in terrarium encoding (height = R·256 + G + B/256 − 32768 metres), 256 px, for every zoom
 * up to the one whose pixels are as fine as the grid's cells.
 */
export function reliefTiles(terrain: Terrain): Tile[] {
  const lastZoom = zoomOfCell(terrain)
  const tiles: Tile[] = []
  for (let zoom = Math.min(FIRST_ZOOM, lastZoom); zoom <= lastZoom; zoom++) {
    const scale = 2 ** zoom
    const [west, north] = toSquare([terrain.bbox[0], terrain.bbox[3]])
    const [east, south] = toSquare([terrain.bbox[2], terrain.bbox[1]])
    for (let x = Math.floor(west * scale); x <= Math.floor(east * scale); x++) {
      for (let y = Math.floor(north * scale); y <= Math.floor(south * scale); y++) {
        tiles.push({ z: zoom, x, y, data: drawTile(terrain, zoom, x, y) })
      }
    }
  }
  return tiles
}

function pixelM(zoom: number, lat: number): number {
  return (WORLD_M * Math.cos((lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom)
}

function zoomOfCell({ bbox, cellM }: Terrain): number {
  const lat = (bbox[1] + bbox[3]) / 2
  const zoom = Math.round(Math.log2(pixelM(0, lat) / cellM))
  return Math.max(FIRST_ZOOM, Math.min(LAST_ZOOM, zoom))
}

function drawTile(terrain: Terrain, zoom: number, x: number, y: number): Uint8Array {
  const scale = 2 ** zoom * TILE_PX
  const lat = latOfSquareY((y + 0.5) / 2 ** zoom)
  const step = Math.max(0, Math.floor(Math.log2(pixelM(zoom, lat) / terrain.cellM + 1e-9)))
  const grid = terrain.pyramid[Math.min(step, terrain.pyramid.length - 1)] as HeightGrid
  const rgb = new Uint8Array(TILE_PX * TILE_PX * 3)
  for (let row = 0; row < TILE_PX; row++) {
    const pixelLat = latOfSquareY((y * TILE_PX + row + 0.5) / scale)
    for (let column = 0; column < TILE_PX; column++) {
      const [gx, gy] = terrain.fromWgs84(lngOfSquareX((x * TILE_PX + column + 0.5) / scale), pixelLat)
      writeHeight(rgb, (row * TILE_PX + column) * 3, heightAt(grid, gx, gy))
    }
  }
  return encodePng(rgb, TILE_PX, TILE_PX)
}

/** Rounded to 1/8 m: finer steps are noise of the survey and triple the bytes. */
function writeHeight(rgb: Uint8Array, at: number, heightM: number): void {
  const value = Math.round(heightM * 8) / 8 + 32_768
  rgb[at] = Math.floor(value / 256)
  rgb[at + 1] = Math.floor(value) % 256
  rgb[at + 2] = Math.floor((value % 1) * 256)
}
