import type { HotPlace } from '../../analysis/hot/hotPlaces.ts'
import type { HotTest } from '../../analysis/hot/testHot.ts'
import type { HotBase } from '../../analysis/tasks.ts'
import type { Sufficiency } from '../../contract/hotspots.ts'
import type { HotClass } from '../../contract/hotTerms.ts'
import { hotClass } from './rows.ts'

/** Level from which on a neighbourhood is hot enough to name places in it. */
const HOT = 95

/** By area, the places that are named, by evidence: none where the cases do not suffice. List, card, map and back-test go by it. */
export function namedOf({ places }: HotBase, { enough }: Pick<Sufficiency, 'enough'>): Map<number, HotPlace> {
  return new Map(enough ? places.map((place) => [place.area, place]) : [])
}

/**
 * The class of an area whose cases suffice: that of its own neighbourhood. One that is named has that of the hot neighbourhood that it is
 * named for where its own is not hot, or that it stands out alone.
 */
export function classOf({ level }: HotTest, area: number, named: HotPlace | undefined): HotClass {
  if (!named || level[area]! >= HOT) return hotClass(level[area]!)
  return named.by === 'alone' ? 'itself' : hotClass(level[named.neighbourhood.centre]!)
}

/** How many areas are hot with their neighbours, but not named. */
export function aroundOf({ test: { level } }: HotBase, named: ReadonlyMap<number, HotPlace>): number {
  return level.reduce((count, one, area) => (one >= HOT && !named.has(area) ? count + 1 : count), 0)
}
