import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import type { Role } from '../../server/contract/roles.ts'
import { expectAccessible, useBrowser } from './browser.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })

const nav = (page: Page, name = '主导航') => page.getByRole('navigation', { name }).getByRole('link').allInnerTexts()
const named = (text: string) => text.replace(/\d+$/, '').trim()

describe('a visitor of the demo', () => {
  test('chooses among nine posts, sees what the post may see, and leaves', async () => {
    const { page, complaints, strangers } = await visit('/', { role: null })
    await page.getByRole('heading', { name: '进入演示' }).waitFor()
    expect(await page.getByRole('button', { name: /^以“/ }).count()).toBe(9)
    await expectAccessible(page)
    await page.getByRole('button', { name: '以“领导”进入演示' }).click()
    await page.waitForSelector('main[data-ready]')
    expect((await nav(page)).map(named)).not.toContain('导入台账')
    await page.goto(`${address}/import`)
    await page.getByText('这个岗位不能看这一页').waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: '回到本岗位的页面' }).click()
    await page.waitForSelector('main[data-ready]')

    await page.getByRole('button', { name: /^账号/ }).click()
    await page.getByRole('menuitem', { name: '换一个演示岗位' }).click()
    await page.waitForURL(/\/sign-in$/)
    await page.goto(address)
    await page.getByRole('heading', { name: '进入演示' }).waitFor()
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })

  test('comes back to the address that was asked for', async () => {
    const { page } = await visit('/places?lang=en', { role: null })
    await page.getByRole('button', { name: 'Enter the demo as Centre clerk' }).click()
    await page.waitForURL(/\/places\?lang=en$/)
    await page.getByRole('heading', { name: 'Place unknown' }).waitFor()
    expect((await nav(page, 'Main navigation')).map(named)).toContain('Map')
  })

  const home: [Role, string, string[]][] = [
    ['system_admin', '账号与岗位', ['账号与岗位', '本县设置']],
    ['security_admin', '账号与岗位', ['账号与岗位', '安全策略']],
    ['audit_admin', '审计日志', ['审计日志']],
  ]
  test.each(home)('as %s begins with its own page and finds no other', async (role, title, pages) => {
    const { page, complaints } = await visit('/', { role })
    await page.getByRole('heading', { name: title, exact: true }).waitFor()
    expect((await nav(page)).map(named)).toEqual([...pages, '使用说明'])
    await expectAccessible(page)
    for (const path of ['/places', '/import']) {
      await page.goto(address + path)
      await page.getByText('这个岗位不能看这一页').waitFor()
    }
    expect(complaints).toEqual([])
  })

  test('in a town sees that town, and nothing of what concerns the whole county', async () => {
    const { page } = await visit('/', { role: 'supervisor' })
    await page.waitForSelector('main[data-ready]')
    const place = await page.locator('main nav').first().innerText()
    expect(place).toMatch(/镇$/)
    expect(page.url()).toBe(`${address}/`)
    expect((await nav(page)).map(named)).toEqual(expect.not.arrayContaining(['导入台账', '地点待定']))
  })
})

