import { WORK_LISTS, type Clock, type ClockCode, type MyWork, type WorkItem, type WorkList } from '../../contract/cases.ts'
import { COLOURS } from '../../contract/colours.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { clocksOf, nextClock, soonUntil, visitsDemanded, type Rules } from '../../ledger/life/clocks.ts'
import { readCases, type StoredCase } from '../../store/caseState.ts'
import { workList, type WorkRow } from '../../store/caseWork.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import type { Context } from '../context.ts'
import { holderOf } from './detail.ts'
import { groundOf, rightsOf, type Ground } from './reach.ts'
import { noteReading } from './reading.ts'
import { countyRules } from './rules.ts'
import { organisationsOf, rowOf, type Names } from './shown.ts'

/** Rows of a list that are sent; its total is complete. */
const ROWS = 50

/** What the post has to do today: its organisation's own, and for a centre what waits in its area. */
export async function myWork(ctx: Context, scope: CaseScope): Promise<MyWork> {
  const [ground, rules] = [await groundOf(ctx, scope), await countyRules(ctx, scope)]
  const overseer = scope.cases.within === 'area'
  const centre = overseer && rightsOf(scope.by).includes('direct')
  const visits = Object.fromEntries(COLOURS.codes.map((colour) => [colour, visitsDemanded(rules, colour)]))
  const query = { reach: ground.reach, today: ground.today, soon: soonUntil(rules.presets, ground.today), centre, overseer, visits, rows: ROWS }
  const found = {} as Record<WorkList, { total: number; rows: WorkRow[] }>
  for (const list of WORK_LISTS.codes) found[list] = await workList(ctx.db, scope, list, query)
  const ids = new Set(Object.values(found).flatMap(({ rows }) => rows.map(({ id }) => id)))
  const cases = new Map((await readCases(ctx.db, scope, [...ids])).map((one) => [one.id, one]))
  const names = await namedOrganisations(ctx.db, scope, [...cases.values()].flatMap(({ state }) => organisationsOf(state)))
  await noteReading(ctx, ctx.db, ground, [...cases.values()].map(({ id, version, state }) => ({ id, version, now: state })))
  const item = (list: WorkList) => ({ id, of }: WorkRow): WorkItem[] => {
    const one = cases.get(id)
    return one ? [{ case: rowOf(ground, one, names), clock: clockFor(list, one, of, { ground, rules, names }), of }] : []
  }
  const each = <T>(make: (list: WorkList) => T): Record<WorkList, T> =>
    Object.fromEntries(WORK_LISTS.codes.map((list) => [list, make(list)])) as Record<WorkList, T>
  return {
    asOf: ground.today,
    totals: each((list) => found[list].total),
    lists: each((list) => found[list].rows.flatMap(item(list))),
  }
}

/** The clock that a list looks at; null where it looks at none. */
const OF_LIST: Partial<Record<WorkList, ClockCode>> = { whistles: 'whistle', supervisions: 'supervision', toTriage: 'stage', toAccept: 'stage', toTake: 'stage', toFollowUp: 'follow_up' }
const BY_DUE: readonly WorkList[] = ['overdue', 'dueToday', 'soon']

function clockFor(
  list: WorkList,
  { state }: StoredCase,
  of: string | null,
  { ground, rules, names }: { ground: Ground; rules: Rules; names: Names },
): Clock | null {
  const holder = state.holder === null ? null : holderOf(ground, names, state.holder)
  const clocks = clocksOf(rules, state, ground.today, holder)
  if (BY_DUE.includes(list)) return nextClock(clocks)
  const code = OF_LIST[list]
  return clocks.find((one) => one.code === code && one.stopped === null && (of === null || one.of === of)) ?? null
}
