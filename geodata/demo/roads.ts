import { metres, SEAT_TOWN, nearestSite, type Towns } from './county.ts'
import { MinHeap } from './heap.ts'
import type { Land } from './land.ts'
import { sample, SHEET_HEIGHT_M, SHEET_WIDTH_M, type XY } from './raster.ts'
import { smoothLine } from './rivers.ts'
import type { Settlement } from './villages.ts'

/** 1 national road, 2 county road, 3 village road */
type RoadClass = 1 | 2 | 3
export interface Road {
  roadClass: RoadClass
  line: XY[]
}

/** Roads by least cost over the ground: the national road along the valley, then towns, then villages. */
export function buildRoads(land: Land, towns: Towns, settlements: readonly Settlement[]): Road[] {
  const network = new Network(land)
  const seat = towns.seats[SEAT_TOWN] as number
  const mouth = land.streams[0]?.line.at(-1) as XY
  const east = nearestSite(land, [SHEET_WIDTH_M - 300, mouth[1] + 900])
  const west = nearestSite(land, [300, 0.74 * SHEET_HEIGHT_M])
  network.join([seat], east, 1)
  network.join([seat], west, 1)
  network.joinAll(towns.seats, 2)
  network.shortCuts(towns.seats, 4)
  network.join([...network.sites()], nearestSite(land, [0.56 * SHEET_WIDTH_M, SHEET_HEIGHT_M - 300]), 2)
  network.reachAll(settlements.map(({ seat: house }) => house))
  return network.roads()
}

/** What each step of the mesh would cost to build, in metres of level road: slopes, hillsides and bridges are dear. */
function buildingCost({ mesh, height, water, slope, streams }: Land): Float64Array {
  const side = Float64Array.from(mesh.sites, ([x, y]) => 9 * sample(slope, x, y))
  const cost = new Float64Array(mesh.neighbours.length)
  for (let from = 0; from < mesh.sites.length; from++) {
    for (let k = mesh.start[from] as number; k < (mesh.start[from + 1] as number); k++) {
      const to = mesh.neighbours[k] as number
      const length = mesh.stepM[k] as number
      const grade = ((height[to] as number) - (height[from] as number)) / length
      const stream = streams[mesh.over[k] as number]
      cost[k] =
        water[from] || water[to]
          ? Infinity
          : length * (1 + (grade / 0.045) ** 2 + (side[to] as number)) + (stream ? 900 / stream.rank : 0)
    }
  }
  return cost
}

class Network {
  /** class of an edge, keyed by the lower and the higher of its sites */
  private readonly edges = new Map<number, RoadClass>()
  private readonly onRoad: Uint8Array
  private readonly count: number

  /** steps of the mesh that are road, and what building each would cost */
  private readonly isRoad: Uint8Array
  private readonly terms: Float64Array

  constructor(private readonly land: Land) {
    this.count = land.mesh.sites.length
    this.onRoad = new Uint8Array(this.count)
    this.isRoad = new Uint8Array(land.mesh.neighbours.length)
    this.terms = buildingCost(land)
  }

  sites(): number[] {
    return [...this.onRoad.keys()].filter((site) => this.onRoad[site])
  }

  /** Builds the cheapest way from any of the sources to the goal. */
  join(from: readonly number[], goal: number, roadClass: RoadClass): void {
    const { before } = this.search(from, this.cost(0.55), [goal])
    this.build(before, goal, roadClass)
  }

  /** Joins the goals one after another, each time the one that is nearest to what stands. */
  joinAll(goals: readonly number[], roadClass: RoadClass): void {
    for (
      let open = goals.filter((goal) => !this.onRoad[goal]);
      open.length > 0;
      open = open.filter((goal) => !this.onRoad[goal])
    ) {
      const { before, reach } = this.search(this.sites(), this.cost(1), open)
      const next = open.reduce((a, b) => ((reach[b] as number) < (reach[a] as number) ? b : a))
      this.build(before, next, roadClass)
    }
  }

  /** Links the pairs of towns for which the way by road is longest beside the direct one. */
  shortCuts(towns: readonly number[], count: number): void {
    for (let k = 0; k < count; k++) {
      let [worst, pair] = [1.6, null as [number, number] | null]
      const byRoad = this.onlyRoads()
      for (const a of towns) {
        const { reach } = this.search([a], byRoad)
        for (const b of towns) {
          const direct = metres(this.land.mesh.sites[a] as XY, this.land.mesh.sites[b] as XY)
          const detour = (reach[b] as number) / direct
          if (b > a && direct < 16_000 && detour > worst && Number.isFinite(detour)) [worst, pair] = [detour, [a, b]]
        }
      }
      if (pair) this.join([pair[0]], pair[1], 2)
    }
  }

