import { describe, expect, test } from 'vitest'
import { random } from '../../../server/analysis/random.ts'
import { bandsOf, roundSteps } from '../../../server/analysis/bands.ts'
import { ringsOf } from '../../../server/analysis/outline.ts'
import { cellsWithin } from '../../../server/analysis/rasterise.ts'
import { bandwidthOf, surfaceOf } from '../../../server/analysis/surface.ts'
import fc from '../../property.ts'

const GRID = { x0: 0, y0: 0, cell: 1, columns: 30, rows: 20 }
const within = (x: number, y: number, rings: number[][][]): boolean => {
  let inside = false
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at++) {
      const [[x1, y1], [x2, y2]] = [ring[at] as [number, number], ring[at + 1] as [number, number]]
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
    }
  }
  return inside
}

describe('cells within an outline', () => {
  test('are those whose centres lie in it, holes and all', () => {
    const point = fc.tuple(fc.double({ min: -5, max: 35, noNaN: true }), fc.double({ min: -5, max: 25, noNaN: true }))
    fc.assert(fc.property(fc.array(fc.array(point, { minLength: 3, maxLength: 8 }), { minLength: 1, maxLength: 3 }), (open) => {
      const rings = open.map((ring) => [...ring, ring[0]!])
      const cells = cellsWithin(GRID, rings.map((ring) => Float64Array.from(ring.flat())))
      for (let at = 0; at < cells.length; at++) {
        expect(cells[at] === 1).toBe(within((at % 30) + 0.5, Math.floor(at / 30) + 0.5, rings))
      }
    }), { seed: 11, numRuns: 60 })
  })

  test('outlines are read by code from a collection', () => {
    const ring = [[0, 0], [2, 0], [2, 2], [0, 0]]
    const text = JSON.stringify({ type: 'FeatureCollection', features: [
      { type: 'Feature', properties: { code: 'a' }, geometry: { type: 'MultiPolygon', coordinates: [[ring], [ring]] } },
      { type: 'Feature', properties: { code: 'b' }, geometry: { type: 'Polygon', coordinates: [ring] } },
    ] })
    const bytes = new TextEncoder().encode(text)
    expect(ringsOf(bytes, 'a').map((one) => [...one])).toEqual([ring.flat(), ring.flat()])
    expect(ringsOf(bytes, 'b')).toHaveLength(1)
    expect(ringsOf(bytes, 'c')).toEqual([])
  })
})

describe('bands', () => {
  test('of any surface tell for each place the band that its value lies in, and none twice', () => {
    const wave = fc.record({ x: fc.integer({ min: 3, max: 27 }), y: fc.integer({ min: 3, max: 17 }), height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 5 }) })
    fc.assert(fc.property(fc.array(wave, { minLength: 1, maxLength: 5 }), (waves) => {
      const values = Float64Array.from({ length: 600 }, (_, at) => waves.reduce((sum, { x, y, height, width }) =>
        sum + height * Math.exp(-(((at % 30) - x) ** 2 + (Math.floor(at / 30) - y) ** 2) / (2 * width * width)), 0))
      const thresholds = roundSteps(values.reduce((a, b) => Math.max(a, b)))
      const bands = bandsOf({ grid: GRID, values, held: 0 }, thresholds)
      for (let at = 0; at < values.length; at++) {
        const value = values[at]!
        // the point stands beside the centre, whose value may be that of an edge
        if (thresholds.some((one) => Math.abs(one - value) < 1e-5)) continue
        const [x, y] = [(at % 30) + 0.5 + 1e-7, Math.floor(at / 30) + 0.5 + 1.3e-7]
        const homes = bands.map((polygons) => polygons.filter((rings) => within(x, y, rings)).length)
        const band = thresholds.findLastIndex((one) => value > one)
        expect(homes).toEqual(bands.map((_, k) => (k === band ? 1 : 0)))
      }
    }), { seed: 5, numRuns: 40 })
  })

  test('steps are round, three to seven', () => {
    expect(roundSteps(0)).toEqual([])
    expect(roundSteps(1)).toEqual([0.2, 0.4, 0.6, 0.8, 1])
    expect(roundSteps(37)).toEqual([5, 10, 15, 20, 25, 30, 35])
    fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (most) => {
      const steps = roundSteps(most)
      expect(steps.length).toBeGreaterThanOrEqual(3)
      expect(steps.length).toBeLessThanOrEqual(7)
      expect(steps.at(-1)!).toBeLessThanOrEqual(most * (1 + 1e-6))
    }), { seed: 6 })
  })
})

