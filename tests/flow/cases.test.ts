import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { CaseDetail, MyWork, NewCase } from '../../server/contract/cases.ts'
import { dayAt } from '../../server/contract/day.ts'
import { expectAccessible, mapIdle, useBrowser } from './browser.ts'
import { COUNTY, cookieOf, someVillages } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })
const { visit: visitMap } = useBrowser(address)
let places: Awaited<ReturnType<typeof someVillages>> = []
beforeAll(async () => {
  places = await someVillages(address)
})

/** What the centre's clerk sends by another browser. */
async function send<Answer>(path: string, body: object, method = 'POST'): Promise<Answer> {
  const headers = { cookie: await cookieOf(address), 'content-type': 'application/json' }
  const init = { method, body: JSON.stringify(body), headers }
  const response = await fetch(`${address}/api/counties/${COUNTY}${path}`, init)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

function enter(part: Partial<NewCase> = {}): Promise<CaseDetail> {
  return send('/cases', { occurredOn: dayAt(Date.now()), area: places[0]!.village.code, category: '02', channel: 'screening', summary: '排水沟改道起争执', ...part })
}

/** A hand at the keyboard that counts. */
function hand(page: Page) {
  let keys = 0
  return {
    type: async (text: string) => {
      keys += text.length
      await page.keyboard.type(text)
    },
    press: async (key: string) => {
      keys++
      await page.keyboard.press(key)
    },
    keys: () => keys,
  }
}
const inField = (page: Page) => page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-entry]')?.dataset.entry)

/** Finds the village by its name and takes it, by keys alone. */
async function choosePlace(page: Page, name: string, { type, press } = hand(page)): Promise<void> {
  await page.locator('.entry-form').waitFor()
  expect(await inField(page)).toBe('place')
  await type(name)
  await page.getByRole('option', { name: new RegExp(name) }).first().waitFor()
  await press('Enter')
  await page.locator('[data-entry=place] .chosen').waitFor()
}

describe('a dispute at the doorstep', () => {
  test('is entered by keyboard alone, in under ten fields and under a minute; names are masked and told', async () => {
    const { page, complaints, strangers } = await visit('/enter')
    const keyboard = hand(page)
    const { type, press, keys } = keyboard
    await page.locator('.entry-form').waitFor()
    expect(await page.locator('[data-entry]').count()).toBeLessThan(10)
    const began = Date.now()
    await choosePlace(page, places[0]!.village.name, keyboard)
    expect(await inField(page)).toBe('category')
    for (const value of ['08', '9', '35', '12万']) {
      await type(value)
      await press('Enter')
    }
    expect(await inField(page)).toBe('summary')
    await type('王建国与邻村因地界争执，扬言堵路')
    await press('Control+Enter')
    await page.getByRole('heading', { name: '已登记' }).waitFor()
    // a clerk who looks for every key needs half a second for each
    expect(keys() * 0.5).toBeLessThan(60)
    expect(Date.now() - began).toBeLessThan(60_000)
    const done = await page.locator('.entry-done').innerText()
    expect(done).toMatch(/990101-\d{4}-\d{5}/)
    expect(done).toContain('姓名已遮盖')
    expect(done).not.toContain('王建国')
    await expectAccessible(page)
    // the next one of the pile
    await press('Enter')
    await page.locator('.entry-form').waitFor()
    expect(await page.locator('[data-entry=channel] select').inputValue()).toBe('grid')
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })

  test('what may be entered already is shown beside it and keeps nobody from entering', async () => {
    const there = await enter({ area: places[1]!.village.code })
    const { page } = await visit('/enter')
    await choosePlace(page, places[1]!.village.name)
    const link = page.locator('.likely').getByRole('link', { name: there.code })
    await link.waitFor()
    expect(await link.getAttribute('target')).toBe('_blank')
    await expectAccessible(page)
    await page.locator('[data-entry=category] select').selectOption('02')
    await page.locator('[data-entry=summary] textarea').fill('同一条排水沟')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: '已登记' }).waitFor()
  })

  test('a click on the map fills in the place; what is half written is there after a reload', async () => {
    const { page } = await visitMap('/enter')
    await mapIdle(page)
    const box = (await page.locator('.enter-map canvas').boundingBox())!
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.locator('[data-entry=place] .chosen').waitFor()
    const place = await page.locator('[data-entry=place] .chosen').innerText()
    await page.locator('[data-entry=summary] textarea').fill('写到一半')
    await page.keyboard.press('Control+Enter')
    await page.getByText('还有 1 处要补').waitFor()
    await page.reload()
    await page.getByText(/已恢复.*没有登记完的内容/).waitFor()
    expect(await page.locator('[data-entry=summary] textarea').inputValue()).toBe('写到一半')
    expect(await page.locator('[data-entry=place] .chosen').innerText()).toBe(place)
    await page.getByRole('button', { name: '清空重填' }).click()
    expect(await page.locator('[data-entry=summary] textarea').inputValue()).toBe('')
  })
})

