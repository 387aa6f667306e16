import type { AreaCode } from '../../geodata/place/area.ts'
import type { Column, ViewPage } from '../contract/caseTable.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

export interface StoredView {
  id: string
  account: string
  page: ViewPage
  name: string
  query: string | null
  /** none of the board */
  columns: Column[]
  shared: boolean
  /** root of what its maker saw; null for one from before that was noted */
  root: AreaCode | null
}

/** Those of a page that the account has or that others share, by name. */
export async function viewRows(
  { query }: Pick<Database, 'query'>, { county }: Scope, { page, account }: { page: ViewPage; account: string | null },
): Promise<StoredView[]> {
  const rows = await query
    .selectFrom('saved_view')
    .select(['id', 'account', 'page', 'name', 'query', 'columns', 'shared', 'root'])
    .where('county', '=', county)
    .where('page', '=', page)
    .where((eb) => eb.or([eb('shared', '=', true), ...(account === null ? [] : [eb('account', '=', account)])]))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ columns, ...row }) => ({ ...row, columns: (columns?.split(',') ?? []) as Column[] }))
}

/** Writes a view, in the place of one that the account has under the same name on its page; gives its id. */
export async function putView({ query }: Transaction, { county }: Scope, { columns, ...view }: StoredView): Promise<string> {
  const row = await query
    .insertInto('saved_view')
    .values({ county, ...view, columns: columns.join(',') || null })
    .onConflict((conflict) =>
      conflict.columns(['county', 'account', 'page', 'name']).doUpdateSet(({ ref }) => ({
        query: ref('excluded.query'),
        columns: ref('excluded.columns'),
        shared: ref('excluded.shared'),
        root: ref('excluded.root'),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The page of the view that is gone now; null where the account has none of this id. */
export async function removeView({ query }: Transaction, { county }: Scope, account: string, id: string): Promise<StoredView['page'] | null> {
  const row = await query
    .deleteFrom('saved_view')
    .where('county', '=', county)
    .where('id', '=', id)
    .where('account', '=', account)
    .returning('page')
    .executeTakeFirst()
  return (row?.page as StoredView['page'] | undefined) ?? null
}
