import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { AreaDetail, AreaList, CountRow, Counts, CountyInfo, Summary } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber } from '../../server/contract/day.ts'
import type { OrganisationList } from '../../server/contract/organisations.ts'
import type { Role } from '../../server/contract/roles.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { ask, cookieOf, COUNTY } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })
let YEAR: string
const unexpected = (complaints: string[]) => complaints.filter((text) => !/status of 4\d\d/.test(text))

beforeAll(async () => {
  const { today } = await ask<CountyInfo>(address, '')
  YEAR = `from=${dayOfNumber(dayNumber(today) - 364)}&to=${today}`
})

async function hottest(): Promise<CountRow> {
  const { rows } = await ask<Counts>(address, `/counts?by=village&${YEAR}`)
  return rows.toSorted((a, b) => (b.count as number) - (a.count as number))[0]!
}
async function opened(path: string, role: Role = 'leader') {
  const visited = await visit(path, { role })
  await visited.page.waitForSelector('main[data-ready]')
  return { ...visited, sheet: visited.page.getByTestId('place-card') }
}
const ready = (page: Page, code: string) => page.waitForSelector(`[data-testid="place-card"][data-ready][data-place="${code}"]`)
const figure = async (page: Page, key: string) => (await page.locator(`[data-testid="card-headline"] [data-figure="${key}"] b`).first().innerText()).replaceAll(',', '')