describe('a case on its page', () => {
  test('shows the next step, asks for what is missing, and tells afterwards what happened', async () => {
    const entered = await enter({ people: 40 })
    const { page, complaints } = await visit(`/cases/${entered.id}`)
    await page.locator('[data-move=triage]').click()
    await page.keyboard.press('Control+Enter')
    await page.locator('.step-form .error').first().waitFor()
    expect(await page.locator('.step-form .error').allInnerTexts()).toEqual(['请选择', '请填写'])
    await page.getByRole('button', { name: '采用建议' }).click()
    await expectAccessible(page)
    await page.locator('.step-form').getByRole('button', { name: '研判定色' }).click()
    await page.locator('.case-marks', { hasText: '已研判' }).waitFor()
    // red demands a plan before it is handed on: the step is there, and says so
    expect(await page.locator('[data-move=dispatch]').isDisabled()).toBe(true)
    expect(await page.locator('.steps .why').first().innerText()).toContain('本等级须有一案一策和包案领导')
    expect(await page.locator('.timeline > li').first().innerText()).toMatch(/研判定色[\s\S]*风险等级：未定色 → 红色/)
    expect(complaints).toEqual([])
  })

  test('the second of two clerks is told what changed and loses nothing typed', async () => {
    const entered = await enter()
    const { page } = await visit(`/cases/${entered.id}`)
    await page.locator('[data-move=decline]').click()
    await page.locator('[data-ask=note] textarea').fill('不属于受理范围')
    await send(`/cases/${entered.id}/moves/triage`, { version: entered.version, colour: 'yellow', reason: '三户以上' })
    await page.keyboard.press('Control+Enter')
    const note = page.locator('.meanwhile')
    await note.waitFor()
    expect(await note.innerText()).toMatch(/研判定色[\s\S]*demo-clerk[\s\S]*未定色 → 黄色/)
    expect(await page.locator('[data-ask=note] textarea').inputValue()).toBe('不属于受理范围')
    await expectAccessible(page)
    await note.getByRole('button', { name: '看过了，按新情况提交' }).click()
    await page.locator('.case-marks', { hasText: '不予受理' }).waitFor()
  })

  test('a correction shows what another clerk corrected since, and takes none of it back', async () => {
    const entered = await enter({ people: 2 })
    const { page, complaints } = await visit(`/cases/${entered.id}`)
    const correct = page.locator('.entered header').getByRole('button', { name: '更正' })
    const form = page.locator('.case-correction')
    await correct.click()
    await form.locator('[data-entry=summary] textarea').fill('排水沟改道，已测量')
    await form.getByRole('button', { name: '返回（保留已填）' }).click()
    await send(`/cases/${entered.id}`, { version: entered.version, people: 50 }, 'PATCH')
    await page.reload()
    await correct.click()
    const note = form.locator('.meanwhile')
    await note.waitFor()
    expect(await note.innerText()).toMatch(/更正[\s\S]*demo-clerk[\s\S]*涉及人数：2 → 50/)
    expect(await form.locator('[data-entry=people] input').inputValue()).toBe('50')
    expect(await form.locator('[data-entry=summary] textarea').inputValue()).toBe('排水沟改道，已测量')
    await expectAccessible(page)
    await note.getByRole('button', { name: '看过了，按新情况提交' }).click()
    await page.locator('.case-body .summary', { hasText: '已测量' }).waitFor()
    expect(await page.locator('.entered').innerText()).toContain('50')
    expect(complaints).toEqual([])
  })

  test('what is typed into a step waits in the tab, and goes with whoever signs out', async () => {
    const entered = await enter()
    const { page } = await visit(`/cases/${entered.id}`)
    const note = page.locator('[data-ask=note] textarea')
    await page.locator('[data-move=decline]').click()
    await note.fill('写到一半')
    await page.reload()
    await page.getByText('已填一部分').waitFor()
    await page.locator('[data-move=decline]').click()
    expect(await note.inputValue()).toBe('写到一半')
    await note.press('Escape')
    expect(await page.locator('.step-form').count()).toBe(0)
    const kept = () => page.evaluate(() => JSON.stringify(sessionStorage))
    expect(await kept()).toContain('写到一半')
    await page.locator('.bar .who').click()
    await page.getByRole('menuitem', { name: '换一个演示岗位' }).click()
    await page.waitForURL(/sign-in/)
    expect(await kept()).not.toContain('写到一半')
  })

  test('a past day is marked and has no steps; a day before the case came in is said to be that', async () => {
    const entered = await enter()
    const { page } = await visit(`/cases/${entered.id}?asOf=2024-06-01`)
    await page.getByText('2024-06-01 时系统里还没有这件案件').waitFor()
    // nothing of this county is older than the test
    await page.route(`**/api/**/cases/${entered.id}?asOf=*`, (route) => route.fulfill({ json: { ...entered, asOf: '2024-06-01', steps: [], may: [] } }))
    await page.reload()
    await page.locator('.past-note', { hasText: '这是 2024年6月1日 的情况' }).waitFor()
    expect(await page.locator('[data-move]').count()).toBe(0)
    await expectAccessible(page)
    await page.getByRole('button', { name: '回到今天' }).click()
    await page.locator('[data-move]').first().waitFor()
  })

  test('on paper it has no buttons, and is light whatever the screen is', async () => {
    const entered = await enter()
    const { page } = await visit(`/cases/${entered.id}?theme=hall`)
    await page.locator('[data-move=triage]').waitFor()
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.button:visible, nav:visible, canvas:visible').count()).toBe(0)
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
    expect(await page.locator('.stamp').innerText()).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日 打印/)
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    expect(await page.locator('html').getAttribute('data-theme')).toBe('hall')
  })

  test('a leader at a dark screen in English can supervise and nothing else', async () => {
    const entered = await enter()
    const { page, complaints } = await visit(`/cases/${entered.id}?theme=hall&lang=en`, { role: 'leader' })
    await page.locator('[data-move=supervise]').waitFor()
    expect(await page.locator('[data-move]').count()).toBe(1)
    await page.locator('[data-move=supervise]').click()
    await page.locator('[data-ask=reason] textarea').fill('Please report')
    expect(await page.locator('[data-ask=limitDays] input').inputValue()).toBe('5')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Supervision' }).waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })
})

test('the work of the day: the most pressing first, and one key to the case', async () => {
  const { page } = await visit('/work')
  await page.getByRole('tab', { name: /已超期/ }).waitFor()
  const first = await page.locator('.work-row').first().innerText()
  expect(first).toMatch(/超期 [\d,]+ (天|个工作日)/)
  const code = /990101-\d{4}-\d{5}/.exec(first)![0]
  await expectAccessible(page)
  await page.keyboard.press('1')
  await page.waitForURL(/\/cases\/\d+/)
  await page.getByText(code).first().waitFor()
  await page.goBack()
  // what it says where nothing waits; what waits in the demo hangs on the day
  await page.route('**/api/**/work', async (route) => {
    const work = (await (await route.fetch()).json()) as MyWork
    await route.fulfill({ json: { ...work, totals: { ...work.totals, toAccept: 0 }, lists: { ...work.lists, toAccept: [] } } })
  })
  await page.reload()
  await page.getByRole('tab', { name: /待签收/ }).click()
  await page.getByText('没有待签收的案件').waitFor()
})
