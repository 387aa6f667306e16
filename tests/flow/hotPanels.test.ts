import type { Page } from 'playwright-core'
import { describe, expect, inject, test, vi } from 'vitest'
import type { AreaList, AreaRow } from '../../server/contract/answers.ts'
import type { Hotspots, HotPlaces } from '../../server/contract/hotspots.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { answered, answerHot, hotCard, hotPlaces, refused, running, tooFew, type HeldAnswers } from './hotAnswers.ts'
import { ask, cookieOf, COUNTY } from './ledger.ts'

const address = inject('address')
// what is read beside the map: the map itself has a file of its own
const { visit } = useBrowser(address, { mapless: true })

async function someAreas(): Promise<{ areas: AreaRow[]; packVersion: string }> {
  const { areas, packVersion } = await ask<AreaList>(address, '/areas?level=village')
  return { areas: areas.slice(20, 28), packVersion }
}

/** What a leader is answered, once it is worked out. */
async function leaderAsks<Answer>(path: string): Promise<Answer> {
  const cookie = await cookieOf(address, 'leader')
  for (;;) {
    const response = await fetch(`${address}/api/counties/${COUNTY}${path}`, { headers: { cookie } })
    if (response.status === 200) return (await response.json()) as Answer
    expect([response.status, path]).toEqual([202, path])
  }
}

/** Opens the map as a leader, with `set` put in place before the first question. */
async function beside(path: string, set: (held: HeldAnswers) => void = () => {}): Promise<{ page: Page; areas: AreaRow[]; held: HeldAnswers; complaints: string[] }> {
  const of = await someAreas()
  const { areas } = of
  const { page, complaints } = await visit('/help', { role: 'leader' })
  const held = await answerHot(page, of)
  set(held)
  await page.goto(address + path)
  await page.waitForSelector('main[data-ready]')
  return { page, areas, held, complaints }
}

