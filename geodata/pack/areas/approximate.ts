import { Delaunay } from 'd3-delaunay'
import { compareLevels, type Level } from '../../place/level.ts'
import type { FindingLog } from '../findings.ts'
import { differenceOf, intersectionOf } from '../shapes/clip.ts'
import { boundsOfMulti, DEGREE_M, grow, insideMulti, type Bounds, type Multi, type Ring } from '../shapes/measure.ts'
import { rounded } from '../shapes/rings.ts'
import { childrenOf } from './outlines.ts'
import type { Draft } from './draft.ts'

/** Places on one point are set apart by this much before the plane is divided, metres. */
const APART_M = 5

type Point = [number, number]
type Seeds = (draft: Draft) => Point[]

/**
 * Areas that have only a point get a cell of the Voronoi diagram inside their parent, on the land that no
 * surveyed sibling holds, marked approximate; areas that have not even a point, but points below them, the cells
 * of those joined. A point outside that land gives no cell and is reported.
 * Works downwards, so that villages find the approximate cell of a town without a boundary.
 */
export function approximateCells(drafts: Map<string, Draft>, root: Draft, log: FindingLog): void {
  const children = childrenOf(drafts)
  const seeds: Seeds = (draft) => {
    if (draft.polygons.length > 0 || draft.validTo !== undefined) return []
    return draft.point ? [draft.point] : (children.get(draft.code) ?? []).flatMap(seeds)
  }
  if (root.polygons.length === 0) hullOutline(root, (children.get(root.code) ?? []).flatMap(seeds), log)
  const downward = [...drafts.values()].sort((a, b) => compareLevels(a.level, b.level))
  for (const parent of downward) {
    if (parent.polygons.length === 0) continue
    const all = (children.get(parent.code) ?? []).filter((child) => child.validTo === undefined)
    for (const level of new Set(all.map((child) => child.level))) divide(parent, all.filter((child) => child.level === level), { level, seeds, log })
  }
}

function divide(parent: Draft, siblings: Draft[], { level, seeds, log }: { level: Level; seeds: Seeds; log: FindingLog }): void {
  const known = siblings.map((child) => ({ child, points: seeds(child) })).filter(({ points }) => points.length > 0)
  if (known.length === 0) return
  const surveyed = siblings.filter((child) => child.polygons.length > 0)
  const land = differenceOf(parent.polygons, surveyed.map((child) => child.polygons))
  if (!land) {
    log.warning('cells_failed', parent.file, parent.label, FAILED)
    return
  }
  const placed = known.filter(({ child }) => !child.point || isOnLand(child, parent, land, log))
  reportShared(placed.map(({ child }) => child).filter(({ point }) => point), log)
  const cells = voronoiCells(placed.flatMap(({ points }) => points), boundsOfMulti(parent.polygons))
  for (const { child, points } of placed) {
    const own = cells.splice(0, points.length).flatMap((cell) => (cell ? [[cell]] : []))
    const part = intersectionOf(own, land)
    if (!part || part.length === 0) continue
    child.polygons = part
    child.placement = 'approximate'
    log.repaired(`cell_${level}`, child.file, child.label, child.point ? CELL : JOINED_CELLS)
  }
}

function isOnLand(child: Draft, parent: Draft, land: Multi, log: FindingLog): boolean {
  const [x, y] = child.point as Point
  if (insideMulti(x, y, land)) return true
  const inside = insideMulti(x, y, parent.polygons)
  log.warning(inside ? 'point_in_neighbour' : 'point_outside_parent', child.file, child.label, inside ? IN_NEIGHBOUR : outsideOf(parent))
  delete child.point
  return false
}

function reportShared(placed: Draft[], log: FindingLog): void {
  const groups = new Map<string, Draft[]>()
  for (const child of placed) {
    const key = (child.point as number[]).map((value) => value.toFixed(5)).join()
    groups.set(key, [...(groups.get(key) ?? []), child])
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue
    const [first] = group as [Draft]
    log.warning('points_same', first.file, group.map((child) => child.label).join('、'), SAME)
  }
}

