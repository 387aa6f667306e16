import { accountByIdentity, accountByLogin, changeAccount, lockAccount, type AccountRow } from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { postRows } from '../store/posts.ts'
import { endSessions, noteFactor } from '../store/sessions.ts'
import type { Entry } from '../store/tables/accounts.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import type { Policy } from '../contract/policy.ts'
import type { SignIn } from '../contract/session.ts'
import { countFailure, isLocked, noteFailure } from './failures.ts'
import { signInFailed } from './faults.ts'
import { passwordMatches } from './passwords.ts'
import { readPolicy } from './policy.ts'
import { PROGRAM } from './scope.ts'
import { stepOfCode } from './secondFactor.ts'
import { actorOf, factorRule, openSession, type Asker, type Seen } from './sessions.ts'

/**
 * Signs somebody in and gives the token of his session. Whatever is not right takes the same time and gets the same
 * words; a right password without the code of an account that has a second factor opens a session that owes it.
 */
export async function signIn(db: Database, { login, password, code }: SignIn, seen: Seen): Promise<string> {
  const policy = await readPolicy(db)
  const known = await accountByLogin(db, plainLogin(login))
  const right = await passwordMatches(known?.password ?? null, password)
  const token = await transaction(db, async (tx) => {
    const account = known && (await lockAccount(tx, known.id))
    if (!account) return noteFailure(tx, null, seen)
    const may = mayEnter(account, seen) && account.password !== null && account.password === known.password
    if (!may) return noteFailure(tx, account, seen)
    return right ? admit(tx, account, 'password', code, policy, seen) : countFailure(tx, account, policy, seen)
  })
  if (token === null) throw signInFailed(policy)
  return token
}

/**
 * Signs in whom the identity provider vouches for, if one account was linked to one of these names; null if none was.
 * A user name links an account once: it may be somebody else's later (OpenID Connect Core, 5.7), so that the first
 * sign-in puts the subject, the first of the names, in its place.
 */
export async function signInByIdentity(db: Database, names: string[], seen: Seen): Promise<string | null> {
  const policy = await readPolicy(db)
  const known = await accountByIdentity(db, names)
  return transaction(db, async (tx) => {
    const account = known && (await lockAccount(tx, known.id))
    const may = account && mayEnter(account, seen) && account.identity !== null && names.includes(account.identity)
    if (!may) return noteFailure(tx, account, seen)
    await pinSubject(tx, account, names[0]!, seen)
    return admit(tx, account, 'identity', undefined, policy, seen)
  })
}

async function pinSubject(tx: Transaction, { id, login, identity }: AccountRow, subject: string, { at, address }: Seen): Promise<void> {
  if (identity === subject) return
  await changeAccount(tx, id, { identity: subject })
  await appendLine(tx, { ...PROGRAM, address }, { action: 'account_changed', at, subject: `account ${login}`, before: { identity }, after: { identity: subject } })
}

/** Names are kept in small letters. */
export const plainLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

function mayEnter(account: AccountRow, { at }: Seen): boolean {
  return account.closed_at === null && !account.demo && !account.held && !isLocked(account, at)
}

async function admit(tx: Transaction, account: AccountRow, how: Entry, code: string | undefined, policy: Policy, seen: Seen): Promise<string | null> {
  const posts = await postRows(tx, account.id)
  const owes = account.second_factor !== null && factorRule(posts, policy) !== 'off'
  if (owes && code !== undefined && !(await useCode(tx, account, code, seen))) return countFailure(tx, account, policy, seen)
  const given = !owes || code !== undefined
  // a policy that asks for no code now may ask for one before the session ends
  const factorGiven = account.second_factor === null || (owes && given)
  const token = await openSession(tx, account, { how, post: posts[0] ?? null, factorGiven }, seen)
  if (given) await settle(tx, account, token.hash, policy, seen)
  await appendLine(tx, actorOf(account, posts[0] ?? null, seen.address), {
    action: 'signed_in',
    at: seen.at,
    subject: `account ${account.login}`,
    after: { how, ...(owes && { secondFactor: given ? 'given' : 'due' }) },
  })
  return token.text
}

/** The code that a session owes. False, and counted as a failure, for a wrong one; at the limit the session ends as well. */
export async function giveCode(db: Database, { account, session, post, policy }: Asker, code: string, seen: Seen): Promise<boolean> {
  if (!account || !session) return false
  return transaction(db, async (tx) => {
    const now = await lockAccount(tx, account.id)
    if (!now) return false
    if (!mayEnter(now, seen)) return (await noteFailure(tx, now, seen)) !== null
    if (!(await useCode(tx, now, code, seen))) return (await countFailure(tx, now, policy, seen)) !== null
    await noteFactor(tx, session.token)
    await settle(tx, now, session.token, policy, seen)
    await appendLine(tx, actorOf(now, post, seen.address), { action: 'signed_in', at: seen.at, subject: `account ${now.login}`, after: { how: session.how, secondFactor: 'given' } })
    return true
  })
}

/** Takes a code once. */
async function useCode(tx: Transaction, { id, second_factor, second_factor_step }: AccountRow, code: string, { at }: Seen): Promise<boolean> {
  const step = second_factor === null ? null : stepOfCode(second_factor, code, at.getTime(), second_factor_step)
  if (step === null) return false
  await changeAccount(tx, id, { second_factor_step: step })
  return true
}

/** Whoever has come in all the way: earlier sessions end, failures are forgotten. */
async function settle(tx: Transaction, { id }: AccountRow, token: string, { oneSession }: Policy, { at, address }: Seen): Promise<void> {
  if (oneSession) await endSessions(tx, { account: id, except: token }, 'elsewhere', at)
  await changeAccount(tx, id, { failures: 0, failures_told: 0, locked_until: null, signed_in_at: at, signed_in_from: address })
}
