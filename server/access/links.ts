import { FIRST_ADMINS, LOGIN, NAME_LENGTH, type AdminsByLink, type FirstAdmin, type LinkPurpose, type LinkUsed } from '../contract/accounts.ts'
import { AppError } from '../contract/error.ts'
import { passwordFault, type Policy } from '../contract/policy.ts'
import { ROLES } from '../contract/roles.ts'
import type { Actor } from '../contract/scope.ts'
import { maskText } from '../ledger/mask.ts'
import { accountRow, changeAccount, lockAccount, type AccountRow } from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { findLink, putLink, takeLink, type LinkRow } from '../store/links.ts'
import { lockPolicy } from '../store/policy.ts'
import { addPost } from '../store/posts.ts'
import { endSessions } from '../store/sessions.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import { isEmpty, keepLettingIn, makeAccount } from './accounts.ts'
import { badField } from './faults.ts'
import { leaveDemo } from './leaveDemo.ts'
import { newPasswordHash, refused, storePassword } from './newPassword.ts'
import { hashPassword } from './passwords.ts'
import { readPolicy } from './policy.ts'
import { PROGRAM } from './scope.ts'
import type { Seen } from './sessions.ts'
import { plainLogin } from './signIn.ts'
import { newToken, tokenHash } from './tokens.ts'

const MS_PER_HOUR = 3_600_000
/** The link of the first start, which a new start replaces. */
const FIRST_HOURS = 24

export interface MadeLink {
  /** path of the page, with the token, which is stored nowhere, in the part that a browser sends to nobody */
  path: string
  expiresAt: Date
}

/** A link by which the account's holder sets a new password. */
export async function makeLink(tx: Transaction, by: Actor, account: AccountRow, made: { at: Date; atMachine: boolean }): Promise<MadeLink> {
  if (!made.atMachine) await keepLettingIn(tx, account)
  const { linkHours } = await readPolicy(tx)
  const link = await storeLink(tx, account.id, made, linkHours)
  await appendLine(tx, by, { action: 'link_made', at: made.at, subject: `account ${account.login}`, after: { until: link.expiresAt.toISOString() } })
  return link
}

/** The link by which the first three administrators are made; null once there is an account. */
export async function makeFirstLink(db: Database, at: Date): Promise<MadeLink | null> {
  return transaction(db, async (tx) => {
    await lockPolicy(tx)
    if (!(await isEmpty(tx))) return null
    const link = await storeLink(tx, null, { at, atMachine: true }, FIRST_HOURS)
    await appendLine(tx, PROGRAM, { action: 'link_made', at, subject: 'first administrators', after: { until: link.expiresAt.toISOString() } })
    return link
  })
}

async function storeLink(tx: Transaction, account: string | null, { at, atMachine }: { at: Date; atMachine: boolean }, hours: number): Promise<MadeLink> {
  const token = newToken()
  const expiresAt = new Date(at.getTime() + hours * MS_PER_HOUR)
  await putLink(tx, { token: tokenHash(token), account, at_machine: atMachine, made_at: at, expires_at: expiresAt })
  return { path: `/link#${token}`, expiresAt }
}

/** What a link is for. Throws `AppError` 404 for one that is used, replaced, too old, or none. */
export async function linkPurpose(db: Database, token: string, { at }: Seen): Promise<LinkPurpose> {
  const link = await findLink(db, tokenHash(token), at)
  const { minLength, classes } = await readPolicy(db)
  const account = link && (await accountOf(db, link))
  if (!link || (link.account !== null && !account)) throw unknownLink()
  const told = { expiresAt: link.expires_at.toISOString(), password: { minLength, classes } }
  return account ? { ...told, kind: 'password', login: account.login, name: account.name } : { ...told, kind: 'first_admins' }
}

async function accountOf(db: Database, { account }: LinkRow): Promise<AccountRow | null> {
  const row = account === null ? null : await accountRow(db, account)
  return row && row.closed_at === null ? row : null
}

/**
 * Sets a password by link. Unless the link was made at the machine, its maker may have used it himself: an account with
 * posts is held, and one without them when it gets its first.
 */
export async function passwordByLink(db: Database, token: string, password: string, seen: Seen): Promise<LinkUsed> {
  const hash = tokenHash(token)
  const link = await findLink(db, hash, seen.at)
  const account = link && (await accountOf(db, link))
  if (!link || !account) throw unknownLink()
  const stored = await newPasswordHash(db, account, password, await readPolicy(db), 'password')
  return transaction(db, async (tx) => {
    // in the order in which whoever renews the link or closes the account takes them
    await lockPolicy(tx)
    const now = await lockAccount(tx, account.id)
    if (!now || now.closed_at !== null || !(await takeLink(tx, hash, seen.at))) throw unknownLink()
    if (!link.at_machine) await keepLettingIn(tx, now)
    await storePassword(tx, now, stored, seen.at)
    const held = now.held || (now.side !== null && !link.at_machine)
    await changeAccount(tx, now.id, { held, by_admin: !link.at_machine || (now.by_admin && now.identity !== null) })
    await endSessions(tx, { account: now.id }, 'changed', seen.at)
    const by = { account: now.id, login: now.login, role: null, organisation: null, address: seen.address }
    await appendLine(tx, by, { action: 'link_used', at: seen.at, subject: `account ${now.login}`, after: { held } })
    return { logins: [now.login], held }
  })
}

