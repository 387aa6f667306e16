import type { Page } from 'playwright-core'

/** What somebody puts into the form of a step; a list is chosen one after the other. */
export interface Filling {
  /** by the label of the field: what is typed, or a day as 20251013 */
  type?: Record<string, string>
  /** by the label of the field: what is picked of the few in sight */
  choose?: Record<string, string>
  /** by the label of the field: what is found by these words and taken */
  find?: Record<string, readonly string[]>
}

const DAY = /^\d{8}$/

export interface Dispute {
  village: string
  category: string
  people: string
  amount: string
  summary: string
}

/** Enters a dispute by the page of entry, and opens it; gives its code. */
export async function enterDispute(page: Page, { village, category, people, amount, summary }: Dispute): Promise<string> {
  const form = page.getByRole('form', { name: '登记纠纷' })
  await form.getByRole('combobox', { name: /查找地点/ }).fill(village)
  await page.getByRole('option', { name: village }).first().click()
  await form.getByLabel('纠纷类型').selectOption(category)
  await form.getByLabel('受理渠道').selectOption('screening')
  await form.getByLabel('涉及人数').fill(people)
  await form.getByLabel('涉及金额').fill(amount)
  await form.getByLabel('简要情况').fill(summary)
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  const [code] = /990101-\d{4}-\d{5}/.exec(await page.locator('.entry-done').innerText())!
  await page.getByRole('link', { name: '打开', exact: true }).click()
  await page.locator('.case-marks', { hasText: code }).waitFor()
  return code
}

/** What the audit log has of a case, the first first, each line opened and read: what was done, and by which account. */
export async function auditOf(page: Page, id: number): Promise<string[]> {
  await page.getByLabel('对象').fill(`case ${id}`)
  await page.getByRole('button', { name: '查找', exact: true }).click()
  const lines = page.locator('tr.line')
  await page.waitForFunction((subject) => [...document.querySelectorAll('tr.line .subject')].every((cell) => cell.textContent?.endsWith(subject)), `case ${id}`)
  const told: string[] = []
  for (const line of await lines.all()) {
    await line.getByRole('button', { name: /行的内容$/ }).click()
    const kind = await page.locator('tr.detail').getByRole('row', { name: /^kind/ }).innerText()
    const login = await line.getByText(/^demo-/).innerText()
    told.push(`${kind.split(/\s+/).at(-1)} ${/^demo-[a-z]+/.exec(login)![0]}`)
  }
  return told.reverse()
}

/** The hand and the eye of somebody at the pages of cases. */
export function handOf(page: Page) {
  const region = (name: string) => page.getByRole('region', { name, exact: true })
  const next = region('下一步')

  /** Makes a step of the case on show, and waits until the case is in the state. */
  async function step(name: string, state: string, { type = {}, choose = {}, find = {} }: Filling = {}): Promise<void> {
    await next.getByRole('button', { name, exact: true }).click()
    const form = next.getByRole('form', { name, exact: true })
    for (const [label, option] of Object.entries(choose)) {
      await form.getByRole('group', { name: label }).getByRole('radio', { name: option, exact: true }).check()
    }
    for (const [label, words] of Object.entries(find)) {
      for (const one of words) {
        await form.getByLabel(label).fill(one)
        await page.getByRole('option', { name: one }).first().click()
        await form.getByText(one).waitFor()
      }
    }
    for (const [label, text] of Object.entries(type)) {
      if (DAY.test(text)) {
        await form.getByRole('spinbutton', { name: `${label}: 年` }).click()
        await page.keyboard.type(text)
      } else await form.getByLabel(label).fill(text)
    }
    await form.getByRole('button', { name, exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await page.locator('.case-marks', { hasText: state }).waitFor()
  }

  /** Opens the list of the day's work and goes to the case by it. */
  async function pickUp(list: string, code: string): Promise<void> {
    await page.getByRole('link', { name: '我的工作' }).click()
    await page.getByRole('tab', { name: new RegExp(`^${list}`) }).click()
    await page.getByRole('tabpanel').getByRole('link', { name: code }).first().click()
    await page.locator('.case-marks', { hasText: code }).waitFor()
  }

  /** Finds a case that waits for nobody today by its code in the ledger. */
  async function lookUp(code: string): Promise<void> {
    await page.getByRole('link', { name: '台账', exact: true }).click()
    await page.getByRole('search').getByRole('textbox').fill(code)
    await page.keyboard.press('Enter')
    await page.getByRole('table').getByText(code).click()
    await page.locator('.case-marks', { hasText: code }).waitFor()
  }

  /** Goes on as another of the posts that the account holds. */
  async function takePost(name: string): Promise<void> {
    await page.getByRole('button', { name: /^账号/ }).click()
    await page.getByRole('menuitemradio', { name }).click()
    // nothing of the post before stays in the page: it is opened afresh
    await page.waitForURL(({ pathname }) => pathname === '/')
    await page.getByRole('button', { name: new RegExp(`^账号.*${name}`) }).waitFor()
  }

  /**
   * The session ended over night: at the first thing that is asked of the server the page is locked, unless it has asked
   * by itself, and opened again.
   */
  async function unlock(ask: () => Promise<void>): Promise<void> {
    const lock = page.getByRole('dialog', { name: '登录已结束' })
    if (!(await lock.isVisible())) await ask()
    await lock.getByRole('button', { name: /再次进入演示$/ }).click()
    await lock.waitFor({ state: 'detached' })
  }

  /** Looks at another page and comes back to the case, which is read anew. */
  async function lookAgain(): Promise<void> {
    await page.getByRole('link', { name: '使用说明' }).click()
    await page.getByRole('heading', { name: '使用说明' }).waitFor()
    await page.goBack()
    await next.waitFor()
  }

  return {
    step, pickUp, lookUp, takePost, lookAgain,
    /** goes to the day's work in the morning */
    comeBack: () => unlock(() => page.getByRole('link', { name: '我的工作' }).press('Enter')),
    /** goes on in the morning with the form that was left open */
    wake: () => unlock(() => page.keyboard.press('Control+Enter')),

    steps: () => next.getByRole('button', { disabled: false }).allInnerTexts(),
    says: (name: string) => region(name).innerText(),
    marks: () => page.locator('.case-marks').innerText(),
    /** what happened to the case, the first first */
    timeline: async () => {
      const events = await region('办理过程').locator('.timeline > li').all()
      const told = await Promise.all(events.map(async (event) => [await event.locator('.what b').innerText(), await event.locator('.by span').innerText()] as const))
      return told.reverse().map(([what, by]) => `${what} · ${by.split(' · ').at(-1)}`)
    },
  }
}
