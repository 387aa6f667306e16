import type { Page } from 'playwright-core'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { CaseDetail } from '../../server/contract/cases.ts'
import type { Coverage } from '../../server/contract/coverage.ts'
import { dayAt } from '../../server/contract/day.ts'
import type { MoveCode } from '../../server/contract/moves.ts'
import type { OrganisationDetail, OrganisationList } from '../../server/contract/organisations.ts'
import type { Punctuality } from '../../server/contract/punctuality.ts'
import type { SettingsAnswer } from '../../server/contract/settings.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { ask, cookieOf, COUNTY, someVillages } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })
const ready = (page: Page) => page.waitForSelector('main[data-ready]')
/** The browser's own word on a refusal of the server, which the page tells in its place. */
const unexpected = (complaints: string[]) => complaints.filter((text) => !/status of 4(00|09)/.test(text))

/** What the centre's clerk does by another browser. */
async function post<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { cookie: await cookieOf(address), 'content-type': 'application/json' }
  const response = await fetch(`${address}/api/counties/${COUNTY}${path}`, { method: 'POST', body: JSON.stringify(body), headers })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

/** Back to the standard, for the tests that come after. */
afterAll(async () => {
  const headers = { cookie: await cookieOf(address, 'system_admin'), 'content-type': 'application/json' }
  const at = `${address}/api/counties/${COUNTY}/presets`
  const { version } = (await (await fetch(at, { headers })).json()) as SettingsAnswer
  await fetch(at, { method: 'PUT', headers, body: JSON.stringify({ version, change: { deadlines: null, holidays: null } }) })
})

describe('organisations', () => {
  test('are entered by a clerk, who is told what is wrong beside its field, changed, and closed', async () => {
    const { page, complaints } = await visit('/organisations')
    await ready(page)
    await page.getByRole('button', { name: '新增组织' }).click()
    const desk = page.getByRole('region', { name: '新增组织' })
    await desk.getByRole('button', { name: '登记' }).click()
    await desk.getByText('请写名称').waitFor()
    await expectAccessible(page)
    await desk.getByLabel('名称').fill('王建国13812345678')
    await desk.getByLabel('类型').last().selectOption('room')
    await desk.getByRole('combobox', { name: /查找区域/ }).fill('柳河镇')
    await page.locator('.hits [role=option]').first().click()
    await desk.getByRole('button', { name: '登记' }).click()
    await desk.getByText(/名称里不能有人的姓名/).waitFor()
    await desk.getByLabel('名称').fill('老周说理工作室')
    await desk.getByLabel('总人数').fill('3')
    await desk.getByLabel('专职').fill('4')
    await desk.getByRole('button', { name: '登记' }).click()
    await desk.getByText('不能多于总人数').waitFor()
    await desk.getByLabel('专职').fill('2')
    await desk.getByRole('button', { name: '登记' }).click()
    await page.getByText('已登记“老周说理工作室”').first().waitFor()

    const own = page.getByRole('region', { name: '老周说理工作室' })
    await own.getByLabel('星级').last().selectOption('4')
    await own.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存“老周说理工作室”').first().waitFor()
    await page.getByRole('textbox', { name: /查找：名称/ }).fill('老周')
    await page.locator('tbody tr').filter({ hasText: '老周说理工作室' }).getByRole('img', { name: '4 星' }).waitFor()
    await own.getByRole('button', { name: '停用' }).click()
    await own.getByText(/停用。它承办过的案件照旧可查/).waitFor()
    await page.getByText('没有这样的组织').first().waitFor()
    await page.getByLabel('含已停用').check()
    await page.locator('tbody tr').filter({ hasText: '已停用' }).waitFor()
    expect(unexpected(complaints)).toEqual([])
  })

  test('say which areas have none and how far the centres come up to their lists, as the server counts them', async () => {
    const { page, complaints } = await visit('/organisations?show=coverage')
    await ready(page)
    const coverage = await ask<Coverage>(address, '/organisations/coverage')
    const text = await page.locator('.coverage-board').innerText()
    for (const { covered } of [...coverage.committees, ...coverage.centres]) expect(text).toContain(`${covered.numerator} / ${covered.denominator}`)
    await expectAccessible(page)

    const list = coverage.checklists.find(({ open }) => open.length > 0)!
    const centre = await ask<OrganisationDetail>(address, `/organisations/${list.open[0]!.id}`)
    const item = centre.checklist!.items.find(({ has }) => !has)!
    const counted = async () => (await ask<Coverage>(address, '/organisations/coverage')).checklists.find(({ level }) => level === list.level)!
      .items.find(({ code }) => code === item.code)!.has
    const before = await counted()
    await page.getByRole('button', { name: centre.name }).first().click()
    const answer = page.getByRole('group', { name: item.label.zh })
    await answer.getByLabel('有', { exact: true }).check()
    await expect.poll(counted).toBe(before + 1)
    await answer.getByLabel(item.has === null ? '未填' : '没有', { exact: true }).check()
    await expect.poll(counted).toBe(before)
    expect(complaints).toEqual([])
  })

  test('are counted by how they follow calls, of the period that is chosen', async () => {
    const { page, complaints } = await visit('/organisations?show=punctuality&period=lastMonth')
    await ready(page)
    const board = page.locator('.punctuality-board tbody tr')
    await board.first().waitFor()
    // the demo calls in every period: a county that has not
    const nobody: Partial<Punctuality> = { total: Object.fromEntries(Object.keys((await ask<Punctuality>(address, '/organisations/punctuality')).total).map((key) => [key, 0])) as never, departments: [] }
    await page.route('**/organisations/punctuality?*', (route) => route.fulfill({ json: { asOf: dayAt(Date.now()), ...nobody } }), { times: 1 })
    await page.getByRole('combobox', { name: '吹哨日期' }).selectOption('lastYear')
    await page.getByText('这段时间没有吹哨').waitFor()
    const { organisations } = await ask<OrganisationList>(address, '/organisations')
    const called = new Set((await ask<Punctuality>(address, '/organisations/punctuality')).departments.map(({ organisation }) => organisation?.id))
    const holder = organisations.find(({ type }) => type === 'centre')!
    const department = organisations.find(({ type, id }) => type === 'department' && !called.has(id))!
    const { village } = (await someVillages(address))[0]!
    const today = dayAt(Date.now())
    let at = await post<CaseDetail>('/cases', { occurredOn: today, area: village.code, category: '02', channel: 'screening', summary: '排水沟改道起争执', colour: 'blue' })
    const move = async (code: MoveCode, asks: object = {}) => (at = await post<CaseDetail>(`/cases/${at.id}/moves/${code}`, { version: at.version, ...asks }))
    await move('dispatch', { holder: holder.id })
    await move('accept')
    await move('whistle', { departments: [department.id], reason: '须到场核实', limitDays: 3 })
    await move('reportIn', { whistle: at.whistles[0]!.id })

    await page.getByRole('combobox', { name: '吹哨日期' }).selectOption('thisMonth')
    const row = page.getByRole('row', { name: new RegExp(department.name) })
    await row.waitFor()
    const { departments, total } = await ask<Punctuality>(address, `/organisations/punctuality?from=${today.slice(0, 8)}01&to=${today}`)
    const counts = departments.find(({ organisation }) => organisation?.id === department.id)!
    expect(counts).toMatchObject({ sent: 1, reportedInTime: 1, absent: 0 })
    expect(await row.innerText()).toMatch(/1[\s\S]*100\.0%/)
    expect(await board.first().innerText()).toMatch(new RegExp(`^合计\\s+${total.sent}\\s`))
    await expectAccessible(page)
    await row.getByRole('button').click()
    await page.getByRole('region', { name: department.name }).waitFor()
    expect(complaints).toEqual([])
  })

  test('are read by a leader, who changes nothing', async () => {
    const { page } = await visit('/organisations?type=centre', { role: 'leader' })
    await ready(page)
    expect(await page.getByRole('button', { name: '新增组织' }).count()).toBe(0)
    await page.locator('tbody tr').first().click()
    await page.getByText('不在本岗位管理的区域内，只供查看').waitFor()
    expect(await page.getByRole('button', { name: '保存' }).count()).toBe(0)
  })
})