describe('the pages of the administrators', () => {
  test('the policy is held to its bounds and saved', async () => {
    const { page, complaints } = await visit('/policy?theme=hall&lang=en', { role: 'security_admin' })
    const idle = page.getByLabel('A session ends when idle for')
    await idle.fill('500')
    await page.getByText('A whole number from 5 to 120').waitFor()
    expect(await page.getByRole('button', { name: 'Save the policy' }).isDisabled()).toBe(true)
    await expectAccessible(page)
    await idle.fill('20')
    await page.getByRole('button', { name: 'Save the policy' }).click()
    await page.getByText('The policy was saved').first().waitFor()
    await page.reload()
    expect(await idle.inputValue()).toBe('20')
    await page.getByRole('button', { name: 'Back to the presets' }).click()
    await page.getByRole('button', { name: 'Save the policy' }).click()
    await page.getByText('The policy was saved').first().waitFor()
    expect(complaints).toEqual([])
  })

  test('a screen wall gets a token that is shown once, and is closed again', async () => {
    const { page } = await visit('/policy', { role: 'security_admin' })
    await page.getByRole('button', { name: '登记大屏设备' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: '登记' }).click()
    await form.getByText('请选区域').waitFor()
    await form.getByLabel('名称').fill('县综治中心指挥大厅')
    await form.getByLabel('区域').fill('fxx')
    await page.getByRole('option', { name: /枫溪县/ }).first().click()
    await expectAccessible(page)
    await form.getByRole('button', { name: '登记' }).click()
    await page.getByRole('dialog', { name: '设备令牌' }).waitFor()
    const token = await page.locator('.secret').innerText()
    const seen = await page.request.get(`${address}/api/session`, { headers: { authorization: `Bearer ${token}`, cookie: '' } })
    expect(((await seen.json()) as { post: { role: string } | null }).post?.role).toBe('wall')
    await page.getByRole('button', { name: '已交给本人，关闭' }).click()

    // the wall's own browser is known by it from then on
    const { page: wall } = await visit('/sign-in', { role: null })
    await wall.getByRole('button', { name: '这是大屏？填入设备令牌' }).click()
    await wall.getByRole('button', { name: '作为大屏进入' }).click()
    await wall.getByText('请填写').waitFor()
    await wall.getByLabel('设备令牌', { exact: true }).fill(`${token}x`)
    await wall.getByRole('button', { name: '作为大屏进入' }).click()
    await wall.getByText(/令牌不对/).waitFor()
    await expectAccessible(wall)
    await wall.getByLabel('设备令牌', { exact: true }).fill(token)
    await wall.getByRole('button', { name: '作为大屏进入' }).click()
    await wall.waitForSelector('main[data-ready]')
    await wall.reload()
    await wall.waitForSelector('main[data-ready]')

    await page.getByRole('button', { name: '停用 县综治中心指挥大厅' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await page.getByText('还没有登记大屏设备').waitFor()
  })

  test('the audit log is filtered, opened, verified and taken away', async () => {
    const { page, complaints } = await visit('/audit', { role: 'audit_admin' })
    await page.locator('tr.line').first().waitFor()
    await page.getByLabel('动作').selectOption('policy_changed')
    await page.waitForFunction(() => [...document.querySelectorAll('tr.line')].every((row) => row.textContent?.includes('修改安全策略')))
    await page.getByRole('button', { name: /行的内容$/ }).first().click()
    await page.getByText('idleMinutes').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: '校验', exact: true }).click()
    await page.getByText(/^完整：[\d,]+ 行都对得上/).waitFor()
    const head = (await page.locator('.hash').innerText()).trim()
    await page.getByLabel('以前记下的链头（可不填）').fill(head.replace(/.$/, (last) => (last === '0' ? '1' : '0')))
    await page.getByRole('button', { name: '校验', exact: true }).click()
    await page.getByText(/^不完整：/).waitFor()
    await expectAccessible(page)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格（CSV）' }).click()])
    expect(file.suggestedFilename()).toMatch(/^fengtu-audit-\d{4}-\d\d-\d\d\.csv$/)
    expect(complaints).toEqual([])
  })

  test('says what is so when a page cannot be read', async () => {
    const { page } = await visit('/help', { role: 'audit_admin' })
    await page.route('**/api/audit*', (route) => route.fulfill({ status: 503, json: { type: '', title: '', status: 503, detail: '数据库正忙', code: 'busy' } }))
    await page.getByRole('link', { name: '审计日志' }).click()
    await page.getByText('数据库正忙').waitFor()
    await page.unroute('**/api/audit*')
    await page.getByRole('button', { name: '重试' }).click()
    await page.locator('tr.line').first().waitFor()
    expect(await page.getByText('数据库正忙').count()).toBe(0)
  })
})

describe('a session that ends', () => {
  test('locks the page, and what was typed is there again', async () => {
    const { page } = await visit('/accounts', { role: 'system_admin' })
    await page.getByRole('button', { name: '新建账号' }).click()
    await page.getByRole('dialog').getByLabel('登录名').fill('half-typed')
    await page.getByRole('dialog').getByLabel('账号名称').fill('打了一半')
    await page.request.delete(`${address}/api/session`)
    await page.getByRole('button', { name: '建立账号' }).click()
    const lock = page.getByRole('dialog', { name: '登录已结束' })
    await lock.waitFor()
    await expectAccessible(page)
    expect(await page.getByRole('button', { name: '建立账号' }).isVisible()).toBe(false)
    await lock.getByRole('button', { name: /再次进入演示$/ }).click()
    await lock.waitFor({ state: 'detached' })
    expect(await page.getByRole('dialog').getByLabel('登录名').inputValue()).toBe('half-typed')
  })

  test('a post that was taken in another tab does not see this page as its own', async () => {
    const { page } = await visit('/accounts', { role: 'system_admin' })
    await page.getByRole('heading', { name: '账号与岗位' }).waitFor()
    // what is still being read would be refused to the other post, and lock the page before anything is typed
    await page.waitForLoadState('networkidle')
    await page.request.post(`${address}/api/session/demo`, { data: { role: 'audit_admin' } })
    await page.getByRole('button', { name: '新建账号' }).click()
    await page.getByRole('dialog').getByLabel('登录名').fill('other')
    await page.getByRole('dialog').getByLabel('账号名称').fill('另一岗位')
    await page.getByRole('button', { name: '建立账号' }).click()
    const lock = page.getByRole('dialog', { name: '本浏览器已换成另一个岗位' })
    await lock.waitFor()
    await lock.getByRole('button', { name: /^以“.*审计管理员.*”继续/ }).click()
    await page.getByRole('heading', { name: '审计日志' }).waitFor()
    expect((await nav(page)).map(named)).toEqual(['审计日志', '使用说明'])
  })

  test('is told of a minute before, and lasts when somebody is there', async () => {
    const { page } = await visit('/help', { role: 'clerk' })
    await page.locator('.help table').first().waitFor()
    // as another tab would say it
    await page.evaluate(() => {
      const at = String(Date.now() - 14 * 60_000)
      localStorage.setItem('fengtu.askedAt', at)
      window.dispatchEvent(new StorageEvent('storage', { key: 'fengtu.askedAt', newValue: at, storageArea: localStorage }))
    })
    await page.getByRole('dialog', { name: '即将自动退出' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: '即将自动退出' }).waitFor({ state: 'detached' })
  })
})
