import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, type AppOptions } from '../../../server/api/app.ts'
import { ROLES } from '../../../server/contract/roles.ts'
import { sessionSchema } from '../../../server/api/sessionSchemas.ts'
import { accountListSchema, deviceListSchema, policyAnswerSchema } from '../../../server/api/accountSchemas.ts'
import { makeFirstLink } from '../../../server/access/links.ts'
import { COMMAND_LINE } from '../../../server/access/scope.ts'
import type { AccountLink, DeviceMade } from '../../../server/contract/accounts.ts'
import { POLICY_PRESET, type PolicyAnswer } from '../../../server/contract/policy.ts'
import { firstLink } from '../../../server/services/demoEntry.ts'
import { addDevice } from '../../../server/services/devices.ts'
import { installPack } from '../../../server/services/installPack.ts'
import { eraseCounty } from '../../../server/store/removal.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { countyScope } from '../../../server/access/scope.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { ADMINS, browser, openOffice, PASSWORD, tokenOf, type Office } from '../access/office.ts'
import { AREAS, contextOn, COUNTY, install, NOW, packOf } from '../services/county.ts'
import { cookieOf, makePerson } from './people.ts'

let database: TestDatabase
let office: Office
beforeAll(async () => {
  database = await engines[0]!.fresh()
  office = await openOffice(database)
})
afterAll(() => database.drop())

const summary = `/api/counties/${COUNTY}/summary`
const GATEWAY: AppOptions = { hosts: ['ditu.example.gov.cn'], around: { origin: new URL('https://ditu.example.gov.cn'), trustProxy: ['10.9.9.0/24', '10.1.1.1'], provider: null } }

test('answers keep to their schemas, to the last field', async () => {
  const { at, login } = await office.person('schema1', { role: 'clerk' })
  expect(sessionSchema.safeParse(await at.session()).error).toBeUndefined()
  expect(sessionSchema.safeParse((await at.signIn(login)).body).error).toBeUndefined()
  expect(accountListSchema.safeParse((await office.system.ask('GET', '/accounts')).body).error).toBeUndefined()
  expect(policyAnswerSchema.safeParse((await office.security.ask('GET', '/policy')).body).error).toBeUndefined()
  await office.security.ask('POST', '/devices', { name: '大厅', area: COUNTY, from: '10.1.2.0/24' })
  expect(deviceListSchema.safeParse((await office.security.ask('GET', '/devices')).body).error).toBeUndefined()
})

describe('behind a gateway with https', () => {
  test('the cookie is bound to the host and to https, and browsers are told to stay there', async () => {
    const { login } = await office.person('gateway1', { role: 'clerk' })
    const app = createApp(office.ctx, GATEWAY)
    const headers = { host: 'ditu.example.gov.cn', 'content-type': 'application/json' }
    const response = await app.request('/api/session', { method: 'POST', headers, body: JSON.stringify({ login, password: PASSWORD }) })
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-fengtu=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
    expect((await office.app.request('/api/health')).headers.get('strict-transport-security')).toBeNull()
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!
    expect((await app.request(summary, { headers: { host: 'ditu.example.gov.cn', cookie } })).status).toBe(200)
    // the name without the prefix, which another host of the domain could have set, is none
    expect((await app.request(summary, { headers: { host: 'ditu.example.gov.cn', cookie: cookie.replace('__Host-', '') } })).status).toBe(401)
  })

  test('an address is the one that the gateway saw, where the gateway can be trusted', async () => {
    const [{ login }, socket] = [await office.person('gateway2', { role: 'clerk' }), { incoming: { socket: { remoteAddress: '::ffff:10.9.9.9' } } }]
    const from = async (options: AppOptions, forwarded: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded }
      await createApp(office.ctx, options).request('/api/session', { method: 'POST', headers, body: JSON.stringify({ login, password: PASSWORD }) }, socket)
      const { rows } = await office.ctx.db.pool.query<{ address: string }>('SELECT address FROM audit_line ORDER BY seq DESC LIMIT 1')
      return rows[0]?.address
    }
    expect(await from(GATEWAY, '1.2.3.4, 10.1.1.7')).toBe('10.1.1.7')
    // a second gateway behind the first
    expect(await from(GATEWAY, '6.6.6.6, 1.2.3.4, 10.1.1.1')).toBe('1.2.3.4')
    expect(await from(GATEWAY, 'nonsense')).toBe('10.9.9.9')
    expect(await from({}, '1.2.3.4')).toBe('10.9.9.9')
    // somebody who comes past the gateway
    const past = { ...GATEWAY, around: { ...GATEWAY.around!, trustProxy: ['127.0.0.0/8'] } }
    expect(await from(past, '10.1.1.1')).toBe('10.9.9.9')
  })
})

