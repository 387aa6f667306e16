import type { AreaTree } from '../../geodata/place/tree.ts'
import { boardQuery, areasOf } from '../contract/boardView.ts'
import {
  ledgerQuery, LONGEST_VIEW_NAME, MOST_VIEWS, orderText, parseLedgerFilter, parseOrder, type NewView, type SavedView, type SavedViews, type ViewPage,
} from '../contract/caseTable.ts'
import { AppError } from '../contract/error.ts'
import { PERIODS } from '../contract/periods.ts'
import type { CaseScope } from '../contract/scope.ts'
import { appendLine } from '../store/audit.ts'
import { putView, removeView, viewRows, type StoredView } from '../store/savedViews.ts'
import { uuidV7 } from '../store/uuid.ts'
import { keeping } from './keeping.ts'
import type { Context } from './context.ts'
import { namesPerson } from './searchWords.ts'

/**
 * One's own of a page by name, then those that others share who see as much or more: the name of a view tells of what
 * its maker saw. One that looks at another part than the asker's is left out as well.
 */
export async function listViews(ctx: Context, scope: CaseScope, page: ViewPage): Promise<SavedViews> {
  const rows = await viewRows(ctx.db, scope, { page, account: scope.by.account })
  if (rows.length === 0) return { views: [] }
  const { tree } = await ctx.packs.get(scope.county)
  const within = (root: string, area: string): boolean => liesWithin(tree, root, area)
  const seen = ({ account, root, query }: StoredView): boolean => {
    if (account === scope.by.account) return true
    return root !== null && within(root, scope.root) && areasOf(query ?? '').every((area) => within(scope.root, area))
  }
  const shown = rows.filter(seen).map((view) => shownView(view, scope))
  return { views: [...shown.filter(({ own }) => own), ...shown.filter(({ own }) => !own)] }
}

/**
 * Keeps a view, in the place of the asker's own one of that name. Throws `AppError` 400 for a name or a search that
 * points at a person, for a query that the page does not understand, 409 where there are too many.
 */
export async function saveView(ctx: Context, scope: CaseScope, draft: NewView): Promise<SavedView> {
  const account = accountOf(scope)
  const view: StoredView = {
    ...draft, id: uuidV7(ctx.now()), account, root: scope.root, name: checkedName(draft.name), columns: checkedColumns(draft), query: await checkedQuery(ctx, scope, draft),
  }
  return keeping(ctx, account, async (tx) => {
    const own = (await viewRows(tx, scope, { page: view.page, account })).filter((one) => one.account === account)
    if (own.length >= MOST_VIEWS && !own.some(({ name }) => name === view.name)) throw tooMany()
    const id = await putView(tx, scope, view)
    const { page, columns, shared } = view
    appendLine(tx, scope.by, { ...at(ctx, scope), subject: `view ${id}`, after: { page, query: untyped(view.query), columns, shared } })
    return shownView({ ...view, id }, scope)
  })
}

/** Throws `AppError` 404 for a view that is not the asker's. */
export async function deleteView(ctx: Context, scope: CaseScope, id: string): Promise<void> {
  const account = accountOf(scope)
  await keeping(ctx, account, async (tx) => {
    const page = await removeView(tx, scope, account, id)
    if (page === null) throw unknownView()
    appendLine(tx, scope.by, { ...at(ctx, scope), subject: `view ${id}`, before: { page } })
  })
}

/** What a person typed goes into no audit line, for nothing takes it out of there again: neither the name nor what is searched for. */
function untyped(query: string | null): string | null {
  const url = new URLSearchParams(query ?? '')
  if (!url.has('q')) return query
  url.set('q', '…')
  return url.toString()
}

export function liesWithin(tree: AreaTree, root: string, area: string): boolean {
  const [top, position] = [tree.indexOf(root), tree.indexOf(area)]
  return top >= 0 && top <= position && position < tree.end[top]!
}

function at(ctx: Context, { county }: CaseScope) {
  return { action: 'setting_changed', at: new Date(ctx.now()), county } as const
}

function shownView({ id, account, page, name, query, columns, shared }: StoredView, { by }: CaseScope): SavedView {
  return { id, page, name, query: query ?? '', columns, shared, own: account === by.account }
}

function accountOf({ by }: CaseScope): string {
  if (by.account !== null) return by.account
  throw new AppError('account_needed', {
    status: 403,
    say: { zh: '保存的视图属于账号，请登录后再保存', en: 'A saved view belongs to an account: sign in first' },
  })
}

function checkedName(words: string): string {
  const name = words.trim()
  if (name === '' || name.length > LONGEST_VIEW_NAME) {
    throw badView('name', { zh: `请给视图起名，最多 ${LONGEST_VIEW_NAME} 个字`, en: `Give the view a name of ${LONGEST_VIEW_NAME} letters at most` })
  }
  if (namesPerson(name)) {
    throw badView('name', { zh: '视图名称里像是有人名或号码，请换一个', en: 'The name seems to hold a person’s name or number: choose another one' })
  }
  return name
}

function checkedColumns({ page, columns }: NewView): NewView['columns'] {
  if (page === 'board') return []
  if (columns.length > 0) return columns
  throw badView('columns', { zh: '请至少选一列', en: 'Choose one column at least' })
}

async function checkedQuery(ctx: Context, scope: CaseScope, { page, query }: NewView): Promise<string | null> {
  return page === 'ledger' ? checkedLedger(query) : (await checkedBoard(ctx, scope, query)) || null
}

/** The query as the board understands it, with nothing beside. Throws `AppError` 400 for one that looks at places which the asker does not see. */
export async function checkedBoard(ctx: Context, scope: CaseScope, text: string): Promise<string> {
  const query = boardQuery(text)
  const { tree } = await ctx.packs.get(scope.county)
  if (areasOf(query).every((area) => liesWithin(tree, scope.root, area))) return query
  throw badView('query', { zh: '这个视图看的地方不在您的范围内，或本县没有，不能保存', en: 'The view looks at a place that this county or your post does not have, and is not kept' })
}

/** The query as the ledger understands it, with nothing beside; null for none. */
function checkedLedger(text: string): string | null {
  const query = Object.fromEntries(new URLSearchParams(text))
  const filter = parseLedgerFilter(query)
  if (filter.q !== undefined && namesPerson(filter.q)) {
    throw badView('query', { zh: '搜索的文字像是人名或号码，不能随视图保存', en: 'The search seems to hold a person’s name or number and is not kept in a view' })
  }
  const url = new URLSearchParams(ledgerQuery(filter))
  // days that move on are the page's to reckon: “last 90 days” means others next month
  const period = PERIODS.find((name) => name === query.period)
  if (period && !filter.from && !filter.to) url.set('period', period)
  if (query.sort) url.set('sort', orderText(parseOrder(query.sort)))
  return url.toString() || null
}

function badView(field: string, say: AppError['say']): AppError {
  return new AppError('bad_view', { status: 400, field, say })
}

function tooMany(): AppError {
  return new AppError('too_many_views', {
    status: 409,
    say: { zh: `最多保存 ${MOST_VIEWS} 个视图，请先删除不用的`, en: `${MOST_VIEWS} views at most: delete one first` },
  })
}

function unknownView(): AppError {
  return new AppError('unknown_view', {
    status: 404,
    say: { zh: '没有这个视图，或不是您保存的，请刷新列表', en: 'There is no such view of yours: reload the list' },
  })
}
