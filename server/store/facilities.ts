import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

/** What organisations have of their checklists, by organisation and item; of one, or of all. */
export async function facilityAnswers(
  { query }: Pick<Database, 'query'>,
  { county }: Scope,
  organisation?: string,
): Promise<Map<string, Map<string, boolean>>> {
  const all = query.selectFrom('organisation_facility').select(['organisation', 'item', 'has']).where('county', '=', county)
  const rows = await (organisation === undefined ? all : all.where('organisation', '=', organisation)).execute()
  const answers = new Map<string, Map<string, boolean>>()
  for (const { organisation: id, item, has } of rows) {
    const known = answers.get(id)
    if (known) known.set(item, has)
    else answers.set(id, new Map([[item, has]]))
  }
  return answers
}

/** null takes the answer back. */
export async function putFacility(tx: Transaction, { county }: Scope, organisation: string, item: string, has: boolean | null): Promise<void> {
  const { query } = tx
  if (has === null) {
    const all = query.deleteFrom('organisation_facility').where('county', '=', county)
    await all.where('organisation', '=', organisation).where('item', '=', item).execute()
    return
  }
  await query
    .insertInto('organisation_facility')
    .values({ county, organisation, item, has })
    .onConflict((conflict) => conflict.columns(['county', 'organisation', 'item']).doUpdateSet({ has }))
    .execute()
}
