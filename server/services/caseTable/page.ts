import type { LedgerFilter, Order } from '../../contract/caseTable.ts'
import type { CasePage, LedgerRow } from '../../contract/cases.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { pageOf } from '../../cube/page.ts'
import { listedCases, type ListedCase } from '../../store/caseList.ts'
import { pendingSince } from '../../store/pendingSince.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import { groundOf, type Ground } from '../caseLife/reach.ts'
import { noteReading } from '../caseLife/reading.ts'
import { rowOf } from '../caseLife/shown.ts'
import type { Context } from '../context.ts'
import { BEGINNING, cursorText, END, parseCursor, type Start } from './cursor.ts'
import { selectionOf, type Selection } from './selection.ts'

export interface PageAsk {
  filter: LedgerFilter
  order: Order
  /** of the page before or after; null for the first page */
  cursor: string | null
  limit: number
}

/**
 * One page of the ledger. A page is found by its cursor at the same cost wherever it lies; what comes, goes or moves
 * meanwhile makes no other case appear twice or not at all. Who reads the text of sensitive cases is written down.
 */
export async function casePage(ctx: Context, scope: CaseScope, { filter, order, cursor, limit }: PageAsk): Promise<CasePage> {
  const start = cursor === null ? BEGINNING : parseCursor(order, cursor)
  const ground = await groundOf(ctx, scope)
  const selection = await selectionOf(ctx, ground, filter)
  const since = await sinceFor(ctx, scope, order)
  const { question, query, keep } = selection
  const page = pageOf(question.cube, { query, keep, order, since, ...start, size: limit })
  const cases = await listed(ctx, ground, selection, page.ids)
  await noteReading(ctx, ctx.db, ground, cases.map(({ stored }) => ({ id: stored.id, version: stored.version, now: stored })))
  const rows = cases.map(({ row }) => row)
  const to = (where: Start): string => cursorText(order, where)
  const back = page.first ? to({ beyond: page.first, backwards: true }) : to(END)
  const on = page.last ? to({ beyond: page.last, backwards: false }) : to(BEGINNING)
  const atStart = start.backwards ? !page.more : start.beyond === null
  const atEnd = start.backwards ? start.beyond === null : !page.more
  return { revision: question.revision, total: page.total, rows, next: atEnd ? null : on, previous: atStart ? null : back }
}

/** Days that an order asks for and the cube does not hold. */
export async function sinceFor({ db }: Context, scope: CaseScope, { by }: Order): Promise<Map<number, number> | undefined> {
  return by === 'still' ? pendingSince(db, scope) : undefined
}

/** A case as it is listed, and as it is stored. */
export interface Listed {
  row: LedgerRow
  stored: ListedCase
}

/**
 * The cases of these numbers in their order, as they stand now; one that has gone since, or out of the asker's sight,
 * is left out.
 */
export async function listed(ctx: Context, ground: Ground, { sees }: Selection, ids: readonly number[]): Promise<Listed[]> {
  const cases = await listedCases(ctx.db, ground.scope, ids)
  const holders = new Set<string>()
  for (const { holder } of cases.values()) if (holder !== null) holders.add(holder)
  const names = await namedOrganisations(ctx.db, ground.scope, holders)
  return ids.flatMap((id) => {
    const stored = cases.get(id)
    if (!stored || !sees(stored)) return []
    return [{ row: { ...rowOf(ground, { id, originalNo: stored.originalNo, state: stored }, names), version: stored.version, supervised: stored.supervised }, stored }]
  })
}
