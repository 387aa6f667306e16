import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { PNG } from 'pngjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromWgs84, parseCrs, toWgs84 } from '../../../geodata/crs/systems.ts'
import { heightAt, heightPyramid } from '../../../geodata/pack/layers/heights.ts'
import { readShape } from '../../../geodata/pack/shapes/rings.ts'
import { boundaryTiles, type BoundaryTiles, type DrawnArea } from '../../../geodata/pack/tiles/boundaries.ts'
import { contourInterval, contourLines } from '../../../geodata/pack/tiles/contours.ts'
import { latOfSquareY, lngOfSquareX } from '../../../geodata/pack/tiles/mercator.ts'
import { reliefTiles } from '../../../geodata/pack/tiles/relief.ts'
import type { Area } from '../../../geodata/place/area.ts'
import { wriggledCounty } from './files.ts'

const project = (x: number, y: number): [number, number] => [x, y]

function drawnCounty(): DrawnArea[] {
  const { towns, villages } = wriggledCounty(8, 0.025)
  const areas = [...(towns.features as GeoJSON.Feature[]).map((one) => ({ one, level: 'town' })), ...(villages.features as GeoJSON.Feature[]).map((one) => ({ one, level: 'village' }))]
  return areas.map(({ one, level }, index) => {
    const multi = readShape(one.geometry, { project }).polygons
    const area = { code: one.properties?.code, name: one.properties?.name, level, parent: null, placement: 'boundary', centre: multi[0]![0]![0] } as unknown as Area
    return { index, area, multi }
  })
}

/** What a layer holds to fill, or to draw as lines. */
function featuresOf(tile: VectorTile, name: string, kind: 'areas' | 'edges') {
  const layer = tile.layers[name]
  const all = Array.from({ length: layer?.length ?? 0 }, (_, at) => layer!.feature(at))
  return all.filter(({ properties }) => 'edge' in properties === (kind === 'edges'))
}

/** Twice the area of all rings of a layer in tile units; holes count negative. */
function doubleArea(tile: VectorTile, name: string): number {
  let sum = 0
  for (const one of featuresOf(tile, name, 'areas')) {
    for (const ring of one.loadGeometry()) {
      for (let at = 0; at + 1 < ring.length; at++) sum += ring[at]!.x * ring[at + 1]!.y - ring[at + 1]!.x * ring[at]!.y
    }
  }
  return sum
}

describe('boundary tiles', () => {
  let made: BoundaryTiles
  const drawn = drawnCounty()
  beforeAll(() => {
    made = boundaryTiles(drawn, [110, 34.4, 110.2, 34.6])
  })

  it('leave no sliver at any zoom: villages cover their towns to the unit', () => {
    let compared = 0
    for (const { data } of made.tiles) {
      const tile = new VectorTile(new PbfReader(data))
      if (!tile.layers.village || !tile.layers.town) continue
      // where a border meets the edge of a tile, rounding may differ by a unit a crossing
      expect(Math.abs(doubleArea(tile, 'village') - doubleArea(tile, 'town'))).toBeLessThanOrEqual(2 * 4096)
      compared += 1
    }
    expect(compared).toBeGreaterThan(30)
  })

  it('hold every area at the last zoom, its index as id, code and name with it', () => {
    const last = Math.max(...made.tiles.map((tile) => tile.z))
    const found = new Map<number, unknown>()
    for (const { data } of made.tiles.filter((tile) => tile.z === last)) {
      const tile = new VectorTile(new PbfReader(data))
      for (const one of ['town', 'village'].flatMap((name) => featuresOf(tile, name, 'areas'))) found.set(one.id!, one.properties)
    }
    expect([...found.keys()].sort((a, b) => a - b)).toEqual(drawn.map(({ index }) => index))
    expect(found.get(0)).toEqual({ code: '990101101000', name: '东镇' })
  })

  it('draw every border once, at the widest level it bounds, dashed only where nobody surveyed it', () => {
    // four squares in a row, all but the first approximate; the two in the west are one surveyed town
    const at = (tenths: number) => Number((110 + tenths / 10).toFixed(1))
    const square = (k: number): DrawnArea['multi'] => [[[[at(k), 34], [at(k + 1), 34], [at(k + 1), 34.1], [at(k), 34.1], [at(k), 34]]]]
    const wide: DrawnArea['multi'] = [[[[110, 34], [110.1, 34], [110.2, 34], [110.2, 34.1], [110.1, 34.1], [110, 34.1], [110, 34]]]]
    const rows = [['town', 'boundary', wide], ['village', 'boundary', square(0)], ['village', 'approximate', square(1)], ['village', 'approximate', square(2)], ['village', 'approximate', square(3)]] as const
    const some = rows.map(([level, placement, multi], index): DrawnArea => ({ index, multi, area: { code: `${index}`, name: '', level, placement } as unknown as Area }))
    const { tiles } = boundaryTiles(some, [110, 34, 110.4, 34.1])
    const { data, x } = tiles.filter(({ z }) => z === 9).find((tile) => new VectorTile(new PbfReader(tile.data)).layers.village)!
    const sides = new Map<string, number>()
    for (const level of ['town', 'village']) {
      for (const one of featuresOf(new VectorTile(new PbfReader(data)), level, 'edges')) {
        for (const line of one.loadGeometry()) {
          // upright sides only, by their place in tenths of a degree east of 110
          for (let k = 0; k + 1 < line.length; k++) {
            if (line[k]!.x !== line[k + 1]!.x) continue
            const side = `${level} ${one.properties.edge} ${Math.round((lngOfSquareX((x + line[k]!.x / 4096) / 512) - 110) * 10)}`
            sides.set(side, (sides.get(side) ?? 0) + 1)
          }
        }
      }
    }
    expect(Object.fromEntries(sides)).toEqual({
      'town surveyed 0': 1, 'village surveyed 1': 1, 'town surveyed 2': 1, 'village approximate 3': 1, 'village approximate 4': 1,
    })
  })

  it('show narrow levels from closer only, and simplify what is far', () => {
    const [town, village] = ['town', 'village'].map((id) => made.layers.find((layer) => layer.id === id)!)
    expect(town!.minzoom).toBeLessThan(village!.minzoom)
    const points = (zoom: number) => made.tiles.filter((tile) => tile.z === zoom).reduce((sum, { data }) => {
      const layer = new VectorTile(new PbfReader(data)).layers.town
      return sum + (layer ? Array.from({ length: layer.length }, (_, at) => layer.feature(at).loadGeometry().flat().length).reduce((a, b) => a + b, 0) : 0)
    }, 0)
    expect(points(5)).toBeLessThan(points(11) / 3)
  })

  it('rank labels by level first', () => {
    const last = made.tiles.filter((tile) => tile.z === 9)
    const ranks = new Map<string, number[]>()
    for (const { data } of last) {
      const layer = new VectorTile(new PbfReader(data)).layers.labels
      for (let at = 0; at < (layer?.length ?? 0); at++) {
        const { level, rank } = layer!.feature(at).properties as { level: string; rank: number }
        ranks.set(level, [...(ranks.get(level) ?? []), rank])
      }
    }
    expect(Math.max(...ranks.get('town')!)).toBeLessThan(Math.min(...ranks.get('village')!))
  })
})

