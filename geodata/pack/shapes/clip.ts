import { difference, intersection, union, type Geom } from 'polyclip-ts'
import { areaM2, type Multi } from './measure.ts'
import { roundMulti } from './rings.ts'
import { seamlessUnion } from './seams.ts'

/** Set operations on polygons in WGS-84, rounded to the grid of the pack; null where the input defies them. */
export function unionOf(multis: Multi[]): Multi | null {
  const seamless = seamlessUnion(multis)
  if (seamless) return seamless
  const [first, ...rest] = multis.filter((multi) => multi.length > 0)
  return first ? attempt(() => union(first as Geom, ...(rest as Geom[]))) : []
}

export function intersectionOf(a: Multi, b: Multi): Multi | null {
  return a.length === 0 || b.length === 0 ? [] : attempt(() => intersection(a as Geom, b as Geom))
}

export function differenceOf(a: Multi, others: Multi[]): Multi | null {
  const taken = others.filter((multi) => multi.length > 0)
  if (a.length === 0 || taken.length === 0) return a
  return attempt(() => difference(a as Geom, ...(taken as Geom[])))
}

function attempt(operation: () => unknown): Multi | null {
  try {
    return roundMulti(operation() as Multi)
  } catch {
    return null
  }
}

/** Without holes smaller than `limitM2`: slivers between neighbours that do not quite meet. */
export function fillSlivers(multi: Multi, limitM2: number): Multi {
  return multi.map((rings) => rings.filter((ring, index) => index === 0 || areaM2([[ring]]) >= limitM2))
}
