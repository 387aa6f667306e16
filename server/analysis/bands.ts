import { contours } from 'd3-contour'
import Flatbush from 'flatbush'
import type { Density } from './density.ts'

type Ring = [number, number][]
/** Polygons of one band, outer ring first, in the plane of the grid. */
export type BandShape = Ring[][]

/**
 * Round steps of a scale from 0 to `most`: 1, 2 or 5 times a power of ten apart, three to seven of them, ascending, 0 left out.
 * None for a scale without length.
 */
export function roundSteps(most: number): number[] {
  if (!(most > 0) || most === Infinity) return []
  const power = 10 ** Math.floor(Math.log10(most / 4))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => most / one < 8)!
  return Array.from({ length: Math.floor(most / step) }, (_, k) => Number(((k + 1) * step).toPrecision(6)))
}

/**
 * Where a density lies from one threshold to the next, and for the last one above it: areas by marching squares (d3-contour),
 * those of the next threshold cut out, so that no two bands overlap. `thresholds` ascend. Cells outside the county count as 0.
 */
export function bandsOf({ grid, values }: Density, thresholds: readonly number[]): BandShape[] {
  const { x0, y0, cell, columns, rows } = grid
  const field = Array.from(values, (value) => (value >= 0 ? value : 0))
  const above = contours().size([columns, rows]).thresholds([...thresholds])(field).map(({ coordinates }) => coordinates as unknown as BandShape)
  const inPlane = (ring: Ring): Ring => ring.map(([x, y]) => [x0 + x * cell, y0 + y * cell])
  return above.map((polygons, k) => between(polygons, above[k + 1] ?? []).map((rings) => rings.map(inPlane)))
}

/** What lies in the one and not in the other, which lies within it and crosses none of its rings. */
function between(wide: BandShape, narrow: BandShape): BandShape {
  const outer = [...wide.map((rings) => rings[0]!), ...narrow.flatMap((rings) => rings.slice(1).map(reversed))]
  const holes = [...wide.flatMap((rings) => rings.slice(1)), ...narrow.map((rings) => reversed(rings[0]!))]
  if (outer.length === 0) return []
  const shapes = outer.map((ring): Ring[] => [ring])
  const sizes = outer.map((ring) => Math.abs(areaOf(ring)))
  const corners: (Set<string> | undefined)[] = []
  const index = new Flatbush(outer.length)
  for (const ring of outer) index.add(...boxOf(ring))
  index.finish()
  for (const hole of holes) {
    const size = Math.abs(areaOf(hole))
    let home = -1
    for (const at of index.search(...boxOf(hole))) {
      if (sizes[at]! <= size || (home >= 0 && sizes[at]! >= sizes[home]!)) continue
      if (contains(outer[at]!, (corners[at] ??= new Set(outer[at]!.map(String))), hole)) home = at
    }
    if (home >= 0) shapes[home]!.push(hole)
  }
  return shapes
}

const reversed = (ring: Ring): Ring => [...ring].reverse()

function boxOf(ring: Ring): [number, number, number, number] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) [minX, minY, maxX, maxY] = [Math.min(minX, x), Math.min(minY, y), Math.max(maxX, x), Math.max(maxY, y)]
  return [minX, minY, maxX, maxY]
}

function areaOf(ring: Ring): number {
  let sum = 0
  for (let at = 0; at + 1 < ring.length; at++) sum += ring[at]![0] * ring[at + 1]![1] - ring[at + 1]![0] * ring[at]![1]
  return sum / 2
}

/** By the first point of the inner ring that does not lie on the outer one, whose corners are `on`. */
function contains(outer: Ring, on: ReadonlySet<string>, inner: Ring): boolean {
  const [x, y] = inner.find((point) => !on.has(String(point))) ?? inner[0]!
  let inside = false
  for (let at = 0; at + 1 < outer.length; at++) {
    const [[x1, y1], [x2, y2]] = [outer[at]!, outer[at + 1]!]
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
  }
  return inside
}
