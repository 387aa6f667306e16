import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import type { Counts, Summary } from '../../server/contract/answers.ts'
import { expectAccessible, mapIdle, useBrowser } from './browser.ts'
import { ask } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address)
const { visit: visitMapless } = useBrowser(address, { mapless: true })

const digits = (text: string): number => Number(text.replace(/\D/g, ''))

/** The number of cases in the headline. */
async function headline(page: Page): Promise<number> {
  return digits(await page.locator('[data-figure="cases"] b').innerText())
}

/** The sum line under the legend: on the map, place unknown, known more coarsely, in all. */
async function sumLine(page: Page): Promise<{ parts: number; total: number }> {
  const line = await page.getByTestId('sum').innerText()
  const numbers = [...line.split('\n')[0]!.matchAll(/[\d,]+/g)].map(([text]) => digits(text))
  const total = numbers.at(-1)!
  return { parts: numbers.slice(0, -1).reduce((sum, n) => sum + n, 0), total }
}

/** All but the map is there. */
async function read(page: Page): Promise<void> {
  await page.waitForSelector('main[data-ready]')
}

async function ready(page: Page): Promise<void> {
  await read(page)
  await mapIdle(page)
}

describe('a leader at the map', () => {
  test('headline, map and table agree to the case, and nothing is fetched from elsewhere', async () => {
    const { page, complaints, strangers } = await visit('/?period=all')
    await ready(page)
    const summary = await ask<Summary>(address, '/summary')
    const towns = await ask<Counts>(address, '/counts?by=town')
    expect(await headline(page)).toBe(summary.count)
    expect(await sumLine(page)).toEqual({ parts: summary.count, total: summary.count })

    await page.goto(`${address}/?period=all&show=table&level=town`)
    await page.waitForSelector('main[data-ready] table')
    const rows = await page.locator('table tbody tr').allInnerTexts()
    const shown = rows.flatMap((row) => towns.rows.filter(({ name }) => row.includes(name)).map(({ count }) => [row, count] as const))
    expect(shown).toHaveLength(towns.rows.length)
    for (const [row, count] of shown) expect(row.replaceAll(',', ''), row).toMatch(new RegExp(`\\b${count}\\b`))
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })

  test('drills by the ranking and by the map, and comes back with the back key', async () => {
    const { page, complaints } = await visit('/')
    await ready(page)
    const whole = await headline(page)
    const town = page.locator('aside ol.bars:has(.rank) button').first()
    const part = digits(await town.locator('.text').innerText())
    await town.click()
    await page.waitForURL(/area=\d{12}/)
    await ready(page)
    expect(await headline(page)).toBe(part)
    expect(await sumLine(page)).toEqual({ parts: part, total: part })

    const inTown = page.url()
    const box = (await page.locator('canvas').first().boundingBox())!
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForURL((url) => url.href !== inTown)
    await ready(page)
    expect(await headline(page)).toBeLessThan(part)

    await page.goBack()
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('area='))
    await ready(page)
    expect(await headline(page)).toBe(whole)
    expect(complaints).toEqual([])
  })

  test('a topic brings its map; one that is chosen by hand stays until the topic\'s own is asked for', async () => {
    const { page, complaints } = await visit('/', { role: 'leader' })
    await ready(page)
    await page.getByRole('tab', { name: '红色', exact: true }).click()
    const title = page.locator('.map-legend .title b')
    await page.waitForFunction(() => document.querySelector('.map-legend .title b')?.textContent === '红色未结件数')
    const pending = digits((await page.locator('#topic-panel h2').first().innerText()).split('，')[0]!)
    await page.waitForFunction((n) => document.querySelector('[data-testid="sum"]')?.textContent?.includes(`= 合计 ${n} 件`), pending)
    await page.reload()
    await ready(page)
    expect(await title.innerText()).toBe('红色未结件数')

    await page.getByRole('button', { name: /^地图显示什么/ }).click()
    await page.getByRole('menuitemradio', { name: /^每万人件数/ }).click()
    await page.getByRole('tab', { name: '时限', exact: true }).click()
    await page.waitForURL(/topic=time/)
    expect(await title.innerText()).toBe('每万人件数')
    await page.getByRole('button', { name: '换成本议题的图：超期未结件数' }).click()
    await page.waitForFunction(() => document.querySelector('.map-legend .title b')?.textContent === '超期未结件数')
    await page.getByRole('tab', { name: '上升', exact: true }).click()
    await page.waitForFunction(() => document.querySelector('.map-legend .title b')?.textContent === '本期比上期')
    // the map goes along with the period that its list is held against
    await page.getByText('与去年同期比', { exact: true }).first().click()
    await page.waitForURL(/measure=riseYear/)
    await page.waitForFunction(() => document.querySelector('.map-legend .title b')?.textContent === '本期比去年同期')
    expect(complaints).toEqual([])
  })

  test('a copied link shows the same view', async () => {
    const { page } = await visit('/?period=lastYear')
    await ready(page)
    await page.locator('aside ol.bars').first().locator('button').first().click()
    await page.waitForURL(/category=\d\d/)
    await ready(page)
    const there = await visit(page.url().slice(address.length))
    await ready(there.page)
    expect(await headline(there.page)).toBe(await headline(page))
    expect(await sumLine(there.page)).toEqual(await sumLine(page))
  })

  test('finds a place by the initials of its pinyin', async () => {
    const { page } = await visitMapless('/')
    await read(page)
    await page.getByRole('combobox').first().fill('lhz')
    await page.getByRole('option', { name: /柳河镇/ }).first().click()
    await page.waitForURL(/area=/)
    await read(page)
    expect(await page.locator('main nav').first().innerText()).toContain('柳河镇')
  })

  test('a place that cannot be read leaves what stood, says so, and comes on asking again', async () => {
    const { page } = await visitMapless('/')
    await read(page)
    const whole = await headline(page)
    await page.route('**/areas/990101*', (route) => route.abort())
    await page.locator('aside ol.bars:has(.rank) button').first().click()
    await page.getByRole('alert').filter({ has: page.getByRole('button', { name: '重试' }) }).first().waitFor()
    expect(await headline(page)).toBe(whole)
    await page.unroute('**/areas/990101*')
    await page.getByRole('alert').getByRole('button', { name: '重试' }).first().click()
    await page.waitForURL(/area=/)
    await read(page)
    expect(await headline(page)).toBeLessThan(whole)
  })

  test('speaks English about places too, and finds them by that name', async () => {
    const { page } = await visit('/?lang=en')
    await ready(page)
    await page.getByRole('combobox').first().fill('Liuhe Town')
    await page.getByRole('option', { name: /^Liuhe Town/ }).first().click()
    await page.waitForURL(/area=/)
    await ready(page)
    expect(await page.locator('main nav').first().innerText()).toContain('Liuhe Town')
    expect(await page.locator('.imprint').innerText()).not.toMatch(/\p{Script=Han}/u)
  })

  test('a selection without a case offers the ways out of it', async () => {
    const { page, complaints } = await visitMapless('/?category=15&colour=red&phase=transferred&channel=hotline_12348&period=last30')
    await page.waitForSelector('main[data-ready]')
    await page.getByText('这个范围内没有纠纷').first().waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: '清除筛选' }).first().click()
    await page.waitForURL((url) => !url.search.includes('colour'))
    await read(page)
    expect(await headline(page)).toBeGreaterThan(0)
    expect(complaints).toEqual([])
  })

  test('an address that is none says so and leads back', async () => {
    const { page } = await visitMapless('/nonsense?theme=hall&lang=en')
    await page.getByText('There is no such page').waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Back to the map' }).click()
    await read(page)
  })

  test('a link with a bad value is told, not obeyed', async () => {
    const { page, complaints } = await visitMapless('/?from=2024-02-30&from=x&colour=purple&county=123')
    await read(page)
    await page.getByText('purple').first().waitFor()
    await page.getByText('没有代码为“123”的县').first().waitFor()
    expect(await headline(page)).toBeGreaterThan(0)
    expect(complaints).toEqual([])
  })

  test.each(['/?theme=desk&lang=zh', '/?theme=hall&lang=en', '/?theme=desk&lang=en&show=table'])('is open to everybody: %s', async (path) => {
    const { page } = await visit(path)
    await (path.includes('table') ? page.waitForSelector('table') : ready(page))
    await expectAccessible(page)
  })
})

test('prints as one sheet of A4, light whatever the theme, by the key of the browser too', async () => {
  const { page } = await visit('/?period=all&topic=time&theme=hall', { role: 'leader' })
  await page.locator('.topic-frame .case-pages').waitFor()
  // a printer that is called, and has not finished
  await page.evaluate(() => (window.print = () => {
    window.dispatchEvent(new Event('beforeprint'))
    document.body.dataset.printed = ''
  }))
  await page.keyboard.press('Control+p')
  await page.locator('body[data-printed]').waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('desk')
  // what was cut is said
  const said = await page.locator('[data-paper-rest], [data-paper-left]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.paperRest ?? (one as HTMLElement).dataset.paperLeft))
  expect(said.join()).toMatch(/见看板/)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length).toBe(1)
  await page.mouse.move(10, 10)
  await page.locator('html[data-theme="hall"]').waitFor()
  expect(await page.locator('[data-off-paper]').count()).toBe(0)
})
