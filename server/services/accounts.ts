import { closeAccount, describeAccount, letIn, makeAccount, onAccount, openAccount, removeFactor } from '../access/accounts.ts'
import { badField, conflict, noAccount } from '../access/faults.ts'
import { checkLogin, checkName, makeLink, type MadeLink } from '../access/links.ts'
import { givePost, withdrawPost } from '../access/posts.ts'
import type { Account, AccountChange, AccountLink, AccountList, NewAccount, NewPost } from '../contract/accounts.ts'
import { AppError } from '../contract/error.ts'
import type { Right } from '../contract/roles.ts'
import type { Actor } from '../contract/scope.ts'
import type { Post } from '../contract/session.ts'
import { accountRow, accountRows, type AccountRow } from '../store/accounts.ts'
import { linkTimes } from '../store/links.ts'
import { postRows } from '../store/posts.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { demoOpen } from './demoEntry.ts'
import { checkPost } from './postPlaces.ts'
import { namedPosts } from './postWords.ts'

/** Longest subject of an identity provider (OpenID Connect Core, 2). */
const IDENTITY_LENGTH = 255

export async function listAccounts(ctx: Context): Promise<AccountList> {
  const [rows, posts] = await Promise.all([accountRows(ctx.db), postRows(ctx.db)])
  const links = await linkTimes(ctx.db, new Date(ctx.now()))
  // all at once: a county has hundreds of accounts, each with a post
  const named = await namedPosts(ctx, posts)
  const of = new Map<string, Post[]>()
  for (const [at, { account }] of posts.entries()) of.set(account, [...(of.get(account) ?? []), named[at]!])
  return { accounts: rows.map((row) => shown(ctx, row, of.get(row.id) ?? [], links.get(row.id))) }
}

function shown(ctx: Context, row: AccountRow, posts: Post[], link: Date | undefined): Account {
  const { id, login, name, identity, held } = row
  const now = new Date(ctx.now())
  return {
    id,
    login,
    name,
    posts,
    ready: row.password !== null || identity !== null,
    closedAt: row.closed_at?.toISOString() ?? null,
    lockedUntil: row.locked_until !== null && row.locked_until > now ? row.locked_until.toISOString() : null,
    held,
    lastSignInAt: row.signed_in_at?.toISOString() ?? null,
    secondFactor: row.second_factor !== null,
    link: link ? { expiresAt: link.toISOString() } : null,
    identity,
  }
}

export async function oneAccount(ctx: Context, id: string): Promise<Account> {
  const row = await accountRow(ctx.db, id)
  if (!row || row.demo) throw noAccount()
  const links = await linkTimes(ctx.db, new Date(ctx.now()))
  return shown(ctx, row, await namedPosts(ctx, await postRows(ctx.db, id)), links.get(id))
}

/** A new account without a post, and the link by which its holder sets a password. */
export async function addAccount(ctx: Context, by: Actor, draft: NewAccount): Promise<AccountLink> {
  // the first account ends the demo, and would leave nobody who can come in and administer
  if (await demoOpen(ctx)) throw demoOnly()
  const at = new Date(ctx.now())
  const identity = draft.identity === undefined ? null : checkIdentity(draft.identity)
  const clean = { login: checkLogin(draft.login, 'login'), name: checkName(draft.name, 'name'), identity }
  const [id, link] = await transaction(ctx.db, async (tx) => {
    const account = await makeAccount(tx, by, clean, at)
    return [account.id, await makeLink(tx, by, account, { at, atMachine: false })] as const
  })
  return withLink(ctx, id, link)
}

/** A new link, which takes the place of an earlier one; the password stands until it is used. */
export async function renewLink(ctx: Context, by: Actor, id: string, atMachine = false): Promise<AccountLink> {
  const at = new Date(ctx.now())
  const link = await onAccount(ctx.db, id, (tx, account) => {
    if (account.closed_at !== null) throw closed()
    return makeLink(tx, by, account, { at, atMachine })
  })
  return withLink(ctx, id, link)
}

export async function withLink(ctx: Context, id: string, { path, expiresAt }: MadeLink): Promise<AccountLink> {
  return { account: await oneAccount(ctx, id), path, expiresAt: expiresAt.toISOString() }
}

/** Which right each change asks for. */
const CHANGES: Record<keyof AccountChange, Right> = { name: 'accounts', identity: 'accounts', closed: 'accounts', locked: 'policy', secondFactor: 'policy' }

export async function changeAccount(ctx: Context, { by, rights }: { by: Actor; rights: readonly Right[] }, id: string, change: AccountChange): Promise<Account> {
  const asked = Object.keys(change) as (keyof AccountChange)[]
  const foreign = asked.find((key) => !rights.includes(CHANGES[key]))
  if (foreign) throw notYours(foreign)
  return changeAtMachine(ctx, by, id, change)
}

/** Whoever holds the machine does the work of both administrators. */
export async function changeAtMachine(ctx: Context, by: Actor, id: string, change: AccountChange): Promise<Account> {
  const at = new Date(ctx.now())
  await onAccount(ctx.db, id, (tx, account) => apply(tx, by, account, change, at))
  return oneAccount(ctx, id)
}

async function apply(tx: Transaction, by: Actor, account: AccountRow, { name, identity, closed: shut, locked, secondFactor }: AccountChange, at: Date): Promise<void> {
  const described = {
    ...(name !== undefined && { name: checkName(name, 'name') }),
    ...(identity !== undefined && { identity: identity === null ? null : checkIdentity(identity) }),
  }
  await describeAccount(tx, by, account, described, at)
  if (shut === true) await closeAccount(tx, by, account, at)
  if (shut === false) await openAccount(tx, by, account, at)
  if (locked === false) await letIn(tx, by, account, at)
  if (secondFactor === false) await removeFactor(tx, by, account, at)
}

export async function grantPost(ctx: Context, by: Actor, id: string, draft: NewPost): Promise<Account> {
  const given = await checkPost(ctx, draft)
  await onAccount(ctx.db, id, (tx, account) => givePost(tx, by, account, given, new Date(ctx.now())))
  return oneAccount(ctx, id)
}

export async function dropPost(ctx: Context, by: Actor, id: string, post: string): Promise<Account> {
  await onAccount(ctx.db, id, (tx, account) => withdrawPost(tx, by, account, post, new Date(ctx.now())))
  return oneAccount(ctx, id)
}

function checkIdentity(text: string): string {
  const identity = text.trim()
  if (identity.length > 0 && identity.length <= IDENTITY_LENGTH) return identity
  throw badField('identity', '应为身份平台的用户名（preferred_username），或 sub: 加 subject', 'The user name (preferred_username) at the identity provider, or sub: with its subject')
}

function notYours(field: string): AppError {
  return new AppError('not_allowed', {
    status: 403,
    field,
    say: {
      zh: '系统管理员管名称、身份关联和停用，安全管理员管放行和第二因素，不能互相代办',
      en: 'Names, identities and closing are for the system administrator, letting in and second factors for the security administrator',
    },
  })
}

function demoOnly(): AppError {
  return conflict(
    'demo_accounts',
    '演示中不建账号。正式使用：在服务器上运行 npm run fengtu -- user link，用打印的链接设立三名管理员，演示即结束；也可先安装真实的县',
    'The demo makes no accounts. To begin for real, run npm run fengtu -- user link on the server: the link that it prints sets up three administrators and ends the demo. Or install a real county first',
  )
}

function closed(): AppError {
  return new AppError('account_closed', { status: 409, say: { zh: '账号已停用，先启用再发链接', en: 'The account is closed: open it before it gets a link' } })
}
