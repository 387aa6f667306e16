import { AppError, type Say } from '../contract/error.ts'
import { passwordFault, type Policy } from '../contract/policy.ts'
import { changeAccount, formerPasswords, keepPassword, type AccountRow, type On } from '../store/accounts.ts'
import { hashPassword, passwordMatches } from './passwords.ts'

/** Checks a new password against the policy and the account's earlier ones, and gives its hash. Throws `AppError` 422. */
export async function newPasswordHash(
  on: On,
  account: Pick<AccountRow, 'id' | 'login' | 'password'>,
  password: string,
  policy: Policy,
  field: string,
): Promise<string> {
  const fault = passwordFault(password, policy, account.login)
  if (fault) throw refused(field, fault.say)
  // the present one is the first of those that may not come back, and never may itself
  const earlier = policy.history > 1 ? await formerPasswords(on, account.id, policy.history - 1) : []
  for (const stored of [account.password, ...earlier]) {
    if (stored !== null && (await passwordMatches(stored, password))) throw refused(field, USED)
  }
  return hashPassword(password)
}

export async function storePassword(on: On, account: Pick<AccountRow, 'id' | 'password'>, hash: string, at: Date): Promise<void> {
  if (account.password !== null) await keepPassword(on, account.id, account.password, at)
  await changeAccount(on, account.id, { password: hash, password_at: at, password_due: false })
}

const USED: Say = { zh: '这个口令最近用过，请换一个', en: 'This password was used lately: choose another one' }

export function refused(field: string, say: Say): AppError {
  return new AppError('password_refused', { status: 422, field, say })
}
