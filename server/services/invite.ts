import { isEmpty, makeAccount } from '../access/accounts.ts'
import { leaveDemo } from '../access/leaveDemo.ts'
import { checkLogin, checkName, makeLink } from '../access/links.ts'
import { givePost } from '../access/posts.ts'
import { plainLogin } from '../access/signIn.ts'
import type { AccountLink, NewPost } from '../contract/accounts.ts'
import { AppError } from '../contract/error.ts'
import type { Actor } from '../contract/scope.ts'
import { accountByLogin } from '../store/accounts.ts'
import { transaction } from '../store/transaction.ts'
import { withLink } from './accounts.ts'
import type { Context } from './context.ts'
import { checkPost } from './postPlaces.ts'

/** An account with a post and a link, all at once: for whoever holds the machine, and for nobody over the network. */
export async function invite(ctx: Context, by: Actor, { login, name, ...post }: NewPost & { login: string; name: string }): Promise<AccountLink> {
  const at = new Date(ctx.now())
  const given = await checkPost(ctx, post)
  const clean = { login: checkLogin(login, 'login'), name: checkName(name, 'name'), identity: null }
  const [id, link] = await transaction(ctx.db, async (tx) => {
    if (await isEmpty(tx)) await leaveDemo(tx, by, at)
    const account = await makeAccount(tx, by, clean, at)
    await givePost(tx, by, account, given, at)
    return [account.id, await makeLink(tx, by, account, { at, atMachine: true })] as const
  })
  return withLink(ctx, id, link)
}

/** Id of the account of a sign-in name. */
export async function accountNamed(ctx: Context, login: string): Promise<string> {
  const account = await accountByLogin(ctx.db, plainLogin(login))
  if (account && !account.demo) return account.id
  throw new AppError('account_unknown', {
    status: 404,
    say: { zh: `没有登录名为“${login}”的账号，全部账号见 fengtu user list`, en: `There is no account "${login}": fengtu user list shows them all` },
  })
}
