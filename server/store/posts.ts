import type { Selectable } from 'kysely'
import type { On } from './accounts.ts'
import type { AccountTables } from './tables/accounts.ts'

export type PostRow = Selectable<AccountTables['post']>

export async function postRow({ query }: On, id: string): Promise<PostRow | null> {
  return (await query.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Posts of one account, or of all; the first given first. */
export async function postRows({ query }: On, account?: string): Promise<PostRow[]> {
  const all = query.selectFrom('post').selectAll().orderBy('given_at').orderBy('id')
  return account === undefined ? all.execute() : all.where('account', '=', account).execute()
}

/** The account must have the post's side, or none yet: the foreign key on both refuses anything else. */
export async function addPost({ query }: On, post: PostRow): Promise<void> {
  await query.updateTable('account').set({ side: post.side }).where('id', '=', post.account).where('side', 'is', null).execute()
  await query.insertInto('post').values(post).execute()
}

/** Takes the post away, and with the last one the side. Sessions in it are ended before. */
export async function removePost({ query }: On, { id, account }: Pick<PostRow, 'id' | 'account'>): Promise<void> {
  await query.updateTable('session').set({ post: null }).where('post', '=', id).execute()
  await query.deleteFrom('post').where('id', '=', id).execute()
  const left = await query.selectFrom('post').select('id').where('account', '=', account).limit(1).executeTakeFirst()
  if (!left) await query.updateTable('account').set({ side: null }).where('id', '=', account).execute()
}
