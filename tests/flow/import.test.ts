import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectAccessible, useBrowser } from './browser.ts'
import { ask, ledger, someVillages } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })

const PHONE = '13800138000'
const HEAD = ['编号', '单位', '村', '日期', '纠纷类型', '简要情况', '当事人姓名', '联系电话', '稳控措施']
let places: Awaited<ReturnType<typeof someVillages>> = []

function sheet() {
  const [one, two] = places
  const row = (no: string, at: typeof one, day: string) =>
    [no, at!.town, at!.village.name, day, '邻里', `欧阳测试因院墙与邻居争执 电话${PHONE}`, '欧阳测试', PHONE, '专人在管']
  return ledger('三月台账.csv', [HEAD, row('流程-1', one, '2024-03-05'), row('流程-2', two, '2024-03-09'), row('流程-3', one, '前几天')])
}

function choose(page: Page, file: ReturnType<typeof ledger>) {
  return page.setInputFiles('input[type=file]', file)
}

beforeAll(async () => {
  places = await someVillages(address)
})

afterAll(async () => {
  const { batches } = await ask<{ batches: { batch: string; file: string; undoneAt: string | null }[] }>(address, '/imports')
  for (const { batch, file, undoneAt } of batches) {
    if (file === '三月台账.csv' && !undoneAt) await ask(address, `/imports/${batch}`, { method: 'DELETE' })
  }
})

describe('a clerk hands in a ledger', () => {
  test('previews, answers, imports, sees it on the map, finds it known, undoes it', async () => {
    const before = await ask<{ cases: number }>(address, '')
    const { page, complaints, strangers } = await visit('/import')
    await choose(page, sheet())
    await page.getByText('1 处需要您确认').waitFor()
    expect(await page.getByText('3 列拒收，不入库').isVisible()).toBe(true)
    await expectAccessible(page)
    expect(await page.locator('.start').isDisabled()).toBe(true)

    await page.getByRole('group', { name: /单位/ }).getByRole('button', { name: '乡镇' }).click()
    await page.getByText('导入后将新增 2 件').waitFor()
    const equation = (await page.locator('.equation b').allTextContents()).map(Number)
    expect(equation).toEqual([4, 2, 0, 0, 0, 1, 1])
    await page.getByRole('button', { name: /退回/ }).click()
    expect(await page.getByRole('region', { name: '逐行结果' }).locator('tbody tr').count()).toBe(1)
    expect(await page.locator('.why').textContent()).toContain('日期')
    await page.getByRole('button', { name: /退回/ }).click()
    await expectNoPerson(page)
    expect((await ask<{ cases: number }>(address, '')).cases).toBe(before.cases)

    await page.getByRole('button', { name: '导入 2 件' }).click()
    await page.getByText('已导入 2 件').waitFor()
    await expectAccessible(page)
    await expectNoPerson(page)
    expect((await ask<{ cases: number }>(address, '')).cases).toBe(before.cases + 2)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /下载退回的 1 行/ }).click()])
    expect(download.suggestedFilename()).toBe('三月台账 退回的行.csv')

    expect(await page.getByRole('link', { name: '在地图上看' }).getAttribute('href')).toContain('from=2024-03-05&to=2024-03-09')
    await page.getByRole('button', { name: '再导入一份' }).click()
    await choose(page, sheet())
    await page.getByText('导入不会改变任何数据').waitFor()
    expect(await page.locator('.start').isDisabled()).toBe(true)

    await page.getByRole('button', { name: /^撤销 .*三月台账/ }).click()
    await page.getByText('新增的 2 件将从地图和全部统计中去掉').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: '撤销导入' }).click()
    await page.getByText('已撤销“三月台账.csv”的导入').first().waitFor()
    expect((await ask<{ cases: number }>(address, '')).cases).toBe(before.cases)
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })

  test('a mapping that was settled once is known the next time, and every change is previewed', async () => {
    const { page } = await visit('/import')
    await choose(page, sheet())
    await page.locator('.finding').waitFor()
    await page.getByLabel('简要情况：含义').selectOption('ignore')
    await page.getByText('正在按新的设定重新预览').waitFor()
    await page.waitForFunction(() => document.querySelector('.preview')?.getAttribute('aria-busy') === 'false')
    expect(await page.locator('.scroll .text').allTextContents()).toEqual(['', ''])
  })
})

test('with several counties installed, the page says which one a ledger goes into', async () => {
  const { page } = await visit('/import')
  await choose(page, sheet())
  await page.locator('.go .start').waitFor()
  expect(await page.locator('.into').count()).toBe(0)

  const second = await visit('/')
  await second.page.route('**/api/counties', async (route) => {
    const { counties } = (await (await route.fetch()).json()) as { counties: object[] }
    await route.fulfill({ json: { counties: [...counties, { ...counties[0], code: '990202000000', name: '另一县' }] } })
  })
  await second.page.goto(`${address}/import`)
  await choose(second.page, sheet())
  await second.page.locator('.go .start').waitFor()
  expect(await second.page.locator('.go .into').textContent()).toBe('导入到：枫溪县')
  await expectAccessible(second.page)
})

describe('when it does not go well', () => {
  test('a PDF is told as that, and another file can be chosen', async () => {
    const { page } = await visit('/import')
    await choose(page, { name: '台账.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n') })
    await page.getByRole('alert').getByText('PDF').waitFor()
    await choose(page, sheet())
    await page.locator('.finding').waitFor()
    expect(await page.locator('.trouble').count()).toBe(0)
  })

  test.each([
    [413, '文件太大'],
    [415, '这种文件不能导入'],
    [403, '本服务器不允许导入'],
    [503, '服务器暂时忙不过来'],
  ])('%i: says what to do and keeps the file', async (status, title) => {
    const { page } = await visit('/import')
    await page.route('**/imports/preview', (route) => route.fulfill({ status, json: { type: '', title: '', status, detail: '服务器的话', code: 'x' } }))
    await choose(page, sheet())
    await page.getByRole('heading', { name: title }).waitFor()
    expect(await page.getByText('服务器的话').isVisible()).toBe(true)
    expect(await page.getByText('三月台账.csv').first().isVisible()).toBe(true)
  })

  test('a server that is gone in the middle loses nothing; trying again goes on', async () => {
    const { page } = await visit('/import')
    await choose(page, sheet())
    await page.locator('.finding').waitFor()
    const question = page.getByRole('group', { name: /单位/ })
    if (await question.count()) await question.getByRole('button', { name: '乡镇' }).click()
    await page.getByText('导入后将新增 2 件').waitFor()
    await page.route('**/imports', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
    await page.locator('.start').click()
    await page.getByRole('heading', { name: '导入时连接中断' }).waitFor()
    expect(await page.getByText('导入后将新增 2 件').isVisible()).toBe(true)
    await page.unroute('**/imports')
    await page.locator('.trouble').getByRole('button', { name: '重试' }).click()
    await page.getByText('已导入 2 件').waitFor()
  })
})

test('help is reached, read and printed in both languages and themes', async () => {
  for (const query of ['?lang=zh&theme=desk', '?lang=en&theme=hall']) {
    const { page, complaints } = await visit(`/help${query}`)
    await page.locator('.help table').first().waitFor()
    await expectAccessible(page)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.bar').isVisible()).toBe(false)
    expect(complaints).toEqual([])
  }
})

async function expectNoPerson(page: Page) {
  const text = (await page.locator('body').textContent()) ?? ''
  for (const datum of [PHONE, '欧阳测试', '专人在管']) expect(text).not.toContain(datum)
}
