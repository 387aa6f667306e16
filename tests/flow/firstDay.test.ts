import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { codeAt } from '../../server/access/secondFactor.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { command, startServer, type Running } from './running.ts'

/** A county of two towns, of which nothing is fictional as far as the product can tell. */
const SOURCE = {
  code: '610599000000',
  name: '测试县',
  levels: [{ level: 'county' }, { level: 'town' }, { level: 'village' }],
  layers: [{ file: 'places.csv', fields: { code: 'code', name: 'name', parent: 'parent', level: 'level' }, source: '自拟', licence: '自拟' }],
}
const PLACES = [
  'code,name,parent,level',
  '610599100000,东河镇,610599000000,town',
  '610599101000,西河镇,610599000000,town',
  '610599100201,东周村,610599100000,village',
  '610599101201,西周村,610599101000,village',
].join('\n')

const PASSWORDS = { first: 'Yi-Ren-Dai-She-0', admin: 'Shan-Gao-Shui-Chang-1', clerk: 'Liu-He-Zhen-Ban-2', other: 'Feng-Xi-Xian-Tu-3' }

const folder = mkdtempSync(join(tmpdir(), 'fengtu-first-'))
let server: Running
const { visit } = useBrowser(() => server.address, { mapless: true })

beforeAll(async () => {
  const [sources, data, pack] = ['sources', 'data', 'county.zip'].map((name) => join(folder, name)) as [string, string, string]
  mkdirSync(sources)
  writeFileSync(join(sources, 'source.json'), JSON.stringify(SOURCE))
  writeFileSync(join(sources, 'places.csv'), PLACES)
  command(data, 'pack', 'build', sources, '--out', pack)
  command(data, 'pack', 'install', pack)
  server = await startServer(data)
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A page of nobody on the server of this file. */
async function open(path: string): Promise<Page> {
  return (await visit(path, { role: null })).page
}

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('口令', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** An administrator's first sign-in: the password that somebody set for all three gives way to one's own. */
async function signInFirst(page: Page, login: string): Promise<void> {
  await signIn(page, login, PASSWORDS.first)
  await page.getByText('请先修改口令').first().waitFor()
  await expectAccessible(page)
  await page.getByLabel('现在的口令', { exact: true }).fill(PASSWORDS.first)
  await page.getByLabel('新口令', { exact: true }).fill(PASSWORDS.admin)
  await page.getByLabel('再输一次', { exact: true }).fill(PASSWORDS.admin)
  await page.getByRole('button', { name: '修改口令' }).click()
}

/** Several people take turns at it. */
const LONG_MS = 240_000

test('three administrators by link, an account, its post, its password, and the work begins', { timeout: LONG_MS }, async () => {
  const nobody = await open('/')
  await nobody.getByRole('heading', { name: '还没有账号' }).waitFor()
  await expectAccessible(nobody)

  const link = await vi.waitFor(() => /http:\S+\/link#\S+/.exec(server.said())![0])
  const page = await open(link)
  await page.getByRole('heading', { name: '设立三名管理员' }).waitFor()
  await page.getByRole('button', { name: '设立三名管理员' }).click()
  expect(await page.getByText('请填写').count()).toBe(6)
  await expectAccessible(page)
  for (const [role, login] of [['系统管理员', 'sys01'], ['安全管理员', 'sec01'], ['审计管理员', 'sys01']] as const) {
    const part = page.getByRole('group', { name: role })
    await part.getByLabel('登录名').fill(login)
    await part.getByLabel('口令', { exact: true }).fill(PASSWORDS.first)
    await part.getByLabel('再输一次', { exact: true }).fill(PASSWORDS.first)
  }
  await page.getByText('三个登录名不能相同').first().waitFor()
  await page.getByRole('group', { name: '审计管理员' }).getByLabel('登录名').fill('aud01')
  await page.getByRole('button', { name: '设立三名管理员' }).click()
  await page.getByText('现在可以用 sys01、sec01、aud01 登录').waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '链接不能用了' }).waitFor()
  await expectAccessible(page)

  // the system administrator makes the account and hands its link over
  await page.getByRole('link', { name: '去登录' }).click()
  await signIn(page, 'sys01', 'wrong')
  await page.getByText('登录名、口令或验证码不正确').waitFor()
  expect(await page.getByLabel('口令', { exact: true }).evaluate((field) => field === document.activeElement)).toBe(true)
  await expectAccessible(page)
  await signInFirst(page, 'sys01')
  await page.getByRole('button', { name: '新建账号' }).click()
  const form = page.getByRole('dialog', { name: '新建账号' })
  await form.getByLabel('登录名').fill('aud01')
  await form.getByLabel('账号名称').fill('东河镇综治中心值班')
  await form.getByRole('button', { name: '建立账号' }).click()
  await form.getByRole('alert').first().waitFor()
  await form.getByLabel('登录名').fill('donghe01')
  await form.getByRole('button', { name: '建立账号' }).click()
  await page.getByRole('dialog', { name: '一次性链接' }).waitFor()
  await expectAccessible(page)
  const invitation = (await page.locator('.secret').innerText()).trim()
  await page.getByRole('button', { name: '已交给本人，关闭' }).click()

  // its holder sets the password
  const clerk = await open(invitation)
  await clerk.getByText('为账号“donghe01”（东河镇综治中心值班）设定口令').waitFor()
  await clerk.getByLabel('口令', { exact: true }).fill('short')
  await clerk.getByLabel('再输一次', { exact: true }).fill(PASSWORDS.clerk)
  await clerk.getByRole('button', { name: '设定口令' }).click()
  await clerk.getByText('口令至少 10 个字符').waitFor()
  await clerk.getByLabel('口令', { exact: true }).fill(PASSWORDS.clerk)
  await clerk.getByRole('button', { name: '设定口令' }).click()
  await clerk.getByRole('link', { name: '去登录' }).click()
  await signIn(clerk, 'donghe01', PASSWORDS.clerk)
  await clerk.getByRole('heading', { name: '我的账号' }).waitFor()
  await clerk.getByText('这个账号还没有授予岗位').waitFor()
  await expectAccessible(clerk)

  // the security administrator grants the post, and lets the account in once its holder was asked
  const security = await open('/accounts')
  await signInFirst(security, 'sec01')
  await security.getByRole('button', { name: '账号 donghe01' }).click()
  await security.getByLabel('角色').selectOption('clerk')
  await security.getByRole('button', { name: '授予', exact: true }).click()
  await security.getByText('请选区域').waitFor()
  await security.getByLabel('区域').fill('donghe')
  await security.getByRole('option', { name: /东河镇/ }).first().click()
  await expectAccessible(security)
  await security.getByRole('button', { name: '授予', exact: true }).click()
  await security.getByText('已授予“综治中心 · 测试县 / 东河镇”').first().waitFor()
  await security.getByRole('button', { name: '放行' }).click()
  await security.getByText('donghe01 可以登录了').first().waitFor()

  // and the work begins, in the town that was given; whoever was in without a post signs in again
  await clerk.goto(server.address)
  await clerk.waitForURL(/\/sign-in/)
  await signIn(clerk, 'donghe01', PASSWORDS.clerk)
  await clerk.getByText(/^上次登录：/).first().waitFor()
  await clerk.getByText('东河镇').first().waitFor()
  expect(new URL(clerk.url()).pathname).toBe('/')
})

test('a second factor is set up and asked for, and the account is held when its link is renewed', { timeout: LONG_MS }, async () => {
  const page = await open('/account')
  await signIn(page, 'donghe01', PASSWORDS.clerk)
  await page.getByRole('button', { name: '启用第二因素' }).click()
  await page.getByRole('img', { name: '验证器应用用的二维码' }).waitFor()
  await expectAccessible(page)
  const secret = (await page.locator('.secret code').innerText()).replaceAll(' ', '')
  await page.getByLabel('6 位验证码').fill('000000')
  await page.getByRole('dialog').getByText('验证码不对').waitFor()
  await page.getByLabel('6 位验证码').fill(codeAt(secret, Date.now()))
  await page.getByText('第二因素已启用').first().waitFor()

  const again = await open('/account')
  await signIn(again, 'donghe01', PASSWORDS.clerk)
  await again.getByRole('heading', { name: '验证码' }).waitFor()
  await expectAccessible(again)
  // the code of this half minute was used, that of the next one is taken already
  await again.getByLabel('6 位验证码').fill(codeAt(secret, Date.now() + 30_000))
  await again.getByRole('heading', { name: '我的账号' }).waitFor()

  // one session for each account: the page before is told why it ended, and keeps what was typed
  await page.getByLabel('现在的口令', { exact: true }).fill('typed')
  await page.getByRole('button', { name: '停用', exact: true }).click()
  await page.getByRole('dialog').getByLabel('口令', { exact: true }).fill(PASSWORDS.clerk)
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  const lock = page.getByRole('dialog', { name: '登录已结束' })
  await lock.getByText('该账号已在别处登录').waitFor()
  expect(await lock.getByLabel('登录名').inputValue()).toBe('donghe01')

  const security = await open('/accounts')
  await signIn(security, 'sec01', PASSWORDS.admin)
  await security.getByRole('button', { name: '账号 donghe01' }).click()
  await security.getByRole('button', { name: '取消第二因素' }).click()
  await security.getByText('已取消 donghe01 的第二因素').first().waitFor()
  await lock.getByLabel('口令', { exact: true }).fill(PASSWORDS.clerk)
  await lock.getByRole('button', { name: '登录', exact: true }).click()
  await lock.waitFor({ state: 'detached' })
  expect(await page.getByLabel('现在的口令', { exact: true }).inputValue()).toBe('typed')

  // a renewed link gives the system administrator no way in alone
  const system = await open('/accounts')
  await signIn(system, 'sys01', PASSWORDS.admin)
  await system.getByRole('button', { name: '账号 donghe01' }).click()
  await system.getByRole('button', { name: /一次性链接/ }).click()
  const renewed = (await system.locator('.secret').innerText()).trim()
  const used = await open(renewed)
  await used.getByLabel('口令', { exact: true }).fill(PASSWORDS.other)
  await used.getByLabel('再输一次', { exact: true }).fill(PASSWORDS.other)
  await used.getByRole('button', { name: '设定口令' }).click()
  await used.getByText('还要安全管理员放行才能登录').waitFor()
  await security.reload()
  await security.getByRole('button', { name: '账号 donghe01' }).click()
  await security.getByRole('button', { name: '放行' }).click()
  await security.getByText('donghe01 可以登录了').first().waitFor()
  await used.getByRole('link', { name: '去登录' }).click()
  await signIn(used, 'donghe01', PASSWORDS.other)
  await used.getByText('东河镇').first().waitFor()
  expect(new URL(used.url()).pathname).toBe('/')
})
