import { existsSync, readFileSync } from 'node:fs'
import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { adjacency } from '../../../geodata/ground/neighbours.ts'

/** about 1.1 m of latitude */
const M = 1e-5

const box = (west: number, south: number, east: number, north: number): Polygon => ({
  type: 'Polygon',
  coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
})
const of = (geometries: (Polygon | MultiPolygon)[], snapM = 1) =>
  adjacency(geometries.map((geometry, index) => ({ index, geometry })), snapM)

describe('a grid of squares', () => {
  const [columns, rows] = [5, 4]
  const cells = Array.from({ length: columns * rows }, (_, at) => {
    const [x, y] = [103 + (at % columns) * 0.01, 38 + Math.floor(at / columns) * 0.01]
    return box(x, y, x + 0.01, y + 0.01)
  })
  const grid = of(cells)
  const expected = (at: number, corners: boolean): number[] => {
    const [x, y] = [at % columns, Math.floor(at / columns)]
    return cells.flatMap((_, other) => {
      const [dx, dy] = [Math.abs((other % columns) - x), Math.abs(Math.floor(other / columns) - y)]
      return (corners ? Math.max(dx, dy) : dx + dy) === 1 ? [other] : []
    })
  }
  it('queen has the eight around, rook the four beside', () => {
    cells.forEach((_, at) => {
      expect(grid.queen[at]).toEqual(expected(at, true))
      expect(grid.rook[at]).toEqual(expected(at, false))
    })
    expect(grid.areas).toEqual(cells.map((_, at) => at))
    expect(grid.snapM).toBe(1)
  })
})

describe('borders that do not coincide', () => {
  it('a T-junction: two small areas along one long border', () => {
    const { queen, rook } = of([box(0, 0, 0.01, 0.02), box(0.01, 0, 0.02, 0.013), box(0.01, 0.013, 0.02, 0.02)])
    expect(queen).toEqual([[1, 2], [0, 2], [0, 1]])
    expect(rook).toEqual([[1, 2], [0, 2], [0, 1]])
  })
  it('a gap or an overlap below the tolerance is none', () => {
    for (const shift of [0.5 * M, -0.5 * M]) {
      const { rook } = of([box(0, 0, 0.01, 0.01), box(0.01 + shift, 0.003, 0.02, 0.007)], 1)
      expect(rook).toEqual([[1], [0]])
    }
  })
  it('a gap above it is one', () => {
    expect(of([box(0, 0, 0.01, 0.01), box(0.01 + 3 * M, 0, 0.02, 0.01)], 1).queen).toEqual([[], []])
    expect(of([box(0, 0, 0.01, 0.01), box(0.01 + 3 * M, 0, 0.02, 0.01)], 5).rook).toEqual([[1], [0]])
  })
  it('a corner on the middle of an edge makes a queen, no rook', () => {
    const tip: Polygon = { type: 'Polygon', coordinates: [[[0.01, 0.005], [0.02, 0], [0.02, 0.01], [0.01, 0.005]]] }
    const { queen, rook } = of([box(0, 0, 0.01, 0.01), tip])
    expect(queen).toEqual([[1], [0]])
    expect(rook).toEqual([[], []])
  })
  it('nor do edges that leave a shared corner at a sharp angle', () => {
    const above: Polygon = { type: 'Polygon', coordinates: [[[0, 0], [0.02, 0.001], [0.02, 0.01], [0, 0]]] }
    const below: Polygon = { type: 'Polygon', coordinates: [[[0, 0], [0.02, -0.01], [0.02, -0.001], [0, 0]]] }
    expect(of([above, below], 1)).toMatchObject({ queen: [[1], [0]], rook: [[], []] })
  })
  it('borders drawn twice with other vertices run along each other', () => {
    const wave = (points: number): Position[] =>
      Array.from({ length: points + 1 }, (_, at) => [0.01 + 0.001 * Math.sin((6 * at) / points), (0.02 * at) / points])
    const west: Polygon = { type: 'Polygon', coordinates: [[[0, 0], ...wave(400), [0, 0.02], [0, 0]]] }
    const east: Polygon = { type: 'Polygon', coordinates: [[[0.03, 0], [0.03, 0.02], ...wave(277).reverse(), [0.03, 0]]] }
    expect(of([west, east], 1).rook).toEqual([[1], [0]])
  })
})

describe('parts, holes, nothing', () => {
  it('an area in the hole of another, and an exclave', () => {
    const ring: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [[...box(0, 0, 0.03, 0.03).coordinates, ...box(0.01, 0.01, 0.02, 0.02).coordinates], box(0.05, 0, 0.06, 0.01).coordinates],
    }
    const { rook } = of([ring, box(0.01, 0.01, 0.02, 0.02), box(0.06, 0, 0.07, 0.01), box(0.2, 0, 0.21, 0.01)])
    expect(rook).toEqual([[1, 2], [0], [0], []])
  })
  it('no polygons', () => expect(of([])).toEqual({ areas: [], queen: [], rook: [], snapM: 1 }))
  it('keeps the given indices', () => {
    const given = [7, 3].map((index, at) => ({ index, geometry: box(at * 0.01, 0, (at + 1) * 0.01, 0.01) }))
    expect(adjacency(given, 0)).toEqual({ areas: [7, 3], queen: [[3], [7]], rook: [[3], [7]], snapM: 0 })
  })
})

const FOLDER = new URL('../../../../shared/data/reference/lisa/', import.meta.url).pathname
describe.skipIf(!existsSync(FOLDER))('as spdep has it', () => {
  it.each(['columbus', 'ncsids', 'stl'])('%s', (name) => {
    const { features } = JSON.parse(readFileSync(`${FOLDER}${name}.geojson`, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>
    const { nb } = JSON.parse(readFileSync(`${FOLDER}${name}_nb.json`, 'utf8')) as { nb: { queen: number[][]; rook: number[][] } }
    const { queen, rook } = of(features.map((feature) => feature.geometry), 0.01)
    expect(queen).toEqual(nb.queen)
    expect(rook).toEqual(nb.rook)
  })
})
