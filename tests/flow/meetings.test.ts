import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { dayAt, dayNumber, dayOfNumber } from '../../server/contract/day.ts'
import type { ActionList, MeetingCalendar } from '../../server/contract/meetings.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { COUNTY, cookieOf } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })
const TODAY = dayAt(Date.now())
const SOON = dayOfNumber(dayNumber(TODAY) + 14)
const DECISIONS = ['集中排查山林土地纠纷', '补齐回访记录']

async function ask<Answer>(rest: string): Promise<Answer> {
  const response = await fetch(`${address}/api/counties/${COUNTY}/meetings${rest}`, { headers: { cookie: await cookieOf(address) } })
  return (await response.json()) as Answer
}

/** A cell of a town that nobody held a meeting in, of a period that is over. */
async function someMissing(): Promise<{ town: string; period: number; periods: number }> {
  const { rows, periods } = await ask<MeetingCalendar>('/calendar?kind=town_halfmonthly')
  for (const { area, cells } of rows) {
    const period = cells.findIndex(({ state }) => state === 'missing')
    if (period >= 0) return { town: area.name, period, periods: periods.length }
  }
  throw new Error('every town held every meeting')
}

const cellOf = (page: Page, town: string, period: number) => page.locator('.calendar-matrix tbody tr').filter({ hasText: town }).locator('td button').nth(period)

/** Types a day into the field of this name. */
async function typeDay(page: Page, within: string, day: string): Promise<void> {
  const parts = page.locator(within).locator('.ui-day').first().getByRole('spinbutton')
  const [year, month, date] = day.split('-') as [string, string, string]
  for (const [k, text] of [year, month, date].entries()) {
    await parts.nth(k).focus()
    await page.keyboard.type(text)
  }
}

describe('a meeting', () => {
  test('is entered by a clerk from the cell that lacks it, with two decisions; names are masked, and nothing typed is lost', async () => {
    const { town, period } = await someMissing()
    const { page, complaints, strangers } = await visit('/meetings')
    await cellOf(page, town, period).click()
    await page.locator('.meeting-form').waitFor()
    await page.getByRole('button', { name: '用这个名称' }).click()
    await page.getByLabel('会议纪要').fill('主持人：王建国，电话13812345678\n逐件研究红色案件')
    // a reload in between
    await page.reload()
    await page.locator('.meeting-form').waitFor()
    expect(await page.getByLabel('会议纪要').inputValue()).toContain('逐件研究红色案件')
    for (const [k, text] of DECISIONS.entries()) {
      await page.getByRole('button', { name: '加一项' }).click()
      const field = page.locator('.decisions fieldset').nth(k)
      await field.getByRole('textbox', { name: '要做什么' }).fill(text)
      await field.getByRole('combobox', { name: '责任单位' }).fill(`${town}综治中心`)
      await page.locator('.found .hit').first().click()
      await typeDay(page, `.decisions fieldset >> nth=${k}`, SOON)
    }
    await expectAccessible(page)
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.meeting-sheet').waitFor()
    const sheet = await page.locator('.meeting-sheet').innerText()
    expect([sheet.includes('王建国'), sheet.includes('13812345678'), ...DECISIONS.map((text) => sheet.includes(text))]).toEqual([false, false, true, true])
    await expectAccessible(page)
    expect([complaints, strangers]).toEqual([[], []])

    // a leader sees it where it was missing
    const leader = await visit('/meetings', { role: 'leader' })
    const cell = cellOf(leader.page, town, period)
    await cell.waitFor()
    expect(await cell.getAttribute('class')).toBe('held')
    const calendar = await ask<MeetingCalendar>('/calendar?kind=town_halfmonthly')
    expect(await leader.page.locator('.calendar-matrix tfoot .sum').innerText()).toBe(`${calendar.total.numerator}/${calendar.total.denominator}`)
    expect(await leader.page.locator('.calendar-view h3').innerText()).toContain(`缺 ${calendar.total.denominator - calendar.total.numerator} 次`)
    await expectAccessible(leader.page)
    await cell.click()
    await leader.page.locator('.meeting-sheet').waitFor()
    expect(await leader.page.locator('.meeting-sheet').innerText()).toContain(DECISIONS[0])
  })

  test('its items are listed until they are ticked off, with what came of them', async () => {
    const before = await ask<ActionList>('/actions?limit=200')
    const { page, complaints } = await visit('/meetings?show=actions', { role: 'leader' })
    const item = page.locator('.action-table li').filter({ hasText: DECISIONS[0] })
    await item.getByRole('button', { name: '完成', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('办理结果').fill('已排查三个村')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: '完成', exact: true }).click()
    // not by its words alone: a moment later they are there a second time, for those who hear the page
    await page.locator('.toasts .text', { hasText: '已保存' }).waitFor()
    await page.reload()
    await page.locator('.action-table').waitFor()
    expect([await item.count(), await page.locator('.actions-view h3').innerText()]).toEqual([0, `${before.total - 1} 个议定事项未完成，其中 ${before.overdue} 个超期`])
    await page.getByLabel('状态').selectOption('done')
    await item.waitFor()
    expect(await item.innerText()).toContain('已排查三个村')
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('is walked to by arrow keys, and prints without what is pressed', async () => {
    const { page } = await visit('/meetings?kind=county_monthly', { role: 'leader' })
    const cells = page.locator('.calendar-matrix tbody td button')
    await cells.last().focus()
    const held = (await cells.evaluateAll((all) => all.map((cell) => cell.className))).lastIndexOf('held')
    for (let k = (await cells.count()) - 1; k > held; k--) await page.keyboard.press('ArrowLeft')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe(`0 ${held}`)
    await page.keyboard.press('Enter')
    await page.locator('.meeting-sheet').waitFor()
    await page.emulateMedia({ media: 'print' })
    expect([await page.locator('.meeting-sheet h3').isVisible(), await page.getByRole('button').count()]).toEqual([true, 0])
  })

  test('of nobody is entered by a mediator organisation, which sees when they were held', async () => {
    const { page, complaints } = await visit('/meetings', { role: 'mediator' })
    await page.locator('.calendar-matrix').waitFor()
    expect([await page.getByRole('button', { name: '登记会议' }).count(), await page.getByRole('radio', { name: '会议记录' }).count()]).toEqual([0, 0])
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })
})

test('the rhythm of a meeting is the county’s own: one that is switched off is owed no more', async () => {
  const { page } = await visit('/presets?part=meetings', { role: 'system_admin' })
  await page.getByLabel('书记专题会').selectOption('')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('例会制度').first().waitFor()
  await expect.poll(async () => (await ask<MeetingCalendar>('/calendar?kind=secretary_quarterly')).rhythm).toBeNull()
  const leader = await visit('/meetings?kind=secretary_quarterly', { role: 'leader' })
  await leader.page.getByText('本县没有要求开“书记专题会”').waitFor()
  await page.getByRole('button', { name: '恢复' }).first().click()
  await page.getByRole('dialog').getByRole('button').last().click()
  await expect.poll(async () => (await ask<MeetingCalendar>('/calendar?kind=secretary_quarterly')).rhythm).toBe('quarter')
})
