import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { dayAt, dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { ask } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })
const TODAY = dayAt(Date.now())
const ago = (days: number): Day => dayOfNumber(dayNumber(TODAY) - days)

async function board(path = '/') {
  const visited = await visit(path, { role: 'leader' })
  await visited.page.waitForSelector('main[data-ready]')
  await visited.page.locator('.calendar').waitFor()
  return visited
}

const cases = (page: Page) => page.locator('[data-figure="cases"] b').innerText()
const cell = (page: Page, day: Day) => page.locator(`.calendar [data-day="${day}"]`)

/** What the API counts of the address on show. */
async function counted(page: Page): Promise<string> {
  const params = new URL(page.url()).searchParams
  const filter = new URLSearchParams([...params].filter(([key]) => ['from', 'to', 'category', 'colour', 'age'].includes(key)))
  const { count } = await ask<{ count: number }>(address, `/summary?${filter}`)
  return count.toLocaleString('en')
}

async function drag(page: Page, from: Day, to: Day): Promise<void> {
  const [a, b] = [await cell(page, from).boundingBox(), await cell(page, to).boundingBox()]
  await page.mouse.move(a!.x + a!.width / 2, a!.y + a!.height / 2)
  await page.mouse.down()
  await page.mouse.move(b!.x + b!.width / 2, b!.y + b!.height / 2, { steps: 6 })
  await page.mouse.up()
}

describe('the board', { timeout: 60_000 }, () => {
  test('a stretch drawn on the calendar is the days under the hand, and everything follows', async () => {
    const { page, complaints } = await board()
    const all = await cases(page)
    const [from, to] = [ago(150), ago(101)]
    await cell(page, from).scrollIntoViewIfNeeded()
    await drag(page, from, to)
    await page.waitForURL(new RegExp(`from=${from}&to=${to}`))
    await page.waitForFunction((before) => document.querySelector('[data-figure="cases"] b')?.textContent !== before, all)
    expect(await cases(page)).toBe(await counted(page))
    // the window stands still, so that the hand can go on where it was
    await drag(page, ago(200), ago(180))
    await page.waitForURL(new RegExp(`from=${ago(200)}&to=${ago(180)}`))
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('each drawing is one step to take back, and to do again', async () => {
    const { page } = await board()
    await cell(page, ago(150)).scrollIntoViewIfNeeded()
    await drag(page, ago(150), ago(101))
    await page.waitForURL(/from=/)
    await drag(page, ago(90), ago(40))
    await page.waitForURL(new RegExp(`from=${ago(90)}`))
    await page.keyboard.press('Control+z')
    await page.waitForURL(new RegExp(`from=${ago(150)}&to=${ago(101)}`))
    await page.keyboard.press('Control+z')
    await page.waitForURL((url) => !url.searchParams.has('from'))
    await page.keyboard.press('Control+Shift+z')
    await page.waitForURL(new RegExp(`from=${ago(150)}&to=${ago(101)}`))
    await page.waitForFunction((n) => document.querySelector('[data-figure="cases"] b')?.textContent === n, await counted(page))
    expect(await page.getByRole('button', { name: '重做' }).isEnabled()).toBe(true)
  })

  test('days can be chosen by the keys alone', async () => {
    const { page } = await board()
    await page.locator('.calendar [tabindex="0"]').focus()
    await page.keyboard.press('ArrowLeft')
    for (let n = 0; n < 3; n++) await page.keyboard.press('Shift+ArrowUp')
    const [from, to] = [ago(10), ago(7)]
    await page.waitForURL(new RegExp(`from=${from}&to=${to}`))
    expect(await cell(page, from).getAttribute('aria-selected')).toBe('true')
    expect(await cell(page, ago(11)).getAttribute('aria-selected')).toBe('false')
  })

  test('after a comparison the lists are of the period on show', async () => {
    const { page } = await board('/?period=last90')
    const tiers = page.locator('.panel', { hasText: '风险等级 · ' })
    const before = await tiers.innerText()
    await page.getByRole('button', { name: '对比' }).click()
    await page.getByRole('dialog', { name: '对比' }).getByRole('button', { name: /^上期/ }).click()
    await page.waitForURL(/compare=/)
    await page.locator('[data-side="b"]').first().waitFor()
    await page.keyboard.press('Control+z')
    await page.waitForURL((url) => !url.searchParams.has('compare'))
    await tiers.waitFor()
    expect(await tiers.innerText()).toBe(before)
  })

  test('a screen wall gets none of it, whatever its address asks', async () => {
    const { page, complaints } = await visit('/?due=overdue&topic=red&place=990101000000', { role: 'wall' })
    await page.waitForSelector('main[data-ready]')
    expect([await page.getByRole('tab').count(), await page.locator('.calendar').count()]).toEqual([0, 0])
    expect(complaints).toEqual([])
  })
})