describe('a surface', () => {
  const spots = { radiusM: 200, days: 60, minPoints: 4, most: 20 }
  const none = { x: new Float64Array(), y: new Float64Array(), day: new Int32Array(), rings: [], bandwidthM: null, spots }

  test('without cases is empty', () => {
    expect(surfaceOf(none)).toEqual({ bandwidthM: 500, bands: [], shapes: [], spots: [] })
    const of = (n: number) => surfaceOf({ ...none, x: new Float64Array(n).fill(5), y: new Float64Array(n).fill(5), day: new Int32Array(n) })
    expect([of(19).bands, of(20).bands.length > 2]).toEqual([[], true])
  })

  test('is not stretched by one point far away where the outline is known, nor slowed by cases put on one point', () => {
    const ring = Float64Array.of(0, 0, 20_000, 0, 20_000, 20_000, 0, 20_000, 0, 0)
    const draw = random(3)
    const x = Float64Array.from({ length: 200 }, () => draw.uniform() * 20_000)
    const y = Float64Array.from({ length: 200 }, () => draw.uniform() * 20_000)
    const at = (far: number) => surfaceOf({ ...none, x: Float64Array.of(...x, far), y: Float64Array.of(...y, far), day: new Int32Array(201), rings: [ring], bandwidthM: 1_500 })
    expect(at(1.5e6).shapes).toEqual(surfaceOf({ ...none, x, y, day: new Int32Array(200), rings: [ring], bandwidthM: 1_500 }).shapes)
    const centre = surfaceOf({ ...none, x: new Float64Array(50_000), y: new Float64Array(50_000), day: new Int32Array(50_000) })
    expect([centre.spots, centre.bands.length > 2]).toEqual([[], true])
  })

  test('draws nothing around fewer than five cases: a hill of one would point at the house', () => {
    // one case each 3 km, and five of them round one crossing
    const lattice = Array.from({ length: 100 }, (_, k) => [(k % 10) * 3_000, Math.floor(k / 10) * 3_000] as const)
    const of = (points: readonly (readonly [number, number])[]) =>
      surfaceOf({ ...none, x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y), day: new Int32Array(points.length), bandwidthM: 500 })
    expect(of(lattice).shapes.flat()).toEqual([])
    const crossing = [[50, 0], [-50, 0], [0, 50], [0, -50]].map(([dx, dy]) => [12_000 + dx!, 12_000 + dy!] as const)
    const vertices = of([...lattice, ...crossing]).shapes.flat(3) as unknown as [number, number][]
    expect(vertices.length).toBeGreaterThan(10)
    for (const [x, y] of vertices) expect(Math.hypot(x - 12_000, y - 12_000)).toBeLessThan(700)
  })

  test('does not point at one house with many cases', () => {
    const draw = random(8)
    for (const many of [5, 10, 30]) {
      const house = [draw.uniform() * 20_000, draw.uniform() * 20_000] as const
      const points = [...Array.from({ length: many }, () => house), ...Array.from({ length: 40 }, () => [draw.uniform() * 20_000, draw.uniform() * 20_000] as const)]
      const { shapes } = surfaceOf({ ...none, x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y), day: new Int32Array(points.length), bandwidthM: 500 })
      const top = shapes.at(-1)!.flat(2) as unknown as [number, number][]
      expect(top.length).toBeGreaterThan(3)
      // the disc is round a crossing of the lattice, wherever within 125 m of it the house lies
      const [x, y] = [0, 1].map((axis) => (Math.min(...top.map((at) => at[axis]!)) + Math.max(...top.map((at) => at[axis]!))) / 2) as [number, number]
      const crossing = house.map((one) => Math.round(one / 250) * 250)
      expect(Math.hypot(x - crossing[0]!, y - crossing[1]!)).toBeLessThan(60)
    }
  })

  test('names a spot where cases come back within its days, and none where they lie years apart', () => {
    const at = (days: number[]) => surfaceOf({ ...none, x: new Float64Array(4).fill(9), y: new Float64Array(4).fill(9), day: Int32Array.from(days) }).spots
    expect(at([0, 20, 40, 60])).toEqual([{ points: [0, 1, 2, 3], x: 9, y: 9, radiusM: 0 }])
    expect(at([0, 200, 400, 600])).toEqual([])
  })

  test('finds the spots of a street where one house stands by the next, and not the street', () => {
    // a hundred houses 60 m apart along 6 km, and one of them with ten cases
    const x = Float64Array.from({ length: 110 }, (_, k) => (k < 100 ? k * 60 : 1_800))
    const found = surfaceOf({ ...none, x, y: new Float64Array(110), day: new Int32Array(110) }).spots
    expect(found).toHaveLength(1)
    expect(found[0]!.points.length).toBeGreaterThanOrEqual(11)
    expect(found[0]!.x).toBeCloseTo(1_800, 6)
  })

  test('chooses a bandwidth by the points, in bounds and round', () => {
    expect(bandwidthOf(Float64Array.of(0, 10), Float64Array.of(0, 10))).toBe(500)
    expect(bandwidthOf(Float64Array.of(0, 1e6), Float64Array.of(0, 1e6))).toBe(5_000)
    // 40 × 40 points, 200 m apart: the 20th nearest of an inner one lies 500 to 600 m away
    const lattice = Array.from({ length: 1_600 }, (_, k) => [(k % 40) * 200, Math.floor(k / 40) * 200] as const)
    expect(bandwidthOf(Float64Array.from(lattice, ([x]) => x), Float64Array.from(lattice, ([, y]) => y))).toBe(500)
  })
})