describe('relief and contours', () => {
  const crs = parseCrs('EPSG:4547')!
  const [columns, rows, cell, west, north] = [240, 240, 100, 500_050, 3_900_000]
  /** A cone of 1000 m on a slope, exact at every cell. */
  const coneM = (x: number, y: number) => 500 + (x - west) / 50 + Math.max(0, 1000 - Math.hypot(x - (west + 12_000), y - (north - 12_000)) / 8)
  const heightsM = Float32Array.from({ length: columns * rows }, (_, index) => coneM(west + (index % columns) * cell, north - Math.floor(index / columns) * cell))
  const grid = { columns, rows, west, north, cell, heightsM }
  const corners = [toWgs84(crs)(west, north - (rows - 1) * cell), toWgs84(crs)(west + (columns - 1) * cell, north)]
  const bbox: [number, number, number, number] = [corners[0]![0], corners[0]![1], corners[1]![0], corners[1]![1]]

  it('draws heights that are right to a metre where the ground is smooth', () => {
    const tiles = reliefTiles({ pyramid: heightPyramid(grid), fromWgs84: fromWgs84(crs), bbox, cellM: 100 })
    const last = Math.max(...tiles.map((tile) => tile.z))
    // 100 m a cell at 35° N: 125 m a pixel at zoom 10, 63 m at zoom 11
    expect(last).toBe(10)
    let checked = 0
    for (const { z, x, y, data } of tiles.filter((tile) => tile.z === last)) {
      const png = PNG.sync.read(Buffer.from(data))
      for (let pixel = 300; pixel < 256 * 256; pixel += 397) {
        const scale = 2 ** z * 256
        const [lng, lat] = [lngOfSquareX((x * 256 + (pixel % 256) + 0.5) / scale), latOfSquareY((y * 256 + Math.floor(pixel / 256) + 0.5) / scale)]
        const [gx, gy] = fromWgs84(crs)(lng, lat)
        if (gx < west || gx > west + (columns - 1) * cell || gy > north || gy < north - (rows - 1) * cell) continue
        if (Math.hypot(gx - (west + 12_000), gy - (north - 12_000)) < 300) continue
        const [r, g, b] = [png.data[pixel * 4]!, png.data[pixel * 4 + 1]!, png.data[pixel * 4 + 2]!]
        expect(Math.abs(r * 256 + g + b / 256 - 32_768 - coneM(gx, gy))).toBeLessThan(4)
        checked += 1
      }
    }
    expect(checked).toBeGreaterThan(50)
  })

  it('goes on past the edge and fills what is unknown from its neighbours', () => {
    const holed = { columns: 3, rows: 2, west: 0, north: 1, cell: 1, heightsM: Float32Array.of(10, Number.NaN, 30, 10, 20, 30) }
    const finest = heightPyramid(holed)[0]!
    expect([10, 20, 30]).toContain(finest.heightsM[1])
    expect(heightAt(finest, -99, -99)).toBe(10)
    expect(heightAt(finest, 1.5, 0)).toBe(25)
  })

  it('draws contours where the ground has their height, rings closed, nothing along the frame', () => {
    const lines = contourLines(grid, 100, toWgs84(crs))
    expect(lines.length).toBeGreaterThan(10)
    for (const { heightM, line } of lines) {
      expect(heightM % 100).toBe(0)
      const smooth = line.map(([lng, lat]) => fromWgs84(crs)(lng, lat)).filter(([x, y]) => Math.hypot(x - (west + 12_000), y - (north - 12_000)) > 300)
      expect(Math.max(...smooth.map(([x, y]) => Math.abs(coneM(x, y) - heightM)))).toBeLessThan(3)
    }
    const peak = lines.filter(({ heightM }) => heightM === 1500)
    expect(peak).toHaveLength(1)
    expect(peak[0]!.line[0]).toEqual(peak[0]!.line.at(-1))
  })

  it('chooses a round interval', () => {
    expect(contourInterval(Float32Array.of(0, 100))).toBe(5)
    expect(contourInterval(Float32Array.of(300, 1700))).toBe(100)
    expect(contourInterval(Float32Array.of(0, 3))).toBe(1)
  })
})
