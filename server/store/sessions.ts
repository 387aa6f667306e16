import type { Selectable } from 'kysely'
import type { SessionEnd } from '../contract/session.ts'
import type { AccountRow, On } from './accounts.ts'
import { postRows, type PostRow } from './posts.ts'
import type { AccountTables, Entry } from './tables/accounts.ts'

export type SessionRow = Selectable<AccountTables['session']>

/** A session with its account and all posts of it. */
export interface Found {
  session: SessionRow
  account: AccountRow
  posts: PostRow[]
}

export interface NewSession {
  token: string
  account: string
  post: string | null
  how: Entry
  factorGiven: boolean
  address: string | null
  at: Date
  last: { at: Date | null; from: string | null; failures: number }
}

export async function addSession({ query }: On, { how, at, last, factorGiven, ...row }: NewSession): Promise<void> {
  const times = { started_at: at, active_at: at, last_at: last.at, last_from: last.from, last_failures: last.failures }
  await query.insertInto('session').values({ ...row, ...times, how, factor_given: factorGiven }).execute()
}

/** `token` is the hash. */
export async function findSession(on: On, token: string): Promise<Found | null> {
  const session = await on.query.selectFrom('session').selectAll().where('token', '=', token).executeTakeFirst()
  if (!session) return null
  const [account, posts] = await Promise.all([
    on.query.selectFrom('account').selectAll().where('id', '=', session.account).executeTakeFirstOrThrow(),
    postRows(on, session.account),
  ])
  return { session, account, posts }
}

export async function touchSession({ query }: On, token: string, at: Date): Promise<void> {
  await query.updateTable('session').set({ active_at: at }).where('token', '=', token).execute()
}

export async function takePost({ query }: On, token: string, post: string): Promise<void> {
  await query.updateTable('session').set({ post }).where('token', '=', token).execute()
}

export async function noteFactor({ query }: On, token: string): Promise<void> {
  await query.updateTable('session').set({ factor_given: true }).where('token', '=', token).execute()
}

export type Ending = SessionEnd | 'left'

/** Ends the open sessions of an account, or those in one of its posts, or one alone. */
export async function endSessions(
  { query }: On,
  which: { account: string; except?: string; owing?: boolean } | { post: string } | { token: string },
  ended: Ending,
  at: Date,
): Promise<void> {
  let update = query.updateTable('session').set({ ended, ended_at: at }).where('ended', 'is', null)
  if ('token' in which) update = update.where('token', '=', which.token)
  else if ('post' in which) update = update.where('post', '=', which.post)
  else {
    update = update.where('account', '=', which.account)
    if (which.except !== undefined) update = update.where('token', '!=', which.except)
    if (which.owing) update = update.where('factor_given', '=', false)
  }
  await update.execute()
}

/** Forgets sessions that ended, or that nobody used, before a day. */
export async function forgetSessions({ query }: On, before: Date): Promise<void> {
  await query
    .deleteFrom('session')
    .where((eb) => eb.or([eb('ended_at', '<', before), eb('active_at', '<', before)]))
    .execute()
}
