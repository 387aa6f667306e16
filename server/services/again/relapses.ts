import { MOST_RELAPSES, type Relapse, type Relapses } from '../../contract/again.ts'
import { dayNumber, type Day } from '../../contract/day.ts'
import type { LedgerFilter } from '../../contract/caseTable.ts'
import type { Filter } from '../../contract/filter.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { IdSet, isAmong } from '../../cube/keep.ts'
import { pageOf } from '../../cube/page.ts'
import type { StoredRelapse } from '../../store/relapses.ts'
import { groundOf } from '../caseLife/reach.ts'
import { noteReading } from '../caseLife/reading.ts'
import { listed } from '../caseTable/page.ts'
import { selectionOf } from '../caseTable/selection.ts'
import type { Context } from '../context.ts'
import { inPeriod, relapsesOf } from './again.ts'

/** The cases that broke out again, as far as the asker sees them; whoever reads the text of a sensitive one is written down. */
export async function relapsedCases(ctx: Context, scope: CaseScope, filter: Filter): Promise<Relapses> {
  const stored = new Map((await relapsesOf(ctx, scope)).filter(inPeriod(filter)).map((one) => [one.id, one]))
  const ground = await groundOf(ctx, scope)
  const { from: _from, to: _to, ...kinds } = filter
  const selection = await selectionOf(ctx, ground, kinds satisfies LedgerFilter)
  const { question, query, keep } = selection
  const among = isAmong(new IdSet([...stored.keys()]))
  const { ids, total } = pageOf(question.cube, {
    query, keep: [...keep, among], order: { by: 'occurredOn', descending: true }, beyond: null, backwards: false, size: Math.max(stored.size, 1),
  })
  const latest = (id: number): Day => stored.get(id)!.reopenedOn ?? stored.get(id)!.occurredOn
  const chosen = ids.sort((a, b) => latest(b).localeCompare(latest(a)) || b - a).slice(0, MOST_RELAPSES)
  const cases = await listed(ctx, ground, selection, chosen)
  await noteReading(ctx, ctx.db, ground, cases.map(({ stored: now }) => ({ id: now.id, version: now.version, now })))
  const rows = cases.map(({ row: { version: _version, supervised: _supervised, ...row } }): Relapse => ({ case: row, ...timesOf(stored.get(row.id)!) }))
  return { revision: question.revision, total, rows }
}

function timesOf({ times, reopenedOn, closedOn }: StoredRelapse): Omit<Relapse, 'case'> {
  return { times, reopenedOn, closedOn, days: reopenedOn && closedOn ? dayNumber(reopenedOn) - dayNumber(closedOn) : null }
}
