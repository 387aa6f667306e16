import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { CATEGORIES } from '../../server/contract/categories.ts'
import { dayAt, dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { STATES } from '../../server/contract/states.ts'
import { openDatabase, type Database } from '../../server/store/database.ts'
import { periodSpan } from '../../web/stores/periods.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { COUNTY } from './ledger.ts'

/**
 * The questions of the monthly meeting, each answered on the demo county within its clicks from the home page, and what
 * is read there held against SQL on the database. The fourteenth, patrols, waits for patrols.
 */

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })
// the day of the server, which goes by the clock of the machine: a run over midnight in Shanghai asks of the day before
const TODAY = dayAt(Date.now())
const { from: FROM, to: TO } = periodSpan('last12m', TODAY) as { from: Day; to: Day }
const PENDING = `state IN (${STATES.rows.filter(({ phase }) => phase === 'open' || phase === 'handling').map(({ code }) => `'${code}'`).join(', ')})`
const RESOLVED = `state IN (${STATES.rows.filter(({ phase }) => phase === 'resolved').map(({ code }) => `'${code}'`).join(', ')})`
const MEDIATED = `state IN (${STATES.rows.filter(({ code, phase }) => phase === 'handling' || phase === 'resolved' || code === 'terminated').map(({ code }) => `'${code}'`).join(', ')})`
const SLOW = 90_000

let db: Database
beforeAll(async () => {
  db = await openDatabase({ dataDir: inject('dataDir') })
})
afterAll(() => db.close())

async function sql(query: string, values: unknown[] = []): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(query.replaceAll('COUNTY', `'${COUNTY}'`), values)
  return rows[0]!.n
}

/** Cases of the last twelve months of which something holds. */
const cases = (where = 'true', { from, to } = { from: FROM, to: TO }) =>
  sql(`SELECT count(*)::int AS n FROM dispute WHERE county = COUNTY AND state <> 'merged' AND occurred_on BETWEEN '${from}' AND '${to}' AND ${where}`)
/** The same of cases that people work on in Fengtu. */
const lived = (where: string) => cases(`EXISTS (SELECT 1 FROM dispute_life l WHERE l.county = dispute.county AND l.id = dispute.id AND ${where})`)
const inTown = (code: string) => `left(coalesce(area, town), 9) = '${code.slice(0, 9)}'`

async function codeOf(name: string, level: string): Promise<string> {
  const { rows } = await db.pool.query<{ code: string }>(`SELECT code FROM area WHERE county = $1 AND level = $2 AND name = $3 AND valid_to IS NULL`, [COUNTY, level, name])
  return rows[0]!.code
}

const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
const digits = (text: string) => Number(text.replaceAll(',', '').match(/\d+/)![0])

/** A leader at the home page, whose clicks are counted. */
async function home() {
  const { page, complaints } = await visit('/', { role: 'leader' })
  await page.waitForSelector('main[data-ready]')
  let clicks = 0
  return {
    page,
    complaints,
    panel: page.locator('#topic-panel'),
    async click(on: Locator) {
      clicks++
      await on.click()
    },
    clicked: () => clicks,
  }
}

const topic = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })

describe('the monthly meeting asks', { timeout: SLOW }, () => {
  test('1: how many, and against the period before and the year before? 0 clicks', async () => {
    const { page, clicked } = await home()
    const figure = page.locator('[data-figure="cases"]')
    expect(digits(await figure.locator('b').innerText())).toBe(await cases())
    // as many days just before
    const before = { from: dayOfNumber(2 * dayNumber(FROM) - dayNumber(TO) - 1), to: dayOfNumber(dayNumber(FROM) - 1) }
    const [now, then] = [await cases(), await cases('true', before)]
    // whatever period is on show, this month stands there, against last month and the same month last year
    const line = page.locator('[data-figure="month"]')
    await line.waitFor()
    const first = `${TODAY.slice(0, 8)}01` as Day
    const length = dayNumber(TODAY) - dayNumber(first)
    const month = async (months: number) => {
      const { rows } = await db.pool.query<{ from: Day; to: Day }>(
        `SELECT to_char(m, 'YYYY-MM-DD') AS from, to_char(least(m + $2::int, (m + interval '1 month' - interval '1 day')::date), 'YYYY-MM-DD') AS to FROM (SELECT ($1::date - make_interval(months => $3::int))::date AS m) d`, [first, length, months])
      return cases('true', rows[0]!)
    }
    expect(digits(await line.innerText())).toBe(await month(0))
    expect(digits(await line.locator('[data-against="lastMonth"]').innerText())).toBe(await month(1))
    const yearAgo = (await line.locator('[data-against="lastYear"]').innerText()).replace(/\d+年\d+月/, '')
    expect(digits(yearAgo)).toBe(await month(12))
    expect(await figure.locator('.changes').innerText()).toContain(`${Math.abs(Math.round((now / then - 1) * 1000) / 10)}%`)
    await expectAccessible(page)
    expect(clicked()).toBe(0)
  })

  test('2 and 3: which towns and which categories rise? 1 click', async () => {
    const { page, click, clicked, complaints } = await home()
    await click(topic(page, '上升'))
    // places stand first once both lists are there
    await page.locator('.rise').nth(1).waitFor()
    const town = page.locator('.rise').first().locator('button').first()
    await town.waitFor()
    const code = await codeOf(await town.locator('.name').innerText(), 'town')
    expect(digits(await town.locator('.count').innerText())).toBe(await cases(inTown(code)))
    const category = page.locator('.rise').nth(1).locator('button').first()
    const named = await category.locator('.name').innerText()
    const row = CATEGORIES.rows.find(({ label }) => label.zh === named)!
    expect(digits(await category.locator('.count').innerText())).toBe(await cases(`category = '${row.code}'`))
    expect([clicked(), complaints]).toEqual([1, []])
    await expectAccessible(page)
  })

  test('4: where are the hot-spots, and why? 2 clicks', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '热点'))
    const first = panel.locator('[data-place]').first()
    await first.waitFor({ timeout: 60_000 })
    const code = (await first.getAttribute('data-place'))!
    const count = await cases(`NOT sensitive AND (area = '${code}' OR left(area, 12) = '${code}')`)
    expect(await first.innerText()).toContain(`${count} 件`)
    await click(first.getByRole('button').first())
    await panel.locator('.hot-side .back').waitFor()
    await panel.getByText(`${count} 件`).first().waitFor({ timeout: 60_000 })
    expect(clicked()).toBe(2)
  })

  test('5: which red cases, who holds them, at which step, for how long? 1 click', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '红色'))
    await page.waitForURL(/measure=red/)
    const pending = await cases(`colour = 'red' AND ${PENDING}`)
    await panel.getByRole('heading', { name: `红色件 ${grouped(pending)} 件` }).waitFor()
    const lines = panel.locator('.lines > li')
    expect(await lines.count()).toBe(Math.min(pending, 10))
    const longest = await sql(`SELECT max(date '${TODAY}' - coalesce(since, occurred_on))::int AS n FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id
      WHERE d.county = COUNTY AND occurred_on BETWEEN '${FROM}' AND '${TO}' AND colour = 'red' AND ${PENDING}`)
    expect(await lines.first().innerText()).toContain(String(longest))
    expect(clicked()).toBe(1)
    await expectAccessible(page)
  })

  test('6 and 7: what is overdue or due soon, and what drags on beyond 90 days? 1 and 2 clicks', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '时限'))
    const bin = (name: string) => panel.locator('.bins button', { hasText: name })
    await bin('已超期').waitFor()
    expect(digits(await bin('已超期').innerText())).toBe(await cases(`${PENDING} AND due_on < '${TODAY}'`))
    expect(digits((await bin('7 日内到期').innerText()).split('\n')[0]!)).toBe(await cases(`${PENDING} AND due_on BETWEEN '${TODAY}' AND date '${TODAY}' + 7`))
    const old = await cases(`${PENDING} AND date '${TODAY}' - occurred_on > 90`)
    expect(digits(await bin('超过 90 天').innerText())).toBe(old)
    await click(bin('超过 90 天'))
    await page.waitForURL(/age=over90/)
    await page.waitForSelector('main[data-ready]')
    await page.waitForFunction((n) => document.querySelector('[data-figure="cases"] b')?.textContent === n, String(old))
    expect(clicked()).toBe(2)
  })

  test('8: what relapses, and where do several cases come together? 2 clicks', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '反复'))
    const entry = panel.locator('.again-entry').first()
    await entry.waitFor()
    const cited = new URL((await entry.locator('a.count').getAttribute('href'))!, address).searchParams
    const [code, from, to] = [cited.get('area')!, cited.get('from') as Day, cited.get('to') as Day]
    const count = await cases(`NOT sensitive AND category = '${cited.get('category')!}' AND (area = '${code}' OR left(area, 12) = '${code}')`, { from, to })
    expect(digits(await entry.locator('a.count').innerText())).toBe(count)
    const relapsed = await sql(`SELECT count(*)::int AS n FROM dispute d JOIN dispute_life l ON l.county = d.county AND l.id = d.id WHERE d.county = COUNTY AND reopened > 0 AND EXISTS (
      SELECT 1 FROM dispute_event e WHERE e.county = d.county AND e.id = d.id AND kind = 'reopen' AND (at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '${FROM}' AND '${TO}')`)
    expect(relapsed).toBeGreaterThan(20)
    await panel.getByRole('heading', { name: `本期内又反复的 ${relapsed} 件` }).waitFor()
    await click(panel.getByRole('button', { name: '不分类' }))
    await panel.locator('.again-entry').first().waitFor()
    expect(clicked()).toBe(2)
  })

  test('9: is the resolution rate real? 1 click', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '成效'))
    const [all, resolved, agreed] = [await cases(), await cases(RESOLVED), await cases(`(agreement IS NOT NULL OR state IN ('agreed', 'performing', 'confirming'))`)]
    await panel.getByText(`${grouped(resolved)} / ${grouped(all)}`, { exact: true }).waitFor()
    const [performed, written, confirmed, followed] = [await lived("performance = 'full' AND agreement IS NOT NULL"), await cases("agreement = 'written'"), await cases('judicially_confirmed'), await cases(`${RESOLVED} AND (followed_up OR state = 'followed_up')`)]
    for (const [stage, numerator, denominator] of [['agreed', agreed, all], ['performed', performed, agreed], ['confirmed', confirmed, written], ['followed', followed, resolved]] as const) {
      expect(numerator).toBeGreaterThan(20)
      expect((await panel.locator(`[data-stage="${stage}"]`).innerText()).replaceAll(',', '')).toContain(`${numerator} / ${denominator}`)
    }
    const shares = [agreed / resolved, performed / agreed, followed / resolved]
    expect(shares.map((share) => share > 0.55 && share < 0.95)).toEqual([true, true, true])
    expect(clicked()).toBe(1)
    await expectAccessible(page)
  })

  test('10 and 11: which towns are warned of, and lawsuits beside mediation? 1 and 2 clicks', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '对照'))
    const row = panel.locator('tbody tr', { has: page.locator('td.flag') }).first()
    await row.waitFor()
    const code = await codeOf(await row.locator('th').innerText(), 'town')
    await row.locator('td.flag button').first().focus()
    const tip = page.getByRole('tooltip')
    await tip.waitFor({ state: 'attached' })
    expect(await tip.innerText()).toContain(grouped(await cases(inTown(code))))
    await page.keyboard.press('Escape')
    const dot = panel.getByRole('button', { name: /万人调解 [\d.]+ 件，万人涉诉 [\d.]+ 件/ }).first()
    const [, name, mediated] = /^(\S+?)：万人调解 ([\d.]+) 件/.exec((await dot.getAttribute('aria-label'))!)!
    const there = await codeOf(name!, 'town')
    const residents = await sql('SELECT population::int AS n FROM area WHERE county = COUNTY AND code = $1', [there])
    const count = await cases(`${inTown(there)} AND channel <> 'court' AND ${MEDIATED}`)
    expect(Number(mediated)).toBeCloseTo((count / residents) * 10_000, 0)
    await click(dot)
    await page.waitForURL(new RegExp(`area=${there}`))
    expect(clicked()).toBe(2)
  })

  test('12: do departments come when they are called? 1 click', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '部门'))
    const called = await sql(`SELECT count(*)::int AS n FROM whistle w JOIN dispute d ON d.county = w.county AND d.id = w.case_id WHERE w.county = COUNTY AND called_on BETWEEN '${FROM}' AND '${TO}'`)
    expect(called).toBeGreaterThan(50)
    const rows = panel.locator('table tbody tr')
    await rows.first().waitFor()
    expect(await panel.innerText()).toMatch(new RegExp(`吹哨 ?${called} `))
    const { rows: [poorest] } = await db.pool.query<{ name: string; sent: number; came: number; of: number }>(`SELECT o.name, count(*)::int AS sent, count(*) FILTER (WHERE coalesce(reported_on, result_on) <= w.due_on)::int AS came,
        count(*) FILTER (WHERE coalesce(reported_on, result_on) IS NOT NULL OR (w.due_on < '${TODAY}' AND withdrawn_on IS NULL))::int AS of
      FROM whistle w JOIN organisation o ON o.county = w.county AND o.id = w.department JOIN dispute d ON d.county = w.county AND d.id = w.case_id
      WHERE w.county = $1 AND d.state <> 'merged' AND called_on BETWEEN $2 AND $3 GROUP BY o.name
      ORDER BY count(*) FILTER (WHERE coalesce(reported_on, result_on) <= w.due_on)::float / count(*) LIMIT 1`, [COUNTY, FROM, TO])
    const { name, sent, came, of } = poorest!
    // some came late or not at all; how many hangs on the day of the installing
    expect(came).toBeLessThan(of)
    const row = rows.filter({ has: page.getByTitle(name, { exact: true }) })
    expect((await row.innerText()).replace(/\s+/g, ' ')).toContain(`${sent} ${came}/${of}`)
    expect(clicked()).toBe(1)
  })

  test('13: which meetings were held, which are missing? 1 click', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '会议'))
    const title = panel.getByRole('heading', { name: /应开 \d+ 次/ })
    await title.waitFor()
    const [, periods, owed, held] = /近 (\d+) 期应开 (\d+) 次，已开 (\d+) 次/.exec(await title.innerText())!
    expect(Number(owed)).toBe(Number(periods) * (await sql(`SELECT count(*)::int AS n FROM area WHERE county = COUNTY AND level = 'town' AND valid_to IS NULL`)))
    const first = /(\d+)年(\d+)月(\d+)日/.exec(await panel.locator('header .words p').innerText())!
    const since = `${first[1]}-${first[2]!.padStart(2, '0')}-${first[3]!.padStart(2, '0')}`
    const current = Number(TODAY.slice(8)) > 15 ? `${TODAY.slice(0, 8)}16` : `${TODAY.slice(0, 8)}01`
    const heldInSql = await sql(`SELECT count(DISTINCT area || to_char(held_on, 'YYYY-MM') || (extract(day FROM held_on) > 15)::text)::int AS n FROM meeting
      WHERE county = COUNTY AND kind = 'town_halfmonthly' AND held_on >= $1 AND held_on < $2`, [since, current])
    expect(Number(held)).toBe(heldInSql)
    expect(clicked()).toBe(1)
    await expectAccessible(page)
  })

  test('15: what is to be done next month, and what is still owed from before? 1 click', async () => {
    const { page, panel, click, clicked } = await home()
    await click(topic(page, '下月'))
    const next = `${TODAY.slice(0, 8)}01`
    const lastYear = await cases('true', await monthBefore(next))
    const year = panel.locator('.bars').first().locator('li').first()
    await year.waitFor()
    expect(digits(await year.locator('.text').innerText())).toBe(lastYear)
    const open = await sql(`SELECT count(*)::int AS n FROM meeting_action WHERE county = COUNTY AND status = 'open'`)
    await panel.getByRole('heading', { name: new RegExp(`^${open} 个议定事项未完成`) }).waitFor()
    expect(clicked()).toBe(1)
  })
})

/** The month after that of a day, a year earlier. */
async function monthBefore(day: string): Promise<{ from: Day; to: Day }> {
  const { rows } = await db.pool.query<{ from: Day; to: Day }>(
    `SELECT to_char($1::date + interval '1 month' - interval '1 year', 'YYYY-MM-DD') AS from, to_char($1::date + interval '2 months' - interval '1 year' - interval '1 day', 'YYYY-MM-DD') AS to`, [day])
  return rows[0]!
}
