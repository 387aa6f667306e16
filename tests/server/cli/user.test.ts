import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AccountList, Device } from '../../../server/contract/accounts.ts'
import { POLICY_PRESET } from '../../../server/contract/policy.ts'
import type { Session } from '../../../server/contract/session.ts'
import { policyAnswer } from '../../../server/access/policy.ts'
import { createApp } from '../../../server/api/app.ts'
import { exitCode } from '../../../server/cli.ts'
import { noteRunning, runningAt } from '../../../server/running.ts'
import type { Context } from '../../../server/services/context.ts'
import { localTime } from '../../../server/terminal.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { ADMINS, browser, PASSWORD } from '../access/office.ts'
import { contextOn, COUNTY, install } from '../services/county.ts'

interface Ended {
  code: number
  out: string
  err: string
}
type Made = { login?: string; link: string; expiresAt: string }

let database: TestDatabase
let ctx: Context
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  database = await engines[1]!.fresh()
  // the clock of the command line is the real one
  ctx = contextOn(database, { get now() { return Date.now() } })
  await install(ctx)
  app = createApp(ctx)
})
afterAll(() => database.drop())

async function user(...words: string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true))
  try {
    const env = { DATABASE_URL: database.config.url, FENGTU_DATA: database.config.dataDir, LANG: 'zh_CN.UTF-8', PORT: '8787' }
    return { code: await exitCode(['user', ...words], env), ...said }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}
const json = async <Document>(...words: string[]): Promise<Document> => JSON.parse((await user(...words, '--json')).out) as Document
const open = (link: string, body: object) => browser(app).ask('POST', `/links/${'admins' in body ? 'admins' : 'password'}`, { token: new URL(link).hash.slice(1), ...body })

test('an invitation as the first account ends what visitors of the demo set', async () => {
  const fresh = await engines[1]!.fresh()
  const env = { DATABASE_URL: fresh.config.url, FENGTU_DATA: fresh.config.dataDir, LANG: 'zh_CN.UTF-8' }
  await install(contextOn(fresh, { get now() { return Date.now() } }))
  await fresh.db.pool.query(`UPDATE security_policy SET policy = '{"minLength":8}', changed_at = now(), changed_by = 'demo-security-admin'`)
  const quiet = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  expect(await exitCode(['user', 'invite', 'system_admin'], env)).toBe(0)
  quiet.mockRestore()
  expect((await policyAnswer(fresh.db)).policy).toEqual(POLICY_PRESET)
  await fresh.drop()
})

