import type { Selectable } from 'kysely'
import type { On } from './accounts.ts'
import type { AccountTables } from './tables/accounts.ts'

export type LinkRow = Selectable<AccountTables['link']>

/** The link takes the place of an earlier one of the same account, or of the first start. */
export async function putLink({ query }: On, link: LinkRow): Promise<void> {
  await forget(query, link.account)
  await query.insertInto('link').values(link).execute()
}

/** `token` is the hash. Null for one that is not there, or too old. */
export async function findLink({ query }: On, token: string, at: Date): Promise<LinkRow | null> {
  return (await query.selectFrom('link').selectAll().where('token', '=', token).where('expires_at', '>', at).executeTakeFirst()) ?? null
}

/** Takes the link for good: a second taker finds none. */
export async function takeLink({ query }: On, token: string, at: Date): Promise<LinkRow | null> {
  return (await query.deleteFrom('link').where('token', '=', token).where('expires_at', '>', at).returningAll().executeTakeFirst()) ?? null
}

export async function dropLink({ query }: On, account: string | null): Promise<void> {
  await forget(query, account)
}

/** Until when the links of accounts are good. */
export async function linkTimes({ query }: On, at: Date): Promise<Map<string, Date>> {
  const rows = await query.selectFrom('link').select(['account', 'expires_at']).where('expires_at', '>', at).execute()
  return new Map(rows.flatMap(({ account, expires_at }) => (account === null ? [] : [[account, expires_at] as const])))
}

async function forget(query: On['query'], account: string | null): Promise<void> {
  const all = query.deleteFrom('link')
  await (account === null ? all.where('account', 'is', null) : all.where('account', '=', account)).execute()
}
