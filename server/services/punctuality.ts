import { dayAt, type Day } from '../contract/day.ts'
import type { CallCounts, DepartmentCalls, Punctuality } from '../contract/punctuality.ts'
import type { Filter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { onlyAggregates } from '../access/scope.ts'
import { countedCalls, type CountedCalls } from '../store/calls.ts'
import { organisationRows } from '../store/organisations.ts'
import type { Context } from './context.ts'
import { townLevel } from './cubes.ts'
import { ask } from './question.ts'
import { organisationReach, shown, type OrganisationReach } from './organisationReach.ts'
import { CALLS, notTold } from './told/menu.ts'

/**
 * How the departments followed the calls of a period that were about cases of an area, the root of the scope where none is
 * named. As in all figures, a sensitive case lies in its town: a village's figures know nothing of it. Throws `AppError` 400
 * that names `area` for one outside the scope.
 */
export async function punctuality(ctx: Context, scope: Scope, asked: Pick<Filter, 'from' | 'to' | 'area'>): Promise<Punctuality> {
  const { from, to } = asked
  if (onlyAggregates(scope)) throw notTold('by', CALLS)
  const reach = await organisationReach(ctx, scope)
  const asOf = dayAt(ctx.now())
  const { root } = await ask(ctx, scope, asked.area ? { area: asked.area } : {})
  const inside = within(reach, root, asOf)
  const calls = (await countedCalls(ctx.db, scope, { from: from ?? null, to: to ?? null, today: asOf })).filter(inside)
  const named = new Map((await organisationRows(ctx.db, scope)).flatMap((one) => (reach.seen(one.area) >= 0 ? [[one.id, shown(one, reach)]] : [])))
  const sums = new Map<string | null, CallCounts>()
  for (const call of calls) {
    const id = named.has(call.department) ? call.department : null
    sums.set(id, sum(sums.get(id) ?? NONE, call))
  }
  const departments = [...sums].map(([id, counts]): DepartmentCalls => {
    if (id === null) return { organisation: null, ...counts }
    const { name, type, area, areaName, closed } = named.get(id)!
    return { organisation: { id, name, type, area, areaName, closed }, ...counts }
  })
  return { asOf, total: calls.reduce(sum, NONE), departments: departments.sort(worstFirst) }
}

/** Does a case of this place count in the area? Without any place it is of the county as a whole. */
function within({ pack: { tree } }: OrganisationReach, top: number, today: Day): (of: CountedCalls) => boolean {
  return ({ area, town, sensitive }) => {
    const place = area ?? town
    const index = place === null ? -1 : tree.current(place, today)
    const at = sensitive ? townLevel(tree, index) : index
    return top === 0 || (at >= top && at < tree.end[top]!)
  }
}

const NONE: CallCounts = {
  sent: 0, withdrawn: 0, reportedInTime: 0, reportedLate: 0, absent: 0, resultInTime: 0, resultLate: 0, open: 0, overdue: 0,
}
const KEYS = Object.keys(NONE) as (keyof CallCounts)[]

function sum(one: CallCounts, other: CallCounts): CallCounts {
  return Object.fromEntries(KEYS.map((key) => [key, one[key] + other[key]])) as unknown as CallCounts
}

function worstFirst(a: DepartmentCalls, b: DepartmentCalls): number {
  const late = ({ absent, overdue, reportedLate, resultLate }: CallCounts) => absent + overdue + reportedLate + resultLate
  return late(b) - late(a) || b.sent - a.sent || (a.organisation?.name ?? '').localeCompare(b.organisation?.name ?? '', 'zh')
}