describe('fengtu user', () => {
  test('link without a name is for the first three administrators, while there is nobody', async () => {
    const { code, out } = await user('link')
    expect(code).toBe(0)
    const link = /http:\/\/127\.0\.0\.1:8787\/link#[\w-]{43}/.exec(out)![0]
    expect((await open(link, { admins: ADMINS })).status).toBe(200)
    const again = await user('link')
    expect([again.code, again.out, again.err]).toEqual([1, '', '已有账号；请写明登录名：fengtu user link 登录名\n'])
  })

  test('invite makes an account with a post, and a link that lets its holder in at once', async () => {
    const made = await json<Made>('invite', 'clerk', '--scope', '990101001000', '--login', 'liuhe', '--name', '柳河镇综治中心值班')
    expect(made).toEqual({ login: 'liuhe', link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8787\/link#/) as string, expiresAt: expect.any(String) as string })
    expect((await open(made.link, { password: PASSWORD })).body).toEqual({ logins: ['liuhe'], held: false })
    const at = browser(app)
    expect((await at.signIn('liuhe')).body).toMatchObject({ post: { role: 'clerk', area: '990101001000' } } satisfies Partial<Record<keyof Session, unknown>>)
    const { rows } = await ctx.db.pool.query(`SELECT action, login FROM audit_line WHERE subject = 'account liuhe' ORDER BY seq LIMIT 3`)
    expect(rows).toEqual(['account_made', 'post_given', 'link_made'].map((action) => ({ action, login: 'cli' })))
  })

  test('invite takes an organisation by its name or its id, and names the nearest where there is none', async () => {
    const add = (id: string, name: string, area: string) => ctx.db.pool.query(
      `INSERT INTO organisation (county, id, name, type, area, source, revision) VALUES ($1, $2, $3, 'committee', $4, 'person', 1)`, [COUNTY, id, name, area])
    await add('0198-a', '柳河镇人民调解委员会', '990101001000')
    await add('0198-b', '太峪镇人民调解委员会', '990101002000')
    await add('0198-c', '县住建局', COUNTY)
    const organisation = async (given: string, scope = '990101001000') => {
      const { code, err } = await user('invite', 'mediator', '--scope', scope, '--organisation', given)
      return code === 0 ? (await ctx.db.pool.query<{ organisation: string }>('SELECT organisation FROM post ORDER BY given_at DESC LIMIT 1')).rows[0]!.organisation : err
    }
    expect(await organisation('0198-a')).toBe('0198-a')
    expect(await organisation(' 太峪镇人民调解委员会', '990101002000')).toBe('0198-b')
    expect(await organisation('柳河镇调委会')).toBe('没有名称或编号为“柳河镇调委会”的组织。相近的有（名称 = 编号）：柳河镇人民调解委员会 = 0198-a\n')
    // a short form goes before what merely shares more letters
    expect(await organisation('太峪调委会')).toMatch(/：太峪镇人民调解委员会 = 0198-b；?/)
    expect(await organisation('人民调解委员会')).toMatch(/柳河镇人民调解委员会 = 0198-a；太峪镇人民调解委员会 = 0198-b\n$/)
    await add('0198-d', '柳河镇人民调解委员会', '990101001000')
    expect(await organisation('柳河镇人民调解委员会')).toBe('有 2 个组织叫这个名字，请写编号：柳河镇人民调解委员会 = 0198-a；柳河镇人民调解委员会 = 0198-d\n')
  })

  test('prints the address of the server that runs, and times as the clock of the machine shows them', async () => {
    const at = { db: ctx.db, dataDir: database.config.dataDir }
    await mkdir(at.dataDir, { recursive: true })
    const silent = await user('link', 'liuhe')
    expect(silent.err).toContain('没有找到正在运行的服务')
    const leave = await noteRunning(at, 'http://127.0.0.1:8861')
    const { out, err } = await user('link', 'liuhe')
    expect(err).toBe('')
    expect(out).toMatch(/到 \d{4}-\d\d-\d\d \d\d:\d\d \(UTC[+-]\d\d:\d\d\) 为止）：http:\/\/127\.0\.0\.1:8861\/link#/)
    // the tests' machine stands in Shanghai
    expect(localTime('2024-03-05T20:30:00Z')).toBe('2024-03-06 04:30 (UTC+08:00)')
    await leave()
    expect(await runningAt(at)).toBeNull()
  })

  test('believes no note of a server that is gone, or of another database', async () => {
    const at = { db: ctx.db, dataDir: database.config.dataDir }
    const leave = await noteRunning(at, 'http://127.0.0.1:8861')
    const path = join(at.dataDir, 'server.json')
    const note = JSON.parse(await readFile(path, 'utf8')) as object
    for (const other of [{ pid: 2 ** 22 + 1 }, { birth: 'another:1' }, { installation: 'another' }, { address: 'none' }]) {
      await writeFile(path, JSON.stringify({ ...note, ...other }))
      expect([other, await runningAt(at)]).toEqual([other, null])
    }
    await leave()
    // what another server has written since stays
    expect(await readFile(path, 'utf8')).toContain('none')
    await writeFile(path, '{')
    expect(await runningAt(at)).toBeNull()
    await rm(path)
  })

  test('invite invents a sign-in name where none is given, and prints a token for a wall', async () => {
    expect((await json<Made>('invite', 'leader', '--scope', COUNTY)).login).toMatch(/^leader-[0-9a-f]{4}$/)
    const { token } = await json<{ token: string }>('invite', 'wall', '--scope', COUNTY, '--name', '大厅')
    const response = await app.request(`/api/counties/${COUNTY}/summary`, { headers: { authorization: `Bearer ${token}` } })
    expect(response.status).toBe(200)
    const bound = await json<{ device: Device }>('invite', 'wall', '--scope', COUNTY, '--name', '中心', '--from', '10.1.2.0/24')
    expect(bound.device.from).toBe('10.1.2.0/24')
  })

  test('list tells who there is', async () => {
    const { accounts } = await json<AccountList>('list')
    expect(accounts.map(({ login }) => login)).toEqual(expect.arrayContaining(['audit', 'liuhe', 'security', 'system']))
    const { out } = await user('list')
    expect(out).toMatch(/^liuhe {2}柳河镇综治中心值班 {2}综治中心 枫溪县 \/ 柳河镇 {2}上次登录 \d{4}-/m)
    expect(out).not.toContain('demo')
  })

  test('link gives a new one, unlock lets somebody in, close keeps him out', async () => {
    const { link } = await json<Made>('link', 'LIUHE')
    await open(link, { password: 'Another-2024-b' })
    for (let failed = 0; failed < 5; failed++) await browser(app).signIn('liuhe', 'wrong')
    expect((await browser(app).signIn('liuhe', 'Another-2024-b')).status).toBe(401)
    expect((await user('unlock', 'liuhe')).out).toBe('已解锁、放行  liuhe\n')
    const at = browser(app)
    expect((await at.signIn('liuhe', 'Another-2024-b')).status).toBe(200)
    expect((await user('close', 'liuhe')).code).toBe(0)
    expect((await at.session()).ended).toBe('closed')
    expect((await user('list')).out).toContain('已停用')
  })

  test('close leaves an administrator of each kind', async () => {
    const { code, err } = await user('close', 'security')
    expect([code, err]).toEqual([1, expect.stringContaining('最后一个') as string])
  })

  test.each([
    [['nobody'], 2, 'invite、list'],
    [['invite'], 2, '缺少'],
    [['invite', 'king'], 2, '没有“king”这个角色'],
    [['invite', 'wall'], 2, '--scope'],
    [['close', 'a', 'b'], 2, '只带一个词'],
    [['invite', 'clerk'], 2, '辖区'],
    [['invite', 'clerk', '--scope', '1'], 2, '没有代码“1”'],
    [['invite', 'mediator', '--scope', COUNTY], 2, '组织'],
    [['invite', 'mediator', '--scope', COUNTY, '--organisation', 'x'], 1, '没有名称或编号为“x”的组织'],
    [['invite', 'clerk', '--scope', COUNTY, '--login', '张三 李四'], 2, '登录名为 3 到 32 个字符'],
    [['list', '--login', 'x'], 2, 'user list 不用 --login'],
    [['close', 'liuhe', '--scope', COUNTY], 2, 'user close 不用 --scope'],
    [['invite', 'wall', '--scope', COUNTY, '--organisation', 'x'], 2, 'user invite wall 不用 --organisation'],
    [['invite', 'clerk', '--scope', COUNTY, '--from', '10.1.2.3'], 2, 'user invite 不用 --from'],
    [['invite', 'wall', '--scope', COUNTY, '--from', '10.1.2'], 2, '应为 IP 地址'],
    [['link', 'nobody'], 1, '没有登录名为“nobody”的账号'],
  ] as const)('%j ends with %i and says why', async (words, code, why) => {
    const ended = await user(...words)
    expect([ended.code, ended.out]).toEqual([code, ''])
    expect(ended.err).toContain(why)
  })
})
