import type { Policy } from '../contract/policy.ts'
import type { Actor } from '../contract/scope.ts'
import { changeAccount, type AccountRow } from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import { postRows } from '../store/posts.ts'
import { endSessions } from '../store/sessions.ts'
import type { Transaction } from '../store/transaction.ts'
import { factorRule, type Seen } from './sessions.ts'

const MS_PER_MINUTE = 60_000

export function isLocked({ locked_until }: Pick<AccountRow, 'locked_until'>, at: Date): boolean {
  return locked_until !== null && locked_until > at
}

/** A wrong password or code of an account: at the limit of the policy it is locked, and sessions that still owe a code end. */
export async function countFailure(tx: Transaction, account: AccountRow, policy: Policy, seen: Seen): Promise<null> {
  const { lockFailures, lockMinutes } = policy
  const failures = account.failures + 1
  const locks = failures >= lockFailures
  const until = new Date(seen.at.getTime() + lockMinutes * MS_PER_MINUTE)
  await changeAccount(tx, account.id, { failures: locks ? 0 : failures, ...(locks && { locked_until: until }) })
  if (locks && factorRule(await postRows(tx, account.id), policy) !== 'off') await endSessions(tx, { account: account.id, owing: true }, 'changed', seen.at)
  await noteFailure(tx, account, seen)
  if (locks) await appendLine(tx, somebody(account, seen), { action: 'account_locked', at: seen.at, subject: `account ${account.login}`, after: { until: until.toISOString() } })
  return null
}

/**
 * Writes a failure down. The name of an account that there is not is left out: people type passwords into the wrong
 * field.
 */
export async function noteFailure(tx: Transaction, account: AccountRow | null, seen: Seen): Promise<null> {
  if (account) await changeAccount(tx, account.id, { failures_told: account.failures_told + 1 })
  const subject = account ? `account ${account.login}` : null
  await appendLine(tx, somebody(account, seen), { action: 'sign_in_failed', at: seen.at, subject })
  return null
}

/** Nobody knows who it was. */
function somebody(account: AccountRow | null, { address }: Seen): Actor {
  return { account: null, login: account?.login ?? '?', role: null, organisation: null, address }
}
