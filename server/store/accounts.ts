import type { Selectable, Updateable } from 'kysely'
import type { Database } from './database.ts'
import type { AccountTables, Side } from './tables/accounts.ts'

/** Queries, or the transaction that they belong to. */
export type On = Pick<Database, 'query'>
export type AccountRow = Selectable<AccountTables['account']>

export interface NewAccountRow {
  id: string
  login: string
  name: string
  identity?: string | null
  demo?: boolean
  byAdmin?: boolean
  at: Date
}

export async function addAccount({ query }: On, { id, login, name, identity, demo, byAdmin, at }: NewAccountRow): Promise<void> {
  await query.insertInto('account').values({ id, login, name, identity: identity ?? null, demo: demo ?? false, by_admin: byAdmin ?? false, made_at: at }).execute()
}

export async function accountRow({ query }: On, id: string): Promise<AccountRow | null> {
  return (await query.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The account, held against other changes until the transaction ends. */
export async function lockAccount({ query }: On, id: string): Promise<AccountRow | null> {
  return (await query.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}

export async function accountByLogin({ query }: On, login: string): Promise<AccountRow | null> {
  return (await query.selectFrom('account').selectAll().where('login', '=', login).executeTakeFirst()) ?? null
}

export async function accountByIdentity({ query }: On, names: string[]): Promise<AccountRow | null> {
  const rows = await query.selectFrom('account').selectAll().where('identity', 'in', names).limit(2).execute()
  return rows.length === 1 ? rows[0]! : null
}

/** Those of people, the demo's left out. */
export async function accountRows({ query }: On): Promise<AccountRow[]> {
  return query.selectFrom('account').selectAll().where('demo', '=', false).orderBy('login').execute()
}

export async function changeAccount({ query }: On, id: string, changes: Updateable<AccountTables['account']>): Promise<void> {
  await query.updateTable('account').set(changes).where('id', '=', id).execute()
}

/** Is there an account of a person, closed ones included? */
export async function anyAccount({ query }: On): Promise<boolean> {
  return (await query.selectFrom('account').select('id').where('demo', '=', false).limit(1).executeTakeFirst()) !== undefined
}

/** Accounts of a side that can sign in: open, not held, with a password or an identity. */
export async function readyAccounts({ query }: On, side: Side): Promise<string[]> {
  const rows = await query
    .selectFrom('account')
    .select('id')
    .where('side', '=', side)
    .where('demo', '=', false)
    .where('closed_at', 'is', null)
    .where('held', '=', false)
    .where((eb) => eb.or([eb('password', 'is not', null), eb('identity', 'is not', null)]))
    .execute()
  return rows.map(({ id }) => id)
}

/** Hashes of earlier passwords, newest first. */
export async function formerPasswords({ query }: On, account: string, count: number): Promise<string[]> {
  const rows = await query
    .selectFrom('former_password')
    .select('password')
    .where('account', '=', account)
    .orderBy('until', 'desc')
    .limit(count)
    .execute()
  return rows.map(({ password }) => password)
}

export async function keepPassword({ query }: On, account: string, password: string, until: Date): Promise<void> {
  await query.insertInto('former_password').values({ account, password, until }).execute()
}
