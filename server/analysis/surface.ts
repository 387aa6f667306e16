import Flatbush from 'flatbush'
import { bandsOf, roundSteps, type BandShape } from './bands.ts'
import { stDbscan } from './clusters.ts'
import { kernelDensity } from './density.ts'
import { gridOver, type Grid } from './grid.ts'
import type { Rings } from './outline.ts'
import { cellsWithin } from './rasterise.ts'

export interface SurfaceInput {
  /** of the cases, plane, metres */
  x: Float64Array
  y: Float64Array
  day: Int32Array
  /** outline of the ground on the same plane; empty: no edge is known and none is corrected */
  rings: Rings
  /** null: by the points, see `bandwidthOf` */
  bandwidthM: number | null
  spots: { radiusM: number; days: number; minPoints: number; most: number }
}

export interface Surface {
  bandwidthM: number
  /** cases per km², ascending */
  bands: number[]
  /** plane, metres */
  shapes: BandShape[]
  /** most cases first; the points of each by position */
  spots: { points: number[]; x: number; y: number; radiusM: number }[]
}

/** Cells to a bandwidth, and of a grid's longer side at most. */
const CELLS_PER_BANDWIDTH = 5
const MOST_CELLS = 400
/** Narrower tells houses apart. */
const NARROWEST_M = 500
const WIDEST_M = 5_000
const ROUND_M = 100
const M2_PER_KM2 = 1e6
const MOST_JUDGED = 2_000
/** Fewer cases make no surface: each would be a hill of its own. */
export const FEWEST_POINTS = 20
/** Where fewer cases lie within the bandwidth no surface is drawn: the middle of a hill of one case is the house that it happened in. */
const FEWEST_IN_REACH = 5
/** The middle of a hill of many cases of one house would be that house: points are put on a lattice of half the bandwidth, so wide at least. */
const LEAST_LATTICE_M = 250
/** So many cases at the very same coordinates are a place that was taken for all of them, such as a town's centre, and no spot. */
const SAME_POINT = 200

/** Density of cases as bands, and the spots where they come back. */
export function surfaceOf({ x, y, day, rings, spots, ...asked }: SurfaceInput): Surface {
  const bandwidthM = asked.bandwidthM ?? bandwidthOf(x, y)
  const found = spotsOf(x, y, day, spots)
  if (x.length < FEWEST_POINTS) return { bandwidthM, bands: [], shapes: [], spots: found }
  const grid = gridAround(x, y, rings, bandwidthM)
  const inside = rings.length > 0 ? cellsWithin(grid, rings) : undefined
  const [atX, atY] = [x, y].map((axis) => onLattice(axis, Math.max(LEAST_LATTICE_M, bandwidthM / 2))) as [Float64Array, Float64Array]
  const density = kernelDensity(atX, atY, grid, { bandwidth: bandwidthM, kernel: 'quartic', ...(inside && { inside }) })
  const many = casesInReach(atX, atY, grid, bandwidthM)
  density.values.forEach((value, at) => (density.values[at] = many[at]! < FEWEST_IN_REACH ? Math.min(value, 0) : value))
  const most = density.values.reduce((top, value) => (value > top ? value : top), 0)
  const bands = roundSteps(most * M2_PER_KM2)
  return { bandwidthM, bands, shapes: bandsOf(density, bands.map((one) => one / M2_PER_KM2)), spots: found }
}

/**
 * As far as the typical case is from its k-th nearest, k = √n / 2 (at least 4): a kernel then holds so many cases where cases usually
 * are. A rule by the spread of all points would see the size of the county and blur its towns. Rounded to 100 m, within 500 m to
 * 5 km: wider tells nothing. Judged on 2,000 points at most, evenly taken.
 */
