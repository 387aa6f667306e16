import { randomUUID } from 'node:crypto'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { newToken, tokenHash } from '../../../server/access/tokens.ts'
import type { createApp } from '../../../server/api/app.ts'
import { ROLES, type Role } from '../../../server/contract/roles.ts'
import type { Context } from '../../../server/services/context.ts'
import { addAccount } from '../../../server/store/accounts.ts'
import { addPost, postRows } from '../../../server/store/posts.ts'
import { addSession } from '../../../server/store/sessions.ts'
import { transaction } from '../../../server/store/transaction.ts'

/** Of the tests' county and of the demo; benches, which run without vitest, sign in as well. */
const COUNTY = '990101000000'

export interface Stand {
  role: Role
  /** the county unless given; administrators have none */
  area?: string
  organisation?: string
}

export const CLERK: Stand = { role: 'clerk' }
type Databases = WeakMap<Context['db'], Map<string, Promise<string>>>
const known: Databases = new WeakMap()
const STEP_MS = 300_000

/** The cookie of somebody who signed in a moment ago: account, post and session are written straight into the database. */
export function cookieOf(ctx: Pick<Context, 'db' | 'now'>, stand: Stand = CLERK): Promise<string> {
  let made = known.get(ctx.db)
  if (!made) known.set(ctx.db, (made = new Map()))
  const key = `${JSON.stringify(stand)} ${Math.floor(ctx.now() / STEP_MS)}`
  let cookie = made.get(key)
  if (!cookie) made.set(key, (cookie = makeCookie(ctx, stand)))
  return cookie
}

async function makeCookie({ db, now }: Pick<Context, 'db' | 'now'>, stand: Stand): Promise<string> {
  const account = await makePerson({ db, now }, `${stand.role.replace('_', '-')}-${randomUUID().slice(0, 8)}`, stand)
  const [post] = await postRows(db, account)
  const token = newToken()
  const at = new Date(now())
  const row = { account, post: post!.id, how: 'password', factorGiven: true, address: null } as const
  await addSession(db, { token: tokenHash(token), at, last: { at: null, from: null, failures: 0 }, ...row })
  return `fengtu=${token}`
}

/** An account without a password, and its post where one is given; gives its id. */
export async function makePerson({ db, now }: Pick<Context, 'db' | 'now'>, login: string, stand?: Stand): Promise<string> {
  const account = randomUUID()
  const at = new Date(now())
  await transaction(db, async (tx) => {
    await addAccount(tx, { id: account, login, name: '柳河镇综治中心值班', at })
    if (!stand) return
    const { role, area, organisation } = stand
    const { side } = ROLES.row(role)
    await addPost(tx, {
      id: randomUUID(),
      account,
      side,
      role,
      area: side === 'work' ? ((area ?? COUNTY) as AreaCode) : null,
      organisation_county: organisation === undefined ? null : (COUNTY as AreaCode),
      organisation: organisation ?? null,
      given_at: at,
    })
  })
  return account
}

/** The app as somebody sees it: a request that brings no cookie of its own gets his. */
export function seenBy(app: ReturnType<typeof createApp>, ctx: Pick<Context, 'db' | 'now'>, stand?: Stand): ReturnType<typeof createApp> {
  const request = app.request.bind(app)
  app.request = (async (input: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('cookie') && !headers.has('authorization')) headers.set('cookie', await cookieOf(ctx, stand))
    return request(input, { ...init, headers })
  }) as typeof app.request
  return app
}