describe('a cookie alone writes nothing from a foreign page', () => {
  test.each([
    ['DELETE', '/session', undefined],
    ['POST', '/session', { login: 'csrf1', password: PASSWORD }],
    ['POST', '/session/post', { post: 'x' }],
    ['POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' }],
    ['POST', '/session/second-factor/setup', undefined],
    ['POST', '/accounts', { login: 'csrf2', name: 'x' }],
    ['PUT', '/policy', {}],
  ])('%s %s', async (method, path, body) => {
    const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }]
    for (const headers of foreign) {
      expect((await office.system.ask(method, path, body, headers)).code).toBe('foreign_origin')
    }
    expect((await office.system.session()).account?.login).toBe('system')
  })
})

describe('answers are of one asker', () => {
  test('two accounts on one browser profile, and two posts, have tags of their own', async () => {
    const tag = async (cookie: string, language = 'zh') => {
      const { headers } = await office.app.request(summary, { headers: { cookie, 'accept-language': language } })
      expect([headers.get('cache-control'), headers.get('vary')]).toEqual(['private, no-cache', expect.stringMatching(/Cookie/) as string])
      return headers.get('etag')!
    }
    const cookies = await Promise.all([
      cookieOf(office.ctx, { role: 'clerk' }),
      cookieOf(office.ctx, { role: 'leader' }),
      cookieOf(office.ctx, { role: 'clerk', area: '990101001000' }),
    ])
    const tags = await Promise.all(cookies.map((cookie) => tag(cookie)))
    expect(new Set(tags).size).toBe(3)
    expect(await tag(cookies[0]!)).toBe(tags[0])
    const theirs = await office.app.request(summary, { headers: { cookie: cookies[1]!, 'if-none-match': tags[0]! } })
    expect(theirs.status).toBe(200)
    expect((await office.app.request(summary, { headers: { cookie: cookies[0]!, 'if-none-match': tags[0]! } })).status).toBe(304)
  })

  test('tiles stay with whoever may have them', async () => {
    const tiles = `/tiles/${COUNTY}/${'a'.repeat(64)}/boundaries.pmtiles`
    expect((await office.app.request(tiles)).status).toBe(401)
    const response = await office.app.request(tiles, { headers: { cookie: await cookieOf(office.ctx) } })
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, expect.stringMatching(/^private/) as string])
  })
})