  /** One tree of village roads from what stands to every village. */
  reachAll(goals: readonly number[]): void {
    const { before } = this.search(this.sites(), this.cost(1))
    for (const goal of goals) this.build(before, goal, 3)
  }

  /** Cost of every step of the mesh, to be read by position. */
  private cost(onRoadFactor: number): Float64Array {
    return this.terms.map((cost, k) => (this.isRoad[k] ? (this.land.mesh.stepM[k] as number) * onRoadFactor : cost))
  }

  private onlyRoads(): Float64Array {
    return this.land.mesh.stepM.map((lengthM, k) => (this.isRoad[k] ? lengthM : Infinity))
  }

  /** Cheapest ways from the sources, as far as the first goal that is reached, or everywhere. */
  private search(
    from: readonly number[],
    cost: Float64Array,
    goals: readonly number[] = [],
  ): { before: Int32Array; reach: Float64Array } {
    const { mesh } = this.land
    const reach = new Float64Array(this.count).fill(Infinity)
    const before = new Int32Array(this.count).fill(-1)
    const heap = new MinHeap()
    for (const site of from) {
      reach[site] = 0
      heap.push(site, 0)
    }
    while (heap.size > 0) {
      const site = heap.pop()
      if (goals.includes(site)) break
      const sofar = heap.key
      if (sofar > (reach[site] as number)) continue
      for (let k = mesh.start[site] as number; k < (mesh.start[site + 1] as number); k++) {
        const to = mesh.neighbours[k] as number
        const key = sofar + (cost[k] as number)
        if (key >= (reach[to] as number)) continue
        reach[to] = key
        before[to] = site
        heap.push(to, key)
      }
    }
    return { before, reach }
  }

  private build(before: Int32Array, goal: number, roadClass: RoadClass): void {
    for (let site = goal; (before[site] as number) >= 0; site = before[site] as number) {
      const key = this.key(site, before[site] as number)
      this.edges.set(key, Math.min(this.edges.get(key) ?? 3, roadClass) as RoadClass)
      this.onRoad[site] = this.onRoad[before[site] as number] = 1
      this.mark(site, before[site] as number)
      this.mark(before[site] as number, site)
    }
  }

  private mark(from: number, to: number): void {
    const { start, neighbours } = this.land.mesh
    for (let k = start[from] as number; k < (start[from + 1] as number); k++)
      if (neighbours[k] === to) this.isRoad[k] = 1
  }

  private key(a: number, b: number): number {
    return Math.min(a, b) * this.count + Math.max(a, b)
  }

  /** Edges strung together between forks and changes of class, smoothed. */
  roads(): Road[] {
    const links = new Map<number, number[]>()
    for (const key of this.edges.keys()) {
      const [a, b] = [Math.floor(key / this.count), key % this.count]
      links.set(a, [...(links.get(a) ?? []), b])
      links.set(b, [...(links.get(b) ?? []), a])
    }
    const done = new Set<number>()
    const roads: Road[] = []
    const through = (site: number, from: number) => {
      const next = links.get(site) as number[]
      const onward = next.length === 2 ? ((next[0] === from ? next[1] : next[0]) as number) : -1
      return onward >= 0 && this.edges.get(this.key(site, onward)) === this.edges.get(this.key(site, from))
        ? onward
        : -1
    }
    for (const [first, next] of links) {
      if (next.length === 2 && through(first, next[0] as number) >= 0) continue
      for (const second of next) {
        if (done.has(this.key(first, second))) continue
        const path = [first, second]
        done.add(this.key(first, second))
        for (let onward = through(second, first); onward >= 0; onward = through(onward, path.at(-2) as number)) {
          done.add(this.key(path.at(-1) as number, onward))
          path.push(onward)
        }
        const roadClass = this.edges.get(this.key(first, second)) as RoadClass
        const reach = { 1: 3.4, 2: 2.2, 3: 1.4 }[roadClass]
        roads.push({
          roadClass,
          line: smoothLine(
            path.map((site) => this.land.mesh.sites[site] as XY),
            reach,
          ),
        })
      }
    }
    return roads.sort((a, b) => b.roadClass - a.roadClass)
  }
}
