import { createApp, type AppOptions } from '../../../server/api/app.ts'
import { makeFirstLink } from '../../../server/access/links.ts'
import { hashPassword } from '../../../server/access/passwords.ts'
import type { AccountLink } from '../../../server/contract/accounts.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import { POLICY_PRESET, type Policy, type PolicyAnswer } from '../../../server/contract/policy.ts'
import type { Session } from '../../../server/contract/session.ts'
import type { TestDatabase } from '../../databases.ts'
import { changeAccount } from '../../../server/store/accounts.ts'
import { makePerson, type Stand } from '../api/people.ts'
import { contextOn, install, NOW } from '../services/county.ts'
import type { Context } from '../../../server/services/context.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const PASSWORD = 'Fengxi-2024-a'

export interface Reply<Body> {
  status: number
  body: Body
  code: string | undefined
  headers: Headers
}

/** A browser on a machine of its own, as far as it keeps a cookie. */
export interface Browser {
  cookie: string
  readonly address: string
  ask<Body = Session>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<Body>>
  signIn(login: string, password?: string, code?: string): Promise<Reply<Session>>
  session(): Promise<Session>
}

let machines = 0

export function browser(app: ReturnType<typeof createApp>, address = `10.0.${(machines >> 8) & 255}.${machines++ & 255}`): Browser {
  const self: Browser = {
    cookie: '',
    address,
    async ask<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const init: RequestInit = { method, headers: { ...(self.cookie && { cookie: self.cookie }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers } }
      const response = await app.request(`/api${path}`, { ...init, ...(body !== undefined && { body: JSON.stringify(body) }) }, { incoming: { socket: { remoteAddress: address } } })
      const given = response.headers.get('set-cookie')
      if (given) self.cookie = given.split(';')[0]!.replace(/^[^=]+=$/, '')
      const text = await response.text()
      const parsed = (text === '' ? null : JSON.parse(text)) as Body
      return { status: response.status, body: parsed, code: (parsed as Partial<Problem> | null)?.code, headers: response.headers }
    },
    signIn: (login, password = PASSWORD, code) => self.ask('POST', '/session', { login, password, ...(code !== undefined && { code }) }),
    session: async () => (await self.ask<Session>('GET', '/session')).body,
  }
  return self
}

export interface Person {
  id: string
  login: string
  at: Browser
}

export interface Office {
  ctx: Context
  clock: { now: number }
  app: ReturnType<typeof createApp>
  system: Browser
  security: Browser
  audit: Browser
  /** somebody with a password, written straight into the database, and a post where one is given */
  person(login: string, stand?: Stand): Promise<Person>
  /** somebody who set his password by the link that the system administrator made */
  invited(login: string): Promise<Person>
  policy(changes: Partial<Policy>): Promise<void>
  /** actions of the audit log from the last call on, with whom they were done to */
  told(): Promise<string[]>
}

export const ADMINS = {
  system_admin: { login: 'system', name: '系统管理岗', password: PASSWORD },
  security_admin: { login: 'security', name: '安全管理岗', password: PASSWORD },
  audit_admin: { login: 'audit', name: '审计岗', password: PASSWORD },
}

let hashed: Promise<string> | null = null
export const tokenOf = ({ path }: { path: string }): string => path.slice('/link#'.length)

/** The county, and its three administrators as the first link makes them. */
export async function openOffice(database: TestDatabase, options: AppOptions = {}): Promise<Office> {
  const clock = { now: NOW }
  const ctx = contextOn(database, clock)
  await install(ctx)
  const app = createApp(ctx, options)
  const link = await makeFirstLink(ctx.db, new Date(clock.now))
  const made = await browser(app).ask('POST', '/links/admins', { token: tokenOf(link!), admins: ADMINS })
  if (made.status !== 200) throw new Error(JSON.stringify(made.body))
  // as if each had changed the password at the first sign-in
  await ctx.db.pool.query('UPDATE account SET password_due = false')
  const [system, security, audit] = [browser(app), browser(app), browser(app)]
  await Promise.all([system.signIn('system'), security.signIn('security'), audit.signIn('audit')])
  let seen = 0
  const office: Office = {
    ctx,
    clock,
    app,
    system,
    security,
    audit,
    async person(login, stand) {
      const id = await makePerson(ctx, login, stand)
      await changeAccount(ctx.db, id, { password: await (hashed ??= hashPassword(PASSWORD)), password_at: new Date(clock.now) })
      return { id, login, at: browser(app) }
    },
    async invited(login) {
      const { body } = await system.ask<AccountLink>('POST', '/accounts', { login, name: '柳河镇综治中心值班' })
      const used = await browser(app).ask('POST', '/links/password', { token: tokenOf(body), password: PASSWORD })
      if (used.status !== 200) throw new Error(JSON.stringify(used.body))
      return { id: body.account.id, login, at: browser(app) }
    },
    async policy(changes) {
      const { body } = await security.ask<PolicyAnswer>('GET', '/policy')
      const set = await security.ask('PUT', '/policy', { ...POLICY_PRESET, ...changes, version: body.version })
      if (set.status !== 200) throw new Error(JSON.stringify(set.body))
    },
    async told() {
      const { rows } = await ctx.db.pool.query<{ seq: number; action: string; login: string; subject: string | null }>(
        'SELECT seq, action, login, subject FROM audit_line WHERE seq > $1 ORDER BY seq',
        [seen],
      )
      seen = rows.at(-1)?.seq ?? seen
      return rows.map(({ action, login, subject }) => `${login} ${action}${subject ? ` ${subject}` : ''}`)
    },
  }
  await office.told()
  return office
}
