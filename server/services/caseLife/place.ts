import type { AreaCode } from '../../../geodata/place/area.ts'
import { distanceM } from '../../../geodata/ground/distance.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { AppError } from '../../contract/error.ts'
import { villageOf } from '../village.ts'
import type { Ground } from './reach.ts'

/** Five decimals of a degree: about a metre. */
const PLACES = 5
/** A click beside a roughly drawn boundary, or near a village that is drawn as a point. */
const BESIDE_M = 2_000

export type Point = Pick<CaseState, 'lng' | 'lat'>

/**
 * Where a person says that a case lies: an area of the asker's, and the point of a click inside it, or beside it where
 * its boundary is not drawn. Throws `AppError` 400 that names what is wrong.
 */
export function placeGiven(ground: Ground, area: AreaCode, point: { lng?: number | null; lat?: number | null }): Pick<CaseState, 'area' | 'locatedBy' | 'town' | 'lng' | 'lat'> {
  const { pack: { tree }, today, scope } = ground
  const index = tree.current(area, today)
  // who works in a grid cell enters in its village as well
  const root = tree.indexOf(villageOf(tree, scope.root))
  if (index < root || index >= tree.end[root]!) throw outside()
  if (index === 0 && tree.areas.length > 1) throw tooWide()
  const code = tree.areas[index]!.code
  return { area: code, locatedBy: 'person', town: null, ...pointGiven(ground, index, point) }
}

function pointGiven({ pack }: Ground, index: number, { lng, lat }: { lng?: number | null; lat?: number | null }): Point {
  if ((lng ?? null) === null && (lat ?? null) === null) return { lng: null, lat: null }
  if (typeof lng !== 'number' || typeof lat !== 'number') throw half()
  const { tree, finder, manifest } = pack
  const found = finder.find(lng, lat)
  const at = found === null ? -1 : tree.indexOf(found)
  const inside = at >= index && at < tree.end[index]!
  // the click fell into an area above, such as the town of a village whose own boundary is not drawn
  const above = at >= 0 && index >= at && index < tree.end[at]!
  const { centre, bbox } = tree.areas[index]!
  const beside = (centre !== undefined && distanceM([lng, lat], centre) <= BESIDE_M) || (bbox !== undefined && holds(bbox, lng, lat))
  // where no boundary is drawn nothing tells the one village from the other but how near they are
  const unknown = at < 0 && holds(manifest.bbox, lng, lat) && (beside || (centre === undefined && bbox === undefined))
  if (!inside && !above && !unknown) throw elsewhere()
  return { lng: rounded(lng), lat: rounded(lat) }
}

function holds([west, south, east, north]: readonly [number, number, number, number], lng: number, lat: number): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}

function rounded(degrees: number): number {
  return Math.round(degrees * 10 ** PLACES) / 10 ** PLACES
}

/** Of a sensitive case the village alone is kept. */
export function kept(ground: Ground, state: CaseState): CaseState {
  if (!state.sensitive) return state
  const area = state.area === null ? null : villageOf(ground.pack.tree, state.area)
  return { ...state, area, lng: null, lat: null }
}

function outside(): AppError {
  return new AppError('unknown_area', {
    status: 400,
    field: 'area',
    say: { zh: '地点不在当前岗位的区域内，请从搜索结果中选择', en: 'The place lies outside the area of your post: choose one from the search' },
  })
}

function tooWide(): AppError {
  return new AppError('unknown_area', { status: 400, field: 'area', say: { zh: '请选到乡镇、村或网格', en: 'Choose a town, a village or a grid cell' } })
}

function half(): AppError {
  return new AppError('bad_parameter', { status: 400, field: 'lng', say: { zh: '经度和纬度要一起填', en: 'Longitude and latitude come together' } })
}

function elsewhere(): AppError {
  return new AppError('point_elsewhere', {
    status: 400,
    field: 'lng',
    say: { zh: '图上的点不在所选的地方，请重新点选，或改选地点', en: 'The point on the map does not lie in the place that was chosen: click again, or choose another place' },
  })
}
