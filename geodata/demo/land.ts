import { createNoise2D } from 'simplex-noise'
import type { Flow } from './flow.ts'
import type { Ground } from './growth.ts'
import type { Mesh } from './mesh.ts'
import type { Random } from './random.ts'
import { blur, sample, slopeOf, type Raster, type XY } from './raster.ts'
import type { Reservoir } from './reservoir.ts'
import type { Stream } from './rivers.ts'

/** The finished ground, and what the settling of the county asks of every site of the mesh. */
export interface Land {
  terrain: Raster
  slope: Raster
  streams: Stream[]
  reservoir: Reservoir
  mesh: Mesh
  height: Float64Array
  /** 0 crag or water … 1 level field by a river */
  suit: Float64Array
  /** how far a site stands above its surroundings, 0 valley … 1 crest */
  crest: Float64Array
  water: Uint8Array
  /** 1 where the site drains to the county's main river */
  basin: Uint8Array
}

export function readLand(parts: {
  terrain: Raster
  streams: Stream[]
  flow: Flow
  reservoir: Reservoir
  mesh: Mesh
}): Land {
  const { terrain, streams, flow, reservoir, mesh } = parts
  const slope = blur(slopeOf(terrain), 2)
  const around = blur(blur(terrain, 8), 8)
  const height = Float64Array.from(mesh.sites, ([x, y]) => sample(terrain, x, y))
  const crest = Float64Array.from(mesh.sites, ([x, y], site) =>
    Math.min(1, Math.max(0, ((height[site] as number) - sample(around, x, y)) / 90)),
  )
  const cellAt = ([x, y]: XY) => cellOf(terrain, x, y)
  const [west, south, east, north] = extent(reservoir.rings.flat())
  const water = Uint8Array.from(mesh.sites, (site) => {
    const [x, y] = site
    return x > west && x < east && y > south && y < north && isInside(reservoir.rings, site) ? 1 : 0
  })
  const mainMouth = streams[0]?.cells.at(-1) as number
  const inBasin = basinOf(flow, mainMouth)
  const suit = Float64Array.from(mesh.sites, ([x, y], site) => {
    if (water[site]) return 0
    const level = Math.exp(-((sample(slope, x, y) / 0.085) ** 1.3))
    const low = 1 / (1 + Math.exp(((height[site] as number) - 900) / 130))
    return level * (0.35 + 0.65 * low) * (mesh.bank[site] ? 1 : 0.9)
  })
  return {
    terrain,
    slope,
    streams,
    reservoir,
    mesh,
    height,
    suit,
    crest,
    water,
    basin: Uint8Array.from(mesh.sites, (site) => inBasin[cellAt(site)] as number),
  }
}

function extent(points: readonly XY[]): [west: number, south: number, east: number, north: number] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Even-odd rule over all rings, so that islands are land. */
function isInside(rings: readonly XY[][], [x, y]: XY): boolean {
  let inside = false
  for (const ring of rings) {
    for (let k = 0, before = ring.length - 1; k < ring.length; before = k++) {
      const [ax, ay] = ring[k] as XY
      const [bx, by] = ring[before] as XY
      if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside
    }
  }
  return inside
}

export function cellOf(raster: Raster, x: number, y: number): number {
  const c = Math.min(raster.columns - 1, Math.max(0, Math.floor(x / raster.dxM)))
  const r = Math.min(raster.rows - 1, Math.max(0, Math.floor(raster.rows - y / raster.dyM)))
  return r * raster.columns + c
}

function basinOf({ order, receiver }: Flow, mouth: number): Uint8Array {
  const inside = new Uint8Array(order.length)
  inside[mouth] = 1
  for (const cell of order) if (inside[receiver[cell] as number]) inside[cell] = 1
  return inside
}

/** Ground for borders: dear on crests and steep slopes, at rivers dearer the larger they are, uneven everywhere. */
export function borderGround(
  land: Land,
  random: Random,
  { ridges, unevenness }: { ridges: number; unevenness: number },
): Ground {
  const noise = createNoise2D(random.next)
  const cost = Float64Array.from(land.mesh.sites, ([x, y], site) => {
    const rough = noise(x / 1900, y / 1900) + 0.6 * noise(x / 620 + 40, y / 620)
    const steep = sample(land.slope, x, y)
    return (1 + ridges * (land.crest[site] as number) + 1.6 * steep) * Math.exp(unevenness * rough)
  })
  return { mesh: land.mesh, cost, crossing: land.streams.map(({ rank }) => ({ 1: 22, 2: 12, 3: 5, 4: 1 })[rank]) }
}
