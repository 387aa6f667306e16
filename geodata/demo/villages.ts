import { metres, SEAT_TOWN, TOWN_COUNT, ZONE_TOWN, type Towns } from './county.ts'
import { grow, growBalanced, regionAreas, tidy, whole, type Seed } from './growth.ts'
import { borderGround, type Land } from './land.ts'
import type { Random } from './random.ts'
import type { XY } from './raster.ts'

const VILLAGE_COUNT = 234
/** communities of each town; the county seat has the most */
const COMMUNITIES = [4, 1, 1, 0, 1, 0, 1, 0, 0, 1]

/** Ground of a town that belongs to no village: it is a grid cell of the town itself (镇级网格). */
export interface Reserve {
  kind: 'reservoir' | 'forest' | 'park'
  town: number
}

export interface Settlement {
  town: number
  community: boolean
  /** site of the houses */
  seat: number
  areaM2: number
}

export interface Villages {
  /** settlement of a site; -1 outside and on reserves */
  label: Int32Array
  settlements: Settlement[]
  reserves: Reserve[]
  /** reserve of a site, or -1 */
  reserved: Int32Array
}

/** Villages, dense in the plain and wide in the hills, communities around the seats, and the towns' reserves. */
export function layOutVillages(land: Land, towns: Towns, random: Random): Villages {
  const { reserves, reserved } = layOutReserves(land, towns, random.fork('reserves'))
  const within = towns.label.map((town, site) => ((reserved[site] as number) >= 0 ? -1 : town))
  const density = land.suit.map((suit) => 0.085 + suit)
  const places = placeSeeds(land, towns, within, density, random.fork('seeds'))
  const ground = borderGround(land, random.fork('villages'), { ridges: 4, unevenness: 0.42 })
  const wanted = places.map(({ site, community }) =>
    community ? 0.55 : Math.exp(random.normal(0, 0.28)) / (density[site] as number),
  )
  const { label, seeds } = growBalanced(
    ground,
    places.map(({ site, community }) => ({ site, speed: 1, fixed: community })),
    within,
    { wanted, rounds: 6, relax: true },
  )
  const smooth = tidy(land.mesh, label, within, 2)
  const areas = regionAreas(land.mesh, smooth, places.length)
  const houses = housesOf(land, smooth, seeds)
  return {
    label: smooth,
    reserves,
    reserved,
    settlements: places.map(({ town, community }, s) => ({
      town,
      community,
      seat: houses[s] as number,
      areaM2: areas[s] as number,
    })),
  }
}

interface Place {
  site: number
  town: number
  community: boolean
}

function placeSeeds(land: Land, towns: Towns, within: Int32Array, density: Float64Array, random: Random): Place[] {
  const sitesOf: number[][] = Array.from({ length: TOWN_COUNT }, () => [])
  within.forEach((town, site) => town >= 0 && sitesOf[town]?.push(site))
  const weights = sitesOf.map((sites) =>
    sites.reduce((sum, site) => sum + (density[site] as number) * (land.mesh.areaM2[site] as number), 0),
  )
  return shareOut(VILLAGE_COUNT, weights).flatMap((count, town) => {
    const sites = sitesOf[town] as number[]
    const places: Place[] = []
    const seat = land.mesh.sites[towns.seats[town] as number] as XY
    for (let c = 0; c < (COMMUNITIES[town] as number); c++) {
      const angle = 0.7 + (2 * Math.PI * c) / (COMMUNITIES[town] as number)
      const aside = COMMUNITIES[town] === 1 ? 0 : 620
      const goal: XY = [seat[0] + aside * Math.cos(angle), seat[1] + aside * Math.sin(angle)]
      places.push({ site: nearest(land, sites, goal), town, community: true })
    }
    while (places.length < count + (COMMUNITIES[town] as number))
      places.push({ site: roomiest(land, sites, places, density, random), town, community: false })
    return places
  })
}

/** Mitchell's best candidate with local density as the measure of room. */
function roomiest(
  land: Land,
  sites: readonly number[],
  places: readonly Place[],
  density: Float64Array,
  random: Random,
): number {
  let [best, most] = [sites[0] as number, -1]
  for (let tried = 0; tried < 14; ) {
    const site = random.pick(sites)
    if (random.next() > (density[site] as number) / 0.9 + 0.05) continue
    tried++
    let room = Infinity
    for (const place of places)
      room = Math.min(room, metres(land.mesh.sites[site] as XY, land.mesh.sites[place.site] as XY))
    room *= Math.sqrt(density[site] as number)
    if (room > most) [best, most] = [site, room]
  }
  return best
}

