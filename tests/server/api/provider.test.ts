import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import IdentityProvider from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { namesOf, openProvider } from '../../../server/access/provider.ts'
import { createApp } from '../../../server/api/app.ts'
import { readConfig } from '../../../server/config.ts'
import { AppError } from '../../../server/contract/error.ts'
import type { Session } from '../../../server/contract/session.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { openOffice, type Office } from '../access/office.ts'

const SECRET = 'a-secret-of-the-client'
let database: TestDatabase
let office: Office
let fengtu: ServerType
let identities: Server
let address: string
let issuer: string

/** A real identity provider on a port of its own, and a real Fengtu on another, as browsers meet them. */
beforeAll(async () => {
  // it says much about what a provider of its own needs in earnest
  for (const kind of ['warn', 'info'] as const) vi.spyOn(console, kind).mockImplementation(() => {})
  database = await engines[0]!.fresh()
  office = await openOffice(database)
  identities = createServer().listen(0, '127.0.0.1')
  await once(identities, 'listening')
  issuer = `http://127.0.0.1:${(identities.address() as AddressInfo).port}`
  const provider = openProvider({ issuer: new URL(issuer), clientId: 'fengtu', clientSecret: SECRET, name: '统一身份认证' })
  const app = createApp(office.ctx, { around: { origin: null, trustProxy: [], provider } })
  fengtu = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(fengtu, 'listening')
  address = `http://127.0.0.1:${(fengtu.address() as AddressInfo).port}`
  const there = new IdentityProvider(issuer, {
    clients: [{ client_id: 'fengtu', client_secret: SECRET, redirect_uris: [`${address}/api/session/provider/callback`], grant_types: ['authorization_code'], response_types: ['code'] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    scopes: ['openid', 'profile'],
    cookies: { keys: ['k'] },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, preferred_username: `user.${sub}` }) }),
  })
  identities.on('request', there.callback())
})
afterAll(async () => {
  vi.restoreAllMocks()
  fengtu.close()
  identities.close()
  identities.closeAllConnections()
  await database.drop()
})
beforeEach(() => office.told())

/** A browser that follows redirects between the two hosts and keeps their cookies apart by name. */
function visitor() {
  const cookies = new Map<string, string>()
  async function go(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, cookie: [...cookies].map((pair) => pair.join('=')).join('; '), accept: 'text/html' }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=')
      if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  /** until a page comes, or Fengtu sends it to its own page; gives where that is */
  async function follow(response: Response, from: string): Promise<{ url: string; response: Response }> {
    let [at, now] = [from, response]
    while (now.status >= 300 && now.status < 400) {
      at = new URL(now.headers.get('location')!, at).href
      if (at.startsWith(address) && !at.includes('/api/')) return { url: at.slice(address.length), response: now }
      now = await go(at)
    }
    return { url: at, response: now }
  }
  /** fills in the provider's forms, first who he is, then that Fengtu may know */
  async function submit({ url, response }: { url: string; response: Response }, sub: string) {
    const html = await response.text()
    const [, action = ''] = /action="([^"]+)"/.exec(html) ?? []
    const [, prompt = ''] = /name="prompt" value="([^"]+)"/.exec(html) ?? []
    const form = new URLSearchParams({ prompt, login: sub, password: 'x' })
    return follow(await go(action, { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } }), url)
  }
  return {
    cookies,
    go,
    follow,
    async signIn(sub: string): Promise<string> {
      const start = `${address}/api/session/provider`
      let page = await follow(await go(start), start)
      for (let forms = 0; forms < 3 && page.url.startsWith('http'); forms++) page = await submit(page, sub)
      return page.url
    },
    async session(): Promise<Session> {
      return (await (await go(`${address}/api/session`)).json()) as Session
    },
  }
}

