import type { AreaCode } from '../contract/answers.ts'
import { ROLES, type Role } from '../contract/roles.ts'
import type { Actor } from '../contract/scope.ts'
import { changeAccount, type AccountRow } from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import { addPost, postRow, postRows, removePost } from '../store/posts.ts'
import { endSessions, takePost } from '../store/sessions.ts'
import type { Database } from '../store/database.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import { keepAdmin, notOneself } from './accounts.ts'
import { conflict, noPost } from './faults.ts'
import { actorOf, type Asker, type Seen } from './sessions.ts'

/** A post as it is given, its area and organisation checked against what is installed. */
export interface Given {
  role: Exclude<Role, 'wall'>
  area: AreaCode | null
  organisation: { county: AreaCode; id: string } | null
}

/**
 * Gives an account a post; the first one opens when its giver has let the account in as well, where password or identity
 * came by a system administrator's means. Those of two sides never meet in one account; the database refuses it as well.
 */
export async function givePost(tx: Transaction, by: Actor, account: AccountRow, { role, area, organisation }: Given, at: Date): Promise<void> {
  notOneself(by, account, ...OWN)
  const { side } = ROLES.row(role)
  if (account.closed_at !== null) throw conflict('account_closed', '账号已停用，先启用再授予岗位', 'The account is closed: open it before it gets a post')
  if (account.side !== null && account.side !== side) {
    throw conflict(
      'sides_mixed',
      '业务岗位与系统、安全、审计三类管理员须分属不同账号（三员分立）；请换一个账号，或先收回它现有的岗位',
      'Posts of the work and of the three kinds of administrators never meet in one account: use another account, or withdraw its posts first',
    )
  }
  const posts = await postRows(tx, account.id)
  if (posts.some((post) => post.role === role && post.area === area && post.organisation === (organisation?.id ?? null))) {
    throw conflict('post_held', '该账号已有这个岗位', 'The account has this post already')
  }
  await addPost(tx, {
    id: uuidV7(at.getTime()),
    account: account.id,
    side,
    role,
    area,
    organisation_county: organisation?.county ?? null,
    organisation: organisation?.id ?? null,
    given_at: at,
  })
  const held = account.held || account.by_admin
  if (held && !account.held) {
    await changeAccount(tx, account.id, { held })
    await endSessions(tx, { account: account.id }, 'changed', at)
  }
  await appendLine(tx, by, { action: 'post_given', at, subject: `account ${account.login}`, after: { role, area, organisation: organisation?.id ?? null, ...(held && { held }) } })
}

/** Takes a post away; whoever sits in it is signed out. */
export async function withdrawPost(tx: Transaction, by: Actor, account: AccountRow, id: string, at: Date): Promise<void> {
  notOneself(by, account, ...OWN)
  const post = await postRow(tx, id)
  if (!post || post.account !== account.id) throw noPost()
  await keepAdmin(tx, account)
  await endSessions(tx, { post: id }, 'closed', at)
  await removePost(tx, post)
  const { role, area, organisation } = post
  await appendLine(tx, by, { action: 'post_withdrawn', at, subject: `account ${account.login}`, before: { role, area, organisation } })
}

const OWN = ['不能改动自己的岗位，请由另一位安全管理员办理', 'Nobody changes his own posts: another security administrator may'] as const

/** Takes another post of one's own for the rest of the session. */
export async function changePost(db: Database, { account, session }: Asker, id: string, { address, at }: Seen): Promise<void> {
  if (!account || !session) throw noPost()
  await transaction(db, async (tx) => {
    const post = await postRow(tx, id)
    if (!post || post.account !== account.id) throw noPost()
    await takePost(tx, session.token, id)
    await appendLine(tx, actorOf(account, post, address), { action: 'post_taken', at, subject: `account ${account.login}`, after: { role: post.role, area: post.area } })
  })
}
