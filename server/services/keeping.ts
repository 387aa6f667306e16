import { AppError } from '../contract/error.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { inTurn } from './turns.ts'

/**
 * Changes of what one account keeps for itself, one after the other: a name that is free there, and how many there are,
 * is so until the change is done. It waits for no change of the county, which an import may hold for a minute. Throws
 * `AppError` 409 where another process of the server was first.
 */
export async function keeping<T>({ db }: Context, account: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTurn(db, { keeps: account }, () => transaction(db, work)).catch((error: unknown) => {
    throw (error as { code?: unknown } | null)?.code === '23505' ? keptMeanwhile() : error
  })
}

function keptMeanwhile(): AppError {
  return new AppError('kept_meanwhile', {
    status: 409,
    say: { zh: '刚才已另存了同名的一项，请刷新后再存', en: 'Something of this name was kept a moment ago: reload, then save again' },
  })
}
