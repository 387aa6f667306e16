import type { Geometry, Position } from 'geojson'
import { insideRings, ringAreaM2, type Multi, type Ring, type Rings } from './measure.ts'

/** 1e-7 degrees is 11 mm: finer than any survey, and what makes equal points equal after conversion. */
const DECIMALS = 1e7

export type Repair = 'ring_open' | 'points_repeated' | 'winding' | 'ring_degenerate'

export interface Shape {
  polygons: Multi
  points: [number, number][]
  lines: Position[][]
  repairs: Set<Repair>
}

export interface ShapeOptions {
  /** file coordinates to WGS-84 */
  project: (x: number, y: number) => [number, number]
  /** a shapefile's rings come ungrouped: which is a hole follows from where it lies */
  looseRings?: boolean
}

/** Brings a geometry to WGS-84, rounded, with closed rings that wind as RFC 7946 says, and tells what it mended. */
export function readShape(geometry: Geometry | null, options: ShapeOptions): Shape {
  const shape: Shape = { polygons: [], points: [], lines: [], repairs: new Set() }
  if (geometry) collect(geometry, shape, options)
  if (options.looseRings && shape.polygons.length > 1) shape.polygons = groupRings(shape.polygons.map((rings) => rings[0] as Ring))
  shape.polygons = shape.polygons.map(wind)
  return shape
}

function collect(geometry: Geometry, shape: Shape, options: ShapeOptions): void {
  const point = (position: Position) => rounded(options.project(position[0] as number, position[1] as number))
  switch (geometry.type) {
    case 'Point':
      if (geometry.coordinates.length >= 2) shape.points.push(point(geometry.coordinates))
      break
    case 'MultiPoint':
      shape.points.push(...geometry.coordinates.map(point))
      break
    case 'LineString':
      shape.lines.push(geometry.coordinates.map(point))
      break
    case 'MultiLineString':
      for (const line of geometry.coordinates) shape.lines.push(line.map(point))
      break
    case 'Polygon':
      addPolygon(geometry.coordinates, shape, options, point)
      break
    case 'MultiPolygon':
      for (const rings of geometry.coordinates) addPolygon(rings, shape, options, point)
      break
    case 'GeometryCollection':
      for (const part of geometry.geometries) collect(part, shape, options)
  }
}

function addPolygon(rings: Position[][], shape: Shape, options: ShapeOptions, point: (position: Position) => [number, number]) {
  const clean: Rings = []
  for (const [index, source] of rings.entries()) {
    const ring = cleanRing(source, point, shape.repairs)
    if (!ring) {
      shape.repairs.add('ring_degenerate')
      if (index === 0) return
      continue
    }
    if (!options.looseRings && ringAreaM2(ring) > 0 !== (index === 0)) shape.repairs.add('winding')
    clean.push(ring)
  }
  if (clean.length > 0) shape.polygons.push(clean)
}

/** Closed, without repeated points; null when less than a triangle is left. */
function cleanRing(source: Position[], point: (position: Position) => [number, number], repairs: Set<Repair>): Ring | null {
  if (source.length === 0) return null
  const first = source[0] as Position
  const last = source[source.length - 1] as Position
  if (!same(first, last)) repairs.add('ring_open')
  const ring: Ring = []
  let before: Position | null = null
  for (const position of source) {
    if (before && same(before, position)) repairs.add('points_repeated')
    before = position
    const next = point(position)
    const held = ring[ring.length - 1]
    if (!held || !same(held, next)) ring.push(next)
  }
  if (!same(ring[0] as Position, ring[ring.length - 1] as Position)) ring.push([...(ring[0] as Position)])
  return ring.length >= 4 && ringAreaM2(ring) !== 0 ? ring : null
}

function wind(rings: Rings): Rings {
  return rings.map((ring, index) => (ringAreaM2(ring) > 0 === (index === 0) ? ring : [...ring].reverse()))
}

/** Groups loose rings by what lies in what: even depth is land, odd depth a hole of the ring around it. */
export function groupRings(rings: Ring[]): Multi {
  const items = rings
    .map((ring) => ({ ring, area: Math.abs(ringAreaM2(ring)), around: [] as number[] }))
    .sort((a, b) => b.area - a.area)
  items.forEach((item, index) => {
    const [x, y] = pointInRing(item.ring)
    item.around = items.slice(0, index).flatMap((other, at) => (insideRings(x, y, [other.ring]) ? [at] : []))
  })
  const polygons = new Map<number, Rings>()
  items.forEach((item, index) => {
    if (item.around.length % 2 === 0) polygons.set(index, [item.ring])
  })
  for (const item of items) {
    if (item.around.length % 2 === 1) polygons.get(item.around[item.around.length - 1] as number)?.push(item.ring)
  }
  return [...polygons.values()]
}

/** A point strictly inside a simple ring: the middle of the widest run of a scan line through its middle. */
export function pointInRing(ring: Ring): [number, number] {
  const ys = ring.map(([, y]) => y as number)
  const low = Math.min(...extremes(ys))
  const high = Math.max(...extremes(ys))
  let best: [number, number] = ring[0] as [number, number]
  let widest = 0
  for (const share of [0.5, 0.4871, 0.3113, 0.7219]) {
    const y = low + (high - low) * share
    const crossings: number[] = []
    for (let index = 0; index + 1 < ring.length; index++) {
      const [ax, ay] = ring[index] as [number, number]
      const [bx, by] = ring[index + 1] as [number, number]
      if (ay > y !== by > y) crossings.push(ax + ((bx - ax) * (y - ay)) / (by - ay))
    }
    crossings.sort((a, b) => a - b)
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const width = (crossings[index + 1] as number) - (crossings[index] as number)
      if (width > widest) {
        widest = width
        best = [((crossings[index] as number) + (crossings[index + 1] as number)) / 2, y]
      }
    }
  }
  return best
}

function extremes(values: number[]): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

export function rounded([x, y]: [number, number]): [number, number] {
  return [Math.round(x * DECIMALS) / DECIMALS, Math.round(y * DECIMALS) / DECIMALS]
}

/** Rounds a result of clipping or cutting and drops what rounding made empty. */
export function roundMulti(multi: Multi): Multi {
  const unused = new Set<Repair>()
  const point = (position: Position) => rounded([position[0] as number, position[1] as number])
  return multi.flatMap((rings) => {
    const clean = rings.map((ring) => cleanRing(ring, point, unused))
    return clean[0] ? [wind(clean.filter((ring) => ring !== null))] : []
  })
}