describe('the card of a place', () => {
  test('of the hottest village says what the API and the register of organisations say', async () => {
    const { key: code, name } = await hottest()
    const [summary, categories, phases, detail, bodies] = await Promise.all([
      ask<Summary>(address, `/summary?area=${code}&${YEAR}`),
      ask<Counts>(address, `/counts?by=category&area=${code}&${YEAR}`),
      ask<Counts>(address, `/counts?by=phase&area=${code}&${YEAR}`),
      ask<AreaDetail>(address, `/areas/${code}`),
      ask<OrganisationList>(address, `/organisations?area=${code}`),
    ])
    const { page, sheet, complaints } = await opened(`/?place=${code}&${YEAR}`)
    await ready(page, code)
    expect(await sheet.getByRole('heading', { level: 2 }).innerText()).toContain(name)
    expect(await sheet.innerText()).toContain(`常住人口 ${detail.population!.toLocaleString('en')} 人`)
    expect([await figure(page, 'cases'), await figure(page, 'resolution'), await figure(page, 'overdue')]).toEqual([String(summary.count), `${summary.resolved as number}/${summary.count as number}`, String(summary.overdue)])
    const kinds = await sheet.getByTestId('card-kinds').innerText()
    for (const { name: kind, count } of [...categories.rows.toSorted((a, b) => (b.count as number) - (a.count as number)).slice(0, 5), ...phases.rows].filter((row) => row.count !== 0)) {
      expect(kinds.replaceAll('\n', ' ')).toContain(`${kind} ${count as number}`)
    }
    const organisations = await sheet.getByTestId('card-organisations').innerText()
    for (const one of bodies.organisations.filter(({ area }) => area === code).slice(0, 8)) expect(organisations).toContain(one.name)
    // the reasons come on their own, and the chart with them
    await page.waitForSelector('[data-testid="card-reasons"][data-state="done"]')
    expect(await sheet.getByTestId('card-reasons').innerText()).toContain(name)
    await expectAccessible(page)
    expect(unexpected(complaints)).toEqual([])
  })

  test('opens from the path, follows the period, leads to a neighbour and back, and closes by Esc to where it was opened', async () => {
    const { page, sheet } = await opened(`/?area=990101101000&${YEAR}`)
    const button = page.getByRole('button', { name: '地点卡', exact: true })
    await button.focus()
    await page.keyboard.press('Enter')
    await ready(page, '990101101000')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('柳河镇')
    expect(new URL(page.url()).searchParams.get('place')).toBe('990101101000')
    const box = (await sheet.boundingBox())!
    expect(box.width).toBeLessThanOrEqual(1366 / 2)

    const first = sheet.getByTestId('card-neighbours').locator('tbody tr').first()
    const [code, count] = [await first.getAttribute('data-place'), await first.locator('td.number').first().innerText()]
    const { count: counted } = await ask<Summary>(address, `/summary?area=${code}&${YEAR}`)
    expect(Number(count.replaceAll(',', ''))).toBe(counted)
    await first.getByRole('button').click()
    await ready(page, code!)
    expect(await figure(page, 'cases')).toBe(String(counted))
    await page.goBack()
    await ready(page, '990101101000')

    const before = await figure(page, 'cases')
    await page.locator('.controls-bar').getByRole('button', { name: /\d年\d+月\d+日—/ }).click()
    await page.getByRole('button', { name: '近30天' }).click()
    await page.waitForFunction((old) => document.querySelector('[data-testid="card-headline"] [data-figure="cases"] b')?.textContent !== old, before)
    expect(await sheet.getByRole('heading', { level: 2 }).innerText()).toContain('柳河镇')
    // what lies over the card is closed first
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await page.locator('.popover').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.popover').waitFor({ state: 'detached' })
    expect(await sheet.count()).toBe(1)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.has('place')).toBe(false)
    await button.focus()
    await page.keyboard.press('Enter')
    await ready(page, '990101101000')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('地点卡')
  })

  test('opens from the ranking, and leads to the cases and the organisations of the place', async () => {
    const { page, sheet } = await opened(`/?${YEAR}`)
    await page.locator('.to-card').nth(1).click()
    await page.waitForSelector('[data-testid="place-card"][data-ready]')
    const code = (await sheet.getAttribute('data-place'))!
    expect(await sheet.getByRole('link', { name: '案件台账' }).getAttribute('href')).toContain(`area=${code}`)
    await sheet.getByRole('link', { name: '组织机构' }).click()
    await page.waitForURL((url) => url.pathname === '/organisations' && url.searchParams.get('area') === code)
  })

  test('of the county, of a grid and of a place that does not exist each says what it has and has not', async () => {
    const { page, sheet } = await opened(`/?place=${COUNTY}`)
    await ready(page, COUNTY)
    expect(await sheet.getByTestId('card-reasons').innerText()).toContain('没有别处可比')
    const { areas } = await ask<AreaList>(address, '/areas?level=town')
    expect(await sheet.getByTestId('card-parts').locator('tbody tr').count()).toBe(Math.min(12, areas.length))
    const grid = (await ask<AreaList>(address, '/areas?level=grid')).areas[0]!
    await page.goto(`${address}/?place=${grid.code}`)
    await ready(page, grid.code)
    expect(await sheet.getByTestId('card-facilities').innerText()).toContain('本级没有规定应有的机构')
    await page.goto(`${address}/?place=990101999999`)
    await sheet.getByText('没有这个地点').waitFor()
    await expectAccessible(page)
    await sheet.locator('.content').getByRole('button', { name: '关闭地点卡' }).click()
    await sheet.waitFor({ state: 'detached' })
  })

  test('is one page of A4 on paper, with nothing of the board on it', async () => {
    const { areas: towns } = await ask<AreaList>(address, '/areas?level=town')
    for (const place of [COUNTY, '990101101000', (await hottest()).key]) {
      const { page } = await opened(`/?place=${place}&${YEAR}&theme=hall`)
      await ready(page, place)
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
      expect([place, pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length]).toEqual([place, 1])
      await page.emulateMedia({ media: 'print' })
      expect([await page.locator('main').isVisible(), await page.locator('.card-paper').isVisible()]).toEqual([false, true])
      const rows = await page.locator('.card-paper .card-lines tbody tr').count()
      expect(place === COUNTY ? rows : towns.length).toBe(towns.length)
      expect(await page.locator('.card-paper footer').innerText()).toMatch(/枫溪县 · 数据版本 \d+ · 20\d\d年\d+月\d+日 \d\d:\d\d印/)
    }
  })

  test('is not shown to a wall, whatever its address says', async () => {
    const { page } = await opened(`/?place=${COUNTY}`, 'wall')
    expect([await page.getByTestId('place-card').count(), await page.locator('.to-card').count()]).toEqual([0, 0])
    const response = await fetch(`${address}/api/counties/${COUNTY}/areas/${COUNTY}/card`, { headers: { cookie: await cookieOf(address, 'wall') } })
    expect(response.status).toBe(403)
  })
})
