import { Delaunay } from 'd3-delaunay'
import type { Random } from './random.ts'
import { SHEET_HEIGHT_M, SHEET_WIDTH_M, type XY } from './raster.ts'
import type { Stream } from './rivers.ts'

/**
 * The finest pieces of ground: Voronoi cells of scattered sites. Every area is a set of cells, so that
 * neighbours share their border by construction. Pairs of sites stand on both banks of the streams, so that
 * borders which follow a stream run in its middle, and on both sides of the shore of the reservoir.
 */
export interface Mesh {
  sites: XY[]
  /** bank of a stream: stream + 1, negative on the right; 0 elsewhere */
  bank: Int32Array
  /** neighbours of site i are `neighbours[start[i] … start[i + 1])` */
  start: Int32Array
  neighbours: Int32Array
  /** distance to each entry of `neighbours`, metres */
  stepM: Float64Array
  /** stream (from 0) that lies between a site and each entry of `neighbours`, or -1 */
  over: Int32Array
  /** area of each cell, m² */
  areaM2: Float64Array
  /** Delaunay half-edges, for tracing borders: the end of edge e is site `triangles[next(e)]` */
  triangles: ArrayLike<number>
  halfedges: ArrayLike<number>
  /** corners of the cells, one a triangle, x and y in turn */
  corners: ArrayLike<number>
}

const SPACING_M = 165
const BANK_M = 52
/** no site asks for more room than this */
const BUCKET_M = 80
const NONE: number[] = []

export const nextHalfedge = (edge: number) => (edge % 3 === 2 ? edge - 2 : edge + 1)

export function makeMesh(streams: readonly Stream[], shore: readonly XY[][], random: Random): Mesh {
  const { sites, bank } = placeSites(streams, shore, random)
  const delaunay = Delaunay.from(sites)
  const voronoi = delaunay.voronoi([-4000, -4000, SHEET_WIDTH_M + 4000, SHEET_HEIGHT_M + 4000])
  const { triangles, halfedges } = delaunay
  const start = new Int32Array(sites.length + 1)
  const lists: number[][] = sites.map(() => [])
  for (let edge = 0; edge < triangles.length; edge++) {
    const twin = halfedges[edge] as number
    if (twin > edge) continue
    const [a, b] = [triangles[edge] as number, triangles[nextHalfedge(edge)] as number]
    lists[a]?.push(b)
    lists[b]?.push(a)
  }
  lists.forEach((list, site) => (start[site + 1] = (start[site] as number) + list.length))
  const neighbours = Int32Array.from(lists.flat())
  const stepM = new Float64Array(neighbours.length)
  const over = new Int32Array(neighbours.length).fill(-1)
  sites.forEach(([x, y], site) => {
    for (let k = start[site] as number; k < (start[site + 1] as number); k++) {
      const to = neighbours[k] as number
      const [tx, ty] = sites[to] as XY
      stepM[k] = Math.sqrt((tx - x) ** 2 + (ty - y) ** 2)
      if (bank[site] !== 0 && bank[site] === -(bank[to] as number)) over[k] = Math.abs(bank[site] as number) - 1
    }
  })
  const corners = voronoi.circumcenters
  return {
    sites,
    bank: Int32Array.from(bank),
    start,
    neighbours,
    stepM,
    over,
    areaM2: cellAreas(sites.length, triangles, halfedges, corners),
    triangles,
    halfedges,
    corners,
  }
}

/** Each Voronoi edge with its site makes a triangle; their sum is the cell. Cells at the hull stay too small. */
function cellAreas(
  count: number,
  triangles: ArrayLike<number>,
  halfedges: ArrayLike<number>,
  corners: ArrayLike<number>,
): Float64Array {
  const areaM2 = new Float64Array(count)
  for (let edge = 0; edge < triangles.length; edge++) {
    const twin = halfedges[edge] as number
    if (twin < 0) continue
    const [t, o] = [2 * Math.floor(edge / 3), 2 * Math.floor(twin / 3)]
    const cross =
      (corners[t] as number) * (corners[o + 1] as number) - (corners[o] as number) * (corners[t + 1] as number)
    const site = triangles[edge] as number
    areaM2[site] = (areaM2[site] as number) + cross / 2
  }
  return areaM2.map(Math.abs)
}

function placeSites(
  streams: readonly Stream[],
  shore: readonly XY[][],
  random: Random,
): { sites: XY[]; bank: number[] } {
  const sites: XY[] = []
  const bank: number[] = []
  const buckets = new Map<number, number[]>()
  const key = (x: number, y: number) => Math.floor(y / BUCKET_M) * 4096 + Math.floor(x / BUCKET_M)
  const crowded = ([x, y]: XY, roomM: number) => {
    for (let r = -1; r <= 1; r++) {
      for (let c = -1; c <= 1; c++) {
        for (const other of buckets.get(key(x + c * BUCKET_M, y + r * BUCKET_M)) ?? NONE) {
          const [ox, oy] = sites[other] as XY
          if ((ox - x) ** 2 + (oy - y) ** 2 < roomM * roomM) return true
        }
      }
    }
    return false
  }
  const add = (site: XY, side: number) => {
    const at = key(...site)
    const bucket = buckets.get(at)
    if (bucket) bucket.push(sites.length)
    else buckets.set(at, [sites.length])
    sites.push(site)
    bank.push(side)
  }
  for (const ring of shore) {
    for (const [left, right] of bankPairs(ring)) {
      if (crowded(left, 62) || crowded(right, 62)) continue
      add(left, 0)
      add(right, 0)
    }
  }
  streams.forEach((stream, s) => {
    if (stream.rank > 3) return
    for (const [left, right] of bankPairs(stream.line)) {
      if (crowded(left, 62) || crowded(right, 62)) continue
      add(left, s + 1)
      add(right, -s - 1)
    }
  })
  const rowM = SPACING_M * Math.sqrt(0.75)
  for (let row = 0; row * rowM < SHEET_HEIGHT_M; row++) {
    for (let x = row % 2 ? SPACING_M / 2 : 0; x < SHEET_WIDTH_M; x += SPACING_M) {
      const site: XY = [x + random.between(-0.42, 0.42) * SPACING_M, row * rowM + random.between(-0.42, 0.42) * rowM]
      if (!crowded(site, 66)) add(site, 0)
    }
  }
  return { sites, bank }
}

/** Points on both sides of a line, about every 115 m. */
function bankPairs(line: readonly XY[]): [XY, XY][] {
  const pairs: [XY, XY][] = []
  let travelled = 115
  for (let k = 1; k < line.length; k++) {
    const [a, b] = [line[k - 1] as XY, line[k] as XY]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    if (length < 1e-6) continue
    const [nx, ny] = [-((b[1] - a[1]) / length) * BANK_M, ((b[0] - a[0]) / length) * BANK_M]
    for (; travelled < length; travelled += 115) {
      const [x, y] = [a[0] + ((b[0] - a[0]) * travelled) / length, a[1] + ((b[1] - a[1]) * travelled) / length]
      pairs.push([
        [x + nx, y + ny],
        [x - nx, y - ny],
      ])
    }
    travelled -= length
  }
  return pairs
}