describe('an identity provider', () => {
  test('signs in whose user name an administrator linked, with the whole code flow', async () => {
    const { id, login } = await office.person('linked1', { role: 'clerk' })
    await office.ctx.db.pool.query('UPDATE account SET identity = $2 WHERE id = $1', [id, 'user.4711'])
    const at = visitor()
    expect((await at.session()).provider).toBe('统一身份认证')
    expect(await at.signIn('4711')).toBe('/')
    expect(await at.session()).toMatchObject({ account: { login }, post: { role: 'clerk' }, duty: null })
    expect([...at.cookies.keys()]).not.toContain('fengtu-trip')
    expect(await office.told()).toEqual([`fengtu account_changed account ${login}`, `${login} signed_in account ${login}`])
    // the user name may be somebody else's from now on: who it was is told by the subject
    const { rows } = await office.ctx.db.pool.query<{ identity: string }>('SELECT identity FROM account WHERE id = $1', [id])
    expect(rows).toEqual([{ identity: 'sub:4711' }])
    const again = visitor()
    expect(await again.signIn('4711')).toBe('/')
    expect(await office.told()).toEqual([`${login} signed_in account ${login}`])
  })

  test('or whose subject', async () => {
    const { id, login } = await office.person('linked2', { role: 'leader' })
    await office.ctx.db.pool.query('UPDATE account SET identity = $2 WHERE id = $1', [id, 'sub:4712'])
    const at = visitor()
    expect(await at.signIn('4712')).toBe('/')
    expect((await at.session()).account?.login).toBe(login)
  })

  test('makes no account for anybody else', async () => {
    const before = await office.ctx.db.pool.query('SELECT 1 FROM account')
    const at = visitor()
    expect(await at.signIn('5000')).toBe('/sign-in?refused=identity_unknown')
    expect((await at.session()).account).toBeNull()
    expect((await office.ctx.db.pool.query('SELECT 1 FROM account')).rowCount).toBe(before.rowCount)
    expect(await office.told()).toEqual(['? sign_in_failed'])
  })

  test('lets nobody in whose account is closed or held', async () => {
    for (const [sub, change] of [['4713', 'closed_at = now()'], ['4714', 'held = true']] as const) {
      const { id } = await office.person(`linked${sub}`, { role: 'clerk' })
      await office.ctx.db.pool.query(`UPDATE account SET identity = $2, ${change} WHERE id = $1`, [id, `sub:${sub}`])
      expect(await visitor().signIn(sub)).toBe('/sign-in?refused=identity_unknown')
    }
  })

  test('is not believed without what the browser took along', async () => {
    const at = visitor()
    for (const url of ['/api/session/provider/callback', '/api/session/provider/callback?code=x&state=y']) {
      const back = await at.follow(await at.go(address + url), address + url)
      expect(back.url).toBe('/sign-in?refused=provider_refused')
    }
    await at.go(`${address}/api/session/provider`)
    const forged = `${address}/api/session/provider/callback?code=x&state=y`
    expect((await at.follow(await at.go(forged), forged)).url).toBe('/sign-in?refused=provider_refused')
    expect((await at.session()).account).toBeNull()
  })

  test('goes there with PKCE, state and nonce, and keeps its trip for the callback alone', async () => {
    const response = await fetch(`${address}/api/session/provider`, { redirect: 'manual' })
    const { searchParams: asked } = new URL(response.headers.get('location')!)
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid profile', redirect_uri: `${address}/api/session/provider/callback` })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)!.length).toBeGreaterThan(20)
    expect(response.headers.get('set-cookie')).toMatch(/^fengtu-trip=.*; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('that does not answer is told, and asked again the next time', async () => {
    const provider = openProvider({ issuer: new URL('http://127.0.0.1:1'), clientId: 'x', clientSecret: 'x', name: 'x' })
    const app = createApp(office.ctx, { around: { origin: null, trustProxy: [], provider } })
    for (let tried = 0; tried < 2; tried++) {
      const response = await app.request('/api/session/provider')
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'provider_silent'])
    }
    expect((await office.app.request('/api/session/provider')).status).toBe(404)
  })

  test('a user name that looks like somebody’s subject is none', () => {
    expect(namesOf('1', 'wang')).toEqual(['sub:1', 'wang'])
    expect(namesOf('1', 'sub:2')).toEqual(['sub:1'])
    expect(namesOf('1', undefined)).toEqual(['sub:1'])
  })
})

/** Null where it is refused by its name. */
function originOf(text: string): string | null {
  try {
    return readConfig({ FENGTU_ORIGIN: text }).origin?.origin ?? null
  } catch (error) {
    if (error instanceof AppError && error.field === 'FENGTU_ORIGIN') return null
    throw error
  }
}

describe('settings', () => {
  const oidc = { FENGTU_OIDC_ISSUER: 'https://id.example', FENGTU_OIDC_CLIENT_ID: 'a', FENGTU_OIDC_CLIENT_SECRET: 'b' }
  test('of the provider stand together', () => {
    expect(readConfig(oidc).provider).toMatchObject({ clientId: 'a', clientSecret: 'b', name: '统一身份认证' })
    expect(readConfig({ ...oidc, FENGTU_OIDC_NAME: '浙政钉' }).provider?.name).toBe('浙政钉')
    expect(readConfig({}).provider).toBeNull()
    expect(() => readConfig({ ...oidc, FENGTU_OIDC_CLIENT_SECRET: '' })).toThrow('FENGTU_OIDC_CLIENT_SECRET')
    for (const text of ['id', 'http://id.example', 'ftp://id.example']) expect(() => readConfig({ ...oidc, FENGTU_OIDC_ISSUER: text })).toThrow('FENGTU_OIDC_ISSUER')
    expect(readConfig({ ...oidc, FENGTU_OIDC_ISSUER: 'http://127.0.0.1:9000' }).provider?.issuer.port).toBe('9000')
  })

  test('of the gateway are its addresses; 1 is this machine', () => {
    const gateways = (text: string) => readConfig({ FENGTU_TRUST_PROXY: text }).trustProxy
    expect([gateways(''), gateways('0'), gateways('1'), gateways('10.1.2.3, 10.1.4.0/24')]).toEqual([[], [], ['127.0.0.0/8', '::1'], ['10.1.2.3', '10.1.4.0/24']])
    for (const text of ['true', 'gateway', '10.1.2.3,', '10.1.2.3/99']) expect(() => gateways(text)).toThrow('FENGTU_TRUST_PROXY')
  })

  test.each([
    ['https://ditu.example.gov.cn', 'https://ditu.example.gov.cn'],
    ['https://ditu.example.gov.cn:8443/', 'https://ditu.example.gov.cn:8443'],
    ['http://10.1.2.3', 'http://10.1.2.3'],
    ['ditu.example.gov.cn', null],
    ['https://ditu.example.gov.cn/fengtu', null],
    ['ftp://ditu', null],
  ])('FENGTU_ORIGIN=%s', (text, origin) => {
    expect(originOf(text)).toBe(origin)
  })
})
