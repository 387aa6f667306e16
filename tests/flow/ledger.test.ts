import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import type { Summary } from '../../server/contract/answers.ts'
import type { CaseDetail, CasePage } from '../../server/contract/cases.ts'
import { expectAccessible, mapIdle, useBrowser } from './browser.ts'
import { ask, cookieOf, COUNTY, someVillages } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })
const { visit: visitMap } = useBrowser(address)

const digits = (text: string): number => Number(text.replace(/\D/g, ''))
const total = async (page: Page): Promise<number> => digits(await page.locator('[data-figure="total"]').innerText())
const codes = (page: Page): Promise<string[]> => page.locator('tbody td.col-code').allInnerTexts()
const dues = async (page: Page): Promise<string[]> => (await page.locator('tbody td.col-dueOn').allInnerTexts()).map((text) => text.slice(0, 10))

async function shown(page: Page): Promise<void> {
  await page.waitForSelector('main.ledger[data-ready]')
}

async function turn(page: Page, name: string): Promise<void> {
  const before = await codes(page)
  await page.getByRole('button', { name }).click()
  await expect.poll(() => codes(page)).not.toEqual(before)
  await shown(page)
}

describe('a clerk at the ledger', () => {
  test('comes from the map with what is chosen there, pages on and back, and goes back with what is chosen here', async () => {
    const { page, complaints, strangers } = await visitMap('/?period=all&colour=yellow')
    await page.waitForSelector('main[data-ready]')
    await mapIdle(page)
    const counted = digits(await page.locator('[data-figure="cases"] b').innerText())
    await page.getByRole('link', { name: '看台账' }).click()
    await page.waitForURL(/\/ledger\?/)
    await shown(page)
    expect(await total(page)).toBe(counted)
    const answer = await ask<CasePage>(address, '/cases?colour=yellow&limit=50')
    const first = await codes(page)
    expect(first).toEqual(answer.rows.map(({ code }) => code))

    await turn(page, '下一页')
    const second = await codes(page)
    expect(second.filter((code) => first.includes(code))).toEqual([])
    await page.reload()
    await shown(page)
    expect(await codes(page)).toEqual(second)
    await turn(page, '上一页')
    expect(await codes(page)).toEqual(first)
    await page.goBack()
    await expect.poll(() => codes(page)).toEqual(second)

    await page.getByRole('button', { name: '去掉“黄色' }).click()
    await page.waitForURL((url) => !url.search.includes('colour') && !url.search.includes('cursor'))
    await shown(page)
    const all = await ask<Summary>(address, '/summary')
    expect(await total(page)).toBe(all.count)
    await page.getByRole('link', { name: '看地图' }).click()
    await page.waitForSelector('main.board[data-ready]')
    expect(digits(await page.locator('[data-figure="cases"] b').innerText())).toBe(all.count)
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })

  test('puts first what is due first, finds by words, and comes back to the row of the case that was opened', async () => {
    const { page, complaints } = await visit('/ledger?period=all&phase=handling')
    await shown(page)
    await page.getByRole('columnheader', { name: '办理时限' }).getByRole('button').click()
    await page.waitForSelector('th.col-dueOn[aria-sort="ascending"]')
    await shown(page)
    const days = await dues(page)
    expect(days).toEqual([...days].sort())
    await page.getByRole('columnheader', { name: '办理时限' }).getByRole('button').click()
    await page.waitForURL(/sort=-dueOn/)
    await shown(page)
    const back = await dues(page)
    expect(back).toEqual([...back].sort().reverse())

    const code = (await codes(page))[3]!
    await page.keyboard.press('/')
    await page.keyboard.type(code)
    await page.waitForURL((url) => url.searchParams.get('q') === code)
    await shown(page)
    expect(await codes(page)).toEqual([code])
    await page.getByRole('button', { name: '清除查找' }).click()
    await page.waitForURL((url) => !url.searchParams.has('q'))
    await shown(page)

    // by keys alone: down two rows, choose one, open another
    await page.locator('tbody a').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.getByText('已选 1 件').waitFor()
    await page.keyboard.press('ArrowDown')
    const opened = (await codes(page))[3]!
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cases\/\d+$/)
    await page.goBack()
    await shown(page)
    expect(await page.locator('tr.opened td.col-code').innerText()).toBe(opened)
    expect(complaints).toEqual([])
  })

  test('comes from either number of overdue cases on the map to their list, what has waited longest first', async () => {
    const { page, complaints } = await visit('/?period=last90')
    for (const figure of ['[data-figure="overdue"] .value', '[data-figure="overdueBefore"] a']) {
      await page.waitForSelector('main[data-ready]')
      const said = digits(await page.locator(figure).innerText())
      expect(said).toBeGreaterThan(0)
      await page.locator(figure).click()
      await page.waitForURL(/\/ledger\?.*overdue=1/)
      await shown(page)
      expect(await total(page)).toBe(said)
      const due = await dues(page)
      expect(due).toEqual([...due].sort())
      await page.goBack()
    }
    expect(complaints).toEqual([])
  })

  test('takes away exactly what is filtered, with the columns of the table, and it is written down', async () => {
    const { page } = await visit('/ledger?period=all&colour=red&overdue=1')
    await shown(page)
    const count = await total(page)
    const listed = await codes(page)
    await page.getByRole('button', { name: '导出' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(new RegExp(`导出 ${count} 件`)).waitFor()
    expect(await dialog.innerText()).toMatch(/红色.*超期未结/s)
    await dialog.getByLabel(/CSV/).check()
    const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: '导出', exact: true }).click()])
    expect(download.suggestedFilename()).toMatch(/案件台账 红色 超期未结 \d{4}-\d\d-\d\d\.csv$/)
    const [head, ...rows] = readFileSync(await download.path(), 'utf8').replace(/^\uFEFF/, '').trim().split('\r\n')
    expect(head!.split(',').map((cell) => cell.replaceAll('"', '')).slice(0, 3)).toEqual(['案件编码', '办理时限', '超期天数'])
    expect(rows.map((row) => row.split(',')[0]!.replaceAll('"', ''))).toEqual(listed)
    expect(rows).toHaveLength(count)

    const audit = await fetch(`${address}/api/audit?action=exported&limit=1`, { headers: { cookie: await cookieOf(address, 'audit_admin') } })
    const { lines } = (await audit.json()) as { lines: { after: string }[] }
    expect(JSON.parse(lines[0]!.after)).toMatchObject({ rows: count, filter: { colour: 'red', overdue: '1' } })
  })

  test('keeps a view and finds it again, with its period that moves on', async () => {
    const { page, complaints } = await visit('/ledger?period=last90&colour=red&sort=dueOn')
    await shown(page)
    await page.getByRole('button', { name: '视图' }).click()
    await page.getByLabel(/存为/).fill('红色先到期')
    await page.getByRole('button', { name: '保存视图' }).click()
    await page.getByRole('button', { name: '红色先到期', exact: true }).waitFor()

    await page.goto(`${address}/ledger`)
    await shown(page)
    await page.getByRole('button', { name: '视图' }).click()
    await page.getByRole('button', { name: '红色先到期', exact: true }).click()
    await page.waitForURL(({ searchParams: query }) => ['last90', 'red', 'dueOn'].join() === ['period', 'colour', 'sort'].map((key) => query.get(key)).join())
    await shown(page)
    await page.getByRole('button', { name: '视图' }).click()
    await page.getByRole('button', { name: '删除视图“红色先到期”' }).click()
    await page.getByRole('button', { name: '删除', exact: true }).click()
    await expect.poll(async () => (await ask<{ views: object[] }>(address, '/views')).views).toEqual([])
    expect(complaints).toEqual([])
  })

  test('gives two cases to a committee at once, but not one that changed meanwhile', async () => {
    const headers = { cookie: await cookieOf(address), 'content-type': 'application/json' }
    const { village } = (await someVillages(address))[0]!
    let last: CaseDetail | null = null
    for (const summary of ['成批指派甲：两户因排水沟发生争执', '成批指派乙：两户因排水沟发生争执']) {
      const body = JSON.stringify({ occurredOn: '2024-05-06', area: village.code, category: '02', channel: 'application', summary, colour: 'blue' })
      const entered = await fetch(`${address}/api/counties/${COUNTY}/cases`, { method: 'POST', headers, body })
      const answer = await entered.text()
      expect(entered.status, answer).toBe(200)
      last = JSON.parse(answer) as CaseDetail
    }
    const { page, complaints } = await visit('/ledger?period=all&q=成批指派')
    await shown(page)
    await page.getByRole('checkbox', { name: '选中本页全部' }).check()
    await page.getByRole('button', { name: '指派承办单位' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('heading', { name: '指派 2 件' }).waitFor()
    await expectAccessible(page)
    await dialog.getByRole('textbox', { name: /查找：名称/ }).fill('劳动争议')
    const chosen = dialog.getByRole('option').first()
    const name = (await chosen.innerText()).split('\n')[0]!.trim()
    await chosen.click()
    // somebody else is faster with one of them
    const body = JSON.stringify({ version: last!.version, note: '当事人来过' })
    expect((await fetch(`${address}/api/counties/${COUNTY}/cases/${last!.id}/moves/note`, { method: 'POST', headers, body })).status).toBe(200)
    const assign = dialog.getByRole('button', { name: '指派', exact: true })
    await assign.click()
    await dialog.locator('.changed', { hasText: last!.code }).waitFor()
    await dialog.getByRole('heading', { name: '指派 1 件' }).waitFor()
    await expectAccessible(page)
    await assign.click()
    await page.getByText(`1 件已交“${name}”承办`).first().waitFor()
    await page.getByRole('checkbox', { name: last!.code }).check()
    await page.getByRole('button', { name: '指派承办单位' }).click()
    await dialog.getByRole('textbox', { name: /查找：名称/ }).fill('劳动争议')
    await chosen.click()
    await assign.click()
    await expect.poll(() => page.locator('tbody td.col-holder').allInnerTexts()).toEqual([name, name])
    expect(await page.locator('tbody td.col-state').allInnerTexts()).toEqual(['已派单', '已派单'])
    // the browser's own word on the refusal, which the page tells in its place
    expect(complaints.filter((text) => !text.includes('status of 409'))).toEqual([])
  })

  test('chooses the columns, and this browser keeps them', async () => {
    const { page } = await visit('/ledger?period=all')
    await shown(page)
    await page.getByRole('button', { name: '表列' }).click()
    await page.getByRole('checkbox', { name: '涉及金额（元）' }).click()
    await page.getByRole('button', { name: '“涉及金额（元）”前移' }).click()
    await page.keyboard.press('Escape')
    const heads = await page.locator('thead th').allInnerTexts()
    expect(heads).toContain('涉及金额（元）')
    await page.reload()
    await shown(page)
    expect(await page.locator('thead th').allInnerTexts()).toEqual(heads)
  })

  test('a link with a bad value or a page that is no more is told, not obeyed', async () => {
    const { page } = await visit('/ledger?period=all&sort=name&state=gone&cursor=nonsense')
    await page.getByText('gone').first().waitFor()
    await shown(page)
    await page.getByText('已回到第一页').first().waitFor()
    expect((await codes(page)).length).toBe(50)
  })

  test('nothing found offers the ways out of it', async () => {
    const { page } = await visit('/ledger?period=all&q=没有这样的词&overdue=1')
    await page.getByText('这个范围内没有纠纷').first().waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: '去掉查找和状态条件' }).click()
    await page.waitForSelector('main.ledger tbody tr')
  })
})

describe('who may not', () => {
  test('a screen wall sees no case, a leader chooses none to give away', async () => {
    const wall = await visit('/ledger', { role: 'wall' })
    await wall.page.locator('main .state').waitFor()
    expect(await wall.page.locator('tbody tr').count()).toBe(0)
    const leader = await visit('/ledger?period=all', { role: 'leader' })
    await shown(leader.page)
    expect(await leader.page.locator('thead input').count()).toBe(0)
  })
})

test.each([['desk', 'zh', 1366, 768], ['hall', 'en', 1920, 1080], ['desk', 'en', 390, 844]] as const)('is open to everybody: %s %s %i', async (theme, lang, width, height) => {
  const { page } = await visit(`/ledger?period=all&overdue=1&theme=${theme}&lang=${lang}`, { viewport: { width, height } })
  await shown(page)
  await expectAccessible(page)
  // nothing is wider than the window
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
})
