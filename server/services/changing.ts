import type { Scope } from '../contract/scope.ts'
import { lockCounty } from '../store/counties.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { notInstalled } from './packs.ts'
import { inTurn } from './turns.ts'

/**
 * Changes of a county, one after the other: what a change finds there (a name that is free, how many there are) is so
 * until it is done. Throws `AppError` 404 for a county that is gone, 503 where the county is not free in time.
 */
export async function changing<T>(ctx: Context, scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTurn(ctx.db, { changes: scope.county }, () =>
    transaction(ctx.db, async (tx) => {
      if (!(await lockCounty(tx, scope))) throw notInstalled(scope.county)
      return work(tx)
    }),
  )
}
