import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase, type Database } from '../../server/store/database.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { COUNTY } from './ledger.ts'

const address = inject('address')
// what is read beside the map
const { visit } = useBrowser(address, { mapless: true })

let db: Database
beforeAll(async () => {
  db = await openDatabase({ dataDir: inject('dataDir') })
})
afterAll(() => db.close())

const SPAN = { from: '2025-12-01', to: '2026-11-30' }
const BEFORE = { from: '2024-12-01', to: '2025-11-30' }

/** Cases of a town, or of the county, by its nine digits. */
async function counted(town: string, { from, to }: typeof SPAN, where = 'true'): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM dispute WHERE county = $1 AND state <> 'merged' AND left(coalesce(area, town), 9) = left($2, 9) AND occurred_on BETWEEN $3 AND $4 AND ${where}`,
    [COUNTY, town, from, to],
  )
  return rows[0]!.n
}

async function codeOf(name: string): Promise<string> {
  const { rows } = await db.pool.query<{ code: string }>(`SELECT code FROM area WHERE county = $1 AND level = 'town' AND name = $2`, [COUNTY, name])
  return rows[0]!.code
}

async function open(topic: 'rising' | 'towns', more = `&period=custom&from=${SPAN.from}&to=${SPAN.to}`) {
  const { page, complaints } = await visit(`/?topic=${topic}${more}`, { role: 'leader' })
  await page.waitForSelector('main[data-ready]')
  return { page, complaints }
}

describe('what rises', () => {
  test('the town that rises most surely stands first, with the numbers of the database, and leads there', async () => {
    const { page, complaints } = await open('rising')
    // places stand first once both lists are there
    await page.locator('.rise').nth(1).waitFor()
    const first = page.locator('.rise').first().locator('button').first()
    await first.waitFor()
    const name = await first.locator('.name').innerText()
    const code = await codeOf(name)
    expect(await first.locator('.verdict').innerText()).toContain('上升明确')
    expect((await first.locator('.count').innerText()).replace(/\s+/g, ' ')).toBe(`${await counted(code, SPAN)} 件 上期 ${await counted(code, BEFORE)} 件`)
    await expectAccessible(page)
    await first.click()
    await page.waitForURL(new RegExp(`area=${code}`))
    expect(complaints).toEqual([])
  })

  test('a category that is pressed is the filter, and pressed again is no more', async () => {
    const { page } = await open('rising')
    const category = page.locator('.rise').nth(1).locator('button').first()
    await category.click()
    await page.waitForURL(/category=/)
    await page.locator('.rise').nth(1).locator('button[aria-pressed="true"]').click()
    await page.waitForURL((url) => !url.searchParams.has('category'))
    expect(await page.locator('.rise button[aria-pressed="true"]').count()).toBe(0)
  })

  test('intervals come on demand, and small lines of towns or categories', async () => {
    const { page } = await open('rising')
    expect(await page.getByText(/约 \d+\.\d\d 倍/).count()).toBe(0)
    await page.getByRole('button', { name: '显示区间' }).first().click()
    await page.getByText(/约 \d+\.\d\d 倍（\d+\.\d\d–\d+\.\d\d）/).first().waitFor()
    const lines = page.locator('.small-line')
    await lines.first().waitFor()
    expect(await lines.count()).toBe(10)
    await page.getByRole('button', { name: '各类型' }).click()
    await page.locator('.small-line[aria-pressed]').first().waitFor()
  })

  test('without an earlier period it says why', async () => {
    const { page } = await open('rising', '&period=all')
    await page.getByText('没有“上期”可比').first().waitFor()
    expect(await page.locator('.rise').count()).toBe(0)
  })
})

describe('towns side by side', () => {
  test('a warning opens its two numbers, which are those of the database, and a town leads there', async () => {
    const { page, complaints } = await open('towns')
    const row = page.locator('tbody tr', { has: page.locator('td.flag') }).first()
    await row.waitFor()
    const name = await row.locator('th').innerText()
    const code = await codeOf(name)
    await row.locator('td.flag button').first().focus()
    const tip = page.getByRole('tooltip')
    await tip.waitFor({ state: 'attached' })
    const { rows } = await db.pool.query<{ population: number }>('SELECT population FROM area WHERE county = $1 AND code = $2', [COUNTY, code])
    const exact = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
    expect(await tip.innerText()).toContain(`${exact(await counted(code, SPAN))} ÷ ${exact(rows[0]!.population)}`)
    await page.keyboard.press('Escape')
    await expectAccessible(page)
    await row.locator('th button').click()
    await page.waitForURL(new RegExp(`area=${code}`))
    expect(complaints).toEqual([])
  })

  test('a dot of the scatter says both figures, and leads to its town', async () => {
    const { page } = await open('towns')
    const dot = page.getByRole('button', { name: /云岭乡：万人调解 [\d.]+ 件，万人涉诉 [\d.]+ 件/ })
    await dot.focus()
    await page.keyboard.press('Enter')
    const code = await codeOf('云岭乡')
    await page.waitForURL(new RegExp(`area=${code}`))
    expect(new URL(page.url()).searchParams.get('area')).toBe(code)
  })

  test('ranks are told as the range in which they hold', async () => {
    const { page } = await open('towns')
    await page.getByText(/^第 \d+(–\d+)? 位$/).first().waitFor()
    expect(await page.locator('.ranks li').count()).toBe(10)
  })
})