describe('what the county decides', () => {
  test('is changed by the system administrator, part by part, and read by a clerk', async () => {
    const { page, complaints } = await visit('/presets?part=deadlines', { role: 'system_admin' })
    await ready(page)
    const soon = page.getByRole('spinbutton', { name: '到期前多少天提醒' })
    await soon.fill('7')
    await soon.press('Tab')
    await page.getByRole('link', { name: '节假日' }).click()
    await page.getByLabel('节假日内容').fill('2027-01-01,休\n2027-02-30,班')
    await page.getByRole('button', { name: '载入' }).click()
    await page.getByText(/第 2 行.*不是日期/).waitFor()
    await page.getByLabel('节假日内容').fill('2027-01-01,休\n2027-02-07,班')
    await page.getByRole('button', { name: '载入' }).click()
    await page.getByText('放假 1 天，调休上班 1 天').waitFor()
    // a year that is known is replaced by who says so
    await page.getByLabel('节假日内容').fill('2027-01-01 休')
    await page.getByRole('button', { name: '载入' }).click()
    await page.getByRole('dialog', { name: '替换这一年的节假日？' }).getByRole('button', { name: '不动' }).click()
    await page.getByText('放假 1 天，调休上班 1 天').waitFor()

    // what was typed in another part is still there
    await page.getByRole('link', { name: '时限' }).click()
    expect(await soon.inputValue()).toBe('7')
    // what a field cannot keep is not passed over
    const handling = page.getByRole('spinbutton', { name: '一般办理' })
    const days = await handling.inputValue()
    await handling.fill('-5')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('至少 1，请改正').waitFor()
    expect([await handling.inputValue(), await handling.evaluate((field) => field === document.activeElement)]).toEqual(['-5', true])
    expect(await page.getByText('“时限”已保存').count()).toBe(0)
    await handling.fill(days)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('“时限”已保存').first().waitFor()
    await page.getByText(/本县已定/).waitFor()
    expect(unexpected(complaints)).toEqual([])

    const clerk = await visit('/presets?part=deadlines')
    await ready(clerk.page)
    const read = clerk.page.getByRole('spinbutton', { name: '到期前多少天提醒' })
    expect([await read.inputValue(), await read.isDisabled()]).toEqual(['7', true])
    expect(await clerk.page.getByRole('button', { name: '保存' }).count()).toBe(0)
  })

  test.each(['tiers', 'deadlines', 'holidays', 'routing', 'checklists', 'subsidy'])('is open to everybody: %s', async (part) => {
    const { page, complaints } = await visit(`/presets?part=${part}&theme=hall&lang=en`, { role: 'system_admin' })
    await ready(page)
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })
})
