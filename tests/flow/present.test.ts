import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import type { Decks } from '../../server/contract/decks.ts'
import type { MeetingDetail, MeetingList, NextMeeting } from '../../server/contract/meetings.ts'
import { expectAccessible, mapIdle, useBrowser } from './browser.ts'
import { ask, COUNTY } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address)

async function ready(page: Page): Promise<void> {
  await page.waitForSelector('main[data-ready]')
  await mapIdle(page)
}

/** The page said so. */
const told = (page: Page, words: string) => page.locator('.toasts .text', { hasText: words }).first().waitFor()
const slide = (page: Page) => page.locator('.present').getAttribute('data-slide')
const onSlide = async (page: Page, n: number) => {
  await page.waitForSelector(`.present[data-slide="${n}"]`)
}

/** Keeps what the map shows under a name, and adds it to the deck that is being put together. */
async function keep(page: Page, query: string, name: string): Promise<void> {
  await page.goto(`${address}/${query}`)
  await ready(page)
  await page.getByRole('button', { name: '视图', exact: true }).click()
  await page.getByLabel('把当前的地图、筛选和议题存为').fill(name)
  await page.getByRole('button', { name: '保存视图' }).click()
  await told(page, `视图“${name}”已保存`)
}

/** maps draw in software here: on a small screen several times as fast */
const SMALL = { viewport: { width: 1024, height: 640 } }

