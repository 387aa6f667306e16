import type { MultiPolygon, Polygon } from 'geojson'
import { centroidOf, chordM, inSpace } from '../../../geodata/ground/centroid.ts'
import { adjacency } from '../../../geodata/ground/neighbours.ts'
import type { Weights } from '../../analysis/weights.ts'
import { bandWeights, listWeights, nearestWeights } from '../../analysis/weightsFrom.ts'
import { islandsOf } from '../../analysis/weightsOf.ts'
import { AppError } from '../../contract/error.ts'
import type { Places } from './read.ts'
import { refused } from './refused.ts'

/** Who counts as a neighbour; `band` in metres, or in the unit of a plane. */
export type Scheme = { kind: 'queen' | 'rook' } | { kind: 'knn'; k: number } | { kind: 'band'; radius: number }

/** Points of one border count as one when they are nearer than this, metres. */
const SNAP_M = 1
/** The same on a plane of unknown unit, as a share of its extent. */
const SNAP_SHARE = 1e-6

/** Reads `queen`, `rook`, `knn:K` or `band:M`; throws AppError 400 for anything else. */
export function parseScheme(text: string): Scheme {
  const [, kind = '', amount = ''] = /^(queen|rook|knn|band)(?::(.+))?$/.exec(text.trim()) ?? []
  if ((kind === 'queen' || kind === 'rook') && amount === '') return { kind }
  if (kind === 'knn' && /^[1-9]\d*$/.test(amount)) return { kind, k: Number(amount) }
  if (kind === 'band' && Number(amount) > 0 && Number(amount) < Infinity) return { kind, radius: Number(amount) }
  throw new AppError('bad_weights', { status: 400, field: 'weights', say: SCHEMES(text) })
}

export const schemeText = (scheme: Scheme): string =>
  scheme.kind === 'knn' ? `knn:${scheme.k}` : scheme.kind === 'band' ? `band:${scheme.radius}` : scheme.kind

/** Weights among the places; throws AppError 422 where the scheme makes no sense of them or leaves everybody alone. */
export function weigh(places: Places, scheme: Scheme): Weights {
  const n = places.shapes.length
  if (scheme.kind === 'knn' && scheme.k >= n) throw refused('too_many_nearest', TOO_MANY(scheme.k, n))
  const weights = scheme.kind === 'knn' || scheme.kind === 'band' ? byDistance(places, scheme) : byBorder(places, scheme.kind)
  if (islandsOf(weights).length === n) throw refused('only_islands', scheme.kind === 'band' ? NOBODY_NEAR(scheme.radius) : NO_BORDERS)
  return weights
}

function byBorder({ shapes, plane }: Places, kind: 'queen' | 'rook'): Weights {
  const polygons = shapes.flatMap((geometry, index) => (geometry.type === 'Point' ? [] : [{ index, geometry }]))
  if (polygons.length < shapes.length) throw refused('points_have_no_borders', POINTS(kind))
  const { areas, [kind]: lists } = adjacency(polygons, plane ? SNAP_SHARE * extent(polygons) : SNAP_M, { plane })
  return listWeights(lists, { areas })
}

function byDistance({ ids, shapes, plane }: Places, scheme: Scheme & { kind: 'knn' | 'band' }): Weights {
  const points = shapes.map((shape, i) => {
    const point = centroidOf(shape)
    if (!point) throw refused('no_area', NO_AREA(String(ids[i])))
    return point
  })
  const axes = plane ? [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis]!)) : inSpace(points)
  return scheme.kind === 'knn' ? nearestWeights(axes, scheme.k) : bandWeights(axes, plane ? scheme.radius : chordM(scheme.radius))
}

function extent(polygons: { geometry: Polygon | MultiPolygon }[]): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { geometry } of polygons) {
    for (const [x, y] of geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)) {
      ;[west, south, east, north] = [Math.min(west, x!), Math.min(south, y!), Math.max(east, x!), Math.max(north, y!)]
    }
  }
  return Math.hypot(east - west, north - south)
}

const SCHEMES = (text: string) => ({
  zh: `--weights 可用：queen、rook、knn:个数、band:米数，没有“${text}”`,
  en: `--weights takes queen, rook, knn:K or band:METRES, not "${text}"`,
})
const TOO_MANY = (k: number, n: number) => ({
  zh: `只有 ${n} 处，最近的 ${k} 处取不出来；请写小于 ${n} 的数`,
  en: `There are ${n} places, too few for the ${k} nearest: take fewer than ${n}`,
})
const NOBODY_NEAR = (radius: number) => ({
  zh: `${radius} 以内谁也没有邻居，请放大距离`,
  en: `Nobody has a neighbour within ${radius}: widen the band`,
})
const NO_BORDERS = { zh: '没有两处相邻；改用 --weights knn:4 或 band:米数', en: 'No two places touch: take --weights knn:4 or band:METRES instead' }
const POINTS = (kind: string) => ({
  zh: `点没有边界，不能用 ${kind}；请写 --weights knn:4 或 band:米数`,
  en: `Points have no borders, so ${kind} cannot be: take --weights knn:4 or band:METRES`,
})
const NO_AREA = (id: string) => ({ zh: `“${id}”的多边形没有面积`, en: `The polygon of "${id}" has no area` })