/** Cells of the points as closed rings in degrees, `null` for a point that leaves no land. Metres decide, not degrees. */
export function voronoiCells(points: Point[], bounds: Bounds): (Ring | null)[] {
  const [west, south, east, north] = bounds
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const flat = setApart(points.map(([x, y]): Point => [x * narrowing * DEGREE_M, y * DEGREE_M]))
  const marginM = 10_000
  const box: [number, number, number, number] = [
    west * narrowing * DEGREE_M - marginM,
    south * DEGREE_M - marginM,
    east * narrowing * DEGREE_M + marginM,
    north * DEGREE_M + marginM,
  ]
  const diagram = Delaunay.from(flat).voronoi(box)
  return flat.map((_, index) => {
    const cell = diagram.cellPolygon(index)
    return cell ? cell.map(([x, y]) => rounded([x / narrowing / DEGREE_M, y / DEGREE_M])) : null
  })
}

/** Points that coincide stand on a small circle around their place, so that they share the land like slices. */
function setApart(points: Point[]): Point[] {
  const groups = new Map<string, number[]>()
  points.forEach(([x, y], index) => {
    const key = `${Math.round(x)},${Math.round(y)}`
    groups.set(key, [...(groups.get(key) ?? []), index])
  })
  const apart = points.map((point): Point => [...point])
  for (const members of groups.values()) {
    if (members.length < 2) continue
    members.forEach((member, turn) => {
      const angle = (2 * Math.PI * turn) / members.length
      const [x, y] = points[member] as Point
      apart[member] = [x + APART_M * Math.cos(angle), y + APART_M * Math.sin(angle)]
    })
  }
  return apart
}

/**
 * A county of which nothing but points is known: the convex hull of discs around them, as wide as they lie
 * apart. It bounds the approximate cells and is approximate itself.
 */
function hullOutline(root: Draft, points: Point[], log: FindingLog): void {
  if (points.length < 3) return
  const radiusDegrees = medianGap(points) * 0.75
  const [, south, , north] = points.reduce((box, [x, y]) => (grow(box, x, y), box), [Infinity, Infinity, -Infinity, -Infinity] as Bounds)
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const discs = points.flatMap(([x, y]) =>
    Array.from({ length: 32 }, (_, turn): Point => {
      const angle = (2 * Math.PI * turn) / 32
      return [x + (radiusDegrees * Math.cos(angle)) / narrowing, y + radiusDegrees * Math.sin(angle)]
    }),
  )
  const hull = [...Delaunay.from(discs).hull].map((index) => rounded(discs[index] as Point))
  if (hull.length < 3) return
  root.polygons = [[[...hull, hull[0] as Point]]]
  root.placement = 'approximate'
  log.warning('outline_approximate', root.file, root.label, HULL)
}

/** Median distance from a point to its nearest other, degrees of latitude. */
function medianGap(points: Point[]): number {
  const narrowing = Math.cos(((points[0] as Point)[1] * Math.PI) / 180)
  const gaps = points.map(([x, y], index) => {
    let nearest = Infinity
    points.forEach(([otherX, otherY], other) => {
      const gap = Math.hypot((otherX - x) * narrowing, otherY - y)
      if (other !== index && gap < nearest) nearest = gap
    })
    return nearest
  })
  const median = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] as number
  return Math.max(median, 1000 / DEGREE_M)
}

const CELL = {
  zh: '只有点位，已在上级范围内划出示意范围（标为近似）',
  en: 'Only a point is known; an approximate cell inside its parent was drawn and is marked so',
}
const JOINED_CELLS = {
  zh: '没有边界和点位，已按下级的点位划出示意范围（标为近似）',
  en: 'Neither boundary nor point is known; an approximate cell around the points below it was drawn and is marked so',
}
const FAILED = {
  zh: '边界过于复杂或有误，无法为只有点位的下级划分示意范围；请先修正自相交',
  en: 'The boundary is too faulty to divide it among the areas that have only a point: mend its self-intersections first',
}
const IN_NEIGHBOUR = {
  zh: '点位落在另一个已有边界的同级区域内，不上图；请核对点位或边界',
  en: 'The point lies on the land of a surveyed neighbour, the area is not on the map: check point and boundary',
}
const SAME = {
  zh: '几个地方用了同一点位，示意范围按扇形均分；请核对点位',
  en: 'Several places have the same point, their cells are slices of one: check the points',
}
const HULL = {
  zh: '没有任何边界，县域轮廓按点位外扩示意，标为近似；请尽快提供边界图层',
  en: 'No boundary is known at all; the outline is drawn around the points and marked approximate: give a boundary layer soon',
}

function outsideOf(parent: Draft) {
  return {
    zh: `点位在上级“${parent.label}”范围之外，不上图；请核对点位、坐标系或上级`,
    en: `The point lies outside "${parent.label}", the area is not on the map: check the point, its coordinate system and the parent`,
  }
}