/**
 * Makes the first three administrators, all or none. One person may set all three passwords, so that each is changed at
 * the first sign-in. What visitors of the demo set is undone.
 */
export async function adminsByLink(db: Database, token: string, { admins }: AdminsByLink, seen: Seen): Promise<LinkUsed> {
  const hash = tokenHash(token)
  const link = await findLink(db, hash, seen.at)
  if (!link || link.account !== null) throw unknownLink()
  const policy = await readPolicy(db)
  const logins = FIRST_ADMINS.map((role) => checkAdmin(role, admins[role], policy))
  const twice = FIRST_ADMINS.find((_, at) => logins.indexOf(logins[at]!) !== at)
  if (twice) throw badField(`admins.${twice}.login`, '三个登录名须各不相同', 'The three sign-in names must differ')
  const hashes = await Promise.all(FIRST_ADMINS.map((role) => hashPassword(admins[role].password)))
  return transaction(db, async (tx) => {
    await lockPolicy(tx)
    if (!(await takeLink(tx, hash, seen.at)) || !(await isEmpty(tx))) throw unknownLink()
    const by = { ...PROGRAM, address: seen.address }
    await appendLine(tx, by, { action: 'link_used', at: seen.at, subject: 'first administrators' })
    await leaveDemo(tx, by, seen.at)
    for (const [at, role] of FIRST_ADMINS.entries()) {
      await addAdmin(tx, by, role, { login: logins[at]!, name: admins[role].name.trim(), password: hashes[at]! }, seen.at)
    }
    return { logins, held: false }
  })
}

/** The sign-in name as it is kept. */
function checkAdmin(role: FirstAdmin, { login, name, password }: AdminsByLink['admins'][FirstAdmin], policy: Policy): string {
  const kept = checkLogin(login, `admins.${role}.login`)
  checkName(name, `admins.${role}.name`)
  const fault = passwordFault(password, policy, kept)
  if (fault) throw refused(`admins.${role}.password`, fault.say)
  return kept
}

async function addAdmin(
  tx: Transaction,
  by: Actor,
  role: FirstAdmin,
  { login, name, password }: { login: string; name: string; password: string },
  at: Date,
): Promise<void> {
  const { id } = await makeAccount(tx, by, { login, name, identity: null }, at)
  await changeAccount(tx, id, { password, password_at: at, password_due: true })
  const nowhere = { area: null, organisation_county: null, organisation: null }
  await addPost(tx, { id: uuidV7(at.getTime()), account: id, side: ROLES.row(role).side, role, ...nowhere, given_at: at })
  await appendLine(tx, by, { action: 'post_given', at, subject: `account ${login}`, after: { role } })
}

/** Of the program and the command line in the audit log. */
const RESERVED = new Set(['fengtu', 'cli'])

/** Throws `AppError` 400 for what cannot be a sign-in name. */
export function checkLogin(text: string, field: string): string {
  const login = plainLogin(text)
  if (LOGIN.test(login) && !RESERVED.has(login)) return aboutPost(login, field)
  throw badField(
    field,
    '登录名为 3 到 32 个字符，可用小写字母、数字、汉字和 . _ -，以字母、数字或汉字开头；请用岗位名，不用姓名',
    'A sign-in name has 3 to 32 characters: small letters, digits, Chinese characters and . _ -, beginning with a letter or digit. Name the post, no person',
  )
}

export function checkName(text: string, field: string): string {
  const name = text.trim()
  if (name.length > 0 && [...name].length <= NAME_LENGTH) return aboutPost(name, field)
  throw badField(field, `岗位名称为 1 到 ${NAME_LENGTH} 个字符`, `The name of a post has 1 to ${NAME_LENGTH} characters`)
}

/** Throws `AppError` 400 for the name or the telephone number of a person, as far as they can be told. */
function aboutPost(text: string, field: string): string {
  if (maskText(text) === text) return text
  throw badField(field, '这里像是写了人的姓名或电话；请写岗位，例如“柳河镇综治中心值班”', 'This reads like the name or the telephone number of a person: name the post, such as "Centre of Liuhe, duty desk"')
}

function unknownLink(): AppError {
  return new AppError('link_unknown', {
    status: 404,
    say: {
      zh: '这个链接无效：可能已用过、已过期，或已被新的链接取代。请向系统管理员要一个新的；首次启动的链接在服务器的输出里',
      en: 'This link is good for nothing: it was used, is too old, or another one replaced it. Ask the system administrator for a new one; that of the first start is in what the server printed',
    },
  })
}
