import type { HotBase } from '../../analysis/tasks.ts'
import { filterQuery } from '../../contract/filter.ts'
import type { HotParameters, Hotspots, HotStep } from '../../contract/hotspots.ts'
import type { Basis, HotMethod } from '../../contract/hotTerms.ts'
import { finite } from './rows.ts'
import { inOrder, type Setting } from './setting.ts'

/** What a method answers; the rest of `Hotspots` is the same for all of them. */
export type Answer = Omit<Hotspots, 'revision' | 'packVersion' | 'version' | 'method'>

export function parametersOf(
  { question: { filter, pack: { tree }, root, today }, ground: { level }, from, to, seed }: Setting,
  { method, basis, step = null, permutations = null, search = null }:
    { method: HotMethod; basis: Basis; step?: HotStep | null; permutations?: number | null; search?: HotParameters['search'] },
): HotParameters {
  const { area: _, from: __, to: ___, ...kinds } = filter
  return { method, level, area: tree.areas[root]!.code, filter: filterQuery(inOrder(kinds)), from, to, today, step, weights: 'queen', seed, permutations, basis, search }
}

export function globalOf({ global }: HotBase): Hotspots['global'] {
  if (!global) return null
  const [value, expected, z, p] = [finite(global.statistic), finite(global.expectation), finite(global.z), finite(global.p)]
  return value === null || expected === null || z === null || p === null ? null : { statistic: 'moran', value, expected, z, p }
}