export function bandwidthOf(x: Float64Array, y: Float64Array): number {
  const n = x.length
  if (n < 2) return NARROWEST_M
  const index = new Flatbush(n)
  for (let at = 0; at < n; at++) index.add(x[at]!, y[at]!)
  index.finish()
  const nth = Math.min(n - 1, Math.max(4, Math.round(Math.sqrt(n) / 2)))
  const step = Math.max(1, Math.floor(n / MOST_JUDGED))
  const reaches: number[] = []
  for (let at = 0; at < n; at += step) {
    const far = index.neighbors(x[at]!, y[at]!, nth + 1).at(-1)!
    reaches.push(Math.hypot(x[far]! - x[at]!, y[far]! - y[at]!))
  }
  const median = Float64Array.from(reaches).sort()[reaches.length >> 1]!
  return Math.min(WIDEST_M, Math.max(NARROWEST_M, Math.round(median / ROUND_M) * ROUND_M))
}

/** Coordinates on the nearest line of a lattice. */
function onLattice(axis: Float64Array, width: number): Float64Array {
  return axis.map((value) => Math.round(value / width) * width)
}

/** Cases within `reach` of the centre of each cell. */
function casesInReach(x: Float64Array, y: Float64Array, grid: Grid, reach: number): Float64Array {
  const { values } = kernelDensity(x, y, grid, { bandwidth: reach, kernel: 'uniform' })
  // a uniform kernel is 1/π per bandwidth squared
  return values.map((value) => Math.round(value * Math.PI * reach * reach))
}

function gridAround(x: Float64Array, y: Float64Array, rings: Rings, bandwidthM: number): Grid {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  const widen = (px: number, py: number): void => {
    minX = Math.min(minX, px)
    minY = Math.min(minY, py)
    maxX = Math.max(maxX, px)
    maxY = Math.max(maxY, py)
  }
  // one stray point must not stretch the cells: where the outline is known it alone makes the frame
  if (rings.length === 0) for (let at = 0; at < x.length; at++) widen(x[at]!, y[at]!)
  for (const ring of rings) for (let at = 0; at < ring.length; at += 2) widen(ring[at]!, ring[at + 1]!)
  const cell = Math.max(bandwidthM / CELLS_PER_BANDWIDTH, Math.max(maxX - minX, maxY - minY) / MOST_CELLS)
  // a frame of empty cells closes the bands
  return gridOver({ minX: minX - cell, minY: minY - cell, maxX: maxX + cell, maxY: maxY + cell }, cell)
}

/**
 * Spots where cases come back (ST-DBSCAN). Where houses stand close, one spot runs into the next: a cluster that reaches further
 * than twice the radius is no spot, and its points are looked at again with half the radius, down to a quarter of it.
 */
function spotsOf(x: Float64Array, y: Float64Array, day: Int32Array, { radiusM, days, minPoints, most }: SurfaceInput['spots']): Surface['spots'] {
  const spots: Surface['spots'] = []
  const look = (among: number[], radius: number): void => {
    const of = (axis: ArrayLike<number>) => Float64Array.from(among, (point) => axis[point]!)
    const { label, count } = stDbscan(of(x), of(y), of(day), { radius, days, minPoints })
    const members = Array.from({ length: count }, (): number[] => [])
    label.forEach((cluster, at) => {
      if (cluster >= 0) members[cluster]!.push(among[at]!)
    })
    for (let cluster = 0; cluster < count; cluster++) {
      const points = members[cluster]!
      const spot = spotAround(points, x, y)
      if (spot.radiusM <= 2 * radiusM) spots.push(spot)
      else if (radius > radiusM / 4) look(points, radius / 2)
    }
  }
  const together = new Map<string, number>()
  for (let at = 0; at < x.length; at++) together.set(`${x[at]} ${y[at]}`, (together.get(`${x[at]} ${y[at]}`) ?? 0) + 1)
  const real = [...x.keys()].filter((at) => together.get(`${x[at]} ${y[at]}`)! <= SAME_POINT)
  if (real.length > 0) look(real, radiusM)
  return spots.sort((a, b) => b.points.length - a.points.length || a.points[0]! - b.points[0]!).slice(0, most)
}

function spotAround(points: number[], x: Float64Array, y: Float64Array): Surface['spots'][number] {
  const [cx, cy] = [x, y].map((axis) => points.reduce((sum, point) => sum + axis[point]!, 0) / points.length) as [number, number]
  return { points, x: cx, y: cy, radiusM: points.reduce((far, point) => Math.max(far, Math.hypot(x[point]! - cx, y[point]! - cy)), 0) }
}
