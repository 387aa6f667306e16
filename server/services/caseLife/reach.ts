import type { AreaCode } from '../../../geodata/place/area.ts'
import type { AreaTree } from '../../../geodata/place/tree.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { dayAt, type Day } from '../../contract/day.ts'
import { RIGHTS, ROLES, type Right } from '../../contract/roles.ts'
import type { Actor, CaseScope } from '../../contract/scope.ts'
import type { Asker } from '../../ledger/life/asker.ts'
import type { CaseReach } from '../../store/caseReach.ts'
import type { Context } from '../context.ts'
import type { InstalledPack } from '../packs.ts'

/** The ground on which an asker looks at cases. */
export interface Ground {
  pack: InstalledPack
  today: Day
  scope: CaseScope
  /** what of the county's cases the asker sees */
  reach: CaseReach
}

export async function groundOf(ctx: Context, scope: CaseScope): Promise<Ground> {
  const pack = await ctx.packs.get(scope.county)
  const today = dayAt(ctx.now())
  return { pack, today, scope, reach: reachOf(scope, pack.tree, today) }
}

function reachOf(scope: CaseScope, tree: AreaTree, today: Day): CaseReach {
  const { organisation, account } = scope.by
  if (scope.cases.within === 'own') return { codes: [], organisation, account }
  const top = tree.indexOf(scope.root)
  return { codes: top === 0 ? null : codesBelow(tree, top, today), organisation, account }
}

/** Codes whose cases count below an area today, ended ones that it took over included. */
function codesBelow(tree: AreaTree, top: number, today: Day): AreaCode[] {
  return tree.areas.flatMap(({ code }) => {
    const index = tree.current(code, today)
    return index >= top && index < tree.end[top]! ? [code] : []
  })
}

export function rightsOf({ role }: Actor): readonly Right[] {
  // whoever holds the machine
  return role === null ? RIGHTS.codes : ROLES.row(role).rights
}

/** The asker as seen from one case. */
export function askerOf({ scope, reach }: Ground, state: Pick<CaseState, 'area' | 'town'>): Asker {
  const place = state.area ?? state.town
  const inArea = reach.codes === null || (place !== null && reach.codes.includes(place))
  return { rights: rightsOf(scope.by), organisation: scope.by.organisation, account: scope.by.account, inArea }
}
