import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { Counts, CountyInfo, Summary } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { ask } from './ledger.ts'
import { told } from '../told.ts'

const address = inject('address')
const { visit } = useBrowser(address)

const digits = (text: string): number => Number(text.replace(/[^\d]/g, ''))
const signed = (change: number): string => (change === 0 ? '0' : `${change < 0 ? '−' : '+'}${Math.abs(change)}`)

interface Quarter {
  now: string
  year: string
}
let quarter: Quarter
beforeAll(async () => {
  const { today } = await ask<CountyInfo>(address, '')
  quarter = lastQuarter(today)
})

/** The last quarter that is over, and the same one a year before, as parameters. */
function lastQuarter(today: Day): Quarter {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const first = (y: number, m: number) => new Date(Date.UTC(y, m, 1)).toISOString().slice(0, 10) as Day
  const begin = Math.floor((month - 1) / 3) * 3 - 3
  const span = (y: number) => `from=${first(y, begin)}&to=${dayOfNumber(dayNumber(first(y, begin + 3)) - 1)}`
  return { now: span(year), year: span(year - 1) }
}

async function ready(page: Page, as: 'difference' | 'side'): Promise<void> {
  await page.waitForSelector(`main[data-ready] .compare-board[data-as=${as}]`)
}

/** All maps on the page have drawn what they know. */
async function drawn(page: Page, maps: number): Promise<void> {
  await page.waitForFunction((n) => document.querySelectorAll('[data-idle="true"]').length === n, maps, { timeout: 90_000 })
}

const figure = async (page: Page, side: 'a' | 'b' | 'gap', key: string) => page.locator(`.compared-headline [data-side=${side}] [data-figure=${key}]`).innerText()

describe('the last quarter against the year before', () => {
  test('is one press away by keyboard, and every number is the server\'s', async () => {
    const { page, complaints, strangers } = await visit(`/?${quarter.now}`, { role: 'leader' })
    await page.waitForSelector('main[data-ready]')
    await page.getByRole('button', { name: '对比', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: '对比' }).getByRole('button', { name: /^上期/ }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/compare=period\/year/)
    await ready(page, 'difference')
    const [a, b] = await Promise.all([quarter.now, quarter.year].map((span) => ask<Summary>(address, `/summary?${span}`)))
    expect([digits(await figure(page, 'a', 'cases')), digits(await figure(page, 'b', 'cases'))]).toEqual([a!.count, b!.count])
    expect(await figure(page, 'gap', 'cases')).toContain(signed(told(a!.count) - told(b!.count)))
    expect([digits(await figure(page, 'a', 'overdue')), digits(await figure(page, 'b', 'people'))]).toEqual([a!.overdue, b!.people])
    await drawn(page, 1)
    await page.getByRole('heading', { name: '本期比去年同期：紫色为多，绿色横纹为少' }).waitFor()
    expect(await page.getByTestId('sum').innerText()).toContain(`本期 ${a!.count} 件，去年同期 ${b!.count} 件，相差 ${signed((a!.count as number) - (b!.count as number))}`)
    await expectAccessible(page)

    const [now, then] = await Promise.all([quarter.now, quarter.year].map((span) => ask<Counts>(address, `/counts?by=town&${span}`)))
    const before = new Map(then!.rows.map((row) => [row.key, row.count as number]))
    const gaps = now!.rows.map((row) => ({ name: row.name, a: row.count as number, b: before.get(row.key)! }))
    const clearest = gaps.toSorted((x, y) => Math.abs(y.a - y.b) - Math.abs(x.a - x.b))[0]!
    await page.getByRole('heading', { name: `${clearest.name}${clearest.a > clearest.b ? '多' : '少'}得最明显：${signed(clearest.a - clearest.b)}` }).waitFor()
    await page.getByRole('button', { name: '表格', exact: true }).click()
    await page.locator('.compare-table').waitFor()
    for (const { name, a: x, b: y } of gaps) {
      const cells = await page.locator('.compare-table tbody tr', { hasText: name }).locator('td').allInnerTexts()
      expect([name, ...cells.slice(0, 3)]).toEqual([name, String(x), String(y), signed(x - y)])
      expect(cells[3] === '—').toBe(y < 10)
    }
    await expectAccessible(page)
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })

  test('side by side both maps have one scale and one camera, and leaving leaves one map', async () => {
    const { page, complaints } = await visit(`/?${quarter.now}&compare=period/year`, { role: 'leader' })
    await ready(page, 'difference')
    await page.getByRole('button', { name: '并排' }).click()
    await ready(page, 'side')
    await drawn(page, 2)
    expect(await page.locator('canvas.maplibregl-canvas').count()).toBe(2)
    const [left, right] = [page.locator('.sides [data-side=a]'), page.locator('.sides [data-side=b]')]
    const [a, b] = await Promise.all([quarter.now, quarter.year].map((span) => ask<Summary>(address, `/summary?${span}`)))
    expect([await left.locator('h2').innerText(), await right.locator('h2').innerText()].map((text) => text.split('\n').map((part) => part.trim()))).toEqual([
      expect.arrayContaining(['本期', String(a!.count)]), expect.arrayContaining(['去年同期', String(b!.count)]),
    ])
    await expectAccessible(page)

    const scaleOf = (side: typeof left) => side.locator('.map-foot').innerText()
    const before = await scaleOf(right)
    await left.getByRole('button', { name: '放大' }).click()
    await page.waitForURL(/at=/)
    await drawn(page, 2)
    expect(await scaleOf(right)).not.toBe(before)
    expect(await scaleOf(right)).toBe(await scaleOf(left))
    const box = (await right.locator('canvas.maplibregl-canvas').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 70, box.y + box.height / 2 - 50, { steps: 4 })
    await page.mouse.up()
    await drawn(page, 2)
    expect(await under(page, left)).toBe(await under(page, right))

    await page.getByRole('button', { name: '去掉“对比：去年同期”' }).click()
    await page.waitForURL((url) => !url.search.includes('compare'))
    await page.waitForSelector('main[data-ready] [data-testid=sum]')
    expect(await page.locator('canvas.maplibregl-canvas').count()).toBe(1)
    await page.keyboard.press('Control+z')
    await page.waitForURL(/compare=period/)
    await ready(page, 'side')
    expect(complaints).toEqual([])
  })
})

