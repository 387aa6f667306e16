import { centreOf } from '../../ground/distance.ts'
import type { Area, AreaCode, Day } from '../../place/area.ts'
import { isQuasi } from '../../place/code.ts'
import { boundsOfMulti, insideMulti } from '../shapes/measure.ts'
import { rounded } from '../shapes/rings.ts'
import type { Draft } from './draft.ts'
import { childrenOf } from './outlines.ts'

/** Drafts in depth-first order, children by code: the order of areas.json. */
export function depthFirst(drafts: Map<string, Draft>, root: Draft): Draft[] {
  const children = childrenOf(drafts)
  const ordered: Draft[] = []
  const visit = (draft: Draft): void => {
    ordered.push(draft)
    for (const child of children.get(draft.code) ?? []) visit(child)
  }
  visit(root)
  return ordered
}

export function areaOf(draft: Draft, codes: 'gb' | 'free'): Area {
  const area: Area = {
    code: draft.code as AreaCode,
    name: draft.name,
    level: draft.level,
    parent: (draft.parent ?? null) as AreaCode | null,
    placement: draft.placement,
  }
  if (draft.kind) area.kind = draft.kind
  if (codes === 'gb' && (draft.level === 'town' || draft.level === 'village') && isQuasi(draft.code)) area.quasi = true
  if (draft.nameEn) area.nameEn = draft.nameEn
  const aliases = draft.aliases.filter((alias) => alias !== draft.name)
  if (aliases.length > 0) area.aliases = aliases
  if (draft.population !== undefined) area.population = draft.population
  if (draft.honours.length > 0) area.honours = draft.honours
  if (draft.legalAware !== undefined) area.legalAware = draft.legalAware
  if (draft.validFrom) area.validFrom = draft.validFrom as Day
  if (draft.validTo) area.validTo = draft.validTo as Day
  if (draft.successor) area.successor = draft.successor as AreaCode
  locate(area, draft)
  return area
}

/** The seat when it lies inside the boundary, else a point well inside. */
function locate(area: Area, draft: Draft): void {
  if (draft.polygons.length === 0) return
  const [west, south, east, north] = boundsOfMulti(draft.polygons)
  area.bbox = [west, south, east, north]
  const seat = draft.point && insideMulti(draft.point[0], draft.point[1], draft.polygons) ? draft.point : null
  const centre = seat ?? centreOf({ type: 'MultiPolygon', coordinates: draft.polygons })
  if (centre) area.centre = rounded(centre)
}
