import { distanceM, M_PER_DEGREE } from '../../../geodata/ground/distance.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { caseCode } from '../../contract/caseCode.ts'
import type { Likeness } from '../../contract/cases.ts'
import type { Category } from '../../contract/categories.ts'
import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { maySee } from '../../ledger/life/asker.ts'
import { casesNear } from '../../store/caseLikeness.ts'
import { readCases, type StoredCase } from '../../store/caseState.ts'
import type { Context } from '../context.ts'
import { villageOf } from '../village.ts'
import { askerOf, groundOf, type Ground } from './reach.ts'
import { noteReading, reads } from './reading.ts'
import { placeOf } from './shown.ts'

const NEAR_M = 500
const NEAR_DAYS = 14
/** What a hint can show. */
const MOST = 8

export interface LikenessQuery {
  area: AreaCode
  lng?: number
  lat?: number
  day: Day
  category?: Category
}

/**
 * Cases that may be the one about to be entered: within 500 m and 14 days; where either has no point, in the same
 * village. Those of the same category first, then the nearest in place and time. Sensitive ones are hinted at to those only who may read them.
 */
export async function likeCases(ctx: Context, scope: CaseScope, query: LikenessQuery): Promise<Likeness[]> {
  const ground = await groundOf(ctx, scope)
  const day = dayNumber(query.day)
  const point = query.lng === undefined || query.lat === undefined ? null : ([query.lng, query.lat] as const)
  const days = { from: dayOfNumber(day - NEAR_DAYS), to: dayOfNumber(day + NEAR_DAYS) }
  const ids = await casesNear(ctx.db, scope, { ...days, codes: villageCodes(ground, query.area), box: point && boxAround(point) })
  const near = await readCases(ctx.db, scope, ids)
  const found = near.flatMap((one) => likeness(ground, one, { ...query, point }) ?? [])
  const other = ({ category }: Likeness) => Number(query.category !== undefined && category !== query.category)
  found.sort((a, b) => other(a) - other(b) || (a.metres ?? NEAR_M) - (b.metres ?? NEAR_M) || a.days - b.days || b.id - a.id)
  const hints = found.slice(0, MOST)
  const hinted = new Set(hints.map(({ id }) => id))
  await noteReading(ctx, ctx.db, ground, near.flatMap(({ id, version, state }) => (hinted.has(id) ? [{ id, version, now: state }] : [])))
  return hints
}

/** Codes whose cases count in the village of an area; of a town nothing below it, for a whole town is no place. */
function villageCodes({ pack: { tree }, today }: Ground, area: AreaCode): AreaCode[] {
  const village = tree.indexOf(villageOf(tree, tree.areas[tree.current(area, today)]?.code ?? area))
  if (village < 0 || tree.areas[village]!.level === 'county') return []
  const whole = tree.ancestorAt(village, 'village') >= 0
  return tree.areas.flatMap(({ code }) => {
    const at = tree.current(code, today)
    return at === village || (whole && at >= village && at < tree.end[village]!) ? [code] : []
  })
}

function boxAround([lng, lat]: readonly [number, number]): [number, number, number, number] {
  const north = NEAR_M / M_PER_DEGREE
  const east = north / Math.cos((lat * Math.PI) / 180)
  return [lng - east, lat - north, lng + east, lat + north]
}

function likeness(
  ground: Ground,
  { id, state }: StoredCase,
  query: LikenessQuery & { point: readonly [number, number] | null },
): Likeness | null {
  if (!maySee(askerOf(ground, state), state) || !reads(ground, state)) return null
  const metres = query.point && state.lng !== null && state.lat !== null ? Math.round(distanceM(query.point, [state.lng, state.lat])) : null
  if (metres !== null && metres > NEAR_M) return null
  return {
    id,
    code: caseCode(ground.scope.county, id, state),
    occurredOn: state.occurredOn,
    category: state.category,
    state: state.state,
    place: placeOf(ground, state, true).words ?? '',
    metres,
    days: Math.abs(dayNumber(state.occurredOn) - dayNumber(query.day)),
  }
}
