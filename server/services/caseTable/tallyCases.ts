import type { LedgerFilter } from '../../contract/caseTable.ts'
import type { CaseTally } from '../../contract/cases.ts'
import { dayNumber } from '../../contract/day.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { isOverdue, isPending } from '../../cube/keep.ts'
import { chosen } from '../../cube/page.ts'
import { countedIn } from '../../cube/places.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import { pendingHeld } from '../../store/pendingSince.ts'
import { namedPlace } from '../areas.ts'
import { groundOf } from '../caseLife/reach.ts'
import type { Context } from '../context.ts'
import { selectionOf } from './selection.ts'

interface Counted {
  count: number
  overdue: number
}

/**
 * The pending cases of a filter that somebody sees, by who holds them and by town. A sensitive case stands under no
 * organisation of a village, whose name would tell where it lies, whoever asks.
 */
export async function tallyCases(ctx: Context, scope: CaseScope, filter: LedgerFilter): Promise<CaseTally> {
  const ground = await groundOf(ctx, scope)
  const { pack: { tree }, today } = ground
  const held = new Map((await pendingHeld(ctx.db, scope)).map((one) => [one.id, one]))
  const names = await namedOrganisations(ctx.db, scope, new Set([...held.values()].map(({ holder }) => holder)))
  const { question: { cube, revision }, query, keep } = await selectionOf(ctx, ground, filter)
  const late = isOverdue(dayNumber(today))(cube)
  const tells = (holder: string): boolean => {
    const area = names.get(holder)?.area
    const index = area === undefined ? -1 : tree.current(area, today)
    return index >= 0 && tree.ancestorAt(index, 'village') >= 0
  }
  const [holders, towns] = [new Map<string, Counted>(), new Map<number, Counted>()]
  const whole = { count: 0, overdue: 0 }
  let [unnamed, unassigned] = [0, 0]
  for (const row of chosen(cube, { query, keep: [...keep, isPending] })) {
    const overdue = late(row)
    const of = held.get(cube.columns.id[row]!)
    add(whole, overdue)
    if (!of) unassigned++
    else if (of.sensitive && tells(of.holder)) unnamed++
    else add(entry(holders, of.holder), overdue)
    const at = countedIn(cube.columns.area[row]!)
    add(entry(towns, at < 0 ? -1 : tree.ancestorAt(at, 'town')), overdue)
  }
  return {
    revision,
    total: whole.count,
    overdue: whole.overdue,
    holders: [...holders].map(([id, counted]) => ({ holder: { id, name: names.get(id)?.name ?? id }, ...counted })).sort(mostFirst),
    unnamed,
    unassigned,
    towns: [...towns].map(([index, counted]) => ({ town: index < 0 ? null : shortName(namedPlace(tree, index)), ...counted })).sort(mostFirst),
  }
}

function add(counted: Counted, overdue: boolean): void {
  counted.count++
  if (overdue) counted.overdue++
}

function entry<Key>(of: Map<Key, Counted>, key: Key): Counted {
  let counted = of.get(key)
  if (!counted) of.set(key, (counted = { count: 0, overdue: 0 }))
  return counted
}

function shortName({ code, name, nameEn }: ReturnType<typeof namedPlace>) {
  return { code, name, nameEn }
}

function mostFirst(a: Counted, b: Counted): number {
  return b.count - a.count || b.overdue - a.overdue
}
