import { grow, growBalanced, tidy, whole, type Seed } from './growth.ts'
import { borderGround, type Land } from './land.ts'
import type { Random } from './random.ts'
import { SHEET_HEIGHT_M, SHEET_WIDTH_M, type XY } from './raster.ts'
import { createNoise2D } from 'simplex-noise'

export const TOWN_COUNT = 10
/** position of the county seat and of the development zone in the list of towns */
export const SEAT_TOWN = 0
export const ZONE_TOWN = 9

const COUNTY_KM2 = 1420
const EDGE_M = 1900

export interface Towns {
  /** 0 inside the county, -1 outside, a site */
  county: Int32Array
  /** town of a site, -1 outside */
  label: Int32Array
  /** site of the town's seat */
  seats: number[]
}

/** The county's bounds, mostly watersheds, and its towns around their seats. */
export function layOutTowns(land: Land, random: Random): Towns {
  const county = layOutCounty(land, random.fork('county'))
  const seats = chooseSeats(land, county)
  const ground = borderGround(land, random.fork('towns'), { ridges: 5, unevenness: 0.3 })
  const wanted = seats.map((_, town) =>
    town === ZONE_TOWN ? 42 : town === SEAT_TOWN ? 118 : random.between(130, 185),
  )
  const start: Seed[] = seats.map((site, town) => ({ site, speed: town === ZONE_TOWN ? 0.5 : 1 }))
  const { label } = growBalanced(ground, start, county, { wanted, rounds: 6, pace: [0.55, 1.35] })
  return { county, label: oneTownPerLake(land, tidy(land.mesh, label, county, 3), county), seats }
}

function layOutCounty(land: Land, random: Random): Int32Array {
  const { mesh } = land
  const open = Int32Array.from(mesh.sites, ([x, y]) =>
    x > EDGE_M && y > EDGE_M && x < SHEET_WIDTH_M - EDGE_M && y < SHEET_HEIGHT_M - EDGE_M ? 0 : -1,
  )
  const noise = createNoise2D(random.next)
  const cost = Float64Array.from(
    mesh.sites,
    ([x, y], site) =>
      (land.basin[site] ? 1 : 3.2) *
      (1 + 1.2 * (land.crest[site] as number)) *
      Math.exp(0.34 * noise(x / 6500, y / 6500) + 0.2 * noise(x / 1700, y / 1700)),
  )
  const ground = { mesh, cost, crossing: land.streams.map(({ rank }) => (rank === 1 ? 3 : 1.4)) }
  const middle = nearestSite(land, [0.5 * SHEET_WIDTH_M, 0.5 * SHEET_HEIGHT_M])
  const { reach } = grow(ground, [{ site: middle, speed: 1 }], open)
  const bySooner = [...reach.keys()]
    .filter((site) => Number.isFinite(reach[site]))
    .sort((a, b) => (reach[a] as number) - (reach[b] as number))
  const county = new Int32Array(mesh.sites.length).fill(-1)
  let areaM2 = 0
  for (const site of bySooner) {
    if (areaM2 > COUNTY_KM2 * 1e6) break
    county[site] = 0
    areaM2 += mesh.areaM2[site] as number
  }
  return solid(land, county)
}

/** Rounds the bounds off, fills holes and drops islands. */
function solid(land: Land, county: Int32Array): Int32Array {
  const everywhere = new Int32Array(county.length)
  const inOrOut = tidy(
    land.mesh,
    county.map((c) => (c === 0 ? 1 : 0)),
    everywhere,
    4,
  )
  return whole(land.mesh, inOrOut, everywhere).map((inside) => (inside === 1 ? 0 : -1))
}

export function nearestSite({ mesh }: Land, [x, y]: XY, allowed?: (site: number) => boolean): number {
  let [best, least] = [-1, Infinity]
  mesh.sites.forEach(([sx, sy], site) => {
    const distance = (sx - x) ** 2 + (sy - y) ** 2
    if (distance < least && (!allowed || allowed(site))) [best, least] = [site, distance]
  })
  return best
}

/** Seats lie on rivers in open valleys, well apart and away from the bounds; the zone a few km from the county seat. */
function chooseSeats(land: Land, county: Int32Array): number[] {
  const { mesh, suit } = land
  const insideM = distanceToBounds(land, county)
  const rankAt = (site: number) => land.streams[Math.abs(mesh.bank[site] as number) - 1]?.rank ?? 4
  const candidates = [...mesh.sites.keys()].filter(
    (site) =>
      county[site] === 0 &&
      mesh.bank[site] !== 0 &&
      rankAt(site) <= 3 &&
      (suit[site] as number) > 0.22 &&
      (insideM[site] as number) > 2600,
  )
  const score = (site: number, apartM: number) =>
    Math.min(apartM, 11_500) *
    (0.45 + (suit[site] as number)) *
    (rankAt(site) <= 2 ? 1.15 : 0.95) *
    Math.min(1, (insideM[site] as number) / 4800)
  const middle: XY = [0.53 * SHEET_WIDTH_M, 0.53 * SHEET_HEIGHT_M]
  const apart = (a: number, b: number) => metres(mesh.sites[a] as XY, mesh.sites[b] as XY)
  const closeToMiddle = (site: number) => score(site, 9000) - 0.9 * metres(mesh.sites[site] as XY, middle)
  const seats = [bestOf(candidates, closeToMiddle)]
  const zone = bestOf(
    candidates,
    (site) =>
      (suit[site] as number) * 4000 -
      Math.abs(apart(site, seats[0] as number) - 6800) +
      (mesh.sites[site] as XY)[0] * 0.12,
  )
  while (seats.length < TOWN_COUNT - 1) {
    seats.push(
      bestOf(candidates, (site) =>
        score(site, Math.min(apart(site, zone) * 1.25, ...seats.map((seat) => apart(site, seat)))),
      ),
    )
  }
  return [...seats, zone]
}

function bestOf(sites: readonly number[], score: (site: number) => number): number {
  let [found, most] = [sites[0] as number, -Infinity]
  for (const site of sites) {
    const value = score(site)
    if (value > most) [found, most] = [site, value]
  }
  return found
}

export function metres(a: XY, b: XY): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

/** Way from each inner site to the county's bounds over the mesh, metres. */
function distanceToBounds({ mesh, streams }: Land, county: Int32Array): Float64Array {
  const edge = [...mesh.sites.keys()].filter((site) => {
    if (county[site] !== 0) return false
    for (let k = mesh.start[site] as number; k < (mesh.start[site + 1] as number); k++) {
      if (county[mesh.neighbours[k] as number] !== 0) return true
    }
    return false
  })
  const level = { mesh, cost: new Float64Array(mesh.sites.length).fill(1), crossing: streams.map(() => 1) }
  return grow(
    level,
    edge.map((site) => ({ site, speed: 1 })),
    county,
  ).reach
}

/** The reservoir belongs to one town: the one that holds most of it. */
function oneTownPerLake(land: Land, label: Int32Array, county: Int32Array): Int32Array {
  const votes = new Map<number, number>()
  land.water.forEach((wet, site) => {
    if (wet && (label[site] as number) >= 0)
      votes.set(label[site] as number, (votes.get(label[site] as number) ?? 0) + 1)
  })
  const owner = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0]
  if (owner === undefined) return label
  return whole(
    land.mesh,
    label.map((town, site) => (land.water[site] && town >= 0 ? owner : town)),
    county,
  )
}
