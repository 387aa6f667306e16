import type { Actor } from '../contract/scope.ts'
import {
  accountRow, addAccount, anyAccount, changeAccount, lockAccount, readyAccounts, type AccountRow, type On,
} from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { dropLink } from '../store/links.ts'
import { lockPolicy } from '../store/policy.ts'
import { endSessions } from '../store/sessions.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import { conflict, noAccount } from './faults.ts'

/** No account of a person was ever made. */
export async function isEmpty(on: On): Promise<boolean> {
  return !(await anyAccount(on))
}

/** An account without a post, as the system administrator makes it; `login` and `name` are checked. */
export async function makeAccount(
  tx: Transaction,
  by: Actor,
  { login, name, identity }: { login: string; name: string; identity: string | null },
  at: Date,
): Promise<AccountRow> {
  const id = uuidV7(at.getTime())
  await addAccount(tx, { id, login, name, identity, byAdmin: identity !== null, at }).catch(asConflict)
  await appendLine(tx, by, { action: 'account_made', at, subject: `account ${login}`, after: { name, identity } })
  return (await accountRow(tx, id)) as AccountRow
}

/** PostgreSQL's unique_violation */
function asConflict(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505') throw error
  throw constraint?.includes('identity')
    ? conflict('identity_taken', '这个身份已关联到别的账号', 'This identity is linked to another account')
    : conflict('login_taken', '这个登录名已有账号', 'There is an account with this sign-in name')
}

/** Work on an account of a person, held against other changes. */
export async function onAccount<T>(db: Database, id: string, work: (tx: Transaction, account: AccountRow) => Promise<T>): Promise<T> {
  return transaction(db, async (tx) => {
    // changes that must leave an administrator of each kind take turns
    await lockPolicy(tx)
    const account = await lockAccount(tx, id)
    if (!account || account.demo) throw noAccount()
    return work(tx, account)
  })
}

export function notOneself(by: Actor, account: AccountRow, zh: string, en: string): void {
  if (by.account === account.id) throw conflict('own_account', zh, en)
}

/** Changes what is said of an account. Another identity is another way in: with posts, now or later, the account is held for it. */
export async function describeAccount(tx: Transaction, by: Actor, account: AccountRow, change: { name?: string; identity?: string | null }, at: Date): Promise<void> {
  const before = { name: account.name, identity: account.identity }
  const after = { ...before, ...change }
  if (after.name === before.name && after.identity === before.identity) return
  const other = after.identity !== null && after.identity !== before.identity
  // without the identity nothing is left to sign in by
  if (after.identity === null && before.identity !== null && account.password === null) await keepAdmin(tx, account)
  const held = account.held || (other && account.side !== null)
  if (held && !account.held) await keepLettingIn(tx, account)
  await changeAccount(tx, account.id, { ...after, held, by_admin: account.by_admin || other }).catch(asConflict)
  if (held && !account.held) await endSessions(tx, { account: account.id }, 'changed', at)
  await appendLine(tx, by, { action: 'account_changed', at, subject: `account ${account.login}`, before, after: { ...after, held } })
}

/** Nobody comes in by it any more; its posts stay, for the day that it is opened again. */
export async function closeAccount(tx: Transaction, by: Actor, account: AccountRow, at: Date): Promise<void> {
  if (account.closed_at !== null) return
  notOneself(by, account, '不能停用自己的账号，请由另一位系统管理员停用', 'Nobody closes his own account: another system administrator may')
  await keepAdmin(tx, account)
  await changeAccount(tx, account.id, { closed_at: at })
  await endSessions(tx, { account: account.id }, 'closed', at)
  await dropLink(tx, account.id)
  await appendLine(tx, by, { action: 'account_closed', at, subject: `account ${account.login}` })
}

/** Opens it again; with posts it is held, for who may see what is not for the system administrator to say. */
export async function openAccount(tx: Transaction, by: Actor, account: AccountRow, at: Date): Promise<void> {
  if (account.closed_at === null) return
  const held = account.side !== null
  await changeAccount(tx, account.id, { closed_at: null, held })
  await appendLine(tx, by, { action: 'account_opened', at, subject: `account ${account.login}`, after: { held } })
}

/** Takes lock and hold away, whatever the account was held for. */
export async function letIn(tx: Transaction, by: Actor, account: AccountRow, at: Date): Promise<void> {
  const before = { held: account.held, lockedUntil: account.locked_until?.toISOString() ?? null }
  if (!account.held && account.locked_until === null) return
  notOneself(by, account, '不能放行自己的账号', 'Nobody lets his own account in')
  await changeAccount(tx, account.id, { held: false, by_admin: false, locked_until: null, failures: 0 })
  await appendLine(tx, by, { action: 'account_opened', at, subject: `account ${account.login}`, before })
}

/** For a phone that was lost. */
export async function removeFactor(tx: Transaction, by: Actor, account: AccountRow, at: Date): Promise<void> {
  if (account.second_factor === null) return
  notOneself(by, account, '自己的第二因素请在“我的账号”里用口令关闭', 'Take your own second factor away with your password')
  await changeAccount(tx, account.id, { second_factor: null, second_factor_new: null, second_factor_step: null })
  await endSessions(tx, { account: account.id }, 'changed', at)
  await appendLine(tx, by, { action: 'second_factor_changed', at, subject: `account ${account.login}`, after: { on: false } })
}

/** Fails when without this account, held or not, nobody could do the work of its kind of administrator any more. */
export async function keepAdmin(tx: Transaction, account: AccountRow): Promise<void> {
  if (account.side === null || account.side === 'work' || (await hasAnother(tx, account))) return
  throw conflict(
    'last_admin',
    '这是最后一个能登录的此类管理员，不能停用或收回其岗位；请先另设一个',
    'This is the last administrator of its kind who can sign in: make another one before it is closed or loses its post',
  )
}

/** Fails when, with this account held, no security administrator could let it in again. */
export async function keepLettingIn(tx: Transaction, account: AccountRow): Promise<void> {
  if (account.side !== 'security' || (await hasAnother(tx, account))) return
  throw conflict(
    'last_security_admin',
    `这是唯一能登录的安全管理员，这样改了就没有人能放行。请先另设一名安全管理员，或在服务器上运行 fengtu user link ${account.login}`,
    `This is the only security administrator who can sign in, and nobody could let the account in again. Make another one first, or run fengtu user link ${account.login} on the server`,
  )
}

async function hasAnother(tx: Transaction, { id, side }: AccountRow): Promise<boolean> {
  return side !== null && (await readyAccounts(tx, side)).some((ready) => ready !== id)
}
