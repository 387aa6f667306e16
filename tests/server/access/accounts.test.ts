import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeFirstLink } from '../../../server/access/links.ts'
import type { Account, AccountLink, AccountList, DeviceMade, LinkPurpose, LinkUsed, PostPlaces } from '../../../server/contract/accounts.ts'
import type { PolicyAnswer } from '../../../server/contract/policy.ts'
import { ROLES, type Role } from '../../../server/contract/roles.ts'
import { listAccounts } from '../../../server/services/accounts.ts'
import { putOrganisations } from '../../../server/store/organisations.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import fc from '../../property.ts'
import { organisations, ORGANISATIONS } from '../services/caseLife/life.ts'
import { contextOn, COUNTY, install, NOW, SCOPE } from '../services/county.ts'
import { createApp } from '../../../server/api/app.ts'
import { ADMINS, browser, DAY, HOUR, openOffice, PASSWORD, tokenOf, type Office } from './office.ts'

const TOWN = '990101001000'

describe.each(engines)('accounts, on $name', ({ fresh }) => {
  let database: TestDatabase
  let office: Office
  beforeAll(async () => {
    database = await fresh()
    office = await openOffice(database)
  })
  afterAll(() => database.drop())
  beforeEach(async () => {
    await Promise.all([office.system.signIn('system'), office.security.signIn('security'), office.audit.signIn('audit')])
    await office.told()
  })
  let made = 0
  const name = () => `someone${++made}`
  const listed = async (id: string): Promise<Account> => {
    const { body } = await office.system.ask<AccountList>('GET', '/accounts')
    return body.accounts.find((account) => account.id === id)!
  }
  const give = (id: string, post: object) => office.security.ask<Account>('POST', `/accounts/${id}/posts`, post)
  const open = (token: string, password: string) => browser(office.app).ask<LinkUsed>('POST', '/links/password', { token, password })

  describe('the three administrators', () => {
    test('the system administrator makes an account without a post, whose holder sets the password', async () => {
      const login = name()
      const { body, status, headers } = await office.system.ask<AccountLink>('POST', '/accounts', { login, name: '太峪司法所' })
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
      expect(body.account).toMatchObject({ login, name: '太峪司法所', posts: [], ready: false, held: false, link: { expiresAt: body.expiresAt } })
      const asked = await browser(office.app).ask<LinkPurpose>('POST', '/links', { token: tokenOf(body) })
      expect(asked.body).toEqual({ kind: 'password', login, name: '太峪司法所', expiresAt: body.expiresAt, password: { minLength: 10, classes: 3 } })
      expect((await open(tokenOf(body), 'too-short')).code).toBe('password_refused')
      expect((await open(tokenOf(body), PASSWORD)).body).toEqual({ logins: [login], held: false })
      expect((await open(tokenOf(body), PASSWORD)).code).toBe('link_unknown')
      expect(await office.told()).toEqual([`system account_made account ${login}`, `system link_made account ${login}`, `${login} link_used account ${login}`])
      const at = browser(office.app)
      expect((await at.signIn(login)).body).toMatchObject({ post: null, rights: [] })
      expect((await at.ask('GET', `/counties/${COUNTY}`)).code).toBe('not_allowed')
    })

    test('the security administrator gives posts and takes them, the system administrator may not', async () => {
      const { id, login } = await office.person(name())
      expect((await office.system.ask('POST', `/accounts/${id}/posts`, { role: 'clerk', area: COUNTY })).code).toBe('not_allowed')
      const given = await give(id, { role: 'clerk', area: TOWN })
      expect(given.body.posts).toMatchObject([{ role: 'clerk', area: TOWN, areaName: '枫溪县 / 柳河镇', organisation: null }])
      expect((await give(id, { role: 'clerk', area: TOWN })).code).toBe('post_held')
      const post = given.body.posts[0]!.id
      expect((await office.system.ask('DELETE', `/accounts/${id}/posts/${post}`)).code).toBe('not_allowed')
      expect((await office.security.ask<Account>('DELETE', `/accounts/${id}/posts/${post}`)).body.posts).toEqual([])
      expect((await office.security.ask('DELETE', `/accounts/${id}/posts/${post}`)).code).toBe('post_unknown')
      const told = (await office.told()).filter((line) => line.includes(`account ${login}`))
      expect(told).toEqual([`security post_given account ${login}`, `security post_withdrawn account ${login}`])
    })

    test('the security administrator makes no account, closes none, and sends no link', async () => {
      const { id } = await office.person(name())
      const tries = [
        await office.security.ask('POST', '/accounts', { login: name(), name: 'x' }),
        await office.security.ask('POST', `/accounts/${id}/link`),
        await office.security.ask('PATCH', `/accounts/${id}`, { closed: true }),
        await office.security.ask('PATCH', `/accounts/${id}`, { name: 'x' }),
        await office.security.ask('PATCH', `/accounts/${id}`, { identity: 'x' }),
      ]
      expect(tries.map(({ status, code }) => [status, code])).toEqual(tries.map(() => [403, 'not_allowed']))
    })

    test('the audit administrator changes nothing at all but his own password', async () => {
      const { id } = await office.person(name())
      const tries = [
        await office.audit.ask('GET', '/accounts'),
        await office.audit.ask('POST', '/accounts', { login: name(), name: 'x' }),
        await office.audit.ask('PATCH', `/accounts/${id}`, { locked: false }),
        await office.audit.ask('POST', `/accounts/${id}/posts`, { role: 'leader', area: COUNTY }),
        await office.audit.ask('PUT', '/policy', {}),
        await office.audit.ask('POST', '/devices', { name: 'x', area: COUNTY }),
      ]
      expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 403))
      expect((await office.audit.ask('POST', '/session/password', { current: PASSWORD, next: 'Other-2024-bbb' })).status).toBe(200)
      expect((await office.audit.ask('POST', '/session/password', { current: 'Other-2024-bbb', next: 'Other-2024-ccc' })).status).toBe(200)
      await office.ctx.db.pool.query(`UPDATE account a SET password = b.password FROM account b WHERE a.login = 'audit' AND b.login = 'system'`)
    })

    test('nobody changes his own posts, closes himself or lets himself in', async () => {
      const { body } = await office.security.ask<AccountList>('GET', '/accounts')
      const [mine, systems] = ['security', 'system'].map((login) => body.accounts.find((account) => account.login === login)!)
      expect((await give(mine!.id, { role: 'security_admin' })).code).toBe('own_account')
      expect((await office.security.ask('DELETE', `/accounts/${mine!.id}/posts/${mine!.posts[0]!.id}`)).code).toBe('own_account')
      expect((await office.system.ask('PATCH', `/accounts/${systems!.id}`, { closed: true })).code).toBe('own_account')
    })
  })

  describe('posts of two sides never meet', () => {
    test.each([
      ['clerk', 'system_admin'],
      ['system_admin', 'security_admin'],
      ['security_admin', 'audit_admin'],
      ['audit_admin', 'leader'],
      ['system_admin', 'worker'],
    ] as const)('%s and %s', async (one, other) => {
      const { id } = await office.person(name(), { role: one })
      const post = ROLES.row(other).side === 'work' ? { role: other, area: COUNTY } : { role: other }
      expect((await give(id, post)).code).toBe('sides_mixed')
      // and the database itself refuses it, whoever writes
      const { side } = ROLES.row(other)
      const insert = office.ctx.db.pool.query(
        `INSERT INTO post (id, account, side, role, area, given_at) VALUES ($1, $2, $3, $4, $5, now())`,
        [randomUUID(), id, side, other, side === 'work' ? COUNTY : null],
      )
      await expect(insert).rejects.toMatchObject({ code: '23503' })
      await expect(office.ctx.db.pool.query('UPDATE account SET side = $2 WHERE id = $1', [id, side])).rejects.toMatchObject({ code: '23503' })
    })

    test('the side of a post is that of its role, in the database as well', async () => {
      const { id } = await office.person(name(), { role: 'clerk' })
      const lie = office.ctx.db.pool.query(`INSERT INTO post (id, account, side, role, area, given_at) VALUES ($1, $2, 'work', 'security_admin', $3, now())`, [randomUUID(), id, COUNTY])
      await expect(lie).rejects.toMatchObject({ code: '23514' })
    })

    test('an account that lost its last post may have one of another side', async () => {
      const { id } = await office.person(name(), { role: 'clerk' })
      await office.security.ask('DELETE', `/accounts/${id}/posts/${(await listed(id)).posts[0]!.id}`)
      expect((await give(id, { role: 'audit_admin' })).body.posts).toMatchObject([{ role: 'audit_admin', area: null }])
    })

    test('whatever is given in whatever order', async () => {
      const roles = fc.constantFrom(...ROLES.codes.filter((code) => code !== 'wall'))
      await fc.assert(
        fc.asyncProperty(fc.array(roles, { minLength: 1, maxLength: 5 }), async (wanted) => {
          const { id } = await office.person(name())
          const replies: number[] = []
          for (const role of wanted) {
            const work = ROLES.row(role).side === 'work' && role !== 'mediator'
            replies.push((await give(id, work ? { role, area: COUNTY } : { role })).status)
          }
          const { posts } = await listed(id)
          expect(new Set(posts.map(({ role }) => ROLES.row(role).side)).size).toBeLessThanOrEqual(1)
          expect(posts).toHaveLength(replies.filter((status) => status === 200).length)
        }),
        { seed: 21, numRuns: 12 },
      )
    })
  })

  describe('neither of the two gets into an account alone', () => {
    test('a new password by the system administrator’s link waits for the security administrator', async () => {
      const { id, login, at } = await office.person(name(), { role: 'clerk' })
      await at.signIn(login)
      const { body } = await office.system.ask<AccountLink>('POST', `/accounts/${id}/link`)
      expect((await at.session()).account).not.toBeNull()
      expect((await open(tokenOf(body), 'Thief-2024-xyz')).body.held).toBe(true)
      expect((await at.session()).ended).toBe('changed')
      expect((await browser(office.app).signIn(login, 'Thief-2024-xyz')).status).toBe(401)
      expect((await listed(id)).held).toBe(true)
      expect((await office.system.ask('PATCH', `/accounts/${id}`, { locked: false })).code).toBe('not_allowed')
      expect((await office.security.ask<Account>('PATCH', `/accounts/${id}`, { locked: false })).body.held).toBe(false)
      expect((await browser(office.app).signIn(login, 'Thief-2024-xyz')).status).toBe(200)
    })

    test('nor does another identity let anybody in, nor opening what was closed', async () => {
      const [one, other] = [await office.person(name(), { role: 'leader' }), await office.person(name(), { role: 'leader' })]
      await one.at.signIn(one.login)
      expect((await office.system.ask<Account>('PATCH', `/accounts/${one.id}`, { identity: name() })).body.held).toBe(true)
      expect((await one.at.session()).ended).toBe('changed')
      await office.system.ask('PATCH', `/accounts/${other.id}`, { closed: true })
      expect((await office.system.ask<Account>('PATCH', `/accounts/${other.id}`, { closed: false })).body).toMatchObject({ closedAt: null, held: true })
      expect((await browser(office.app).signIn(other.login)).status).toBe(401)
    })

    test('nor the way around: an account of administrators is held as well', async () => {
      const { id, login } = await office.person(name(), { role: 'security_admin' })
      const { body } = await office.system.ask<AccountLink>('POST', `/accounts/${id}/link`)
      await open(tokenOf(body), 'Thief-2024-xyz')
      expect((await browser(office.app).signIn(login, 'Thief-2024-xyz')).status).toBe(401)
    })

    test('a link that was used before there was a post makes the first one wait, and no later one', async () => {
      const { id, login, at } = await office.invited(name())
      expect((await listed(id)).held).toBe(false)
      await at.signIn(login)
      expect((await give(id, { role: 'clerk', area: TOWN })).body.held).toBe(true)
      expect((await at.session()).ended).toBe('changed')
      expect((await at.signIn(login)).status).toBe(401)
      expect((await office.security.ask<Account>('PATCH', `/accounts/${id}`, { locked: false })).body.held).toBe(false)
      expect((await at.signIn(login)).status).toBe(200)
      expect((await give(id, { role: 'leader', area: TOWN })).body.held).toBe(false)
    })

    test('so does an identity that was given before, at the making or later', async () => {
      const early = await office.system.ask<AccountLink>('POST', '/accounts', { login: name(), name: '太峪司法所', identity: name() })
      const later = await office.person(name())
      await office.system.ask('PATCH', `/accounts/${later.id}`, { identity: name() })
      for (const id of [early.body.account.id, later.id]) expect((await give(id, { role: 'clerk', area: TOWN })).body.held).toBe(true)
    })
  })

  describe('the last administrator of a kind', () => {
    test('is not closed and keeps his post, whoever else is there but cannot sign in', async () => {
      const audit = (await office.system.ask<AccountList>('GET', '/accounts')).body.accounts.filter(({ posts }) => posts.some(({ role }) => role === 'audit_admin'))
      const [last, ...others] = audit.sort((a) => (a.login === 'audit' ? -1 : 1))
      for (const { id } of others) await office.system.ask('PATCH', `/accounts/${id}`, { closed: true })
      const { body } = await office.system.ask<AccountLink>('POST', '/accounts', { login: name(), name: '审计岗二' })
      await give(body.account.id, { role: 'audit_admin' })
      expect((await office.system.ask('PATCH', `/accounts/${last!.id}`, { closed: true })).code).toBe('last_admin')
      expect((await office.security.ask('DELETE', `/accounts/${last!.id}/posts/${last!.posts[0]!.id}`)).code).toBe('last_admin')
      // one who can takes over
      const { id } = await office.person(name(), { role: 'audit_admin' })
      expect((await office.system.ask<Account>('PATCH', `/accounts/${last!.id}`, { closed: true })).status).toBe(200)
      expect((await office.system.ask('PATCH', `/accounts/${id}`, { closed: true })).code).toBe('last_admin')
      await office.system.ask('PATCH', `/accounts/${last!.id}`, { closed: false })
      await office.security.ask('PATCH', `/accounts/${last!.id}`, { locked: false })
    })

    test('is not made to wait by the system administrator either, where nobody could let him in, and not closed while he waits', async () => {
      const security = (await office.system.ask<AccountList>('GET', '/accounts')).body.accounts.filter(({ posts }) => posts.some(({ role }) => role === 'security_admin'))
      const last = security.find(({ login }) => login === 'security')!
      for (const { id } of security) if (id !== last.id) await office.system.ask('PATCH', `/accounts/${id}`, { closed: true })
      const before = await office.person(name(), { role: 'security_admin' })
      const { body: early } = await office.system.ask<AccountLink>('POST', `/accounts/${last.id}/link`)
      await office.system.ask('PATCH', `/accounts/${before.id}`, { closed: true })
      const identity = await office.system.ask('PATCH', `/accounts/${last.id}`, { identity: name() })
      expect([identity.code, (identity.body as unknown as { detail: string }).detail]).toEqual(['last_security_admin', expect.stringContaining('fengtu user link security')])
      expect((await office.system.ask('POST', `/accounts/${last.id}/link`)).code).toBe('last_security_admin')
      // a link from before, when there were two
      expect((await open(tokenOf(early), 'Thief-2024-xyz')).code).toBe('last_security_admin')
      // nor is the way in taken from whoever has no password
      const { rows: [kept] } = await office.ctx.db.pool.query<{ password: string; password_at: Date }>(`SELECT password, password_at FROM account WHERE id = $1`, [last.id])
      await office.ctx.db.pool.query(`UPDATE account SET password = NULL, password_at = NULL, identity = 'security-at-the-provider' WHERE id = $1`, [last.id])
      expect((await office.system.ask('PATCH', `/accounts/${last.id}`, { identity: null })).code).toBe('last_admin')
      await office.ctx.db.pool.query('UPDATE account SET password = $2, password_at = $3 WHERE id = $1', [last.id, kept!.password, kept!.password_at])
      expect((await office.system.ask('PATCH', `/accounts/${last.id}`, { identity: null })).status).toBe(200)
      await office.ctx.db.pool.query('UPDATE account SET held = true WHERE id = $1', [last.id])
      expect((await office.system.ask('PATCH', `/accounts/${last.id}`, { closed: true })).code).toBe('last_admin')
      await office.ctx.db.pool.query('UPDATE account SET held = false WHERE id = $1', [last.id])
    })

    test('two that are closed at once leave one', async () => {
      const [one, other] = [await office.person(name(), { role: 'audit_admin' }), await office.person(name(), { role: 'audit_admin' })]
      const all = (await office.system.ask<AccountList>('GET', '/accounts')).body.accounts
      for (const { id, posts } of all) {
        if (posts.some(({ role }) => role === 'audit_admin') && id !== one.id && id !== other.id) await office.system.ask('PATCH', `/accounts/${id}`, { closed: true })
      }
      const replies = await Promise.all([one, other].map(({ id }) => office.system.ask('PATCH', `/accounts/${id}`, { closed: true })))
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
      const audit = all.find(({ login }) => login === 'audit')!
      await office.system.ask('PATCH', `/accounts/${audit.id}`, { closed: false })
      await office.security.ask('PATCH', `/accounts/${audit.id}`, { locked: false })
    })
  })

  describe('what is refused', () => {
    test.each([
      [{ role: 'clerk' }, 400, 'area'],
      [{ role: 'clerk', area: '123' }, 400, 'area'],
      [{ role: 'clerk', area: '990101001203' }, 400, 'area'],
      [{ role: 'mediator', area: COUNTY }, 400, 'organisation'],
      [{ role: 'mediator', area: COUNTY, organisation: { county: COUNTY, id: 'nobody' } }, 400, 'organisation'],
      [{ role: 'audit_admin', area: COUNTY }, 400, 'area'],
      [{ role: 'wall', area: COUNTY }, 400, 'role'],
      [{ role: 'king', area: COUNTY }, 400, 'role'],
    ])('the post %o', async (post, status, field) => {
      const { id } = await office.person(name())
      const reply = await give(id, post)
      expect([reply.status, (reply.body as unknown as { field: string }).field]).toEqual([status, field])
    })

    test.each([
      ['worker', '99010100120101', 'village', 400],
      ['supervisor', TOWN, 'town', 400],
      ['mediator', TOWN, 'far', 400],
      ['mediator', '990101001201', 'far', 400],
      ['mediator', TOWN, 'village', 200],
      ['mediator', TOWN, 'housing', 200],
      ['clerk', '990101001202', 'town', 200],
      ['leader', '990100000000', 'far', 200],
    ])('a %s of %s in the organisation %s is answered with %i', async (role, area, organisation, status) => {
      await transaction(office.ctx.db, (tx) => putOrganisations(tx, SCOPE, organisations(), 1))
      const { id } = await office.person(name())
      const reply = await give(id, { role, area, organisation: { county: COUNTY, id: organisation } })
      expect([reply.status, (reply.body as unknown as { field?: string }).field]).toEqual([status, status === 400 ? 'organisation' : undefined])
      expect((await listed(id)).posts.map((post) => post.organisation?.name)).toEqual(status === 200 ? [ORGANISATIONS[organisation]![0]] : [])
    })

    test('the list of accounts asks for the names of its organisations once, and of no other', async () => {
      await transaction(office.ctx.db, (tx) => putOrganisations(tx, SCOPE, organisations(), 1))
      for (const organisation of ['town', 'village']) await office.person(name(), { role: 'mediator', area: TOWN, organisation })
      const asked = vi.spyOn(office.ctx.db.pool, 'query')
      await listAccounts(office.ctx)
      const calls = (asked.mock.calls as unknown as [string, unknown[]][]).filter(([text]) => typeof text === 'string' && text.includes('FROM organisation'))
      asked.mockRestore()
      expect(calls).toHaveLength(1)
      expect(calls[0]![1][1]).toEqual(expect.arrayContaining(['town', 'village']))
    })

    test('an area above installed counties is taken', async () => {
      const { id } = await office.person(name())
      expect((await give(id, { role: 'leader', area: '990100000000' })).body.posts).toMatchObject([{ areaName: '枫溪县' }])
    })

    test.each(['', 'ab', 'Zhang San', '.x1', 'x'.repeat(33), 'cli', 'fengtu', 'a/b/c'])('the sign-in name %j', async (login) => {
      expect((await office.system.ask('POST', '/accounts', { login, name: '岗位' })).status).toBe(400)
    })

    test('a name that is taken, an account that there is not, a closed one', async () => {
      const { id, login } = await office.person(name())
      expect((await office.system.ask('POST', '/accounts', { login, name: '岗位' })).code).toBe('login_taken')
      expect((await office.system.ask('PATCH', '/accounts/nobody', { name: '岗位' })).code).toBe('account_unknown')
      await office.system.ask('PATCH', `/accounts/${id}`, { closed: true })
      expect((await office.system.ask('POST', `/accounts/${id}/link`)).code).toBe('account_closed')
      expect((await give(id, { role: 'clerk', area: COUNTY })).code).toBe('account_closed')
    })

    test('a policy that another security administrator changed meanwhile', async () => {
      const { body } = await office.security.ask<PolicyAnswer>('GET', '/policy')
      await office.policy({ minLength: 12 })
      const late = await office.security.ask('PUT', '/policy', { ...body.policy, maxAgeDays: 30, version: body.version })
      expect([late.status, late.code]).toEqual([409, 'policy_changed'])
      expect((late.body as unknown as { current: PolicyAnswer }).current).toMatchObject({ version: body.version + 1, policy: { minLength: 12 } })
      await office.policy({})
    })

    test('an identity of somebody else', async () => {
      const [one, other] = [await office.person(name()), await office.person(name())]
      const identity = name()
      expect((await office.system.ask<Account>('PATCH', `/accounts/${one.id}`, { identity })).body.identity).toBe(identity)
      expect((await office.system.ask('PATCH', `/accounts/${other.id}`, { identity })).code).toBe('identity_taken')
    })
  })

  test('a link is good for its time, and a new one takes its place', async () => {
    const { body } = await office.system.ask<AccountLink>('POST', '/accounts', { login: name(), name: '岗位' })
    const again = await office.system.ask<AccountLink>('POST', `/accounts/${body.account.id}/link`)
    expect((await open(tokenOf(body), PASSWORD)).code).toBe('link_unknown')
    office.clock.now += 72 * HOUR
    expect((await open(tokenOf(again.body), PASSWORD)).code).toBe('link_unknown')
    office.clock.now -= 72 * HOUR
    expect((await open(tokenOf(again.body), PASSWORD)).status).toBe(200)
  })

  test('areas for a post are found by name, pinyin and code, and one above by its code', async () => {
    const find = async (q: string) => (await office.security.ask<PostPlaces>('GET', `/accounts/places?q=${encodeURIComponent(q)}`)).body.places.map(({ code, path }) => [code, path])
    expect(await find('liuhe')).toContainEqual([TOWN, '枫溪县 / 柳河镇'])
    expect(await find(TOWN)).toEqual([[TOWN, '枫溪县 / 柳河镇']])
    expect((await find('990100000000'))[0]).toEqual(['990100000000', '枫溪县'])
    expect((await office.system.ask('GET', '/accounts/places?q=liuhe')).status).toBe(403)
  })

  describe('a screen wall', () => {
    const wall = async (from?: string) => {
      const { body } = await office.security.ask<DeviceMade>('POST', '/devices', { name: name(), area: COUNTY, ...(from && { from }) })
      const at = browser(office.app)
      const ask = (path: string, method = 'GET', body2?: unknown) => at.ask<{ detail: string }>(method, path, body2, { authorization: `Bearer ${body.token}` })
      return { body, at, ask }
    }

    test('is known by its browser once the token was given there, and stays a wall when somebody signs out on it', async () => {
      const { body } = await wall('10.9.8.0/24')
      const [there, elsewhere] = [browser(office.app, '10.9.8.7'), browser(office.app, '10.1.1.1')]
      expect((await there.ask('POST', '/session/device', { token: `${body.token}x` })).code).toBe('device_unknown')
      expect((await elsewhere.ask('POST', '/session/device', { token: body.token })).code).toBe('device_unknown')
      const given = await there.ask('POST', '/session/device', { token: body.token })
      expect([given.status, given.body.post?.role, given.body.rights]).toEqual([200, 'wall', ['figures']])
      expect(given.headers.get('set-cookie')).toMatch(/^fengtu-wall=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/)
      const mark = there.cookie
      expect((await there.ask('GET', `/counties/${COUNTY}/summary`)).status).toBe(200)
      expect((await there.ask('GET', `/counties/${COUNTY}/cases`)).status).toBe(403)
      // and for as long again with each page that it opens
      expect((await there.ask('GET', '/session')).headers.get('set-cookie')).toContain('fengtu-wall=')

      const { id, login } = await office.person(name(), { role: 'clerk' })
      await there.signIn(login)
      const both = `${mark}; ${there.cookie}`
      there.cookie = both
      expect((await there.session()).account?.login).toBe(login)
      there.cookie = both
      expect((await there.ask('DELETE', '/session')).headers.get('set-cookie')).toMatch(/^fengtu=;/)
      there.cookie = both
      expect((await there.session()).post?.role).toBe('wall')
      expect((await there.ask('DELETE', '/session')).headers.get('set-cookie')).toMatch(/^fengtu-wall=;/)

      // whoever was signed out there is told why, once, and then it is a wall again
      await there.signIn(login)
      const signedIn = `${mark}; ${there.cookie}`
      await office.system.ask('PATCH', `/accounts/${id}`, { closed: true })
      there.cookie = signedIn
      expect((await there.ask('GET', `/counties/${COUNTY}/summary`)).status).toBe(401)
      const told = await there.ask('GET', '/session')
      expect([told.body.ended, told.body.post, told.headers.get('set-cookie')]).toEqual(['closed', null, expect.stringMatching(/^fengtu=;/)])
      there.cookie = `${mark}; fengtu=none`
      expect(await there.session()).toMatchObject({ ended: null, post: { role: 'wall' } })

      elsewhere.cookie = mark
      expect((await elsewhere.session()).post).toBeNull()
      await office.security.ask('DELETE', `/devices/${body.device.id}`)
      there.cookie = mark
      expect((await there.session()).post).toBeNull()
    })

    test('reads figures and nothing else, for years', async () => {
      const { ask, body } = await wall()
      const county = `/counties/${COUNTY}`
      for (const path of ['/counties', county, `${county}/summary`, `${county}/counts?by=village`, `${county}/areas`]) expect([path, (await ask(path)).status]).toEqual([path, 200])
      for (const path of [`${county}/imports`, `${county}/unlocated`, '/accounts', '/devices', '/policy']) expect([path, (await ask(path)).status]).toEqual([path, 403])
      expect((await ask('/session')).body).toMatchObject({ post: { role: 'wall', area: COUNTY, organisation: null }, rights: ['figures'], idleMinutes: null })
      expect((await ask('/session/password', 'POST', { current: PASSWORD, next: PASSWORD })).status).toBe(409)
      office.clock.now += 700 * DAY
      expect((await ask(`${county}/summary`)).status).toBe(200)
      office.clock.now -= 700 * DAY
      const { rows } = await office.ctx.db.pool.query<{ token: string }>('SELECT token FROM device')
      expect(rows.map(({ token }) => token)).not.toContain(body.token)
    })

    test('sees villages and what is wider, no grid', async () => {
      const { ask } = await wall()
      const county = `/counties/${COUNTY}`
      for (const path of ['/counts?by=grid', '/counts?by=group', '/cross?by=grid,month', '/summary?area=99010100120101']) {
        const refused = await ask(`${county}${path}`)
        expect([path, refused.status]).toEqual([path, 403])
      }
      expect((await ask(`${county}/areas/99010100120101`)).status).toBe(404)
      expect(JSON.stringify((await ask(`${county}/areas`)).body)).not.toContain('东周一格')
      expect(JSON.stringify((await ask(`${county}/areas/990101001201`)).body)).not.toContain('东周一格')
      expect(JSON.stringify((await ask(`${county}/areas/search?q=${encodeURIComponent('东周')}`)).body)).not.toContain('东周一格')
    })

    test('comes from where it may, and ends when it is closed', async () => {
      const [near, far] = [await wall('10.0.0.0/16'), await wall('192.168.1.7')]
      expect([(await near.ask('/counties')).status, (await far.ask('/counties')).status]).toEqual([200, 401])
      expect((await office.security.ask('DELETE', `/devices/${near.body.device.id}`)).status).toBe(200)
      expect((await near.ask('/counties')).status).toBe(401)
      expect((await office.security.ask('DELETE', `/devices/${near.body.device.id}`)).code).toBe('device_unknown')
      const [used] = (await office.ctx.db.pool.query<{ login: string; address: string; after: string }>(`SELECT login, address, after FROM audit_line WHERE action = 'signed_in' AND login LIKE 'device %' ORDER BY seq DESC LIMIT 1`)).rows
      expect(used).toMatchObject({ address: expect.stringMatching(/^10\.0\./), after: JSON.stringify({ id: near.body.device.id }) })
      const [one, two] = [name(), name()]
      for (const [called, status] of [[one, 200], [one, 409], [two, 200]] as const) expect((await office.security.ask('POST', '/devices', { name: called, area: COUNTY })).status).toBe(status)
      for (const from of ['10.0.0', '10.0.0.0/33', 'x', '10.0.0.0/8/8']) expect((await office.security.ask('POST', '/devices', { name: 'x', area: COUNTY, from })).status).toBe(400)
      expect((await office.security.ask('POST', '/devices', { name: 'x', area: '99010100120101' })).status).toBe(400)
    })
  })
})

