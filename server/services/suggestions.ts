import type { AreaCode } from '../../geodata/place/area.ts'
import type { Category } from '../contract/categories.ts'
import { dayAt } from '../contract/day.ts'
import type { Suggestion, Suggestions } from '../contract/routing.ts'
import type { Scope } from '../contract/scope.ts'
import { suggest, type Proposed, type Rung } from '../ledger/routing.ts'
import { organisationRows } from '../store/organisations.ts'
import type { Context } from './context.ts'
import { organisationReach } from './organisationReach.ts'
import { presetsOf } from './presets.ts'

/** More proposals help nobody. */
const MOST = 8

/** Who may handle a case of a kind in a place, and whom to call to it, by the county's routing table; best first. */
export async function suggestions(ctx: Context, scope: Scope, asked: { category: Category; area: AreaCode | null }): Promise<Suggestions> {
  const { pack, seen } = await organisationReach(ctx, scope)
  const { tree } = pack
  const way: Rung[] = []
  const place = asked.area === null ? -1 : tree.current(asked.area, dayAt(ctx.now()))
  for (let at = Math.max(place, 0); at >= 0; at = tree.parent[at]!) way.push(tree.areas[at]!)
  const organisations = (await organisationRows(ctx.db, scope)).flatMap(({ id, name, type, domain, area, closedOn }) => {
    const today = tree.areas[seen(area)]
    return closedOn === null && today ? [{ id, name, type, domain, area: today.code, areaName: today.name }] : []
  })
  const { routing } = await presetsOf(ctx, scope)
  const of = (use: 'handle' | 'call') => suggest(routing, use, { category: asked.category, way }, organisations).slice(0, MOST).map(told)
  return { handle: of('handle'), call: of('call') }
}

function told({ organisation: { id, name, type, area, areaName }, reason }: Proposed<Suggestion['organisation'] & { domain: unknown }>): Suggestion {
  return { organisation: { id, name, type, area, areaName }, reason }
}
