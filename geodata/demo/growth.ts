import { MinHeap } from './heap.ts'
import type { Mesh } from './mesh.ts'

/** What it costs to grow over the ground. */
export interface Ground {
  mesh: Mesh
  /** cost of a metre at each site; 1 in open country */
  cost: Float64Array
  /** factor for stepping over a stream, by stream */
  crossing: readonly number[]
}

export interface Seed {
  site: number
  speed: number
  /** stays where it is when others move to the middle of their regions */
  fixed?: boolean
}

/**
 * Labels every site of `within` (a group number a site, -1 outside) by the seed that reaches it first
 * through sites of the same group. Fronts meet where the ground is dear: on ridges and rivers.
 */
export function grow(
  { mesh, cost, crossing }: Ground,
  seeds: readonly Seed[],
  within: Int32Array,
): { label: Int32Array; reach: Float64Array } {
  const label = new Int32Array(mesh.sites.length).fill(-1)
  const reach = new Float64Array(mesh.sites.length).fill(Infinity)
  const heap = new MinHeap()
  seeds.forEach(({ site }, s) => {
    label[site] = s
    reach[site] = 0
    heap.push(site, 0)
  })
  const speeds = seeds.map(({ speed }) => speed)
  while (heap.size > 0) {
    const site = heap.pop()
    if (heap.key > (reach[site] as number)) continue
    const sofar = heap.key
    const owner = label[site] as number
    const pace = (cost[site] as number) / (speeds[owner] as number) / 2
    const share = 1 / (speeds[owner] as number) / 2
    for (let k = mesh.start[site] as number; k < (mesh.start[site + 1] as number); k++) {
      const to = mesh.neighbours[k] as number
      if (within[to] !== within[site]) continue
      const stream = mesh.over[k] as number
      const metres = (mesh.stepM[k] as number) * (stream < 0 ? 1 : (crossing[stream] as number))
      const key = sofar + metres * (pace + (cost[to] as number) * share)
      if (key >= (reach[to] as number)) continue
      reach[to] = key
      label[to] = owner
      heap.push(to, key)
    }
  }
  return { label, reach }
}

export interface Balance {
  /** wanted area of each seed's region, any unit; only proportions within a group matter */
  wanted: readonly number[]
  rounds: number
  /** slowest and fastest pace; regions of very unlike pace wrap around one another */
  pace?: readonly [number, number]
  /** moves each seed to the middle of its region before the next round */
  relax?: boolean
}

/** Grows again and again, hastening the regions that came out too small. */
export function growBalanced(
  ground: Ground,
  seeds: readonly Seed[],
  within: Int32Array,
  { wanted, rounds, relax, pace = [0.2, 6] }: Balance,
): { label: Int32Array; seeds: Seed[] } {
  const current = seeds.map((seed) => ({ ...seed }))
  let { label } = grow(ground, current, within)
  for (let round = 1; round < rounds; round++) {
    const areas = regionAreas(ground.mesh, label, current.length)
    const groups = new Map<number, { area: number; wanted: number }>()
    current.forEach(({ site }, s) => {
      const group = groups.get(within[site] as number) ?? { area: 0, wanted: 0 }
      group.area += areas[s] as number
      group.wanted += wanted[s] as number
      groups.set(within[site] as number, group)
    })
    current.forEach((seed, s) => {
      const group = groups.get(within[seed.site] as number) as { area: number; wanted: number }
      const goal = (group.area * (wanted[s] as number)) / group.wanted
      seed.speed = Math.min(pace[1], Math.max(pace[0], seed.speed * (goal / Math.max(1, areas[s] as number)) ** 0.35))
    })
    if (relax && round < rounds - 1) moveToMiddle(ground.mesh, label, current)
    label = grow(ground, current, within).label
  }
  return { label, seeds: current }
}

export function regionAreas(mesh: Mesh, label: Int32Array, count: number): Float64Array {
  const areas = new Float64Array(count)
  label.forEach((region, site) => {
    if (region >= 0) areas[region] = (areas[region] as number) + (mesh.areaM2[site] as number)
  })
  return areas
}