test('a deck of three views is put together, presented by a clicker, drawn on, and its decision is a meeting’s', { timeout: 300_000 }, async () => {
  const { page, complaints, strangers } = await visit('/help', SMALL)
  for (const [name, query] of [['近90天增减', 'period=last90&measure=rise&topic=rising'], ['近90天每万人', 'period=last90&metric=rate']]) await page.request.post(`${address}/api/counties/${COUNTY}/views`, { data: { page: 'board', name, query, shared: true } })
  await keep(page, '?period=all&colour=red', '红色案件')
  await page.getByRole('button', { name: /^近90天每万人/ }).click()
  await page.waitForURL(/period=last90.*metric=rate/)
  await page.getByRole('button', { name: '视图', exact: true }).click()

  // a view that was kept is opened: one step, which is taken back
  await page.getByRole('button', { name: '红色案件', exact: true }).click()
  await page.waitForURL(/colour=red/)
  expect(new URL(page.url()).searchParams.get('period')).toBe('all')
  await page.getByRole('button', { name: '撤销' }).click()
  await page.waitForURL(/period=last90/)

  await page.getByRole('link', { name: '会议演示' }).click()
  await page.getByRole('button', { name: '新建演示' }).click()
  await page.getByLabel('演示名称').fill('月度研判会')
  for (const name of ['近90天增减', '近90天每万人', '红色案件']) await page.getByLabel('加入保存的视图').selectOption({ label: name })
  await page.getByRole('button', { name: '上移第 3 张' }).press('Enter')
  await page.getByLabel('2 备注').fill('请各乡镇说明')
  await expectAccessible(page)
  await page.getByRole('button', { name: '保存演示' }).click()
  await told(page, '演示“月度研判会”已保存')
  const { decks } = await ask<Decks>(address, '/decks')
  expect(decks.map(({ name, slides }) => [name, slides.map(({ title }) => title)])).toEqual([['月度研判会', ['近90天增减', '红色案件', '近90天每万人']]])

  // title, what earlier meetings decided, three views, the record
  await page.locator('li', { hasText: '月度研判会' }).getByRole('link', { name: '放映' }).click()
  await onSlide(page, 1)
  await ready(page)
  expect(await page.getByRole('heading', { name: '月度研判会' }).isVisible()).toBe(true)
  const open = await ask<NextMeeting>(address, '/meetings/next')
  await page.keyboard.press('PageDown')
  await onSlide(page, 2)
  expect(open.items.length).toBeGreaterThan(0)
  await page.getByText(open.items[0]!.text).first().waitFor()
  await page.keyboard.press('PageDown')
  await onSlide(page, 3)
  await ready(page)
  expect(await page.locator('.present > .head h1').innerText()).toBe('近90天增减')
  // a map of changes that the browser counts at once, as what was on show has brought all that it takes
  await page.locator('.map-legend', { hasText: '本期比上期' }).waitFor()
  const whole = await page.locator('[data-figure="cases"] b').innerText()
  const letters = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('[data-figure="cases"] b')!).fontSize) / Math.min(innerWidth / 1920, innerHeight / 1080))
  expect(letters).toBeGreaterThanOrEqual(40)
  await expectAccessible(page)

  await page.keyboard.press('ArrowRight')
  await onSlide(page, 4)
  await ready(page)
  expect(new URL(page.url()).searchParams.get('colour')).toBe('red')
  expect(await page.locator('[data-figure="cases"] b').innerText()).not.toBe(whole)
  await page.keyboard.press('b')
  await page.locator('.black').waitFor()
  await page.keyboard.press('PageDown')
  await page.locator('.black').waitFor({ state: 'detached' })
  expect(await slide(page)).toBe('4')
  for (const key of ['5', 'Enter']) await page.keyboard.press(key)
  await onSlide(page, 5)
  await page.keyboard.press('PageUp')
  await onSlide(page, 4)
  await ready(page)

  // a stroke stays on its ground when the map moves, and is there again when the slide is
  await page.keyboard.press('p')
  const box = (await page.locator('.pen-layer').boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let k = 1; k <= 10; k++) await page.mouse.move(x + 8 * k, y + 4 * k)
  await page.mouse.up()
  const stroke = page.locator('.pen-layer path.alert')
  expect(await stroke.count()).toBe(1)
  const before = (await stroke.boundingBox())!
  await page.keyboard.press('Escape')
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x - 60, y, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => Math.round((await stroke.boundingBox())!.x - before.x)).toBeLessThan(-40)
  await page.keyboard.press('ArrowLeft')
  await onSlide(page, 3)
  expect(await stroke.count()).toBe(0)
  await page.keyboard.press('ArrowRight')
  await onSlide(page, 4)
  await ready(page)
  expect(await stroke.count()).toBe(1)
  await page.keyboard.press('z')
  expect(await stroke.count()).toBe(0)

  // the record: what is typed is typed, and no key of the presentation
  await page.keyboard.press('n')
  await page.getByText('请各乡镇说明').waitFor()
  await page.getByLabel('会议纪要').fill('会议分析了红色案件。')
  await page.getByLabel('第 1 项：做什么').fill('对红色案件逐件会商')
  await page.getByLabel('哪个单位办').first().fill('综治中心')
  await page.locator('.found').getByRole('option', { name: /综治中心/ }).first().click()
  for (const [part, digits] of [['年', '2027'], ['月', '1'], ['日', '15']] as const) await page.locator('.notes-sheet').getByRole('spinbutton', { name: part }).pressSequentially(digits)
  expect(await slide(page)).toBe('4')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '去登记' }).click()
  await onSlide(page, 6)
  expect(await page.getByLabel('会议纪要').inputValue()).toBe('会议分析了红色案件。')
  await expectAccessible(page)
  await page.getByLabel('会议名称').fill('十一月研判会')
  await page.getByText('书记专题会').click()
  // what a decision lacks is said at the field that lacks it
  const second = page.locator('.decision').nth(1)
  await page.getByRole('button', { name: '再加一项' }).click()
  await second.getByLabel('第 2 项：做什么').fill('补齐回访记录')
  await page.getByRole('button', { name: '登记这次会议' }).click()
  const faulty = second.locator('.ui-field.faulty')
  expect([await faulty.locator('.name').allInnerTexts(), await faulty.locator('.error').allInnerTexts()]).toEqual([['哪个单位办'], ['选一个责任单位']])
  await second.getByRole('button', { name: '去掉第 2 项' }).click()
  await page.getByRole('button', { name: '登记这次会议' }).click()
  await told(page, '会议已登记，1 项议定事项')
  await page.waitForURL((url) => url.pathname === '/')
  expect(await page.evaluate(() => document.documentElement.style.fontSize)).toBe('')
  const { meetings } = await ask<MeetingList>(address, '/meetings?kind=secretary_quarterly&limit=5')
  const held = await ask<MeetingDetail>(address, `/meetings/${meetings.find(({ title }) => title === '十一月研判会')!.id}`)
  expect([held.minutes, held.actions.map(({ text, dueOn }) => [text, dueOn])]).toEqual(['会议分析了红色案件。', [['对红色案件逐件会商', '2027-01-15']]])
  expect([complaints, strangers]).toEqual([[], []])
})

test('a network that is lost leaves what was seen, and says so', { timeout: 180_000 }, async () => {
  const { page } = await visit('/present/usual', SMALL)
  await onSlide(page, 1)
  await ready(page)
  await page.keyboard.press('PageDown')
  await page.keyboard.press('PageDown')
  await onSlide(page, 3)
  await ready(page)
  const first = await page.locator('[data-figure="cases"] b').innerText()
  await page.keyboard.press('PageDown')
  await onSlide(page, 4)
  await ready(page)
  const second = await page.locator('[data-figure="cases"] b').innerText()
  expect(second).not.toBe(first)
  await page.context().setOffline(true)
  await page.keyboard.press('PageUp')
  await onSlide(page, 3)
  await expect.poll(() => page.locator('[data-figure="cases"] b').innerText()).toBe(first)
  await page.keyboard.press('PageDown')
  await onSlide(page, 4)
  await expect.poll(() => page.locator('[data-figure="cases"] b').innerText()).toBe(second)
  await page.getByText('连不上服务器').waitFor()
})