/** The place under the middle of a map. */
async function under(page: Page, side: ReturnType<Page['locator']>): Promise<string> {
  const box = (await side.locator('canvas.maplibregl-canvas').boundingBox())!
  await page.mouse.move(box.x + box.width / 2 + 3, box.y + box.height / 2)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  return side.locator('.tip-box b').innerText()
}

describe('what is compared', () => {
  test('two towns are chosen in the panel, none with itself, and going on into one ends it', async () => {
    const { page } = await visit(`/?${quarter.now}`, { role: 'leader' })
    await page.waitForSelector('main[data-ready]')
    await page.getByRole('button', { name: '对比', exact: true }).click()
    const places = page.getByRole('region', { name: '与另一个地点比' })
    const towns = (await ask<Counts>(address, `/counts?by=town&${quarter.now}`)).rows
    await places.getByLabel('这一边').selectOption(towns[0]!.key)
    expect(await places.getByLabel('另一边').locator(`option[value="${towns[0]!.key}"]`).isDisabled()).toBe(true)
    await places.getByLabel('另一边').selectOption(towns[1]!.key)
    await places.getByRole('button', { name: '对比' }).click()
    await page.waitForURL(new RegExp(`area=${towns[0]!.key}.*compare=area/${towns[1]!.key}`))
    await ready(page, 'side')
    expect([digits(await figure(page, 'a', 'cases')), digits(await figure(page, 'b', 'cases'))]).toEqual([towns[0]!.count, towns[1]!.count])
    expect(await page.getByRole('button', { name: '差异图' }).count()).toBe(0)
    await page.getByRole('navigation', { name: '当前位置' }).getByRole('button', { name: '返回上一级' }).click()
    await page.waitForURL((url) => !/area|compare/.test(url.search))
  })

  test('an open period has no other: it says so in the panel and under an address that asks for one', async () => {
    const { page } = await visit('/?period=all&compare=period/year', { role: 'leader' })
    await page.waitForSelector('main[data-ready]')
    await page.getByText('不能对比：时段不限').waitFor()
    expect(await page.locator('.compare-board').count()).toBe(0)
    await page.getByRole('button', { name: '对比', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '对比' })
    const before = dialog.getByRole('button', { name: /^上期/ })
    await before.waitFor()
    expect([await before.isDisabled(), await before.innerText()]).toEqual([true, expect.stringContaining('请先选定起止日期')])
    await dialog.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '结束对比' }).click()
    await page.waitForURL((url) => !url.search.includes('compare'))
  })
})
