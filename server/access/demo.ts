import type { AreaCode } from '../../geodata/place/area.ts'
import { ROLES, type Role } from '../contract/roles.ts'
import { accountByLogin, addAccount, type AccountRow } from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { lockPolicy } from '../store/policy.ts'
import { addPost, postRows, removePost } from '../store/posts.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import { isEmpty } from './accounts.ts'
import { actorOf, openSession, type Seen } from './sessions.ts'

/** Where a visitor of the demo stands in a role. */
export interface DemoPlace {
  area: AreaCode | null
  organisation: { county: AreaCode; id: string } | null
}

/** Nobody of flesh has an account yet. */
export async function onlyDemo(db: Database): Promise<boolean> {
  return isEmpty(db)
}

/** Lets a visitor in as a role, whose account and posts are made when they are not there or stand elsewhere; gives the token. */
export async function enterDemo(db: Database, role: Role, places: DemoPlace[], seen: Seen): Promise<string> {
  return transaction(db, async (tx) => {
    const account = await demoAccount(tx, role, seen.at)
    await demoPosts(tx, account, role, places, seen.at)
    const [post = null] = await postRows(tx, account.id)
    const { text } = await openSession(tx, account, { how: 'demo', post, factorGiven: true }, seen)
    await appendLine(tx, actorOf(account, post, seen.address), { action: 'signed_in', at: seen.at, subject: `account ${account.login}` })
    return text
  })
}

async function demoAccount(tx: Transaction, role: Role, at: Date): Promise<AccountRow> {
  const login = `demo-${role.replace('_', '-')}`
  await lockPolicy(tx)
  const known = await accountByLogin(tx, login)
  if (known) return known
  await addAccount(tx, { id: uuidV7(at.getTime()), login, name: `示例${ROLES.row(role).label.zh}`, demo: true, at })
  return (await accountByLogin(tx, login)) as AccountRow
}

async function demoPosts(tx: Transaction, { id }: AccountRow, role: Role, places: DemoPlace[], at: Date): Promise<void> {
  const held = await postRows(tx, id)
  const where = (area: AreaCode | null, organisation: string | null = null): string => `${area} ${organisation}`
  const stands = held.map((post) => where(post.area, post.organisation))
  if (stands.join() === places.map(({ area, organisation }) => where(area, organisation?.id)).join()) return
  for (const post of held) await removePost(tx, post)
  for (const [k, { area, organisation }] of places.entries()) {
    await addPost(tx, {
      id: uuidV7(at.getTime()),
      account: id,
      side: ROLES.row(role).side,
      role,
      area,
      organisation_county: organisation?.county ?? null,
      organisation: organisation?.id ?? null,
      // they come in the order in which they were given
      given_at: new Date(at.getTime() + k),
    })
  }
}