describe('beside a layer of hot-spots', () => {
  test('the list says why, keeps its figures behind a key, and leads to a card and back to the same entry', async () => {
    const { page, areas, complaints } = await beside('/?layer=gistar')
    const list = page.getByTestId('hot-list')
    await list.getByRole('heading', { name: '有几个村偏多' }).waitFor()
    expect(await list.locator('ol > li').count()).toBe(5)
    const first = list.locator('ol > li').first()
    expect(await first.innerText()).toContain(`${areas[0]!.name}：近 90 天 14 件，按人口和同期总件数应约 4.1 件`)
    expect(await first.innerText()).toContain('可信度高')
    expect(await first.getByText('z = 4.00').isVisible()).toBe(false)
    await first.locator('summary').focus()
    await page.keyboard.press('Enter')
    expect(await first.getByText('z = 4.00').isVisible()).toBe(true)
    await list.getByRole('button', { name: '其余 3 处' }).click()
    expect(await list.locator('ol > li').count()).toBe(8)

    const second = list.locator('ol > li').nth(1).locator('button')
    await second.focus()
    await page.keyboard.press('Enter')
    const card = page.getByTestId('hot-card')
    await card.getByRole('heading', { name: areas[1]!.name, exact: true }).waitFor()
    await card.getByRole('img', { name: /逐月件数与应有件数/ }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('返回名单')
    await page.keyboard.press('Enter')
    await list.waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(areas[1]!.name)
    expect(complaints).toEqual([])
  })

  test('a card leads to the cases of its place and days, and into the place', async () => {
    const { page, areas } = await beside('/?layer=gistar&colour=red')
    await page.getByTestId('hot-list').locator('ol > li button').first().click()
    const card = page.getByTestId('hot-card')
    const link = new URL((await card.getByRole('link', { name: '看这里的案件' }).getAttribute('href'))!, address)
    expect([link.pathname, ...['area', 'from', 'to', 'colour'].map((key) => link.searchParams.get(key))]).toEqual(['/ledger', areas[0]!.code, '2026-09-02', '2026-11-30', 'red'])
    await card.getByRole('button', { name: `进入${areas[0]!.name}` }).click()
    await page.waitForURL(new RegExp(`area=${areas[0]!.code}`))
    await page.getByRole('button', { name: `看${areas[0]!.name}的情况` }).click()
    await card.waitFor()
    expect(await card.getByRole('button', { name: `进入${areas[0]!.name}` }).count()).toBe(0)
  })

  test('a way that did better in past months is named', async () => {
    const { page } = await beside('/?layer=gistar')
    const line = page.getByTestId('backtest-line')
    await line.getByText('名单命中 22%，照上月件数命中 32%').waitFor()
    await line.getByRole('button', { name: '怎么验证的' }).click()
    const report = page.getByTestId('backtest')
    await report.getByRole('heading', { name: '按热点点名，不如“照上月件数”准' }).waitFor()
    expect(await report.innerText()).toContain('3 个月里，0 个月按热点命中更多，3 个月更少')
    await expectAccessible(page)
    await report.getByText('逐月看').click()
    expect(await report.getByRole('row', { name: /2026年9月/ }).innerText()).toContain('20.0%')
  })

  test('that no place stands out is a finding, that there are too few cases another one', async () => {
    const { page, held } = await beside('/?layer=gistar', (answers) => (answers.places = answered(hotPlaces([]))))
    await page.getByRole('heading', { name: '没有哪一处明显偏多' }).waitFor()
    expect(await page.getByTestId('hot-list').innerText()).toContain('不等于没有案件')
    held.places = answered(tooFew())
    await page.goto(`${address}/?layer=gistar&period=last30`)
    await page.getByText('只有 9 件，太少，看不出热点').waitFor()
    expect(await page.getByTestId('backtest-line').count()).toBe(0)
    await page.getByRole('button', { name: '看近 12 个月' }).click()
    await page.waitForURL(/period=last12m/)
    await page.getByRole('button', { name: '按乡镇看' }).click()
    await page.waitForURL(/level=town/)
  })

  test('waiting can be ended, and a failure is told and tried again', async () => {
    const { page, held } = await beside('/?layer=gistar', (answers) => (answers.places = running(0.42)))
    await page.getByText('已完成 42%').first().waitFor()
    // what is spoken is that it began, and the bar has how far it is
    expect(await page.locator('.hot-side [role=status]').allInnerTexts()).toEqual(['正在计算…'])
    expect(await page.locator('.hot-side').getByRole('progressbar', { name: '正在计算…' }).getAttribute('value')).toBe('0.42')
    await page.getByRole('button', { name: '不等了' }).click()
    await page.getByText('没有算完').waitFor()
    held.places = refused('计算太忙，请稍后再试')
    await page.getByRole('button', { name: '重新计算' }).click()
    await page.getByText('计算太忙，请稍后再试').waitFor()
    await expectAccessible(page)
    held.places = answered(hotPlaces((await someAreas()).areas))
    await page.locator('.hot-side').getByRole('button', { name: '重试' }).click()
    await page.getByTestId('hot-list').waitFor()
  })

  test('what nobody looks at any more is asked for no more, and given up', async () => {
    const { page, held } = await beside('/?layer=gistar', (answers) => (answers.backtest = running(0.1)))
    const until = async (call: string) => vi.waitFor(() => expect(held.calls).toContain(call), 20_000)
    const quiet = async (call: string) => {
      held.calls.length = 0
      await page.waitForTimeout(2_500)
      expect(held.calls).not.toContain(call)
    }
    await until('GET /backtest')
    await page.goto(`${address}/?layer=density`)
    await until('GET /density')
    await quiet('GET /backtest')

    await page.goto(`${address}/?layer=gistar`)
    await page.getByText('正在用往月验证名单').waitFor()
    const layer = async (name: RegExp) => {
      await page.getByRole('button', { name: /^地图显示什么/ }).click()
      await page.getByRole('menuitemradio', { name }).click()
    }
    held.calls.length = 0
    await layer(/^热力/)
    await until('DELETE ')
    await quiet('GET /backtest')
    held.places = running(0.1)
    await layer(/^热点/)
    await until('GET /places')
    await layer(/^热力/)
    await page.getByText('正在计算').first().waitFor()
    await quiet('GET /places')
  })

  test('of a place that cannot be judged it is said what is missing, and what came is drawn alone', async () => {
    const { page } = await beside('/?layer=gistar', (answers) => (answers.card = (area) => answered(hotCard(area, { judged: false }))))
    await page.getByTestId('hot-list').locator('ol > li button').first().click()
    const card = page.getByTestId('hot-card')
    await card.getByText('缺常住人口，算不出应有多少').waitFor()
    expect(await card.getByRole('img', { name: /逐月件数/ }).getAttribute('aria-label')).toContain('2026年7月 1，应约 —')
    expect(await card.locator('dl').count()).toBe(0)
  })

  test.each(['/?layer=gistar&theme=desk&lang=zh', '/?layer=gistar&theme=hall&lang=en'])('list and card are open to everybody: %s', async (path) => {
    const { page } = await beside(path)
    await page.getByTestId('backtest-line').getByRole('button').waitFor()
    await expectAccessible(page)
    await page.getByTestId('hot-list').locator('ol > li button').first().click()
    await page.getByTestId('hot-card').getByRole('img').waitFor()
    await expectAccessible(page)
  })
})

describe('on the demo county itself', () => {
  test('the list is what the server worked out, its card too, and the cases behind it are as many', async () => {
    const { page, complaints } = await visit('/?layer=gistar&period=last90', { role: 'leader' })
    const list = page.getByTestId('hot-list')
    await list.locator('ol > li').first().waitFor({ timeout: 60_000 })
    const found = await leaderAsks<HotPlaces>('/hotspots/places')
    expect(found.places.length).toBeGreaterThan(0)
    await list.getByRole('heading', { name: found.finding.zh }).waitFor()
    const shown = await list.locator('ol > li').allInnerTexts()
    for (const [k, { reason }] of found.places.slice(0, 5).entries()) expect(shown[k]).toContain(reason.zh)

    const { place, count } = found.places[0]!
    await list.locator('ol > li button').first().click()
    const card = page.getByTestId('hot-card')
    await card.getByRole('heading', { name: place.name, exact: true }).waitFor({ timeout: 30_000 })
    expect(await card.locator('.numbers dd').first().innerText()).toMatch(new RegExp(`^${count}\\b`))
    await card.getByRole('link', { name: '看这里的案件' }).click()
    await page.waitForURL(/\/ledger/)
    await page.locator('main[data-ready] table tbody tr').first().waitFor()
    expect(await page.locator('main[data-ready] table tbody tr').count()).toBe(count)
    expect(complaints).toEqual([])
  })

  test('a scan is followed to its end, and what it found is what the list says', async () => {
    const { page } = await visit('/?layer=scan&period=last90', { role: 'leader' })
    const { clusters, finding } = await leaderAsks<Hotspots>('/hotspots?method=scan')
    const bursts = page.getByTestId('hot-bursts')
    await bursts.waitFor({ timeout: 60_000 })
    const shown = await bursts.locator('ol > li').allInnerTexts()
    expect(shown).toHaveLength(Math.min(5, clusters.length))
    for (const [k, { reason }] of clusters.slice(0, 5).entries()) expect(shown[k]).toContain(reason.zh)
    expect(finding.zh).toContain('近 90 天')
  })
})
