import type { AreaCode } from '../../geodata/place/area.ts'
import { dayAt } from '../contract/day.ts'
import type { Organisation } from '../contract/organisations.ts'
import { ROLES } from '../contract/roles.ts'
import type { Scope } from '../contract/scope.ts'
import type { StoredOrganisation } from '../store/organisations.ts'
import type { Context } from './context.ts'
import type { InstalledPack } from './packs.ts'

/** What a scope sees of the tree: names of organisations are no cases, so those above its root are seen as well. */
export interface OrganisationReach {
  pack: InstalledPack
  /** today's index of an area; -1 for one that is neither below the root nor above it */
  seen(area: string): number
  /** below the root, where an organisation may be changed */
  below(area: string): boolean
  mayChange: boolean
}

export async function organisationReach(ctx: Context, scope: Scope): Promise<OrganisationReach> {
  const pack = await ctx.packs.get(scope.county)
  const { tree } = pack
  const today = dayAt(ctx.now())
  const top = tree.indexOf(scope.root)
  const end = tree.end[top]!
  const above = new Set<number>()
  for (let at = tree.parent[top]!; at >= 0; at = tree.parent[at]!) above.add(at)
  const inside = (index: number) => index >= top && index < end
  const seen = (area: string): number => {
    const index = tree.current(area, today)
    return inside(index) || above.has(index) ? index : -1
  }
  return { pack, seen, below: (area) => inside(tree.current(area, today)), mayChange: keeps(scope) }
}

/** The program itself may; an account where its role lets it. */
function keeps({ by }: Scope): boolean {
  return by.role === null || (ROLES.row(by.role).rights as readonly string[]).includes('organisations')
}

export function shown({ area, ...one }: StoredOrganisation, { pack, seen, below, mayChange }: OrganisationReach): Organisation {
  const { code, name, level } = pack.tree.areas[seen(area)]!
  return { ...one, area: code as AreaCode, areaName: name, level, closed: one.closedOn !== null, mine: mayChange && below(area) }
}
