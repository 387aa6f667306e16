import { ROLES, type Right } from '../contract/roles.ts'
import type { Policy, SecondFactorRule } from '../contract/policy.ts'
import { SECOND_FACTOR } from '../contract/policy.ts'
import type { Duty, SessionEnd } from '../contract/session.ts'
import type { Actor } from '../contract/scope.ts'
import type { AccountRow, On } from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import type { PostRow } from '../store/posts.ts'
import { addSession, endSessions, findSession, forgetSessions, touchSession, type Ending, type Found, type SessionRow } from '../store/sessions.ts'
import type { Entry } from '../store/tables/accounts.ts'
import { transaction } from '../store/transaction.ts'
import { readPolicy } from './policy.ts'
import type { Holder } from './scope.ts'
import { newToken, tokenHash } from './tokens.ts'

const MS_PER_MINUTE = 60_000
const MS_PER_HOUR = 3_600_000
const MS_PER_DAY = 86_400_000
/** A request within so many ms of the last one that was noted is not noted again: it would be a write for each. */
const NOTED_EVERY_MS = 30_000
/** Sessions that ended are kept so long, to say why. */
const REMEMBERED_MS = 2 * MS_PER_DAY

/** Who asks. */
export interface Asker extends Holder {
  /** null for a screen wall's device */
  account: AccountRow | null
  session: SessionRow | null
  post: PostRow | null
  /** all of the account's */
  posts: readonly PostRow[]
  /** of the post, while no duty is open */
  rights: readonly Right[]
  duty: Duty | null
  factor: { on: boolean; rule: SecondFactorRule }
  policy: Policy
}

export type Sought = { asker: Asker; ended: null } | { asker: null; ended: SessionEnd | null }

export interface Seen {
  /** where the request came from */
  address: string | null
  at: Date
}

/** The asker of a session's token, or why there is none; `active` notes that something was asked for. */
export async function seek(
  on: On,
  token: string,
  { address, at }: Seen,
  active: boolean,
): Promise<Sought> {
  const hash = tokenHash(token)
  // in step, for this is asked before everything else
  const [found, policy] = await Promise.all([findSession(on, hash), readPolicy(on)])
  if (!found) return { asker: null, ended: null }
  const { session } = found
  if (session.ended !== null) return { asker: null, ended: session.ended === 'left' ? null : session.ended }
  const over = endOf(found, policy, at)
  if (over) {
    await endSessions(on, { token: hash }, over, at)
    return { asker: null, ended: over }
  }
  if (active && at.getTime() - session.active_at.getTime() >= NOTED_EVERY_MS) await touchSession(on, hash, at)
  return { asker: askerOf(found, policy, { address, at }), ended: null }
}

function endOf({ session, account }: Found, { idleMinutes, absoluteHours }: Policy, at: Date): SessionEnd | null {
  if (account.closed_at !== null) return 'closed'
  if (at.getTime() - session.started_at.getTime() >= absoluteHours * MS_PER_HOUR) return 'absolute'
  return at.getTime() - session.active_at.getTime() >= idleMinutes * MS_PER_MINUTE ? 'idle' : null
}

function askerOf({ session, account, posts }: Found, policy: Policy, { address, at }: Seen): Asker {
  const post = posts.find(({ id }) => id === session.post) ?? null
  const factor = { on: account.second_factor !== null, rule: factorRule(posts, policy) }
  const duty = dutyOf(account, session, factor, policy, at)
  return {
    account,
    session,
    post,
    posts,
    policy,
    factor,
    duty,
    by: actorOf(account, post, address),
    area: post?.area ?? null,
    organisationCounty: post?.organisation_county ?? null,
    rights: post && !duty ? ROLES.row(post.role).rights : [],
  }
}

export function actorOf(account: Pick<AccountRow, 'id' | 'login'>, post: PostRow | null, address: string | null): Actor {
  return { account: account.id, login: account.login, role: post?.role ?? null, organisation: post?.organisation ?? null, address }
}

function dutyOf(account: AccountRow, session: SessionRow, factor: Asker['factor'], { maxAgeDays }: Policy, at: Date): Duty | null {
  if (session.how === 'demo') return null
  if (factor.on && factor.rule !== 'off' && !session.factor_given) return 'second_factor'
  if (session.how === 'password' && account.password_due) return 'password'
  if (session.how === 'password' && maxAgeDays > 0 && account.password_at !== null) {
    if (at.getTime() - account.password_at.getTime() >= maxAgeDays * MS_PER_DAY) return 'password'
  }
  return factor.rule === 'required' && !factor.on ? 'second_factor_setup' : null
}

/** The strictest rule among the roles of an account's posts. */
export function factorRule(posts: readonly PostRow[], { secondFactor }: Policy): SecondFactorRule {
  const rules = posts.map(({ role }) => (role === 'wall' ? 'off' : secondFactor[role]))
  return SECOND_FACTOR[Math.max(0, ...rules.map((rule) => SECOND_FACTOR.indexOf(rule)))] ?? 'off'
}

/** Opens a session in a post. The text of its token goes to the browser, and the hash alone is stored. */
export async function openSession(
  on: On,
  account: AccountRow,
  { how, post, factorGiven }: { how: Entry; post: PostRow | null; factorGiven: boolean },
  { address, at }: Seen,
): Promise<{ text: string; hash: string }> {
  const text = newToken()
  const hash = tokenHash(text)
  const last = { at: account.signed_in_at, from: account.signed_in_from, failures: account.failures_told }
  await addSession(on, { token: hash, account: account.id, post: post?.id ?? null, how, factorGiven, address, at, last })
  await forgetSessions(on, new Date(at.getTime() - REMEMBERED_MS))
  return { text, hash }
}

/** Ends the asker's own session. */
export async function endSession(on: On, { session }: Asker, ended: Ending, at: Date): Promise<void> {
  if (session) await endSessions(on, { token: session.token }, ended, at)
}

/** Signing out. */
export async function leave(db: Database, { session, by }: Asker, { at }: Seen): Promise<void> {
  if (!session) return
  await transaction(db, async (tx) => {
    await endSessions(tx, { token: session.token }, 'left', at)
    await appendLine(tx, by, { action: 'signed_out', at, subject: `account ${by.login}` })
  })
}
