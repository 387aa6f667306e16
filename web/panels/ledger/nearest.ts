import type { AreaCode } from '../../../server/contract/answers.ts'
import type { Organisation } from '../../../server/contract/organisations.ts'

/**
 * Organisations for some cases: those that serve all of them, the nearest first; then those that serve some, of more
 * cases first; the rest; by name among equals. `parents`: what lies in what, by code.
 */
export function nearest(organisations: readonly Organisation[], areas: readonly (AreaCode | null)[], parents: ReadonlyMap<string, AreaCode | null>): Organisation[] {
  const paths = areas.filter((area) => area !== null).map((area) => pathTo(area, parents))
  const rank = ({ area }: Organisation) => {
    const depths = paths.map((path) => path.indexOf(area)).filter((depth) => depth >= 0)
    return { all: depths.length === paths.length ? 1 : 0, some: depths.length, depth: Math.max(-1, ...depths) }
  }
  return organisations
    .map((one) => ({ one, ...rank(one) }))
    .sort((a, b) => b.all - a.all || (a.all ? b.depth - a.depth : b.some - a.some || b.depth - a.depth) || a.one.name.localeCompare(b.one.name, 'zh'))
    .map(({ one }) => one)
}

/** Codes from the root down to an area. */
function pathTo(area: AreaCode, parents: ReadonlyMap<string, AreaCode | null>): AreaCode[] {
  const path: AreaCode[] = []
  for (let at: AreaCode | null = area; at !== null; at = parents.get(at) ?? null) path.unshift(at)
  return path
}