describe('too much', () => {
  test('failed sign-ins of one address are sent away for a while; another address, and whoever succeeds, are not', async () => {
    const { login } = await office.person('limit1', { role: 'clerk' })
    const [guesser, neighbour] = [browser(office.app), browser(office.app)]
    for (let tried = 0; tried < 30; tried++) expect((await guesser.signIn(`nobody${tried}`, PASSWORD)).status).toBe(401)
    const refused = await guesser.signIn(login)
    expect([refused.status, refused.code]).toEqual([429, 'too_many_requests'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(200)
    for (let times = 0; times < 32; times++) expect((await neighbour.signIn(login)).status).toBe(200)
    // an office behind one address that begins its day at once, where somebody mistyped before
    const office_ = browser(office.app)
    for (let tried = 0; tried < 20; tried++) await office_.ask('POST', '/session', { login: 'x' })
    await office_.signIn('nobody', PASSWORD)
    const morning = await Promise.all(Array.from({ length: 45 }, () => browser(office.app, office_.address).signIn(login)))
    expect(morning.map(({ status }) => status)).toEqual(Array.from({ length: 45 }, () => 200))
  })

  test('so are guesses at links', async () => {
    const guesser = browser(office.app)
    const replies: number[] = []
    for (let tried = 0; tried < 32; tried++) replies.push((await guesser.ask('POST', '/links', { token: `guess${tried}` })).status)
    expect([replies[29], replies[30]]).toEqual([404, 429])
  })

  test('and a program that ran wild', async () => {
    const wild = browser(office.app)
    const replies = await Promise.all(Array.from({ length: 1_250 }, () => wild.ask('GET', '/health')))
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(50)
  })

  test.each([true, false])('a body of more than 256 kB, length told: %s', async (told) => {
    const body = JSON.stringify({ login: 'x'.repeat(300_000), password: 'x' })
    const headers = { 'content-type': 'application/json', ...(told && { 'content-length': String(body.length) }) }
    const stream = new ReadableStream<Uint8Array>({
      start(part) {
        part.enqueue(new TextEncoder().encode(body))
        part.close()
      },
    })
    const response = await office.app.request('/api/session', { method: 'POST', headers, body: told ? body : stream, ...(!told && { duplex: 'half' }) } as RequestInit)
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([413, 'body_too_large'])
  })
})

test('a read-only server lets people sign in and changes nothing else', async () => {
  const app = createApp({ ...office.ctx, writable: false })
  const { login } = await office.person('readonly1', { role: 'clerk' })
  const { body } = await office.system.ask<AccountLink>('POST', '/accounts', { login: 'readonly3', name: 'x' })
  const [at, system] = [browser(app), browser(app)]
  expect((await at.signIn(login)).status).toBe(200)
  await system.signIn('system')
  expect((await system.ask('POST', '/accounts', { login: 'readonly2', name: 'x' })).code).toBe('read_only')
  expect((await at.ask('POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' })).code).toBe('read_only')
  expect((await at.ask('POST', '/session/second-factor/setup')).code).toBe('read_only')
  expect((await browser(app).ask('POST', '/links/password', { token: tokenOf(body), password: PASSWORD })).code).toBe('read_only')
  const county = await at.ask<{ writable: boolean }>('GET', `/counties/${COUNTY}`)
  expect([county.status, county.body.writable]).toEqual([200, false])
  await office.system.signIn('system')
})

test('what is refused for want of a right stands in the audit log, without parameters', async () => {
  const { login, at } = await office.person('refused1', { role: 'supervisor', area: '990101001000' })
  await at.signIn(login)
  await office.told()
  await at.ask('GET', `/counties/${COUNTY}/imports?x=secret`)
  // what follows within the minute comes in one line behind it
  office.clock.now += 60_000
  await at.ask('GET', '/accounts')
  await at.ask('GET', `/counties/${COUNTY}/summary?area=990101002000`)
  expect(await office.told()).toEqual([`${login} refused GET /api/counties/${COUNTY}/imports`, `${login} refused GET /api/accounts`])
})

test('the token of a link is in no address, and one of an earlier version is told that it is good no more', async () => {
  const { body } = await office.system.ask<AccountLink>('POST', `/accounts/${(await office.person('linked1')).id}/link`)
  expect(body.path).toMatch(/^\/link#[\w-]{43}$/)
  const old = await browser(office.app).ask('GET', `/links/${tokenOf(body)}`)
  expect([old.status, old.code]).toEqual([410, 'link_old'])
})

describe('the demo', () => {
  async function demo() {
    const fresh = await engines[1]!.fresh()
    const ctx = contextOn(fresh, { now: NOW })
    // a mediator answers for an organisation, so the county has one
    await install(ctx, 'a', AREAS, [{ id: 'F1', name: '柳河镇人民调解委员会', kind: 'mediation_committee', area: '990101001000' as AreaCode }])
    return { ctx, fresh, app: createApp(ctx) }
  }

  test('lets whoever sits at the machine in as each role, and nobody else', async () => {
    const { app, ctx, fresh } = await demo()
    const here = browser(app, '127.0.0.1')
    expect(await here.session()).toMatchObject({ account: null, demo: ROLES.codes, empty: false })
    expect(await firstLink(ctx)).toBeNull()
    for (const role of ROLES.codes) {
      const { status, body } = await here.ask('POST', '/session/demo', { role })
      expect([role, status]).toEqual([role, 200])
      expect(body).toMatchObject({ post: { role }, rights: [...ROLES.row(role).rights], duty: null, lastSignIn: null, secondFactor: null })
    }
    expect((await here.ask('POST', '/session/demo', { role: 'supervisor' })).body.post?.areaName).toBe('枫溪县 / 柳河镇')
    expect((await here.ask('POST', '/session/demo', { role: 'worker' })).body.post?.area).toBe('99010100120101')
    const away = browser(app, '10.1.1.1')
    expect((await away.session()).demo).toEqual([])
    expect((await away.ask('POST', '/session/demo', { role: 'clerk' })).code).toBe('no_demo')
    // nor by taking the cookie elsewhere
    away.cookie = here.cookie
    expect(await away.session()).toMatchObject({ account: null, ended: 'demo' })
    await fresh.drop()
  })

  test('has no password, and gives nobody a way to set one', async () => {
    const { app, fresh } = await demo()
    const here = browser(app, '127.0.0.1')
    await here.ask('POST', '/session/demo', { role: 'clerk' })
    expect((await here.ask('POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' })).code).toBe('no_password')
    expect((await here.ask('POST', '/session/second-factor/setup')).code).toBe('no_password')
    await here.ask('POST', '/session/demo', { role: 'system_admin' })
    const { body } = await here.ask<{ accounts: unknown[] }>('GET', '/accounts')
    expect(body.accounts).toEqual([])
    await fresh.drop()
  })

  test('makes no account, says how to begin for real, and leaves nothing of what was set in it', async () => {
    const { app, ctx, fresh } = await demo()
    const here = browser(app, '127.0.0.1')
    await here.ask('POST', '/session/demo', { role: 'system_admin' })
    const refused = await here.ask('POST', '/accounts', { login: 'clerk01', name: '柳河镇综治中心值班' })
    expect([refused.status, refused.code, (refused.body as unknown as { detail: string }).detail]).toEqual([409, 'demo_accounts', expect.stringContaining('user link')])
    expect((await here.session()).demo).not.toEqual([])
    await here.ask('POST', '/session/demo', { role: 'security_admin' })
    const set = await here.ask<PolicyAnswer>('GET', '/policy')
    expect((await here.ask('PUT', '/policy', { ...set.body.policy, minLength: 8, lockFailures: 20, version: set.body.version })).status).toBe(200)
    const wall = await here.ask<DeviceMade>('POST', '/devices', { name: '大厅', area: COUNTY })
    const stays = await addDevice(ctx, COMMAND_LINE, { name: '中心', area: COUNTY as AreaCode })
    const token = tokenOf((await makeFirstLink(ctx.db, new Date(NOW)))!)
    expect((await here.ask('POST', '/links/admins', { token, admins: ADMINS })).status).toBe(200)
    const shows = async (bearer: string) => (await app.request(summary, { headers: { authorization: `Bearer ${bearer}` } })).status
    expect([await shows(wall.body.token), await shows(stays.token)]).toEqual([401, 200])
    expect((await here.ask('POST', '/session', { login: 'security', password: PASSWORD })).status).toBe(200)
    await here.ask('POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' })
    expect((await here.ask<PolicyAnswer>('GET', '/policy')).body).toMatchObject({ policy: POLICY_PRESET, changed: null })
    const { rows } = await ctx.db.pool.query<{ action: string; login: string }>(`SELECT action, login FROM audit_line WHERE action IN ('policy_changed', 'device_closed') ORDER BY seq`)
    expect(rows.map(({ action, login }) => `${login} ${action}`)).toEqual(['demo-security-admin policy_changed', 'fengtu policy_changed', 'fengtu device_closed'])
    await fresh.drop()
  })

  test('ends at once when somebody gets an account', async () => {
    const { app, ctx, fresh } = await demo()
    const here = browser(app, '127.0.0.1')
    await here.ask('POST', '/session/demo', { role: 'clerk' })
    await makePerson(ctx, 'somebody')
    expect((await here.ask('GET', '/counties')).code).toBe('not_signed_in')
    expect(await here.session()).toMatchObject({ account: null, ended: 'demo', demo: [], empty: false })
    expect((await here.ask('POST', '/session/demo', { role: 'clerk' })).code).toBe('no_demo')
    await fresh.drop()
  })

  test('and when a real county is installed, or none is left', async () => {
    const { app, ctx, fresh } = await demo()
    const here = browser(app, '127.0.0.1')
    await here.ask('POST', '/session/demo', { role: 'clerk' })
    const code = '140423000000' as AreaCode
    await installPack(ctx, packOf({ code, name: '襄垣县', fictional: false }, [{ ...AREAS[0]!, code, name: '襄垣县' }]))
    expect((await here.ask('GET', '/counties')).code).toBe('not_signed_in')
    expect(await here.session()).toMatchObject({ demo: [], empty: true, ended: 'demo' })
    expect((await firstLink(ctx))?.path).toMatch(/^\/link#[\w-]{43}$/)
    for (const county of [code, COUNTY]) await transaction(ctx.db, (tx) => eraseCounty(tx, countyScope(county)))
    expect((await here.ask('POST', '/session/demo', { role: 'clerk' })).code).toBe('no_demo')
    await fresh.drop()
  })
})