function nearest(land: Land, sites: readonly number[], goal: XY): number {
  let [best, least] = [sites[0] as number, Infinity]
  for (const site of sites) {
    const distance = metres(land.mesh.sites[site] as XY, goal)
    if (distance < least) [best, least] = [site, distance]
  }
  return best
}

/** Splits a whole number by weights, largest remainders first. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const shares = exact.map(Math.floor)
  const order = [...exact.keys()].sort((a, b) => ((exact[b] as number) % 1) - ((exact[a] as number) % 1) || a - b)
  const missing = total - shares.reduce((a, b) => a + b, 0)
  for (let k = 0; k < missing; k++) shares[order[k] as number] = (shares[order[k] as number] as number) + 1
  return shares
}

/** The houses stand on the best ground near the middle of the village. */
function housesOf(land: Land, label: Int32Array, seeds: readonly Seed[]): number[] {
  const houses = seeds.map(({ site }) => site)
  const most = new Float64Array(seeds.length).fill(-Infinity)
  label.forEach((village, site) => {
    if (village < 0) return
    const away = metres(land.mesh.sites[site] as XY, land.mesh.sites[(seeds[village] as Seed).site] as XY)
    const value = (land.suit[site] as number) * 1.4 - away / 1600
    if (value <= (most[village] as number)) return
    most[village] = value
    houses[village] = site
  })
  return houses
}

/** The reservoir, two state forests high in the hills and two industrial parks in the zone. */
function layOutReserves(land: Land, towns: Towns, random: Random): { reserves: Reserve[]; reserved: Int32Array } {
  const reserved = new Int32Array(land.mesh.sites.length).fill(-1)
  const reserves: Reserve[] = []
  const lake = towns.label[
    land.water.findIndex((wet, site) => wet === 1 && (towns.label[site] as number) >= 0)
  ] as number
  reserves.push({ kind: 'reservoir', town: lake })
  land.water.forEach((wet, site) => {
    if (wet && towns.label[site] === lake) reserved[site] = 0
  })
  const ground = borderGround(land, random, { ridges: 0, unevenness: 0.4 })
  const claim = (kind: Reserve['kind'], town: number, site: number, km2: number) => {
    const free = towns.label.map((t, s) => (t === town && (reserved[s] as number) < 0 ? t : -1))
    const { reach } = grow(ground, [{ site, speed: 1 }], free)
    const sooner = [...reach.keys()]
      .filter((s) => Number.isFinite(reach[s]) && free[s] === town)
      .sort((a, b) => (reach[a] as number) - (reach[b] as number))
    let areaM2 = 0
    for (const s of sooner) {
      if ((areaM2 += land.mesh.areaM2[s] as number) > km2 * 1e6) break
      reserved[s] = reserves.length
    }
    reserves.push({ kind, town })
  }
  for (const town of hilliestTowns(land, towns).slice(0, 2))
    claim('forest', town, highest(land, towns, town), random.between(15, 22))
  const seat = land.mesh.sites[towns.seats[ZONE_TOWN] as number] as XY
  for (const aside of [-1, 1]) {
    const free = [...towns.label.keys()].filter(
      (site) => towns.label[site] === ZONE_TOWN && (reserved[site] as number) < 0,
    )
    claim('park', ZONE_TOWN, nearest(land, free, [seat[0] + aside * 1900, seat[1] - aside * 500]), 3.4)
  }
  return { reserves, reserved: withoutPockets(land, towns, reserved) }
}

/** Towns by the share of level ground, hilliest first; the county seat and the zone left out. */
function hilliestTowns(land: Land, towns: Towns): number[] {
  const sums = towns.seats.map(() => [0, 0] as [number, number])
  towns.label.forEach((town, site) => {
    const sum = sums[town]
    if (!sum) return
    sum[0] += land.suit[site] as number
    sum[1]++
  })
  const level = (town: number) => (sums[town] as [number, number])[0] / (sums[town] as [number, number])[1]
  return [...towns.seats.keys()]
    .filter((town) => town !== SEAT_TOWN && town !== ZONE_TOWN)
    .sort((a, b) => level(a) - level(b))
}

function highest(land: Land, towns: Towns, town: number): number {
  let best = -1
  land.height.forEach((z, site) => {
    if (towns.label[site] === town && (best < 0 || z > (land.height[best] as number))) best = site
  })
  return best
}

/** What a reserve cuts off from the rest of its town goes to the reserve, so that no village is in two pieces. */
function withoutPockets(land: Land, towns: Towns, reserved: Int32Array): Int32Array {
  const label = towns.label.map((town, site) =>
    town < 0 ? -1 : (reserved[site] as number) >= 0 ? 100 + (reserved[site] as number) : town,
  )
  const tidied = tidy(land.mesh, label, towns.label, 1)
  return whole(land.mesh, tidied, towns.label).map((value) => (value >= 100 ? value - 100 : -1))
}
