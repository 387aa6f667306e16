import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import type { AreaCode } from '../place/area.ts'
import { compareLevels, type Level } from '../place/level.ts'
import { boundsOf, type Bounds } from './distance.ts'
import { edgeIndex, type EdgeIndex } from './edges.ts'

export interface AreaShape {
  code: AreaCode
  level: Level
  geometry: Polygon | MultiPolygon
}

export interface AreaFinder {
  /** the deepest area that contains the point (WGS-84 degrees); null outside all of them */
  find(lng: number, lat: number): AreaCode | null
  findAt(level: Level, lng: number, lat: number): AreaCode | null
}

interface Candidate {
  code: AreaCode
  level: Level
  edges: EdgeIndex
  bounds: Bounds
  size: number
}

/** A point that lies on a border within this many degrees (about 0.1 mm) counts as inside where nothing else has it. */
const ON_BORDER_DEGREES = 1e-9

/**
 * Index for point in area. A border between two areas that share its vertices belongs to exactly one of them (half-open
 * ray casting, the same arithmetic for both sides), an outer border to its area. Where areas of a level overlap, the
 * smaller one wins, then the lower code: the answer never depends on the order of the shapes.
 */
export function areaFinder(shapes: AreaShape[]): AreaFinder {
  const candidates = shapes.map(candidate).filter((shape) => shape.bounds[0] <= shape.bounds[2]).sort(rank)
  const everywhere = finder(candidates)
  const byLevel = new Map<Level, (lng: number, lat: number) => AreaCode | null>()
  for (const level of new Set(candidates.map((shape) => shape.level))) {
    byLevel.set(level, finder(candidates.filter((shape) => shape.level === level)))
  }
  return { find: everywhere, findAt: (level, lng, lat) => byLevel.get(level)?.(lng, lat) ?? null }
}

function candidate({ code, level, geometry }: AreaShape): Candidate {
  const bounds = boundsOf(geometry)
  return { code, level, bounds, edges: edgeIndex(geometry), size: (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) }
}

/** Deepest level first, then the smaller one, then the lower code. */
function rank(a: Candidate, b: Candidate): number {
  return compareLevels(b.level, a.level) || a.size - b.size || (a.code < b.code ? -1 : 1)
}

function finder(candidates: Candidate[]): (lng: number, lat: number) => AreaCode | null {
  if (candidates.length === 0) return () => null
  const boxes = new Flatbush(candidates.length)
  for (const { bounds } of candidates) boxes.add(...bounds)
  boxes.finish()
  const near = ON_BORDER_DEGREES
  return (lng, lat) => {
    if (!Number.isFinite(lng) || !Number.isFinite(lat)) return null
    const hits = boxes.search(lng - near, lat - near, lng + near, lat + near)
    if (hits.length > 1) hits.sort((a, b) => a - b)
    for (const hit of hits) {
      const shape = candidates[hit] as Candidate
      if (shape.edges.contains(lng, lat)) return shape.code
    }
    for (const hit of hits) {
      const shape = candidates[hit] as Candidate
      if (shape.edges.touches(lng, lat, near)) return shape.code
    }
    return null
  }
}