function moveToMiddle(mesh: Mesh, label: Int32Array, seeds: Seed[]): void {
  const sums = seeds.map(() => [0, 0, 0] as [number, number, number])
  mesh.sites.forEach(([x, y], site) => {
    const sum = sums[label[site] as number]
    if (!sum) return
    sum[0] += x
    sum[1] += y
    sum[2]++
  })
  const nearest = new Float64Array(seeds.length).fill(Infinity)
  mesh.sites.forEach(([x, y], site) => {
    const region = label[site] as number
    const sum = sums[region]
    if (!sum) return
    const distance = Math.hypot(x - sum[0] / sum[2], y - sum[1] / sum[2])
    if (distance >= (nearest[region] as number) || seeds[region]?.fixed) return
    nearest[region] = distance
    ;(seeds[region] as Seed).site = site
  })
}

/** Rounds off ragged edges: a site goes over to the region that holds most of its neighbours in its group. */
export function tidy(mesh: Mesh, label: Int32Array, within: Int32Array, rounds: number): Int32Array {
  let now = label
  for (let round = 0; round < rounds; round++) {
    const next = now.slice()
    for (let site = 0; site < now.length; site++) {
      if ((now[site] as number) >= 0) next[site] = majority(mesh, now, within, site)
    }
    now = next
  }
  return whole(mesh, now, within)
}

function majority(mesh: Mesh, label: Int32Array, within: Int32Array, site: number): number {
  const votes = new Map<number, number>()
  for (let k = mesh.start[site] as number; k < (mesh.start[site + 1] as number); k++) {
    const to = mesh.neighbours[k] as number
    if (within[to] === within[site]) votes.set(label[to] as number, (votes.get(label[to] as number) ?? 0) + 1)
  }
  const own = label[site] as number
  let [best, most] = [own, (votes.get(own) ?? 0) + 1]
  for (const [region, count] of votes) if (count > most) [best, most] = [region, count]
  return best
}

/** Keeps the largest piece of every region and gives stray pieces to a neighbour of their group. */
export function whole(mesh: Mesh, label: Int32Array, within: Int32Array): Int32Array {
  const out = label.slice()
  for (let pass = 0; pass < 4; pass++) {
    const pieces = piecesOf(mesh, out)
    const largest = new Map<number, number[]>()
    for (const piece of pieces) {
      const region = out[piece[0] as number] as number
      if (piece.length > (largest.get(region)?.length ?? 0)) largest.set(region, piece)
    }
    const strays = pieces.filter((piece) => largest.get(out[piece[0] as number] as number) !== piece)
    if (strays.length === 0) break
    for (const piece of strays) for (const site of piece) out[site] = otherNeighbour(mesh, out, within, site)
  }
  return out
}

function otherNeighbour(mesh: Mesh, label: Int32Array, within: Int32Array, site: number): number {
  for (let k = mesh.start[site] as number; k < (mesh.start[site + 1] as number); k++) {
    const to = mesh.neighbours[k] as number
    if (within[to] === within[site] && label[to] !== label[site] && (label[to] as number) >= 0)
      return label[to] as number
  }
  return label[site] as number
}

/** Connected sets of sites with one label, labels below 0 left out. */
function piecesOf(mesh: Mesh, label: Int32Array): number[][] {
  const seen = new Uint8Array(label.length)
  const pieces: number[][] = []
  for (let first = 0; first < label.length; first++) {
    if (seen[first] || (label[first] as number) < 0) continue
    const piece = [first]
    seen[first] = 1
    for (let p = 0; p < piece.length; p++) {
      const site = piece[p] as number
      for (let k = mesh.start[site] as number; k < (mesh.start[site + 1] as number); k++) {
        const to = mesh.neighbours[k] as number
        if (seen[to] || label[to] !== label[first]) continue
        seen[to] = 1
        piece.push(to)
      }
    }
    pieces.push(piece)
  }
  return pieces
}
