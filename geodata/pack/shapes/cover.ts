import Flatbush from 'flatbush'
import { intersectionOf, unionOf } from './clip.ts'
import { areaM2, boundsOfMulti, insideMulti, type Multi, type Ring } from './measure.ts'
import { pointInRing } from './rings.ts'

/** Below this a difference is rounding or the work of a careful pen, m². */
const SMALLEST_FAULT_M2 = 10

export interface Overlap {
  a: number
  b: number
  areaM2: number
  at: [number, number]
}

export interface Gap {
  areaM2: number
  at: [number, number]
}

/**
 * Overlaps and gaps among areas that should tile the ground. The union tells at once whether anything
 * overlaps (its area falls short of the sum), only then are pairs compared. Gaps are the union's holes.
 * Null when the shapes defy the clipper.
 */
export function coverFaults(multis: Multi[]): { overlaps: Overlap[]; gaps: Gap[]; union: Multi } | null {
  const union = unionOf(multis)
  if (!union) return null
  const sum = multis.reduce((total, multi) => total + areaM2(multi), 0)
  const overlaps = sum - areaM2(union) > SMALLEST_FAULT_M2 ? pairs(multis) : []
  const gaps: Gap[] = []
  for (const rings of union) {
    for (const hole of rings.slice(1)) {
      const area = areaM2([[hole]])
      if (area >= SMALLEST_FAULT_M2) gaps.push({ areaM2: area, at: pointInRing(hole) })
    }
  }
  gaps.sort((a, b) => b.areaM2 - a.areaM2)
  return { overlaps, gaps, union }
}

function pairs(multis: Multi[]): Overlap[] {
  const boxes = new Flatbush(multis.length)
  const bounds = multis.map(boundsOfMulti)
  for (const [west, south, east, north] of bounds) boxes.add(west, south, east, north)
  boxes.finish()
  const overlaps: Overlap[] = []
  multis.forEach((multi, a) => {
    const near = boxes.search(...(bounds[a] as [number, number, number, number]), (other) => other > a)
    for (const b of near.sort((one, other) => one - other)) {
      const shared = intersectionOf(multi, multis[b] as Multi)
      const area = shared ? areaM2(shared) : 0
      const ring = shared ? largestRing(shared) : null
      if (ring && area >= SMALLEST_FAULT_M2) overlaps.push({ a, b, areaM2: area, at: pointInRing(ring) })
    }
  })
  return overlaps.sort((one, other) => other.areaM2 - one.areaM2)
}

function largestRing(multi: Multi): Ring | null {
  let best: Ring | null = null
  let most = 0
  for (const [ring] of multi) {
    const area = ring ? areaM2([[ring]]) : 0
    if (ring && area > most) [best, most] = [ring, area]
  }
  return best
}

/** Share of sample points of `inner` that lie in `outer`, 0 to 1. */
export function shareInside(points: [number, number][], outer: Multi): number {
  return points.filter(([x, y]) => insideMulti(x, y, outer)).length / points.length
}
