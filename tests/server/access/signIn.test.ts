import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { hashPassword } from '../../../server/access/passwords.ts'
import { codeAt } from '../../../server/access/secondFactor.ts'
import { POLICY_PRESET } from '../../../server/contract/policy.ts'
import type { SecondFactorSetup } from '../../../server/contract/session.ts'
import { changeAccount, lockAccount } from '../../../server/store/accounts.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { COUNTY } from '../services/county.ts'
import { browser, DAY, HOUR, MINUTE, openOffice, PASSWORD, type Office } from './office.ts'

const WRONG = 'Wrong-2024-xx'

describe.each(engines)('signing in, on $name', ({ fresh }) => {
  let database: TestDatabase
  let office: Office
  beforeAll(async () => {
    database = await fresh()
    office = await openOffice(database)
  })
  afterAll(() => database.drop())
  // far from whatever the test before left locked or open; administrators are signed in anew
  beforeEach(async () => {
    office.clock.now += 2 * DAY
    await office.ctx.db.pool.query(`UPDATE account SET password_at = $1 WHERE side <> 'work'`, [new Date(office.clock.now)])
    await Promise.all([office.system.signIn('system'), office.security.signIn('security')])
    await office.policy({})
    await office.told()
  })
  let made = 0
  const clerk = () => office.person(`clerk${++made}`, { role: 'clerk' })
  const another = () => browser(office.app)

  test('gives a session in the first post, with its rights', async () => {
    const { login, at } = await clerk()
    const { status, body, headers } = await at.signIn(login.toUpperCase())
    expect(status).toBe(200)
    expect(body).toMatchObject({
      account: { login, name: '柳河镇综治中心值班' },
      post: { role: 'clerk', area: COUNTY, areaName: '枫溪县' },
      duty: null,
      ended: null,
      lastSignIn: null,
      idleMinutes: 15,
    })
    expect(body.rights).toContain('import')
    expect(headers.get('set-cookie')).toMatch(/^fengtu=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect((await at.ask('GET', `/counties/${COUNTY}/summary`)).status).toBe(200)
    expect(await office.told()).toEqual([`${login} signed_in account ${login}`])
  })

  test('keeps of token and password a hash alone', async () => {
    const { login, at } = await clerk()
    await at.signIn(login)
    const token = at.cookie.slice('fengtu='.length)
    const { rows } = await office.ctx.db.pool.query<{ all: string }>(
      `SELECT (SELECT json_agg(s)::text FROM session s) || (SELECT json_agg(a)::text FROM account a) || (SELECT json_agg(l)::text FROM audit_line l) AS all`,
    )
    expect(rows[0]!.all).not.toContain(token)
    expect(rows[0]!.all).not.toContain(PASSWORD)
    expect(rows[0]!.all).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })

  test('has the same words for an unknown name, a wrong password, a locked, a held and a closed account', async () => {
    const [open, locked, shut, held] = [await clerk(), await clerk(), await clerk(), await clerk()]
    for (let failed = 0; failed < 5; failed++) await locked.at.signIn(locked.login, WRONG)
    await office.system.ask('PATCH', `/accounts/${shut.id}`, { closed: true })
    await office.system.ask('PATCH', `/accounts/${held.id}`, { identity: 'somebody' })
    const replies = [
      await another().signIn('nobody', PASSWORD),
      await another().signIn(open.login, WRONG),
      await another().signIn(locked.login, WRONG),
      await another().signIn(locked.login, PASSWORD),
      await another().signIn(shut.login, PASSWORD),
      await another().signIn(held.login, PASSWORD),
      await another().signIn('demo-clerk', PASSWORD),
    ]
    for (const { status, code, body } of replies) {
      expect([status, code]).toEqual([401, 'sign_in_failed'])
      expect(body).toEqual(replies[0]!.body)
    }
  })

  test('locks after five failures in a row for a quarter of an hour, which the log tells', async () => {
    const { login, at } = await clerk()
    for (let failed = 0; failed < 4; failed++) await at.signIn(login, WRONG)
    expect((await at.signIn(login)).status).toBe(200)
    for (let failed = 0; failed < 5; failed++) await at.signIn(login, WRONG)
    expect((await at.signIn(login)).status).toBe(401)
    office.clock.now += 15 * MINUTE - 1
    expect((await at.signIn(login)).status).toBe(401)
    office.clock.now += 1
    expect((await at.signIn(login)).status).toBe(200)
    const failed = `${login} sign_in_failed account ${login}`
    const told = await office.told()
    expect(told.filter((line) => line === failed)).toHaveLength(11)
    expect(told.filter((line) => line === `${login} account_locked account ${login}`)).toHaveLength(1)
  })

  test('a lock is no oracle: what fails while it holds makes it no longer', async () => {
    const { login, at } = await clerk()
    for (let failed = 0; failed < 20; failed++) await at.signIn(login, WRONG)
    office.clock.now += 15 * MINUTE
    expect((await at.signIn(login)).status).toBe(200)
  })

  test('a lock keeps nobody out who is in', async () => {
    const { login, at } = await clerk()
    await at.signIn(login)
    for (let failed = 0; failed < 5; failed++) await another().signIn(login, WRONG)
    expect((await at.ask('GET', '/counties')).status).toBe(200)
  })

  test('the security administrator unlocks, the system administrator does not', async () => {
    const { login, id, at } = await clerk()
    for (let failed = 0; failed < 5; failed++) await at.signIn(login, WRONG)
    expect((await office.system.ask('PATCH', `/accounts/${id}`, { locked: false })).status).toBe(403)
    expect((await office.security.ask<{ lockedUntil: null }>('PATCH', `/accounts/${id}`, { locked: false })).body.lockedUntil).toBeNull()
    expect((await at.signIn(login)).status).toBe(200)
  })

  test('tells of the sign-in before, and of the failures since', async () => {
    const { login, at } = await clerk()
    await at.signIn(login)
    const first = new Date(office.clock.now).toISOString()
    office.clock.now += 3 * HOUR
    await another().signIn(login, WRONG)
    await another().signIn(login, WRONG)
    expect((await at.signIn(login)).body.lastSignIn).toEqual({ at: first, address: at.address, failures: 2 })
    expect((await at.signIn(login)).body.lastSignIn).toMatchObject({ failures: 0 })
    await office.security.signIn('security')
    await office.policy({ notice: false })
    expect((await at.session()).lastSignIn).toBeNull()
  })

  test('does not write down a name that nobody has, which may be a password', async () => {
    await another().signIn('my-secret.1', WRONG)
    expect(await office.told()).toEqual(['? sign_in_failed'])
  })

  describe('a session', () => {
    test('ends when idle, and says so until somebody signs in again', async () => {
      const { login, at } = await clerk()
      await at.signIn(login)
      office.clock.now += 14 * MINUTE
      expect((await at.ask('GET', '/counties')).status).toBe(200)
      office.clock.now += 14 * MINUTE
      expect((await at.ask('GET', '/counties')).status).toBe(200)
      office.clock.now += 15 * MINUTE
      const over = await at.ask('GET', '/counties')
      expect([over.status, over.code]).toEqual([401, 'not_signed_in'])
      expect((over.body as unknown as { detail: string }).detail).toContain('没有操作')
      expect(await at.session()).toMatchObject({ account: null, ended: 'idle', rights: [] })
      expect((await at.signIn(login)).body).toMatchObject({ ended: null, account: { login } })
    })

    test('is not kept awake by asking who is signed in', async () => {
      const { login, at } = await clerk()
      await at.signIn(login)
      for (let minutes = 0; minutes < 14; minutes += 7) {
        office.clock.now += 7 * MINUTE
        expect((await at.session()).account).not.toBeNull()
      }
      office.clock.now += MINUTE
      expect((await at.session()).ended).toBe('idle')
    })

    test('ends after its longest time, however busy', async () => {
      const { login, at } = await clerk()
      await at.signIn(login)
      for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
        office.clock.now += 10 * MINUTE
        expect((await at.ask('GET', '/counties')).status).toBe(200)
      }
      office.clock.now += 10 * MINUTE
      expect((await at.ask('GET', '/counties')).status).toBe(401)
      expect((await at.session()).ended).toBe('absolute')
    })

    test('ends where the account signs in elsewhere, unless the policy lets both be', async () => {
      const { login, at } = await clerk()
      await at.signIn(login)
      const there = another()
      await there.signIn(login)
      expect(await at.session()).toMatchObject({ account: null, ended: 'elsewhere' })
      await office.policy({ oneSession: false })
      await at.signIn(login)
      expect((await there.session()).account).not.toBeNull()
    })

    test('ends at once when the account is closed, or its post withdrawn', async () => {
      const [one, other] = [await clerk(), await clerk()]
      await one.at.signIn(one.login)
      const { body } = await other.at.signIn(other.login)
      await office.system.ask('PATCH', `/accounts/${one.id}`, { closed: true })
      await office.security.ask('DELETE', `/accounts/${other.id}/posts/${body.post!.id}`)
      expect((await one.at.session()).ended).toBe('closed')
      expect((await other.at.session()).ended).toBe('closed')
      expect((await other.at.signIn(other.login)).body).toMatchObject({ post: null, posts: [], rights: [] })
      expect((await other.at.ask('GET', `/counties/${COUNTY}`)).code).toBe('not_allowed')
    })

    test('ends by signing out, without a word', async () => {
      const { login, at } = await clerk()
      await at.signIn(login)
      const cookie = at.cookie
      expect((await at.ask('DELETE', '/session')).body).toMatchObject({ account: null })
      expect(at.cookie).toBe('')
      at.cookie = cookie
      expect(await at.session()).toMatchObject({ account: null, ended: null })
      expect((await office.told()).at(-1)).toBe(`${login} signed_out account ${login}`)
    })

    test('follows a shorter time of the policy from its next request on', async () => {
      const { login, at } = await clerk()
      await at.signIn(login)
      office.clock.now += 6 * MINUTE
      await office.policy({ idleMinutes: 5 })
      expect((await at.session()).ended).toBe('idle')
    })

    test('takes one post at a time', async () => {
      const { login, id, at } = await clerk()
      office.clock.now += 1
      await office.security.ask('POST', `/accounts/${id}/posts`, { role: 'supervisor', area: '990101001000' })
      const { body } = await at.signIn(login)
      expect(body.posts.map(({ role }) => role)).toEqual(['clerk', 'supervisor'])
      const taken = await at.ask('POST', '/session/post', { post: body.posts[1]!.id })
      expect(taken.body).toMatchObject({ post: { role: 'supervisor', areaName: '枫溪县 / 柳河镇' }, rights: ['figures', 'cases'] })
      expect((await at.ask('GET', `/counties/${COUNTY}/imports`)).code).toBe('not_allowed')
      expect((await at.ask('POST', '/session/post', { post: 'another' })).code).toBe('post_unknown')
    })
  })

  describe('a password', () => {
    test('is changed with the present one, is none of the last five, and ends other sessions', async () => {
      await office.policy({ oneSession: false })
      const { login, at } = await clerk()
      const there = another()
      await there.signIn(login)
      await at.signIn(login)
      const change = (current: string, next: string) => {
        office.clock.now += 1
        return at.ask('POST', '/session/password', { current, next })
      }
      expect((await change(WRONG, 'Another-2024-b')).code).toBe('password_wrong')
      expect((await change(PASSWORD, 'short-1A')).code).toBe('password_refused')
      expect((await change(PASSWORD, `${login.toUpperCase()}-abcd-2024`)).code).toBe('password_refused')
      expect((await change(PASSWORD, PASSWORD)).code).toBe('password_refused')
      const next = ['Next-2024-aaa', 'Next-2024-bbb', 'Next-2024-ccc', 'Next-2024-ddd']
      for (const [which, word] of next.entries()) expect((await change(next[which - 1] ?? PASSWORD, word)).status).toBe(200)
      expect((await there.session()).ended).toBe('changed')
      expect((await change(next[3]!, PASSWORD)).code).toBe('password_refused')
      expect((await change(next[3]!, 'Next-2024-eee')).status).toBe(200)
      expect((await change('Next-2024-eee', PASSWORD)).status).toBe(200)
      expect((await another().signIn(login, 'Next-2024-eee')).status).toBe(401)
      expect((await another().signIn(login)).status).toBe(200)
    })

    test('that is ninety days old has to be changed before anything else', async () => {
      const { login, at } = await clerk()
      office.clock.now += 90 * DAY
      expect((await at.signIn(login)).body).toMatchObject({ duty: 'password', rights: [] })
      const refused = await at.ask('GET', `/counties/${COUNTY}/summary`)
      expect([refused.status, refused.code]).toEqual([403, 'duty_open'])
      expect((await at.ask('GET', '/counties')).code).toBe('duty_open')
      expect((await at.ask('POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' })).body).toMatchObject({ duty: null })
      expect((await at.ask('GET', `/counties/${COUNTY}/summary`)).status).toBe(200)
    })

    test('that was set anew by link while it was being changed is not changed over that', async () => {
      const { login, id, at } = await clerk()
      await at.signIn(login)
      const { db } = office.ctx
      const set = await hashPassword('Reset-2024-zzz')
      const waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
      const change = await transaction(db, async (tx) => {
        await lockAccount(tx, id)
        const asked = at.ask('POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' })
        await vi.waitFor(async () => expect((await db.pool.query(waits)).rowCount).toBe(1), 20_000)
        await changeAccount(tx, id, { password: set })
        return { asked }
      })
      expect((await change.asked).code).toBe('account_changed')
      expect((await another().signIn(login, 'Reset-2024-zzz')).status).toBe(200)
    })

    test('that is guessed from within locks the account as well', async () => {
      const { login, at } = await clerk()
      await at.signIn(login)
      for (let failed = 0; failed < 5; failed++) await at.ask('POST', '/session/password', { current: WRONG, next: 'Another-2024-b' })
      expect((await at.ask('POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' })).code).toBe('password_wrong')
      expect((await another().signIn(login)).status).toBe(401)
    })
  })

  describe('a second factor', () => {
    const code = (secret: string, steps = 0) => codeAt(secret, office.clock.now + steps * 30_000)
    async function withFactor() {
      const one = await clerk()
      await one.at.signIn(one.login)
      const { body } = await one.at.ask<SecondFactorSetup>('POST', '/session/second-factor/setup')
      expect((await one.at.ask('POST', '/session/second-factor', { code: '000000' })).code).toBe('code_wrong')
      expect((await one.at.ask('POST', '/session/second-factor', { code: code(body.secret) })).body.secondFactor).toEqual({ on: true, rule: 'optional' })
      office.clock.now += MINUTE
      await office.told()
      return { ...one, secret: body.secret }
    }

    test('is asked for at once or as a duty, and a code is good for once', async () => {
      const { login, at, secret } = await withFactor()
      const once = code(secret)
      expect((await at.signIn(login, PASSWORD, once)).body).toMatchObject({ duty: null })
      const there = another()
      expect((await there.signIn(login, PASSWORD, once)).status).toBe(401)
      office.clock.now += MINUTE
      expect((await there.signIn(login)).body).toMatchObject({ duty: 'second_factor', rights: [] })
      expect((await there.ask('GET', '/counties')).code).toBe('duty_open')
      for (const [method, path, body] of [['POST', '/session/password', { current: PASSWORD, next: 'Another-2024-b' }], ['POST', '/session/second-factor/setup', undefined], ['DELETE', '/session/second-factor', { password: PASSWORD }]] as const) {
        expect((await there.ask(method, path, body)).code).toBe('duty_open')
      }
      // whoever has the password alone throws nobody out
      expect((await at.session()).account).not.toBeNull()
      expect((await there.ask('POST', '/session/second-factor', { code: code(secret) })).body).toMatchObject({ duty: null })
      expect((await at.session()).ended).toBe('elsewhere')
    })

    test('cannot be guessed: five wrong codes lock, over as many sessions as you like', async () => {
      const { login, secret } = await withFactor()
      for (let failed = 0; failed < 5; failed++) {
        const at = another()
        expect((await at.signIn(login)).status).toBe(200)
        expect((await at.ask('POST', '/session/second-factor', { code: '000000' })).code).toBe('code_wrong')
      }
      expect((await another().signIn(login, PASSWORD, code(secret))).status).toBe(401)
      expect(await office.told()).toContain(`${login} account_locked account ${login}`)
    })

    test('is asked for of who came in while the policy asked for none, once it does', async () => {
      const { at, id, login, secret } = await withFactor()
      await office.policy({ secondFactor: { ...POLICY_PRESET.secondFactor, clerk: 'off' } })
      expect((await at.signIn(login)).body.duty).toBeNull()
      // somebody who guesses meanwhile ends no session that owes nothing
      for (let n = 0; n < 5; n++) await another().signIn(login, WRONG)
      expect((await at.session()).duty).toBeNull()
      await office.policy({ secondFactor: { ...POLICY_PRESET.secondFactor, clerk: 'required' } })
      expect((await at.session()).duty).toBe('second_factor')
      await office.security.ask('PATCH', `/accounts/${id}`, { locked: false })
      expect((await at.ask('POST', '/session/second-factor', { code: code(secret) })).body.duty).toBeNull()
      await office.policy({})
    })

    test('is taken away with the password, or by the security administrator when the phone is lost', async () => {
      const { login, id, at } = await withFactor()
      expect((await at.ask('DELETE', '/session/second-factor', { password: WRONG })).code).toBe('password_wrong')
      expect((await at.ask('DELETE', '/session/second-factor', { password: PASSWORD })).body.secondFactor).toMatchObject({ on: false })
      const other = await withFactor()
      expect((await office.system.ask('PATCH', `/accounts/${other.id}`, { secondFactor: false })).status).toBe(403)
      expect((await office.security.ask('PATCH', `/accounts/${other.id}`, { secondFactor: false })).body.secondFactor).toBe(false)
      expect((await other.at.session()).ended).toBe('changed')
      expect((await other.at.signIn(other.login)).body.duty).toBeNull()
      expect([login, id]).not.toContain(other.login)
    })

    test('is demanded by the policy role by role, and cannot be taken away then', async () => {
      const { login, at } = await clerk()
      await office.policy({ secondFactor: { ...POLICY_PRESET.secondFactor, clerk: 'required' } })
      expect((await at.signIn(login)).body).toMatchObject({ duty: 'second_factor_setup', rights: [] })
      const { body } = await at.ask<SecondFactorSetup>('POST', '/session/second-factor/setup')
      expect((await at.ask('POST', '/session/second-factor', { code: code(body.secret) })).body).toMatchObject({ duty: null })
      expect((await at.ask('DELETE', '/session/second-factor', { password: PASSWORD })).code).toBe('second_factor_required')
      await office.policy({ secondFactor: { ...POLICY_PRESET.secondFactor, clerk: 'off' } })
      expect((await another().signIn(login)).body.duty).toBeNull()
    })
    })
})
