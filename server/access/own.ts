import { AppError } from '../contract/error.ts'
import type { PasswordChange, SecondFactorSetup } from '../contract/session.ts'
import { accountRow, changeAccount, lockAccount, type AccountRow } from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { endSessions, noteFactor } from '../store/sessions.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { countFailure, isLocked } from './failures.ts'
import { conflict } from './faults.ts'
import { newPasswordHash, storePassword } from './newPassword.ts'
import { passwordMatches } from './passwords.ts'
import { newSecret, secretUri, stepOfCode } from './secondFactor.ts'
import type { Asker, Seen } from './sessions.ts'

/** What a person does with his own account. */

export async function changePassword(db: Database, asker: Asker, { current, next }: PasswordChange, seen: Seen): Promise<void> {
  const account = await proven(db, asker, current, seen, 'current')
  const hash = await newPasswordHash(db, account, next, asker.policy, 'next')
  await transaction(db, async (tx) => {
    await unchanged(tx, account)
    await storePassword(tx, account, hash, seen.at)
    await endOthers(tx, asker, seen)
    await appendLine(tx, asker.by, { action: 'password_changed', at: seen.at, subject: `account ${account.login}` })
  })
}

/** A new secret, which counts once a code of it was given. */
export async function setUpFactor(db: Database, { account, session, factor }: Asker): Promise<SecondFactorSetup> {
  if (!account || !session || session.how === 'demo') throw noPassword()
  if (factor.rule === 'off') throw conflict('second_factor_off', '安全策略没有为您的岗位启用第二因素', 'The policy has no second factor for your posts')
  if (factor.on) throw conflict('second_factor_on', '已有第二因素，更换前请先关闭', 'There is a second factor already: take it away first')
  const secret = newSecret()
  await changeAccount(db, account.id, { second_factor_new: secret })
  return { uri: secretUri(account.login, secret), secret }
}

/** Confirms a secret that was set up; false for a wrong code. */
export async function confirmFactor(db: Database, asker: Asker, code: string, { at, address }: Seen): Promise<boolean> {
  const { account, session } = asker
  if (!account || !session) return false
  return transaction(db, async (tx) => {
    const now = await lockAccount(tx, account.id)
    const step = now?.second_factor_new ? stepOfCode(now.second_factor_new, code, at.getTime(), null) : null
    if (!now || step === null) return false
    await changeAccount(tx, account.id, { second_factor: now.second_factor_new, second_factor_new: null, second_factor_step: step })
    await noteFactor(tx, session.token)
    await endOthers(tx, asker, { at, address })
    await appendLine(tx, asker.by, { action: 'second_factor_changed', at, subject: `account ${account.login}`, after: { on: true } })
    return true
  })
}

export async function dropFactor(db: Database, asker: Asker, password: string, seen: Seen): Promise<void> {
  const account = await proven(db, asker, password, seen, 'password')
  if (asker.factor.rule === 'required') throw conflict('second_factor_required', '安全策略要求第二因素，不能关闭', 'The policy demands a second factor: it cannot be taken away')
  if (account.second_factor === null) return
  await transaction(db, async (tx) => {
    await unchanged(tx, account)
    await changeAccount(tx, account.id, { second_factor: null, second_factor_new: null, second_factor_step: null })
    await endOthers(tx, asker, seen)
    await appendLine(tx, asker.by, { action: 'second_factor_changed', at: seen.at, subject: `account ${account.login}`, after: { on: false } })
  })
}

/** The account as it is now, once its password was given again; a wrong one counts as a failed sign-in. */
async function proven(db: Database, { account, policy }: Asker, password: string, seen: Seen, field: string): Promise<AccountRow> {
  const now = account && (await accountRow(db, account.id))
  if (!now || now.password === null) throw noPassword()
  if (!isLocked(now, seen.at) && (await passwordMatches(now.password, password))) return now
  await transaction(db, async (tx) => countFailure(tx, (await lockAccount(tx, now.id)) ?? now, policy, seen))
  throw new AppError('password_wrong', { status: 422, field, say: { zh: '现在的口令不对', en: 'The present password is not right' } })
}

/** Hashing takes its time: whoever got a new password by link meanwhile has the last word. */
async function unchanged(tx: Transaction, { id, password }: AccountRow): Promise<void> {
  const now = await lockAccount(tx, id)
  if (now && now.password === password && now.closed_at === null) return
  throw conflict('account_changed', '账号的口令刚被重设，这次修改没有生效；请用新口令登录', 'The password was just set anew, so nothing was changed: sign in with the new one')
}

async function endOthers(tx: Transaction, { account, session }: Asker, { at }: Seen): Promise<void> {
  if (account) await endSessions(tx, { account: account.id, except: session?.token }, 'changed', at)
}

function noPassword(): AppError {
  return conflict('no_password', '这个账号不用口令登录，没有可改的', 'This account signs in without a password: there is none to change')
}