describe.each(engines)('the first start, on $name', ({ fresh }) => {
  let database: TestDatabase
  const clock = { now: NOW }
  beforeEach(async () => {
    database = await fresh()
  })
  afterEach(() => database.drop())

  test('makes all three administrators by one link, or none; then there is no such link any more', async () => {
    const ctx = contextOn(database, clock)
    await install(ctx)
    const app = createApp(ctx)
    const at = browser(app)
    const first = await makeFirstLink(ctx.db, new Date(clock.now))
    const second = await makeFirstLink(ctx.db, new Date(clock.now))
    expect((await at.ask('POST', '/links', { token: tokenOf(first!) })).code).toBe('link_unknown')
    const token = tokenOf(second!)
    const link = '/links/admins'
    expect((await at.ask<LinkPurpose>('POST', '/links', { token })).body).toMatchObject({ kind: 'first_admins', password: { minLength: 10, classes: 3 } })
    const admins = (change: Partial<Record<Role, object>>) => ({ token, admins: Object.fromEntries(Object.entries(ADMINS).map(([role, admin]) => [role, { ...admin, ...change[role as Role] }])) })
    for (const [change, field] of [
      [{ audit_admin: { password: 'weak' } }, 'admins.audit_admin.password'],
      [{ audit_admin: { login: 'SYSTEM' } }, 'admins.audit_admin.login'],
      [{ security_admin: { login: 'x y' } }, 'admins.security_admin.login'],
    ] as const) {
      const refused = await at.ask('POST', link, admins(change))
      expect([refused.status < 500, (refused.body as unknown as { field: string }).field]).toEqual([true, field])
      expect((await ctx.db.pool.query('SELECT 1 FROM account')).rowCount).toBe(0)
    }
    expect((await at.ask('POST', '/links/password', { token, password: PASSWORD })).status).toBe(404)
    clock.now += 24 * HOUR
    expect((await at.ask('POST', link, admins({}))).code).toBe('link_unknown')
    clock.now -= 24 * HOUR
    // two browsers at once
    const used = await Promise.all([at.ask('POST', link, admins({})), browser(app).ask('POST', link, admins({}))])
    expect(used.map(({ status }) => status).sort()).toEqual([200, 404])
    const roles = await ctx.db.pool.query<{ login: string; role: string }>('SELECT a.login, p.role FROM account a JOIN post p ON p.account = a.id ORDER BY p.role')
    expect(roles.rows).toEqual([{ login: 'audit', role: 'audit_admin' }, { login: 'security', role: 'security_admin' }, { login: 'system', role: 'system_admin' }])
    expect(await makeFirstLink(ctx.db, new Date(clock.now))).toBeNull()
    // whoever used the link may know all three passwords
    expect((await at.signIn('security')).body).toMatchObject({ empty: false, post: { role: 'security_admin' }, rights: [], duty: 'password' })
    expect((await at.ask('GET', '/policy')).code).toBe('duty_open')
    expect((await at.ask('POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' })).body).toMatchObject({ rights: ['policy'], duty: null })
  })
})
